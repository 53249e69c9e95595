"""Everything that can happen in the field. Each verb is one function, in the module of its noun."""
