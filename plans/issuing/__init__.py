"""An issued plan: its number in the register, what is frozen of it, and what may still happen to it."""
