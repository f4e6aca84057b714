"""Rule 9, and what may not stand in the tree: long files, addresses of registries, paths of one machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import tree

MOST_LINES, DEEPEST = 400, 5
COUNTED = {".py", ".html", ".css", ".js"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "info", "misc", "common"}
STRAY = re.compile(
    r"(?:^|[^a-z.\w{}$/-])/(?:tmp|root|home|work|Users)/[a-z]"
    r"|--(?:extra-)?index-url|files\.pythonhosted|pypi\.(?:org|python)/simple|registry\.npmjs"
    r"|\"resolved\": *\"http"
)


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (tree.ROOT / ".git").exists():
        pytest.skip("not a git checkout: what is tracked cannot be known")
    # A checkout that belongs to somebody else (a container, sudo) is read all the same.
    words = [git, "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(words, cwd=tree.ROOT, capture_output=True, text=True, check=True)
    return [tree.ROOT / name for name in listed.stdout.split("\0") if name and (tree.ROOT / name).is_file()]


def is_counted(path: Path) -> bool:
    parts = set(path.relative_to(tree.ROOT).parts)
    return path.suffix in COUNTED and not parts & {"tests", "migrations"}


def test_no_file_is_long() -> None:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in tracked() if is_counted(path)
    }
    assert len(lengths) > 50
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_no_folder_is_deep() -> None:
    # <app>/templates/<app>/… and <app>/management/commands/… are depths that Django asks for.
    deep = [path for path in tracked() if len(path.relative_to(tree.ROOT).parent.parts) > DEEPEST + 2]
    assert deep == []


def test_no_vague_names() -> None:
    assert [path for path in tracked() if path.suffix == ".py" and path.stem in VAGUE] == []


def test_no_stray_addresses_or_paths() -> None:
    this = Path(__file__)
    found = [
        f"{path.relative_to(tree.ROOT)}: {match.group().strip()}"
        for path in tracked()
        if path != this and (text := _text(path))
        for match in STRAY.finditer(text)
    ]
    assert found == []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize(
    "line", ['open("/_work/x")', " --_index-url x", "cd /_root/y", '"_resolved": "https']
)
def test_a_stray_line_is_seen(line: str) -> None:
    """Written with a stroke that is taken out, so that this file is not one of them."""
    assert STRAY.search(line.replace("_", ""))


@pytest.mark.parametrize("line", ["${TMPDIR:-/tmp}/x", "docs/work/x", "../home/x"])
def test_other_lines_are_left_alone(line: str) -> None:
    assert not STRAY.search(line)
