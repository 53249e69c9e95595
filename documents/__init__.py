"""The paper kit: one block model, its writers (PDF, Word, text) and its reader (Word, text). Knows no other app."""
