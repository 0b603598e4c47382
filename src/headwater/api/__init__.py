"""The API: what a ledger knows, over HTTP on this machine alone.

`api` answers under `/api/v1` with the contract's shapes; `Guard` goes around it and the pages, and says who may ask; `serve` runs both on
127.0.0.1.
"""

from headwater.api.app import api
from headwater.api.guard import Guard
from headwater.api.jobs import Jobs

__all__ = ["Guard", "Jobs", "api"]
