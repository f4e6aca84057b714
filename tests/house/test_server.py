"""`script/server`: from an empty folder to a page, stopped as a whole, and quick the second time."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.test import Client

from tests.house import tree
from thongsuot.config.serve import accepted_headers, address_trouble, names_note
from thongsuot.config.stamps import Stamp, digest

READY = "http://"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(words: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        words, env=os.environ | environment, stdout=subprocess.PIPE, text=True, cwd=tree.ROOT
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate()


def lines_until(process: subprocess.Popen[str], mark: str) -> list[str]:
    """What it says up to the line that holds `mark`; fails when it ends before."""
    said = []
    assert process.stdout
    for line in process.stdout:
        said.append(line.rstrip())
        if mark in line:
            return said
    raise AssertionError("\n".join(["it ended:", *said]))


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="tried once, on SQLite, as a newcomer would")
def test_from_nothing_to_a_page_and_back(tmp_path: Path) -> None:
    port = free_port()
    environment = {"VAR_DIR": str(tmp_path), "PORT": str(port), "HOST": "127.0.0.1", "DEMO": "1"}
    if (tree.ROOT / "var" / "assets").exists():
        shutil.copytree(tree.ROOT / "var" / "assets", tmp_path / "assets")
    with started(["script/server"], **environment) as server:
        address = re.search(r"http://\S+", lines_until(server, READY)[-1])
        assert address
        page = urlopen(f"{address.group()}dang-nhap/").read().decode()
        sheet = re.search(r'href="(/tinh/core/tokens\.[0-9a-f]+\.css)"', page)
        assert sheet, "static files have the digest of their content in their names"
        assert urlopen(f"http://127.0.0.1:{port}{sheet.group(1)}").status == 200
        server.send_signal(signal.SIGINT)
        assert server.wait() == 0
    assert address_trouble("127.0.0.1", port) == "", "nothing listens any more"
    with started(["script/server"], **environment) as server:
        again = lines_until(server, READY)
    assert not [line for line in again if "collecting" in line or "loading" in line]


def test_a_taken_port_is_told_in_both_languages() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = address_trouble("127.0.0.1", other.getsockname()[1])
    assert "chọn cổng khác" in told
    assert "choose another" in told


@pytest.mark.django_db
@pytest.mark.parametrize("names", [["a.vn", "b.vn"], [".a.vn"], ["*"], ["[::1]"]], ids=str)
@pytest.mark.parametrize("https", [True, False])
def test_the_server_answers_itself_whatever_names_it_is_told(
    settings: Any, client: Client, names: list[str], https: bool
) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.SECURE_SSL_REDIRECT = names, https, https
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client.get("/suc-khoe/", headers=accepted_headers()).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.5"])  # noqa: S104
def test_a_server_for_others_says_under_which_names(host: str) -> None:
    told = names_note(host, ["a.vn", "b.vn"])
    assert "a.vn, b.vn" in told
    assert "ALLOWED_HOSTS=" in told


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_server_for_this_machine_does_not(host: str) -> None:
    assert names_note(host, ["a.vn"]) == ""


KEEPER = """
import sys
from thongsuot.config import serve
serve.TOO_SOON = float(sys.argv[1])
one, two = ([sys.executable, "-c", source] for source in sys.argv[2:])
sys.exit(serve.Keeper({"one": one, "two": two}).run(lambda: serve.TOO_SOON < 100))
"""
LIVE = "import os, signal; os.write(1, b'pid %d\\n' % os.getpid()); signal.pause()"


def keeper(too_soon: float, one: str, two: str) -> list[str]:
    return [sys.executable, "-c", KEEPER, str(too_soon), one, two]


def test_when_one_cannot_live_all_stop() -> None:
    with started(keeper(60, LIVE, "raise SystemExit(3)")) as process:
        lines_until(process, "everything stops")
        assert process.wait() == 1


def test_when_no_page_answers_all_stop() -> None:
    with started(keeper(100, LIVE, LIVE)) as process:
        lines_until(process, "no page answers")
        assert process.wait() == 1


def test_one_that_dies_later_is_started_again() -> None:
    with started(keeper(0, LIVE, LIVE)) as process:
        first = {lines_until(process, "pid")[-1] for _ in range(2)}
        os.kill(int(sorted(first)[0].split()[1]), signal.SIGKILL)
        assert lines_until(process, "pid")[-1] not in first
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0


@pytest.mark.parametrize("ask", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda ask: ask.name)
def test_a_stop_or_a_closed_terminal_stops_all(ask: signal.Signals) -> None:
    with started(keeper(60, LIVE, LIVE)) as process:
        pids = [int(lines_until(process, "pid")[-1].split()[1]) for _ in range(2)]
        process.send_signal(ask)
        assert process.wait() == 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_stamp_knows_what_changed(tmp_path: Path) -> None:
    source, stamp = tmp_path / "source", tmp_path / "stamp"
    source.write_text("one")
    assert not Stamp(stamp, digest(source)).is_fresh()
    Stamp(stamp, digest(source)).set()
    assert Stamp(stamp, digest(source)).is_fresh()
    source.write_text("two")
    assert not Stamp(stamp, digest(source)).is_fresh()
