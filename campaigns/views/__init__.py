"""The screens that show everything together, and those of the field."""
