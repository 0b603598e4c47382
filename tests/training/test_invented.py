"""The invented reports that the reader is trained on beside PolNeAR."""

from training.invented import FOLDER, HELD_BACK, invented_rows, kinds_of


def test_every_report_is_trained_on_or_held_back() -> None:
    trained = {row["id"].partition("/")[0] for row in invented_rows()}
    held = {row["id"] for row in invented_rows(held_back=True)}
    assert trained.isdisjoint(held)
    assert trained | held == {path.stem for path in FOLDER.glob("*.marked")}
    assert len(held) == -(-len(trained | held) // HELD_BACK)


def test_a_row_marks_only_the_outermost_attributions() -> None:
    for row in invented_rows():
        for one in row["attributions"]:
            cue = one["cue"][0][0]
            others = [other for other in row["attributions"] if other is not one]
            assert not any(start <= cue < end for other in others for start, end in other["content"]), row["id"]


def test_speech_inside_speech_is_a_row_of_its_own() -> None:
    rows = list(invented_rows())
    texts = {row["id"]: row["text"] for row in rows}
    inner = [row for row in rows if "/" in row["id"]]
    assert inner
    for row in inner:
        assert row["text"] in texts[row["id"].rpartition("/")[0]]
        for one in row["attributions"]:
            assert all(0 <= start < end <= len(row["text"]) for role in ("source", "cue", "content") for start, end in one[role])


def test_the_kind_of_every_attribution_is_known() -> None:
    rows = list(invented_rows())
    kinds = kinds_of(rows)
    assert {kind for row in rows for kind in kinds[row["id"]].values()} == {"statement", "attitude"}
