"""The plan's screens, one module a noun."""
