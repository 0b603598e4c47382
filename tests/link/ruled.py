"""Any judgements of pairs, for properties of what holds to them."""

from collections.abc import Sequence

from hypothesis import strategies as st

from headwater.link.rulings import Settled, Verdict, settled

__all__ = ["any_judgements", "judged"]


def judged(*pairs: tuple[str, str, str]) -> Settled:
    """Return what judgements come to, each two members with `=` or `/` between, in the order of their times."""
    return settled([Verdict(id=str(n), a=(a,), b=(b,), same=sign == "=", because=f"reason {n}") for n, (a, sign, b) in enumerate(pairs)])


def any_judgements(members: Sequence[str], most: int = 4) -> st.SearchStrategy[Settled]:
    """Draw judgements of some members, two by two."""
    pair = st.tuples(st.sampled_from(members), st.sampled_from("=/"), st.sampled_from(members))
    return st.lists(pair, max_size=most).map(lambda pairs: judged(*pairs))
