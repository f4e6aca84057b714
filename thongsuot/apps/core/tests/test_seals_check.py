"""The check of the journal: whoever changes, removes, reorders or cuts off is found; nobody else is accused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Max
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW
from thongsuot.apps.core import journal
from thongsuot.apps.core.actions import seal_journal
from thongsuot.apps.core.models import JournalEntry, Seal, SealedHead, User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.core.seals import SEAL, Fault, Noted, Report, check
from thongsuot.apps.core.tests.tampering import take_triggers_off

KINDS = ("core.sample", "core.other")
SUBJECTS = [(kind, UUID(int=number)) for kind in KINDS for number in (1, 2**100, 3)]
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**70), 2**70)
PAYLOADS = st.dictionaries(WORDS, WORDS | NUMBERS | st.booleans() | st.none() | st.lists(WORDS), max_size=3)
STEPS = st.lists(st.none() | st.tuples(st.integers(0, len(SUBJECTS) - 1), PAYLOADS), min_size=1, max_size=12)
"""What is written on which subject; None for a seal."""


def live(steps: list[tuple[int, dict[str, Any]] | None]) -> None:
    """Write and seal, minute by minute; the first row is always sealed."""
    actor = system_actor()
    for minute, step in enumerate([(0, {}), None, *steps]):
        moment = NOW + timedelta(minutes=minute)
        if step is None:
            seal_journal(by=actor, at=moment)
        else:
            line = journal.Line(*SUBJECTS[step[0]], step[1])
            journal.write_many([line], "noted", by=actor, at=moment)


def found(**more: Any) -> tuple[list[Fault], Report]:
    faults: list[Fault] = []
    report = check(faults.append, **more)
    assert report.faults == len(faults)
    return faults, report


def unsealed() -> int:
    tops = SealedHead.objects.values_list("subject_kind", "subject_uid").annotate(top=Max("seq"))
    top = {(kind, uid): seq for kind, uid, seq in tops}
    rows = JournalEntry.objects.values_list("subject_kind", "subject_uid", "seq")
    return sum(seq > top.get((kind, uid), 0) for kind, uid, seq in rows)


@pytest.mark.django_db
@given(steps=STEPS)
@settings(max_examples=20)
def test_what_nobody_touched_is_never_accused(steps: list[Any]) -> None:
    with transaction.atomic():
        live(steps)
        faults, report = found()
        assert faults == []
        assert (report.rows, report.unsealed) == (JournalEntry.objects.count(), unsealed())
        assert report.oldest is None if not report.unsealed else report.oldest >= NOW
        assert found(since=NOW + timedelta(minutes=4))[0] == []
        transaction.set_rollback(True)


Tamper = Callable[[SealedHead], None]


def chain_of(head: SealedHead) -> Any:
    return JournalEntry.objects.filter(subject_kind=head.subject_kind, subject_uid=head.subject_uid)


def change(head: SealedHead) -> None:
    chain_of(head).filter(seq=head.seq).update(act="other")


def change_the_moment(head: SealedHead) -> None:
    chain_of(head).filter(seq=head.seq).update(at=F("at") + timedelta(microseconds=1))


def change_the_author(head: SealedHead) -> None:
    other = User.objects.create(login="khac")
    chain_of(head).filter(seq=head.seq).update(by=other)


def change_and_reckon_anew(head: SealedHead) -> None:
    """As somebody would who knows how hashes are made."""
    previous = ""
    for entry in chain_of(head).select_related("by").order_by("seq"):
        entry.act, entry.previous_hash = "other", previous
        previous = entry.hash = journal.digest(entry)
        entry.save()


def remove(head: SealedHead) -> None:
    chain_of(head).filter(seq=head.seq).delete()


def remove_the_first(head: SealedHead) -> None:
    chain_of(head).filter(seq=1).delete()


def cut_off(head: SealedHead) -> None:
    chain_of(head).filter(seq__gte=head.seq).delete()


def remove_the_subject(head: SealedHead) -> None:
    chain_of(head).delete()


def swap(head: SealedHead) -> None:
    """With a row that is put behind it."""
    line = journal.Line(head.subject_kind, head.subject_uid, {})
    (last,) = journal.write_many([line], "noted", by=system_actor(), at=NOW)
    for old, new in ((head.seq, 1000), (last.seq, head.seq), (1000, last.seq)):
        chain_of(head).filter(seq=old).update(seq=new)


def give_away(head: SealedHead) -> None:
    chain_of(head).update(subject_uid=UUID(int=99))


TAMPERS = [
    change, change_the_moment, change_the_author, change_and_reckon_anew, remove, remove_the_first, cut_off,
    remove_the_subject, swap, give_away,
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
@given(steps=STEPS, choice=st.randoms(use_true_random=False))
@settings(max_examples=6)
def test_whoever_tampers_with_what_is_sealed_is_found(tamper: Tamper, steps: list[Any], choice: Any) -> None:
    with transaction.atomic():
        live(steps)
        take_triggers_off()
        head = choice.choice(list(SealedHead.objects.order_by("pk")))
        tamper(head)
        for faults, _report in (found(), found(since=NOW)):
            named = {(fault.kind, fault.uid) for fault in faults}
            assert (head.subject_kind, head.subject_uid) in named
            assert {fault.uid for fault in faults} <= {head.subject_uid, UUID(int=99)}
        transaction.set_rollback(True)


@pytest.fixture
def sealed() -> list[Seal]:
    """Three seals over two subjects, then one row more; the triggers are off."""
    live([(0, {}), (1, {}), None, (1, {}), None, (2, {"x": 1})])
    take_triggers_off()
    return list(Seal.objects.order_by("number"))


pytestmark = pytest.mark.django_db


def whats() -> set[tuple[str, int, str]]:
    return {(fault.kind, fault.seq, fault.what) for fault in found()[0]}


def test_a_changed_seal_is_found(sealed: list[Seal]) -> None:
    Seal.objects.filter(number=2).update(at=NOW)
    assert whats() == {(SEAL, 2, "changed-row")}


def test_a_changed_head_is_found(sealed: list[Seal]) -> None:
    sealed[1].heads.filter(subject_uid=SUBJECTS[0][1]).delete()
    assert whats() == {(SEAL, 2, "changed-heads")}


def test_a_removed_seal_is_found(sealed: list[Seal]) -> None:
    sealed[1].heads.all().delete()
    sealed[1].delete()
    assert whats() == {(SEAL, 3, "missing-row"), (SEAL, 3, "broken-link")}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not leave a head without its seal")
def test_heads_whose_seal_is_gone_are_found(sealed: list[Seal]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():  # the row's reference is looked at in the end
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM core_seal WHERE number = 3")
        assert whats() == {(SUBJECTS[1][0], 2, "removed-seal")}
        connection.check_constraints()


def test_seals_cut_off_are_found_by_who_wrote_the_last_one_down(sealed: list[Seal]) -> None:
    last = sealed[-1]
    assert found(noted=Noted(last.number, last.hash))[0] == []
    last.heads.all().delete()
    Seal.objects.filter(pk=last.pk).delete()
    assert whats() == set()
    assert found(noted=Noted(last.number, last.hash))[0] == [Fault(SEAL, None, 3, "other-seal")]


def test_a_seal_under_a_noted_number_must_be_the_same(sealed: list[Seal]) -> None:
    assert found(noted=Noted(1, sealed[1].hash))[0] == [Fault(SEAL, None, 1, "other-seal")]
