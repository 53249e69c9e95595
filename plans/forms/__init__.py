"""Forms of the plan's screens: is what was typed well-formed?"""
