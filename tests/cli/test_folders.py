"""A folder with good and bad files, added by the program itself: each bad one is told, and the good ones are kept."""

import json
import subprocess
import sys
from pathlib import Path

BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "nul.txt": (b"The bridge\0 is closed.", "nul"),
    "mixed.txt": ("“The café is closed,” she said. “Yes.” ".encode() * 3 + b"caf\xe9", "encoding"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
    "table.xyz": (b"1;2", "unsupported"),
    "menu.html": (b"<html><body><nav>Home</nav></body></html>", "no_text"),
    "broken.docx": (b"PK\x03\x04broken", "archive"),
    "deutsch.txt": (
        "Der Bürgermeister sagte am Dienstag, die Brücke werde im Herbst wieder für den Verkehr geöffnet.".encode(),
        "language",
    ),
    "broken.pdf": (b"%PDF-1.7 broken", "archive"),
}


def folder_of(folder: Path, good: int) -> None:
    """Write ten bad files and so many good ones, in folders of a hundred."""
    folder.mkdir()
    for name, (body, _) in BAD.items():
        (folder / name).write_bytes(body)
    for number in range(good):
        place = folder / f"{number // 100}"
        place.mkdir(exist_ok=True)
        words = f"Pier {number} of Port Nolsund is closed\n\nIts harbour master, Ida Lund, said it would open on day {number}.\n"
        (place / f"{number}.txt").write_text(words, encoding="utf-8")


def test_ten_bad_files_in_a_hundred_are_ten_rejections_and_exit_3(tmp_path: Path) -> None:
    folder_of(tmp_path / "pile", 90)
    command = ["add", "--ledger", str(tmp_path / "pile.db"), "--reader", "rules", "--json", str(tmp_path / "pile")]
    ended = subprocess.run(
        [sys.executable, "-m", "headwater", *command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert ended.returncode == 3
    told = json.loads(ended.stdout)
    assert {Path(each["ref"]).name: each["code"] for each in told["rejected"]} == {name: code for name, (_, code) in BAD.items()}
    assert len(told["rejected"]) == len(BAD)
    for name in BAD:
        assert ended.stderr.count(name) == 1
    assert told["data"]["counts"] == {"new": 90, "rejected": 10}
