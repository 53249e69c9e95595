"""The reader: a stranger's text or Word file → blocks, with a note for each thing that was left out.

The law: no word is lost. What is not understood stays as a paragraph in its place, and `structure` counts the words
before and after. Files are judged by their content, never by their name.
"""

from documents.reader.errors import UnreadableFile
from documents.reader.reading import LARGEST_FILE, Reading, read_file, read_text

__all__ = ["LARGEST_FILE", "Reading", "UnreadableFile", "read_file", "read_text"]
