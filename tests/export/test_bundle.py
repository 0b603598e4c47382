"""The bundle and the contract's lines: whole, checkable, readable back."""

import hashlib
import io
import json
import zipfile

import jsonschema

from headwater import codec, export
from headwater.export import bundle, lines
from headwater.export.case import Case


def test_a_bundle_is_every_format_with_a_manifest_that_holds(story: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.write(story))) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {*manifest["files"], "manifest.json"}
        for name, told in manifest["files"].items():
            content = archive.read(name)
            assert (told["sha256"], told["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert len(manifest["files"]) == len(export.FORMATS) - 1
    assert manifest["reports"] == {report.id: report.sha256 for report in story.reports.values()}
    assert (manifest["made"], manifest["left_out"]) == (None, {})


def test_names_in_a_bundle_are_told_apart() -> None:
    names = [each.part + each.suffix for each in export.FORMATS.values()]
    assert len(names) == len(set(names))


def test_every_line_is_the_contracts(case: Case) -> None:
    kinds = {"report": jsonschema.Draft202012Validator(codec.schema("read"))}
    compare = codec.schema("compare")
    kinds["compare"] = jsonschema.Draft202012Validator(compare)
    kinds["trace"] = jsonschema.Draft202012Validator({"$ref": "#/$defs/trace", "$defs": compare["$defs"]})
    read = 0
    for line in lines.write(case).decode().splitlines():
        document = json.loads(line)
        kind = "report" if "report" in document else "trace" if "paths" in document else "compare"
        kinds[kind].validate(document)
        if kind == "report":
            assert codec.loads(line) in case.readings
            read += 1
    assert read == len(case.readings)
