"""The exceptions Headwater raises, all of one tree.

    HeadwaterError
    ├── SettingsError      a flag, a file of settings or an unknown name: what, value, remedy
    ├── InputError         the stream of inputs itself is broken (a missing path, an unreadable stdin)
    ├── ModelError         weights missing, altered, or made for another version
    ├── LedgerError        the ledger cannot be opened, read or written: no ledger, newer, locked, read-only, full
    │   └── StaleError     the ledger changed since what was to be written was computed: compute again
    └── ContractError      a document does not have the shape of the contract

One report that cannot be read is not an exception: it is a `headwater.model.Rejected`, and the others go on.
"""

__all__ = ["ContractError", "HeadwaterError", "InputError", "LedgerError", "ModelError", "SettingsError", "StaleError"]


class HeadwaterError(Exception):
    """Base of everything Headwater raises on purpose. The message says what was wrong, the value, and the remedy."""


class SettingsError(HeadwaterError):
    """A setting, flag or name that Headwater does not have."""


class InputError(HeadwaterError):
    """The stream of inputs is broken: a path that does not exist, a standard input that cannot be read."""


class ModelError(HeadwaterError):
    """Weights that are missing, altered, or made for another version of Headwater."""


class LedgerError(HeadwaterError):
    """A ledger that cannot be opened, read or written."""


class StaleError(LedgerError):
    """The ledger changed since what was to be written was computed; read it and compute again."""


class ContractError(HeadwaterError):
    """A document that does not have the shape of the contract."""
