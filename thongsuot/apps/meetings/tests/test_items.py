"""Deciding, mending, adding: each with its journal row, none lost to another's hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.meetings import actions, bridge, queries
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.django_db
FIELDS = actions.ItemFields(
    kind="recommendation", text="bổ sung kinh phí sửa chữa trụ sở", topic="facilities"
)


def test_a_decision_is_journalled_and_undone() -> None:
    session = room.opened()
    room.read(session)
    item = room.drafted(session, "recommendation")[0]
    for step, status in (("accept", "accepted"), ("reject", "rejected"), ("reopen", "drafted")):
        actions.decide(item=item, step=step, by=cast.coordinator(), at=NOW)
        item.refresh_from_db()
        assert item.status == status
    assert [entry.act for entry in journal.of(item)] == ["reopen", "reject", "accept"]
    assert item.version == journal.of(item)[0].seq
    assert journal.verify("meetings.item", item.uid) == []


def test_an_edit_keeps_what_was_before_and_changes_kind_and_nature_together() -> None:
    session = room.opened()
    item = room.heard(session)
    changed = replace(FIELDS, kind="directive", text="sửa chữa trụ sở")
    actions.edit(item=item, fields=changed, version=item.version, by=cast.coordinator(), at=NOW)
    item.refresh_from_db()
    assert (item.kind, item.nature) == ("directive", "task")
    mended = journal.shown(journal.of(item)[0], for_=cast.coordinator())
    assert mended["changed"]["text"] == [FIELDS.text, "sửa chữa trụ sở"]


def test_the_second_of_two_editors_is_told() -> None:
    item = room.heard(room.opened())
    seen = item.version
    actions.edit(item=item, fields=replace(FIELDS, text="một"), version=seen, by=cast.coordinator(), at=NOW)
    with pytest.raises(Stale):
        actions.edit(
            item=item, fields=replace(FIELDS, text="hai"), version=seen, by=cast.coordinator(), at=NOW
        )
    item.refresh_from_db()
    assert item.text == "một"


def test_an_edit_that_changes_nothing_writes_nothing() -> None:
    item = room.heard(room.opened())
    rows = journal.of(item).count()
    actions.edit(item=item, fields=FIELDS, version=item.version, by=cast.coordinator(), at=NOW)
    assert journal.of(item).count() == rows


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  "}, "text"),
        ({"kind": "wish"}, "kind"),
        ({"topic": "magic"}, "topic"),
        ({"deadline_on": date(2025, 8, 1)}, "deadline_on"),
    ],
)
def test_bad_fields_are_refused_by_name(change: dict[str, object], field: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        room.heard(room.opened(), **change)
    assert refused.value.field == field


def test_an_answer_answers_only_its_own_session() -> None:
    other = room.heard(room.opened("Buổi khác"))
    with pytest.raises(BrokenRule) as refused:
        room.heard(room.opened(), kind="answer", text="đã bố trí", answers=other)
    assert refused.value.field == "answers"


def test_selected_text_becomes_an_item_on_its_passage() -> None:
    session = room.opened()
    run = room.read(session)
    start = room.REPORT.index("tăng cường")
    item = actions.add_from_text(
        session=session,
        text=run.text,
        start=start,
        end=start + 10,
        fields=FIELDS,
        by=cast.coordinator(),
        at=NOW,
    )
    assert (item.passage.quote, item.status, item.origin) == ("tăng cường", "accepted", "selected")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 10**7)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    session = room.opened()
    run = room.read(session)
    with pytest.raises(BrokenRule):
        actions.add_from_text(
            session=session, text=run.text, start=start, end=end, fields=FIELDS, by=cast.coordinator(), at=NOW
        )


def test_a_mended_item_is_not_doubled_by_a_newer_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    session = room.opened()
    room.read(session)
    item = room.drafted(session, "recommendation")[0]
    actions.edit(item=item, fields=FIELDS, version=item.version, by=cast.coordinator(), at=NOW)
    count = session.items.count()
    monkeypatch.setattr(bridge, "VERSION", "next")
    monkeypatch.setattr(bridge, "EXTRACTOR", "reading-next")
    room.read(session)
    assert session.items.count() == count


def test_a_recommendation_that_has_an_answer_stays_one() -> None:
    session = room.opened()
    asked = room.heard(session)
    room.heard(session, kind="answer", text="tỉnh đã bố trí", answers=asked)
    with pytest.raises(BrokenRule, match="tỉnh đã bố trí"):
        actions.edit(
            item=asked,
            fields=replace(FIELDS, kind="directive"),
            version=asked.version,
            by=cast.coordinator(),
            at=NOW,
        )


@pytest.mark.parametrize("name", ["by", "to", "deadline_words"])
def test_words_longer_than_their_column_are_refused_by_name(name: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        room.heard(room.opened(), **{name: "\u0958" * 299})
    assert refused.value.field == name


def test_accepting_all_that_is_certain_leaves_the_rest() -> None:
    session = room.opened()
    room.read(session)
    session.items.filter(kind="recommendation").update(confidence=0.5)
    count = actions.accept_certain(session=session, by=cast.coordinator(), at=NOW)
    assert count == session.items.filter(status="accepted").count()
    assert {item.kind for item in queries.items(session) if item.status == "drafted"} >= {"recommendation"}


class TestOneOrTwo:
    """Items that the reader cut wrongly."""

    @pytest.fixture
    def session(self) -> Any:
        session = room.opened()
        room.read(session)
        return session

    def test_an_item_that_says_two_things_is_split_each_on_its_own_words(self, session: Any) -> None:
        item = room.drafted(session, "directive")[-1]
        words = item.text
        first, second = words[:20], words[20:]
        made = actions.split(
            item=item, first=first, second=second, version=item.version, by=cast.coordinator(), at=NOW
        )
        item.refresh_from_db()
        assert (item.text, made.text) == (first.strip(), second.strip())
        assert (made.kind, made.topic, made.by, made.assignees) == (
            item.kind,
            item.topic,
            item.by,
            item.assignees,
        )
        assert made.status == "accepted"
        assert made.passage.text.content[made.passage.start : made.passage.end] == second.strip()
        assert [one.pk for one in queries.items(session) if one.text in (item.text, made.text)] == [
            item.pk,
            made.pk,
        ]

    def test_two_items_that_say_one_thing_are_merged_and_can_be_parted(self, session: Any) -> None:
        one, other = room.drafted(session, "recommendation")[:2]
        start = one.passage.start
        said = f"{one.text}; {other.text}"
        actions.merge(item=other, into=one, version=one.version, by=cast.coordinator(), at=NOW)
        whole, gone = (session.items.get(pk=each.pk) for each in (one, other))
        assert whole.text == said
        assert (whole.status, gone.status) == ("accepted", "rejected")
        assert (whole.passage.start, whole.passage.end) == (start, other.passage.end)
        actions.decide(item=gone, step="reopen", by=cast.coordinator(), at=NOW)
        assert session.items.get(pk=other.pk).status == "drafted"
        for each in (whole, gone):
            assert not journal.verify("meetings.item", each.uid)
            assert session.items.get(pk=each.pk).version == journal.of(each)[0].seq

    def test_what_does_not_belong_together_is_refused_and_nothing_changes(self, session: Any) -> None:
        request, order = room.drafted(session, "recommendation")[0], room.drafted(session, "directive")[0]
        before = list(session.items.values_list("pk", "text", "status"))
        for item, into in ((request, order), (request, request)):
            with pytest.raises(BrokenRule):
                actions.merge(item=item, into=into, version=into.version, by=cast.coordinator(), at=NOW)
        other = room.drafted(session, "recommendation")[1]
        with pytest.raises(Stale):
            actions.merge(item=request, into=other, version=other.version + 1, by=cast.coordinator(), at=NOW)
        for first, second in (("", "x"), ("x", " ")):
            with pytest.raises(BrokenRule):
                actions.split(
                    item=request,
                    first=first,
                    second=second,
                    version=request.version,
                    by=cast.coordinator(),
                    at=NOW,
                )
        assert list(session.items.values_list("pk", "text", "status")) == before

    def test_through_the_page_of_an_item(self, session: Any) -> None:
        client = cast.browser(cast.coordinator())
        one, other, third = room.drafted(session, "recommendation")[:3]
        url = f"/buoi-lam-viec/{session.uid}/muc/{other.uid}/"
        page = client.get(url).content.decode()
        assert "Tách thành hai mục" in page
        assert f'<option value="{one.uid}" selected>' in page
        key = {"post_key": cast.key()}
        bad = client.post(f"{url}tach/", key | {"first": "giữ lại", "second": "", "version": other.version})
        assert (bad.status_code, "giữ lại" in bad.content.decode()) == (422, True)
        stale = {"first": "một", "second": "hai chữ", "version": other.version + 5}
        old = client.post(f"{url}tach/", {"post_key": cast.key()} | stale)
        assert (old.status_code, "hai chữ" in old.content.decode()) == (422, True)
        assert client.post(f"{url}gop/", {"post_key": cast.key(), "into": str(third.uid)}).status_code == 302
        assert session.items.get(pk=other.pk).status == "rejected"
        assert other.text in session.items.get(pk=third.pk).text
        assert client.post(f"{url}gop/", {"post_key": cast.key(), "into": str(one.uid)}).status_code == 422
