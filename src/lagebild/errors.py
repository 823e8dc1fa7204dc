"""The exception tree. A message says what went wrong, where, and what to do next."""


class LagebildError(Exception):
    """Root of everything that Lagebild raises on purpose."""


class SourceError(LagebildError):
    """A report could not be read from a file, a line or a stream; `origin` says which.

    After one that is the `last` nothing more is read of that file.
    """

    last = False

    def __init__(self, origin: str, message: str) -> None:
        super().__init__(f"{origin}: {message}")
        self.origin = origin


class LexiconError(LagebildError):
    """A lexicon file is malformed: the message names file, line, column and what was expected."""


class AnalyserError(LagebildError):
    """A language analyser is missing or cannot be loaded."""


class ReadError(LagebildError):
    """The reader failed at a report; the message names the report and the fault."""


class StoreError(LagebildError):
    """The database cannot be opened, is of a newer version, or refused a write."""


class RefusedError(StoreError):
    """The database is well, but cannot hold something of one report; the message says why."""


class OnRecordError(StoreError):
    """A report is on record already: somebody else has just put it there."""


class NotFoundError(LagebildError):
    """A name, report or entry that was asked for is not on record."""


class QuestionError(LagebildError):
    """A question that cannot be asked, because the event type or the day does not exist."""


class DecisionError(LagebildError):
    """An editor's decision that cannot be made: it changes nothing, or names a field or a value that does not exist."""


class ExportError(LagebildError):
    """An export cannot be written: the format or the file cannot hold it, or a package that it needs is missing."""


class UsersError(LagebildError):
    """A password file cannot be read or written, or a user in it cannot be made or changed."""
