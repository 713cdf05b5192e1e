"""What went wrong outside of this program, in words for the person who can do something about it."""


class TrainingError(Exception):
    """A file, an option or a machine that cannot be used; the text says what was wrong and what to do."""
