"""The claims in many wordings that the sentence encoder is trained on."""

from pathlib import Path

import pytest

from training.wordings import FOLDER, marked, written


def test_every_claim_has_several_wordings_and_every_story_some_text_of_no_claim() -> None:
    stories = list(written())
    assert len(stories) == len(list(FOLDER.glob("*.txt"))) > 0
    for told in stories:
        claims = sorted(set().union(*told.claims))
        assert len(claims) > 1, told.name
        assert all(sum(claim in each for each in told.claims) > 2 for claim in claims), told.name
        assert not all(told.claims), told.name


def test_no_text_stands_twice_in_a_story() -> None:
    for told in written():
        assert len(set(told.texts)) == len(told.texts), told.name


def test_what_asserts_a_claim_and_what_denies_it_are_of_that_claim(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Story: A\n= It sank.\n+ went down\n- is afloat\n= It was sold.\n+ has a new owner\n~ It was blue.\n")
    (told,) = written(tmp_path)
    assert told.texts == ("It sank.", "went down", "is afloat", "It was sold.", "has a new owner", "It was blue.")
    assert [sorted(each) for each in told.claims] == [[0], [0], [0], [1], [1], []]


@pytest.mark.parametrize("line", ["* went down", "+ before any claim"])
def test_a_line_that_is_nothing_known_is_refused_by_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(f"Story: a ferry\n{line}\n")
    with pytest.raises(ValueError, match=r"a\.txt, line 2"):
        list(written(tmp_path))


def test_a_marked_story_gives_gists_and_statements_and_leaves_refusals_out_of_claims() -> None:
    said = [{"id": "s1", "content": ["it", "sank"]}, {"id": "s2", "content": ["to comment"]}]
    assertions = [{"statement": "s1", "stance": "asserts"}, {"statement": "s2", "stance": "declines"}]
    told = marked("a", {"statements": said, "claims": [{"gist": "The ferry sank.", "assertions": assertions}]})
    assert told.texts == ("The ferry sank.", "it sank", "to comment")
    assert told.claims == (frozenset({0}), frozenset({0}), frozenset())
