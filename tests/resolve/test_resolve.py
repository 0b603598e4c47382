"""What holds of the stage for any text and any statements in it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Actor, Block, BlockKind, Publisher, Report, Span, Statement, reading_order
from headwater.resolve import Resolved, resolve
from tests.notation import report_of
from tests.strategies import choices, reports, spans, statements

PUBLISHER = "Orrin Gazette"
WHAT_IS_READ = ("id", "kind", "form", "source", "cue", "content", "score", "parent")

# Sentences of every rule, and what breaks them: chains are made of names, descriptions, pronouns, outlets, polls, letters and hearsay.
_PIECES = st.sampled_from(
    [
        "Ines Vale", "Mr. Vale", "Vale", "Governor Ines Vale", "Odile Ferrant, the mayor,", "A senior official", "the official", "she",
        "They", "who", "two people familiar with the sale", "the Orrin Gazette", "The Gazette", "Northline", "the newspaper",
        "Northline’s source", "a Northline reporter", "A Stourbank poll", "forty percent of voters", "The Harbour Board", "the board",
        "an email", "a report", "emails released by the Harbour Board", "said", "told", "told Northline", "reported", "reportedly",
        "according to", "citing", "wrote", "added", "adding", "asked", "in a statement to", "on condition of anonymity", "and", "’s",
        "that", "to", "the dam would hold", "“We ran,”", "on Monday", "at a rally", "if it rained", ",", ".", ". ", "\n", "\n\n", "”",
        "“", "(", "—", "…", "'s", "-", ":", "ORRIN, May 14 (Castellan) -",
    ]
)  # fmt: skip
_news = st.lists(_PIECES, min_size=1, max_size=40).map(" ".join)


@st.composite
def _blocks(draw: st.DrawFn, text: str) -> tuple[Block, ...]:
    """Blocks in order, none over another, with gaps."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    return tuple(Block(kind=draw(choices(BlockKind)), start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def _news_reports(draw: st.DrawFn) -> Report:
    text = draw(_news)
    publisher = draw(
        st.sampled_from([None, Publisher(name=PUBLISHER), Publisher(domain="northline.example"), Publisher(name=" ", domain="")])
    )
    return report_of(text, publisher=publisher, blocks=draw(st.just(()) | _blocks(text)))


def _word_spans(text: str) -> st.SearchStrategy[Span]:
    """Spans that begin and end with words, as a reader gives them, and some that do not."""
    edges = [0, *(n for n, letter in enumerate(text) if letter == " "), len(text)]
    pairs = st.tuples(st.sampled_from(edges), st.sampled_from(edges)).filter(lambda pair: pair[0] + 1 < pair[1])
    return pairs.map(lambda pair: Span(start=pair[0] + (text[pair[0]] == " "), end=pair[1])) | spans(text)


@st.composite
def _read(draw: st.DrawFn) -> tuple[Report, tuple[Statement, ...]]:
    """A report with statements in reading order, some inside one before them."""
    report = draw(reports().map(lambda each: replace(each, blocks=())) | _news_reports())
    some = st.lists(_word_spans(report.text), max_size=2, unique=True).map(lambda found: tuple(sorted(found)))
    made = {}
    for one in draw(st.lists(statements(report), max_size=6)):
        source, cue, content = draw(some), draw(some), draw(some.filter(bool))
        made[f"{cue}{content}"] = replace(one, id=f"{cue}{content}", source=source, cue=cue, content=content, chain=(), parent=None)
    ordered = sorted(made.values(), key=reading_order)
    for n in range(1, len(ordered)):
        ordered[n] = replace(ordered[n], parent=draw(st.none() | st.sampled_from([each.id for each in ordered[:n]])))
    return report, tuple(ordered)


def _spans_of(found: Resolved) -> list[Span]:
    told = [span for one in found.statements for part in (one.to, one.on, one.conditional, one.hedges) for span in part]
    hops = [hop.span for one in found.statements for hop in one.chain]
    return [*told, *hops, *(span for actor in found.actors for span in _spans_of_actor(actor))]


def _spans_of_actor(actor: Actor) -> tuple[Span, ...]:
    return (*actor.mentions, *actor.roles, *actor.descriptor, *actor.basis, *actor.reason, *actor.affiliation)


@given(_read())
def test_every_span_lies_in_the_text(read: tuple[Report, tuple[Statement, ...]]) -> None:
    report, given_statements = read
    for span in _spans_of(resolve(report, given_statements)):
        assert span.end <= len(report.text)


@given(_read())
def test_every_hop_is_of_an_actor_of_the_report_each_with_an_id_of_its_own(read: tuple[Report, tuple[Statement, ...]]) -> None:
    found = resolve(*read)
    ids = [actor.id for actor in found.actors]
    assert len(set(ids)) == len(ids)
    for hop in (hop for one in found.statements for hop in one.chain):
        assert hop.actor in ids
        assert set(hop.actors) <= set(ids)
        assert not hop.actors or hop.actor == hop.actors[0]
        assert hop.via


@given(_read())
def test_a_chain_begins_with_its_parents_chain(read: tuple[Report, tuple[Statement, ...]]) -> None:
    found = {one.id: one for one in resolve(*read).statements}
    for one in found.values():
        above = found[one.parent].chain if one.parent else ()
        assert [(hop.actor, hop.actors) for hop in one.chain[: len(above)]] == [(hop.actor, hop.actors) for hop in above]


@given(_read())
def test_what_was_read_is_unchanged(read: tuple[Report, tuple[Statement, ...]]) -> None:
    for before, after in zip(read[1], resolve(*read).statements, strict=True):
        assert [getattr(after, name) for name in WHAT_IS_READ] == [getattr(before, name) for name in WHAT_IS_READ]


@given(_read())
def test_a_dead_end_has_no_chain(read: tuple[Report, tuple[Statement, ...]]) -> None:
    for one in resolve(*read).statements:
        assert not (one.unsourced and one.chain)


@given(_read())
def test_the_same_input_gives_the_same_output(read: tuple[Report, tuple[Statement, ...]]) -> None:
    assert resolve(*read) == resolve(*read)


@given(_read())
def test_the_publisher_is_in_no_chain(read: tuple[Report, tuple[Statement, ...]]) -> None:
    report = replace(read[0], publisher=Publisher(name=PUBLISHER))
    found = resolve(report, read[1])
    own = {actor.id for actor in found.actors if actor.named and actor.name in (PUBLISHER, "Gazette")}
    assert own.isdisjoint(each for one in found.statements for hop in one.chain for each in (hop.actor, *hop.actors))
