"""Headwater from Python: a ledger with the verbs of the command line, and answers that notebooks show and tables take in.

>>> from headwater.client import Stories
>>> counts = {"claims": 3, "shared_claims": 1, "one_origin": 1, "open": 0}
>>> found = Stories([{"id": "4f2a91", "title": "Bridge closed", "reports": [], **counts}])
>>> found[0]["title"], len(found)
('Bridge closed', 1)
>>> found
<Stories: 1: Bridge closed (0 reports)>

Every answer is the JSON of the contract, read as a mapping or a sequence; `to_pandas()` and `to_arrow()` need the extra `tables`.
"""

from headwater.client.results import Added, Answer, Compared, Found, Read, Rows, Stories, Timeline, Traced, shown
from headwater.client.session import Session, open_session

__all__ = ["Added", "Answer", "Compared", "Found", "Read", "Rows", "Session", "Stories", "Timeline", "Traced", "open_session", "shown"]
