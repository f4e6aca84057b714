"""The logic of the benches: targets, exit status, report, peers, generated reports. No speed is judged."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import harness, organisations, reading
from bench.generate import reports
from bench.harness import Claim, InstallError, benches, environment, main, run
from bench.measure import ChildError, Timing, child, timed

MET = Claim("what holds", "12 ms", "< 50 ms", True)
MISSED = Claim("what does not", "60 ms", "< 50 ms", False, peer="other 1.0: 70 ms")


@pytest.fixture(autouse=True)
def _short_calibration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harness, "yardstick", lambda: Timing((0.1,)))


@pytest.mark.parametrize(("claims", "status"), [([MET], 0), ([MET, MISSED], 1), ([MISSED, MET], 1), ([], 1)])
def test_a_missed_target_is_exit_status_1(
    claims: list[Claim], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("some", lambda is_quick: claims) == status
    printed = capsys.readouterr().out
    assert printed.count("MISSED") == claims.count(MISSED)
    assert "calibration: " in printed


def test_json_holds_the_machine_on_top_and_a_row_a_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("some", lambda is_quick: [MET, MISSED], as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    assert {"machine", "python", "versions", "calibration", "claims"} <= report.keys()
    assert report["versions"]["thongsuot"] and report["versions"]["django"].startswith("5.2")
    assert [set(claim) for claim in report["claims"]] == [{"what", "measured", "target", "met", "peer"}] * 2
    assert report["claims"][1]["peer"] == "other 1.0: 70 ms"


def test_a_bench_is_told_when_it_shall_be_quick(capsys: pytest.CaptureFixture[str]) -> None:
    def bench(is_quick: bool) -> Iterator[Claim]:
        yield Claim("quick", str(is_quick), "True", is_quick)

    assert run("some", bench, is_quick=True) == 0
    assert run("some", bench) == 1


def test_without_a_name_the_benches_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert any(line.startswith("reading ") and "report" in line for line in listed)
    assert len(listed) == len(benches())


def test_every_bench_says_what_it_claims() -> None:
    assert all(benches().values())
    assert benches().keys().isdisjoint({"harness", "measure", "scoring", "matching", "generate"})


def test_an_unknown_bench_is_exit_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-bench"]) == 2
    assert "reading" in capsys.readouterr().err


def test_the_percentile_is_a_value_that_was_measured() -> None:
    timing = Timing(tuple(float(second) for second in range(1, 41)))
    assert (timing.median, timing.p95) == (20.5, 38.0)
    assert Timing((3.0,)).p95 == 3.0


def test_the_first_call_is_not_counted() -> None:
    calls: list[None] = []
    assert len(timed(lambda: calls.append(None), calls=5).seconds) == 5
    assert len(calls) == 6


def test_the_memory_of_a_child_is_its_own_peak() -> None:
    small = child([sys.executable, "-c", "pass"])
    large = child([sys.executable, "-c", "x = bytearray(200_000_000); print('ok')"])
    assert large.output == "ok\n"
    assert 190_000_000 < large.peak - small.peak < 260_000_000


@pytest.mark.parametrize("command", [["no-such-program"], [sys.executable, "-c", "raise SystemExit('no')"]])
def test_a_child_that_does_not_run_is_an_error_with_its_last_line(command: list[str]) -> None:
    with pytest.raises(ChildError, match="no"):
        child(command)


def test_a_child_reads_its_feed(tmp_path: Path) -> None:
    feed = tmp_path / "feed"
    feed.write_text("phường", encoding="utf-8")
    assert child(["cat"], feed).output == "phường"


def test_a_peer_without_requirements_says_so(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match=r"none.* is missing"):
        environment(tmp_path / "none.requirements.txt", tmp_path / "room")


def test_a_peer_that_cannot_be_installed_says_why(tmp_path: Path) -> None:
    requirements = tmp_path / "peer.requirements.txt"
    requirements.write_text("./no-such-wheel.whl --hash=sha256:00\n", encoding="utf-8")
    with pytest.raises(InstallError, match="wheel"):
        environment(requirements, tmp_path / "room")
    assert not (tmp_path / "room" / "installed").exists()


def test_a_peer_is_installed_anew_only_when_its_requirements_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requirements, room = tmp_path / "peer.requirements.txt", tmp_path / "room"
    installed: list[str] = []

    def install(requirements: Path, room: Path, python: Path) -> None:
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        installed.append(requirements.read_text(encoding="ascii"))

    monkeypatch.setattr(harness, "_install", install)
    for wanted in ("one", "one", "two"):
        requirements.write_text(wanted, encoding="ascii")
        assert environment(requirements, room) == room / "bin" / "python"
    assert installed == ["one", "two"]


def test_no_peer_is_in_the_lock_of_the_product() -> None:
    lock = (harness.ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "underthesea" not in lock


def test_requirements_of_peers_are_hashed() -> None:
    for file in harness.HERE.glob("*.requirements.txt"):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
        assert lines and all("==" in line and line.endswith("\\") for line in lines), file.name


def test_generated_reports_are_the_same_in_every_process() -> None:
    code = "from bench.generate import reports; print([*reports(3)])"
    once, twice = (
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=harness.ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert once == twice != b""


def test_generated_reports_differ_from_each_other_and_by_seed() -> None:
    texts = [report.text for report in reports(50)]
    assert len(set(texts)) == 50
    assert texts[0] != next(reports(1, seed=2)).text
    assert texts[:3] == [report.text for report in reports(3)]


def test_generated_reports_are_about_5_kB_and_name_their_persons() -> None:
    sample = list(reports(50))
    sizes = [len(report.text.encode()) for report in sample]
    assert 4_500 < sum(sizes) / len(sizes) < 5_500
    assert all(len(report.persons) >= 5 for report in sample)
    assert all(name in report.text for report in sample for name in report.persons)
    assert "{" not in "".join(report.text for report in sample)


def test_script_bench_lists() -> None:
    done = subprocess.run(
        ["bash", "script/bench"], cwd=harness.ROOT, capture_output=True, text=True, check=True
    )
    assert {line.split()[0] for line in done.stdout.splitlines()} >= {"organisations", "reading"}


def test_a_part_that_does_not_run_is_a_row_that_is_not_met(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(is_quick: bool) -> Iterator[Claim]:
        raise ChildError("No module named x")
        yield

    parts = ("accuracy", "simplest", "throughput", "start", "warm", "slope", "batch", "persons")
    for part in parts:
        monkeypatch.setattr(reading, part, broken)
    rows = list(reading.claims(True))
    assert len(rows) == len(parts)
    assert {(row.measured, row.met) for row in rows} == {("No module named x", False)}


def test_without_its_peer_a_comparison_is_not_met(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        raise InstallError("no network")

    monkeypatch.setattr(reading, "peer_python", missing)
    rows = list(reading.persons(True))
    assert [row.met for row in rows] == [False, False]
    assert all("no network" in row.peer for row in rows)


def test_persons_are_compared_folded_and_without_their_address() -> None:
    (report,) = reports(1)
    named = [f"Đồng chí {name.upper()}" for name in report.persons]
    assert reading._persons([report], [named]).is_complete
    count = reading._persons([report], [[*named[1:], "Đoàn", named[1]]])
    assert (count.expected - count.right, len(count.extra)) == (1, 1)


def test_a_page_too_slow_or_a_scope_too_dear_is_a_missed_row() -> None:
    measured = {
        "counts": {"person": 10}, "wanted": {"person": 10}, "loaded": 0.0, "unit_page": [0.05], "unit_queries": 13,
        "chart": [0.2], "bare": [0.010], "scoped": {"leader": [0.011], "commune": [0.013]},
    }  # fmt: skip
    rows = {claim.what.split(",")[0]: claim.met for claim in organisations._claims("SQLite", measured)}
    assert [rows["rows"], rows["page of a unit"], rows["chart of a province"]] == [True, False, True]
    assert [met for what, met in rows.items() if what.startswith("scope")] == [True, False]
