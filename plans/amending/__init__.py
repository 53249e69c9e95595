"""What changed between two versions of a plan, and the papers that say so: the amending paper, the marked paper."""
