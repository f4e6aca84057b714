"""Reading: every item of a report found and nothing invented, 100 reports a second, better than a tagger.

Accuracy is judged on invented documents (and on two real ones where they stand beside the checkout), speed
and memory on generated reports; persons against underthesea, a Vietnamese tagger. A report is 5 kB of UTF-8.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.baselines import baselines
from bench.bulk import MEGABYTE, batch, slope
from bench.generate import Report, reports
from bench.harness import Claim, InstallError, peer_python
from bench.matching import Count, match, of_sets, total
from bench.measure import CALLS, ROOT, Child, ChildError, Timing, child, children, timed
from bench.scoring import KINDS, Scores, aggregate, interval, score
from thongsuot.engines.reading.model import Source
from thongsuot.engines.reading.read import read
from thongsuot.engines.text.fold import fold
from thongsuot.facts import gazetteer

DOCUMENTS = ROOT / "tests" / "reading" / "documents"
DEVELOPED, HELD = ROOT / "tests" / "reading" / "developed", ROOT / "tests" / "reading" / "held"
SEEDS = ROOT.parent / "shared" / "seeds"
TARGETS = {
    "participants": 0.92,
    "units": 0.92,
    "date": 0.97,
    "difficulties": 0.85,
    "recommendations": 0.85,
    "directives": 0.85,
    "assignees": 0.85,
    "deadlines": 0.90,
    "furniture": 0.97,
    "topics": 0.85,
}
"""F1 on documents that the reader was not built on."""
DEMO = ROOT / "thongsuot" / "facts" / "demo" / "report.txt"
REPORT_BYTES = 5_000
ON_RECALL = ("results",)
"""Elements of which the expected records name only the main ones."""
_ADDRESS = re.compile(r"^(dong chi|ong|ba)\s+")


def claims(is_quick: bool) -> Iterator[Claim]:
    for part in (accuracy, simplest, throughput, start, warm, slope, batch, persons):
        try:
            yield from part(is_quick)
        except (ChildError, InstallError) as error:
            yield Claim(f"{part.__name__} can be measured", str(error), "it runs", False)


def accuracy(is_quick: bool) -> Iterator[Claim]:
    """Complete on the first documents; on the many, as near as the targets say. A quick run reads them all too."""
    for name, folder in (("first documents", DOCUMENTS), ("real documents", SEEDS)):
        scores = aggregate(_scores(folder).values())
        for element, count in sorted(scores.items()):
            if count.expected or count.found:
                yield _accuracy(f"{element} on the {name}", count, element in ON_RECALL)
    for name, folder in (("documents developed on", DEVELOPED), ("documents held back", HELD)):
        scored = [*_scores(folder).values()]
        scores = aggregate(scored)
        for element, target in TARGETS.items():
            low, high = interval(scored, element)
            count = scores[element]
            told = f"F1 {count.f1:.3f} (95 %: {low:.3f} to {high:.3f}; P {count.precision:.3f}, R {count.recall:.3f})"
            yield Claim(f"{element} on {len(scored)} {name}", told, f"F1 >= {target:.2f}", count.f1 >= target)
        number, right = sure(folder)
        share = right / number if number else 1.0
        yield Claim(
            f"items read with a confidence of {SURE} or more on the {name}",
            f"{right} of {number} right ({share:.3f})",
            f">= {OF_SURE}",
            share >= OF_SURE,
        )


SURE, OF_SURE = 0.9, 0.95


def sure(folder: Path) -> tuple[int, int]:
    """How many items are read with a confidence of at least `SURE`, and how many of them are right."""
    number = right = 0
    for file in sorted(folder.glob("*.txt")):
        expected, record = _expected(file), _read(file)
        for element in KINDS.keys() & expected.keys():
            found = record.of_kind(KINDS[element])
            pairs = match([one["text"] for one in expected[element]], [one.text for one in found]).pairs
            hits = {j for _, j in pairs}
            sure = [j for j, one in enumerate(found) if one.confidence >= SURE]
            number, right = number + len(sure), right + sum(j in hits for j in sure)
    return number, right


def _scores(folder: Path) -> dict[str, Scores]:
    return {file.stem: score(_expected(file), _read(file)) for file in sorted(folder.glob("*.txt"))}


def _expected(file: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(file.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return record


def _read(file: Path) -> Any:
    return read(Source(file.read_bytes(), name=file.name), gazetteer())


def _accuracy(what: str, count: Count, on_recall: bool) -> Claim:
    found = f"{count.right} of {count.expected} found, {len(count.extra)} extra, {count.merged} merged"
    if on_recall:
        return Claim(what, f"recall {count.recall:.3f} ({found})", "recall >= 0.9", count.recall >= 0.9)
    return Claim(what, f"F1 {count.f1:.3f} ({found})", "F1 1.000", count.is_complete)


def simplest(is_quick: bool) -> Iterator[Claim]:
    yield from baselines((DEVELOPED, HELD))


def throughput(is_quick: bool) -> Iterator[Claim]:
    count = 50 if is_quick else 1000
    worker = _worker(count)
    measured = _printed(worker)
    rate = measured["bytes"] / REPORT_BYTES / measured["cpu"]
    what = f"{count} generated reports in one process"
    each = f"each {Timing(tuple(measured['seconds']))}"
    yield Claim(
        f"speed, {what}",
        f"{rate:.0f} reports/s per core; {each}",
        ">= 100/s per core (10 ms a report)",
        rate >= 100,
    )
    peak = worker.peak / MEGABYTE
    yield Claim(f"memory, {what}", f"peak {peak:.0f} MB", "< 400 MB", peak < 400)


def _worker(count: int) -> Child:
    return child([sys.executable, "-m", "bench.reading_worker", str(count)])


def start(is_quick: bool) -> Iterator[Claim]:
    cold = children([sys.executable, "-m", "thongsuot", "read", str(DEMO)], 3 if is_quick else CALLS)
    what = f"`thongsuot read` on a report of {_size()}, whole process"
    yield Claim(what, str(cold), "median < 0.6 s", cold.median < 0.6)


def warm(is_quick: bool) -> Iterator[Claim]:
    places, source = gazetteer(), Source(DEMO.read_bytes(), name=DEMO.name)
    each = timed(lambda: read(source, places))
    yield Claim(f"a report of {_size()} after start", str(each), "median < 50 ms", each.median < 0.05)


def _size() -> str:
    return f"{DEMO.stat().st_size / 1000:.1f} kB"


def persons(is_quick: bool) -> Iterator[Claim]:
    """The same generated reports, ours and the peer each in its own process."""
    texts = list(reports(3 if is_quick else CALLS))
    ours = _printed(_worker(len(texts)))
    what = f"persons in {len(texts)} generated reports"
    mine = _persons(texts, ours["persons"])
    try:
        peer = _peer([report.text for report in texts])
    except (ChildError, InstallError) as error:
        reason = f"underthesea did not run: {error}"
        yield Claim(what, _shown(mine), "F1 >= 0.95 and above the peer's", False, reason)
        yield Claim(
            f"speed, {what}", str(Timing(tuple(ours["seconds"]))), ">= 20 times the peer", False, reason
        )
        return
    name, theirs = f"underthesea {peer['version']}", _persons(texts, peer["persons"])
    is_better = mine.f1 >= 0.95 and mine.f1 > theirs.f1
    yield Claim(what, _shown(mine), "F1 >= 0.95 and above the peer's", is_better, f"{name}: {_shown(theirs)}")
    fast, slow = (Timing(tuple(one["seconds"])) for one in (ours, peer))
    ratio = slow.median / fast.median
    measured = f"{ratio:.0f} times the peer (whole record against persons alone); {fast}"
    yield Claim(f"speed, {what}", measured, ">= 20 times the peer", ratio >= 20, f"{name}: {slow}")


def _peer(texts: Sequence[str]) -> dict[str, Any]:
    python = peer_python("reading")
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder, "texts.json")
        feed.write_text(json.dumps(texts), encoding="utf-8")
        return _printed(child([python, "bench/reading_peer.py"], feed))


def _printed(process: Child) -> dict[str, Any]:
    """The last line, as JSON; warnings may stand above it."""
    printed: dict[str, Any] = json.loads(process.output.splitlines()[-1])
    return printed


def _persons(texts: Sequence[Report], named: Sequence[Sequence[str]]) -> Count:
    """Distinct names of each report, folded, without "đồng chí", "ông", "bà" in front: equal or wrong."""
    return total(
        of_sets(map(_bare, report.persons), map(_bare, found))
        for report, found in zip(texts, named, strict=True)
    )


def _bare(name: str) -> str:
    return _ADDRESS.sub("", " ".join(fold(name).split()))


def _shown(count: Count) -> str:
    return f"P {count.precision:.2f} R {count.recall:.2f} F1 {count.f1:.2f} ({count.expected} persons)"
