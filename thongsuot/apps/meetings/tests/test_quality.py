"""How well the reader read, as people's decisions tell: by rule, by confidence, and what it missed."""

from __future__ import annotations

import csv
import io

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.meetings import actions
from thongsuot.apps.meetings.quality import bin_of, quality
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.django_db

URL = "/buoi-lam-viec/chat-luong/"


def decided() -> None:
    """One session: a request mended in its topic, one thrown away, one marked by hand, the rest kept as read."""
    session = room.opened()
    run = room.read(session)
    by = {"by": cast.coordinator(), "at": NOW}
    first, second, *_ = room.drafted(session, "recommendation")
    fields = actions.ItemFields(kind=first.kind, text=first.text, topic="budget", by=first.by, to=first.to)
    actions.edit(item=first, fields=fields, version=first.version, **by)
    actions.decide(item=second, step="reject", **by)
    added = actions.ItemFields(kind="difficulty", text="trụ sở xuống cấp", topic="facilities")
    actions.add_from_text(session=session, text=run.text, start=0, end=20, fields=added, **by)
    room.heard(session, text="nghe tại chỗ")
    room.decide_all(session)
    room.confirm(session)


def test_each_rule_counts_what_became_of_its_items() -> None:
    session = room.opened()
    room.read(session)
    assert quality(for_=cast.coordinator()).sessions == 0, "nothing is counted before it is confirmed"
    decided()
    found = quality(for_=cast.coordinator())
    asked = [one for (kind, _rule), one in found.by_rule.items() if kind == "recommendation"]
    assert (sum(one.drafted for one in asked), sum(one.kept for one in asked)) == (3, 1)
    assert (sum(one.mended for one in asked), sum(one.rejected for one in asked)) == (1, 1)
    assert sum((one.changed for one in asked), asked[0].changed.__class__()) == {"topic": 1}
    called = found.by_rule["directive", "directive.called"]
    assert (called.drafted, called.kept, called.precision) == (called.drafted, called.drafted, 1.0)
    assert (found.sessions, dict(found.missed)) == (1, {"difficulty": 1})
    for tallies in (found.by_rule, found.by_confidence):
        assert sum(one.drafted for one in tallies.values()) == sum(
            one.kept + one.mended + one.rejected for one in tallies.values()
        )
    kind, _rule, worst = found.worst_first()[0]
    assert (kind, worst.drafted > worst.kept) == ("recommendation", True)


@pytest.mark.parametrize(
    ("confidence", "least"), [(1.0, 0.9), (0.9, 0.9), (0.89, 0.8), (0.6, 0.6), (0.1, 0.0)]
)
def test_bins_hold_every_confidence(confidence: float, least: float) -> None:
    assert bin_of(confidence) == least


def test_another_office_counts_its_own() -> None:
    decided()
    assert quality(for_=cast.state_coordinator()).sessions == 0


def test_the_page_and_its_file_tell_numbers_and_no_words_of_documents() -> None:
    client = cast.browser(cast.coordinator())
    assert "Chưa có số liệu" in client.get(URL).content.decode()
    decided()
    page = client.get(URL).content.decode()
    assert "Nơi làm việc nêu, có động từ đề nghị" in page
    assert "lĩnh vực (1)" in page
    assert "Khó khăn, vướng mắc: <span" in page
    told = client.get(f"{URL}tep/").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert sum(int(row["mended"]) for row in rows) == 1
    assert sum(int(row["changed_topic"]) for row in rows) == 1
    for text in (page, told):
        assert "trụ sở" not in text
    assert cast.browser(cast.commune_officer()).get(URL).status_code == 403
