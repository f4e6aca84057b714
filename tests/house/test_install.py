"""script/install.py: an environment is made once, mended when broken, and never by two at the same time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

SCRIPT = tree.ROOT / "script" / "install.py"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file that asks for nothing."""
    lock = tmp_path / "lock.txt"
    lock.write_text("# nothing\n")
    return lock


@pytest.fixture
def uv(tmp_path: Path) -> Path:
    """A folder whose `uv` notes that it was called, and leaves the environment as it is."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return stand_in(folder, f'echo called >> "{tmp_path}/calls"')


def stand_in(folder: Path, line: str) -> Path:
    (folder / "uv").write_text(f"#!/bin/sh\n{line}\n")
    (folder / "uv").chmod(0o755)
    return folder


def start(venv: Path, lock: Path, uv: Path, script: Path = SCRIPT) -> subprocess.Popen[str]:
    words = [sys.executable, "-I", str(script), str(venv), str(lock)]
    environment = os.environ | {"PATH": f"{uv}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True)


def install(venv: Path, lock: Path, uv: Path, script: Path = SCRIPT) -> str:
    """What it said; fails the test when it failed."""
    process = start(venv, lock, uv, script)
    _none, said = process.communicate()
    assert process.returncode == 0, said
    return said


def calls(tmp_path: Path) -> int:
    return len((tmp_path / "calls").read_text().splitlines())


def test_the_second_call_does_nothing(tmp_path: Path, lock: Path, uv: Path) -> None:
    venv = tmp_path / "a b" / "venv"
    assert "installing" in install(venv, lock, uv)
    assert install(venv, lock, uv) == ""
    assert calls(tmp_path) == 1
    lock.write_text("# something else\n")
    assert "installing" in install(venv, lock, uv)


def test_the_environment_finds_the_product_and_its_command(tmp_path: Path, lock: Path, uv: Path) -> None:
    venv = tmp_path / "a b" / "venv"
    install(venv, lock, uv)
    found = subprocess.run(
        [venv / "bin/python", "-c", "import thongsuot; print(thongsuot.__file__)"],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert Path(found.stdout.strip()).is_relative_to(tree.ROOT)
    helped = subprocess.run([venv / "bin/thongsuot", "--help"], capture_output=True, text=True, cwd=tmp_path)
    assert "ModuleNotFoundError: No module named 'thongsuot'" not in helped.stderr


def test_a_broken_environment_is_mended(tmp_path: Path, lock: Path, uv: Path) -> None:
    venv = tmp_path / "venv"
    install(venv, lock, uv)
    (venv / "bin/python").unlink()
    (venv / "bin/python").symlink_to(tmp_path / "gone")
    assert "installing" in install(venv, lock, uv)
    subprocess.run([venv / "bin/python", "-c", ""], check=True)


def test_an_install_cut_short_is_done_again(tmp_path: Path, lock: Path, uv: Path) -> None:
    venv = tmp_path / "venv"
    install(venv, lock, uv)
    (venv / "installed").unlink()
    assert "installing" in install(venv, lock, uv)


def test_a_moved_checkout_is_installed_anew(tmp_path: Path, lock: Path, uv: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new place"
    (old / "script").mkdir(parents=True)
    shutil.copy(SCRIPT, old / "script")
    install(old / ".venv", lock, uv, old / "script/install.py")
    old.rename(new)
    assert "installing" in install(new / ".venv", lock, uv, new / "script/install.py")
    assert str(new / ".venv/bin/python") in (new / ".venv/bin/thongsuot").read_text()
    (found,) = (new / ".venv").glob("lib/*/site-packages/thongsuot.pth")
    assert found.read_text() == f"{new}\n"
    assert install(new / ".venv", lock, uv, new / "script/install.py") == ""


def test_another_version_of_python_gets_an_environment_of_its_own(
    tmp_path: Path, lock: Path, uv: Path
) -> None:
    venv = tmp_path / "venv"
    install(venv, lock, uv)
    stamp = venv / "installed"
    this = "{}.{}".format(*sys.version_info)
    assert this in stamp.read_text().splitlines()
    stamp.write_text(stamp.read_text().replace(f"\n{this}\n", "\n3.0\n"))
    (venv / "left").touch()
    assert "installing" in install(venv, lock, uv)
    assert not (venv / "left").exists()


def test_two_at_once_install_once(tmp_path: Path, lock: Path, uv: Path) -> None:
    both = [start(tmp_path / "venv", lock, uv) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert calls(tmp_path) == 1


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="slow and without a database: tried once, on SQLite")
def test_where_uv_cannot_pip_does_it(tmp_path: Path, lock: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    stand_in(folder, "exit 1")
    install(tmp_path / "venv", lock, folder)
    assert shutil.which("pip", path=str(tmp_path / "venv/bin"))
