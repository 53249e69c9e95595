"""Consultation rounds."""
