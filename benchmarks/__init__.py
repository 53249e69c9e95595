"""What `script/bench` runs: ratios measured in one run on one machine, each with its goal."""
