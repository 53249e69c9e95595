"""A plan carried over to a later year: what moves with it, what stays behind. Pure but for `plans.actions.carrying`."""
