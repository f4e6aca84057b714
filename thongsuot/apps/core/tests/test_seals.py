"""Seals: what grew since the last one, under one root, chained; nothing written late is forgotten."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from thongsuot.apps.core import journal
from thongsuot.apps.core.actions import seal_journal
from thongsuot.apps.core.models import JournalEntry, Seal, SealedHead
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.core.seals import sealing
from thongsuot.apps.core.seals.tree import root

ONE, TWO = UUID(int=1), UUID(int=2)
VECTORS = [
    b"", b"\0", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno",
]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
"""The test vectors of Certificate Transparency."""


def write(*subjects: UUID, after: int = 0) -> None:
    """One more row of each subject; with `after`, as by a writer who took that key long ago."""
    lines = [journal.Line("core.sample", uid, {}) for uid in subjects]
    if not after:
        journal.write_many(lines, "noted", by=system_actor(), at=NOW)
        return
    for line in lines:
        entry = JournalEntry(
            pk=after,
            subject_kind=line.kind,
            subject_uid=line.uid,
            seq=1,
            act="late",
            at=NOW,
            by=system_actor(),
        )
        entry.hash = journal.digest(entry)
        entry.save(force_insert=True)


def seal(minutes: int = 0, *, whole: bool = False) -> list[Seal]:
    return seal_journal(by=system_actor(), at=NOW + timedelta(minutes=minutes), whole=whole)


def heads(made: Seal) -> list[tuple[UUID, int]]:
    return list(made.heads.order_by("pk").values_list("subject_uid", "seq"))


@pytest.mark.parametrize("count", ROOTS)
def test_the_root_is_the_one_of_rfc_6962(count: int) -> None:
    assert root(VECTORS[:count]) == (count, ROOTS[count])


def slow_root(leaves: list[bytes]) -> bytes:
    """Word by word from the RFC."""
    if len(leaves) < 2:
        return hashlib.sha256(b"".join([b"\0", *leaves]) if leaves else b"").digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + slow_root(leaves[:half]) + slow_root(leaves[half:])).digest()


@given(leaves=st.lists(st.binary(max_size=3), max_size=40))
def test_any_number_of_leaves(leaves: list[bytes]) -> None:
    assert root(leaves) == (len(leaves), slow_root(leaves).hex())


@pytest.mark.django_db
def test_a_seal_holds_the_ends_that_grew() -> None:
    write(ONE, TWO)
    write(ONE)
    (first,) = seal()
    assert (first.number, first.count, heads(first)) == (1, 2, [(ONE, 2), (TWO, 1)])
    assert seal(1) == []
    write(TWO)
    (second,) = seal(2)
    assert (second.number, second.previous_hash, heads(second)) == (2, first.hash, [(TWO, 2)])


@pytest.mark.django_db
def test_much_is_sealed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ROWS_AT_ONCE", 2)
    write(*(UUID(int=number) for number in range(1, 6)))
    assert [made.count for made in seal()] == [2, 2, 1]


@pytest.mark.django_db
def test_who_commits_late_is_sealed_too() -> None:
    write(ONE)
    key = JournalEntry.objects.get().pk
    write(TWO, after=key + 20)
    seal()
    write(UUID(int=3), after=key + 10)
    (late,) = seal(30)
    assert heads(late) == [(UUID(int=3), 1)]


@pytest.mark.django_db
def test_who_commits_hours_late_is_sealed_by_the_whole_seal() -> None:
    write(ONE)
    key = JournalEntry.objects.get().pk
    write(TWO, after=key + 20)
    seal()
    write(UUID(int=3), after=key + 10)
    assert seal(120) == []
    (late,) = seal(121, whole=True)
    assert heads(late) == [(UUID(int=3), 1)]


@pytest.mark.django_db
def test_of_two_that_seal_at_once_one_leaves_it_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    write(ONE)
    rows = sealing._unsealed(0)
    seal()
    monkeypatch.setattr(sealing, "_unsealed", lambda after: rows)
    assert seal() == []
    assert (Seal.objects.count(), SealedHead.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_tick_seals() -> None:
    write(ONE)
    call_command("tick", at=NOW, verbosity=0)
    assert SealedHead.objects.filter(subject_uid=ONE, seal__at=NOW).exists()
    assert sealing._unsealed(0) == []
