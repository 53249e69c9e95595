"""Questions about the field and about everything that a page shows together. Each says how many queries it takes."""
