"""What every bench shares: claims with targets, their report, and peers in environments of their own."""

from __future__ import annotations

import ast
import hashlib
import importlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from bench.measure import ROOT, yardstick

HERE = Path(__file__).parent
PEERS = ROOT / "var" / "bench"


@dataclass(frozen=True, slots=True)
class Claim:
    """One row: what is claimed, what was measured in this run, and who was measured beside it."""

    what: str
    measured: str
    target: str
    met: bool
    peer: str = ""


Bench = Callable[[bool], Iterable[Claim]]


class InstallError(Exception):
    """A peer could not be installed; the message says why."""


def benches() -> dict[str, str]:
    """Name -> one-line claim of every module here that has a function `claims`; none is imported."""
    return dict(_described(sorted(HERE.glob("*.py"))))


def _described(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "claims" for node in tree.body):
            yield file.stem, (ast.get_docstring(tree) or "").partition("\n")[0]


def main(arguments: Sequence[str]) -> int:
    """`[NAME [--json] [--quick]]`. Exit status 1 when a target is missed, 2 when there is no such bench."""
    names = [word for word in arguments if not word.startswith("--")]
    known = benches()
    if not names:
        for name, claim in known.items():
            print(f"{name:12} {claim}")
        return 0
    if names[0] not in known:
        print(f"Không có phép đo / no such bench: {names[0]}. {', '.join(known)}", file=sys.stderr)
        return 2
    bench: Bench = importlib.import_module(f"bench.{names[0]}").claims
    return run(names[0], bench, as_json="--json" in arguments, is_quick="--quick" in arguments)


def run(name: str, bench: Bench, *, as_json: bool = False, is_quick: bool = False) -> int:
    """Measure, print, and say by the exit status whether every target was met."""
    top = {"bench": name, "quick": is_quick, "machine": machine(), "python": python(), "versions": versions()}
    top["calibration"] = f"fixed pure-Python work: {yardstick()}"
    if not as_json:
        print("\n".join(f"{key}: {value}" for key, value in top.items()))
    claims: list[Claim] = []
    for claim in bench(is_quick):
        claims.append(claim)
        if not as_json:
            print(_row(claim), flush=True)
    if as_json:
        report = top | {"claims": [asdict(claim) for claim in claims]}
        print(json.dumps(report, ensure_ascii=False, indent=1))
    return 0 if claims and all(claim.met for claim in claims) else 1


def _row(claim: Claim) -> str:
    peer = f" | peer: {claim.peer}" if claim.peer else ""
    return (
        f"{'met   ' if claim.met else 'MISSED'} {claim.what}: {claim.measured} | target {claim.target}{peer}"
    )


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file() and (
        match := re.search(r"model name\s*: (.+)", cpuinfo.read_text(encoding="utf-8"))
    ):
        cpu = match[1]
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def python() -> str:
    return f"{platform.python_implementation()} {platform.python_version()}"


def versions() -> dict[str, str]:
    """Of the product and of what it depends on directly, as installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in project["dependencies"]]
    return {project["name"]: project["version"]} | {name: _installed(name) for name in names}


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def peer_python(name: str) -> Path:
    """The Python of an environment that holds bench/NAME.requirements.txt and nothing of ours.

    Built under var/bench on first use. Raises InstallError.
    """
    return environment(HERE / f"{name}.requirements.txt", PEERS / name)


def environment(requirements: Path, room: Path) -> Path:
    """An environment in `room` with exactly these hashed requirements. Raises InstallError."""
    if not requirements.is_file():
        raise InstallError(f"{requirements.name} is missing")
    python = room / "bin" / "python"
    stamp, wanted = room / "installed", hashlib.sha256(requirements.read_bytes()).hexdigest()
    if not (stamp.is_file() and stamp.read_text(encoding="ascii") == wanted and python.is_file()):
        _install(requirements, room, python)
        stamp.write_text(wanted, encoding="ascii")
    return python


def _install(requirements: Path, room: Path, python: Path) -> None:
    shutil.rmtree(room, ignore_errors=True)
    venv.create(room, with_pip=True)
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    done = subprocess.run(
        [python, "-m", "pip", "install", *options, "-r", requirements],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise InstallError((done.stdout.strip().splitlines() or ["pip failed"])[-1])
