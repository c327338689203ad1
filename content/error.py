"""The small family of errors that content raises; the portal translates each once."""

from __future__ import annotations


class DomainError(Exception):
    """A rule of the domain forbids this. ``code`` is stable, ``figures`` fill the portal's sentence."""

    code = "domain"

    def __init__(self, code: str = "", /, **figures: object) -> None:
        self.code = code or self.code
        self.figures = figures
        super().__init__(self.code)


class WrongState(DomainError):
    """The document is not in a state from which this step starts: often somebody else was faster."""

    code = "wrong_state"


class Missing(DomainError):
    """A step was asked for without a detail that it requires, such as a reason."""

    code = "missing_detail"


class Overdrawn(DomainError):
    """There is not enough left: of an account, a budget, an offer or a contract."""

    code = "overdrawn"


class SameHand(DomainError):
    """Two steps that need two different people were tried by one."""

    code = "same_hand"


class Taken(DomainError):
    """Somebody else has already taken what was asked for."""

    code = "taken"


class VaultError(Exception):
    """A sealed value cannot be opened: its key is not in the ring, or it was changed."""
