"""The one error that reading a file may raise."""


class UnreadableFile(Exception):
    """The file cannot be read. Its message is a sentence for the person who sent it: what is wrong, what to do."""
