"""Every error of ours: whose fault it is, who is told, and whether trying again helps.

LaunchwireError
+- SettingsError            the operator's: told at start, the process ends
+- StoreError               the database's: the transaction is tried again, the process stays
+- SourceError              a source's: recorded on it, other sources go on
|  +- FetchError            the server or the way to it; retry_after_seconds when it asked
|  |  +- SourceGone         HTTP 410: never again
|  |  +- AddressRefused     the guard refused where the address leads
|  +- ParseError            the body is no feed or page we can read
+- QueryError               the person's: shown with its column and a suggestion
+- SendError                a platform's, about one delivery
   +- RetryLater            nothing was posted; try again after retry_after_seconds
   +- FateUnknown           bytes went out and no answer came: it may have been posted
   +- TargetClosed          this channel or person cannot be reached: pause it, tell the owner once
   +- WorkspaceClosed       the token or installation is dead: pause everything behind it
   +- CardRefused           the platform will never take this payload: dead letter
   +- EditRefused           the earlier message can no longer be edited: send anew
"""


class LaunchwireError(Exception):
    """Base of all errors that Launchwire raises on purpose."""


class SettingsError(LaunchwireError):
    """The configuration is wrong; the text says which key and what to do."""


class StoreError(LaunchwireError):
    """The database refused or is away; nothing of the transaction was kept."""


class SourceError(LaunchwireError):
    """A source could not be read this time."""


class FetchError(SourceError):
    """The server, or the way to it, failed."""

    def __init__(self, text: str, *, status: int | None = None, retry_after_seconds: float | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.retry_after_seconds = retry_after_seconds


class SourceGone(FetchError):
    """The server says that this address is gone for good."""


class AddressRefused(FetchError):
    """The address leads to a private, local or reserved network, or is not http(s)."""


class ParseError(SourceError):
    """The bytes that came are not a feed or page that can be read."""


class QueryError(LaunchwireError):
    """A query cannot be understood; `column` counts from 1, `suggestion` is a query that would work."""

    def __init__(self, text: str, *, column: int, suggestion: str | None = None) -> None:
        super().__init__(text)
        self.column = column
        self.suggestion = suggestion


class SendError(LaunchwireError):
    """A platform did not take a delivery."""


class RetryLater(SendError):
    """Nothing was posted and trying again may help; `is_wide`: the whole app or workspace is asked to wait."""

    def __init__(self, text: str, *, retry_after_seconds: float | None = None, is_wide: bool = False) -> None:
        super().__init__(text)
        self.retry_after_seconds = retry_after_seconds
        self.is_wide = is_wide


class FateUnknown(SendError):
    """The request went out and no answer came back."""


class TargetClosed(SendError):
    """This channel or person cannot be written to; the text says why in words for its owner."""


class WorkspaceClosed(SendError):
    """The token or the installation is no longer valid."""


class CardRefused(SendError):
    """The platform refuses this payload and always will."""


class EditRefused(SendError):
    """The message posted earlier can no longer be edited; send a new one or reply."""
