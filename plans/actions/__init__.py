"""Everything that can happen to a plan. Each verb is one function, in the module of its noun."""
