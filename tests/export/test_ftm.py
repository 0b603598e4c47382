"""FollowTheMoney: its library takes every entity, and no value is lost on the way."""

import json
from typing import Any

from followthemoney import model

from headwater.export import ftm
from headwater.export.case import Case
from tests.ledgers import BRIDGE


def entities(case: Case) -> list[Any]:
    return [json.loads(line) for line in ftm.write(case).splitlines()]


def test_every_entity_is_valid_and_keeps_its_values(case: Case) -> None:
    found = entities(case)
    assert len({each["id"] for each in found}) == len(found)
    for each in found:
        schema = model.get(each["schema"])
        assert schema is not None
        schema.validate(each)
        proxy = model.get_proxy(each, cleaned=False)
        for name, values in each["properties"].items():
            assert len(proxy.get(name)) == len(values), (name, values)


def test_entities_point_at_entities_of_the_right_kind(case: Case) -> None:
    found = {each["id"]: each for each in entities(case)}
    for each in found.values():
        schema = model.get(each["schema"])
        assert schema is not None
        for name, values in each["properties"].items():
            prop = schema.get(name)
            assert prop is not None
            if prop.type.name == "entity":
                for value in values:
                    target = model.get(found[value]["schema"])
                    assert target is not None
                    assert prop.range is None or target.is_a(prop.range), (name, value)


def test_who_is_one_across_reports_is_one_entity(story: Case) -> None:
    found = entities(story)
    people = [name for each in found if each["schema"] == "Person" for name in each["properties"]["name"]]
    assert all(people.count(name) == 1 for name in ("Ann Vale", "Ines Calloway", "Sal Marlow"))
    vale = next(each for each in found if each["properties"].get("name") == ["Ann Vale"] and each["schema"] == "Person")
    assert len(vale["properties"]["proof"]) == 2
    quoted = [each for each in found if each["schema"] == "Documentation" and vale["id"] in each["properties"]["entity"]]
    assert any("that Orrin Bridge had been closed in March" in each["properties"]["summary"] for each in quoted)


def test_who_bears_no_name_is_no_entity() -> None:
    (reading,) = BRIDGE[:1]
    assert "A county official" in {actor.name for actor in reading.actors if not actor.named}
    case = Case(asked="report", title="t", documents=(), claims=(), readings=(reading,))
    assert not any("official" in name for each in entities(case) if each["schema"] != "Article" for name in each["properties"]["name"])
