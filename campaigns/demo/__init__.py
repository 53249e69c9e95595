"""The demonstration cluster: seven unions, three activities, the figures of a real plan, invented people.

`build` walks the roads of real use: the plan is read from a text file, people are added, dues made, payments declared
and confirmed by the same actions as the screens call.
"""
