"""Problems: every refusal of the server as RFC 9457 has it, `application/problem+json`, with what was wrong, the value, and the remedy."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

__all__ = ["MEDIA", "Problem", "told"]

MEDIA = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a request was refused.

    Attributes:
        status: Of HTTP.
        code: One word for programs, the end of `type`.
        what: What was wrong, as a sentence without its full stop.
        value: What was given, where one value is to blame; cut short.
        remedy: What to do instead; empty where nothing helps.
    """

    status: int
    code: str
    what: str
    value: str | None = None
    remedy: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as RFC 9457 has it; `detail` says what was wrong, and two members of ours follow: `value`, `remedy`."""
        return {
            "type": f"urn:headwater:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.what,
            "value": None if self.value is None else self.value[:200],
            "remedy": self.remedy,
        }

    def body(self) -> bytes:
        """Return its bytes."""
        return json.dumps(self.to_json()).encode()


def told(message: str, *, status: int, code: str, value: str | None = None) -> Problem:
    """Return the problem that an exception of Headwater's tells: its message says what, and after a semicolon the remedy."""
    what, _, remedy = message.partition("; ")
    return Problem(status=status, code=code, what=what, value=value, remedy=remedy)
