"""Values sealed for a holder: nobody else's, nothing when tampered with, gone when the key is."""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from conftest import NOW
from thongsuot.apps.core import actions, journal, vault
from thongsuot.apps.core.actions import personal_keys
from thongsuot.apps.core.models import JournalEntry, PersonalKey, new_uid
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Thử Nghiệm"
HOLDER, OTHER = UUID(int=1), UUID(int=2)
OLD, NEW, THIRD = (bytes([start, *range(100, 131)]) for start in (1, 2, 3))


def test_what_was_sealed_is_read_again_and_stands_nowhere_in_clear() -> None:
    sealed = vault.seal(HOLDER, NAME, purpose="name")
    assert vault.open_(HOLDER, sealed, purpose="name") == NAME
    key = PersonalKey.objects.get()
    assert len(bytes(key.wrapped or b"")) == 12 + 32 + 16
    assert NAME not in sealed


def test_the_same_words_never_look_the_same() -> None:
    assert vault.seal(HOLDER, NAME) != vault.seal(HOLDER, NAME)
    assert PersonalKey.objects.count() == 1


@pytest.mark.parametrize(("holder", "purpose"), [(OTHER, "phone"), (HOLDER, "email"), (HOLDER, "")])
def test_a_value_put_in_anothers_place_is_refused(holder: UUID, purpose: str) -> None:
    sealed = vault.seal(HOLDER, "0905 000 111", purpose="phone")
    vault.seal(OTHER, "x")
    with pytest.raises(vault.Unreadable):
        vault.open_(holder, sealed, purpose=purpose)


def test_another_holders_key_in_this_ones_row_is_refused() -> None:
    sealed = vault.seal(HOLDER, NAME)
    vault.seal(OTHER, NAME)
    PersonalKey.objects.filter(holder=HOLDER).update(wrapped=PersonalKey.objects.get(holder=OTHER).wrapped)
    with pytest.raises(vault.Unreadable):
        vault.open_(HOLDER, sealed)


def test_every_changed_byte_is_seen() -> None:
    version, _dot, body = vault.seal(HOLDER, "ab").partition(".")
    whole = base64.b64decode(body)
    for place in range(len(whole)):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(vault.Unreadable):
            vault.open_(HOLDER, f"{version}.{base64.b64encode(changed).decode()}")


@pytest.mark.parametrize("sealed", ["v1.", "v1.AAAA", "v2.AAAA", "AAAA", "v1.!!!", "v1.ộ"])
def test_what_was_never_sealed_is_refused(sealed: str) -> None:
    vault.seal(HOLDER, NAME)
    with pytest.raises(vault.Unreadable):
        vault.open_(HOLDER, sealed)


def test_a_destroyed_key_opens_and_takes_nothing() -> None:
    sealed = vault.seal(HOLDER, NAME)
    assert actions.destroy_key(holder=HOLDER, by=system_actor(), at=NOW, reason="theo yêu cầu")
    assert not actions.destroy_key(holder=HOLDER, by=system_actor(), at=NOW, reason="theo yêu cầu")
    assert vault.open_(HOLDER, sealed) is None
    assert vault.personal(HOLDER, NAME) == {"sealed": "", "holder": str(HOLDER)}
    with pytest.raises(vault.Destroyed):
        vault.seal(HOLDER, NAME)
    assert PersonalKey.objects.get().wrapped is None
    assert JournalEntry.objects.get(act="destroyed").subject_uid == HOLDER


def test_a_key_is_destroyed_before_there_was_one() -> None:
    assert vault.destroy(HOLDER, at=NOW)
    assert vault.personal(HOLDER, NAME)["sealed"] == ""


def test_the_journal_shows_names_and_holds_after_they_are_erased() -> None:
    actor = system_actor()
    holders = [new_uid() for _number in range(20)]
    people = vault.personals((holder, f"{NAME} {number}") for number, holder in enumerate(holders))
    entry = journal.write(actor, "met", by=actor, at=NOW, payload={"chair": people[0], "others": people[1:]})
    assert NAME not in json.dumps(entry.payload, ensure_ascii=False)
    shown = journal.shown(entry, for_=_somebody())
    assert shown["chair"] == f"{NAME} 0"
    assert shown["others"][18] == f"{NAME} 19"
    vault.destroy(holders[0], at=NOW)
    entry.refresh_from_db()
    assert journal.shown(entry, for_=_somebody())["chair"] == "(đã xóa theo yêu cầu)"
    assert journal.shown(entry, for_=_somebody())["others"][0] == f"{NAME} 1"
    assert journal.verify("core.user", actor.uid) == []


def test_a_closed_account_is_shown_no_name() -> None:
    actor = system_actor()
    entry = journal.write(actor, "met", by=actor, at=NOW, payload={"chair": vault.personal(HOLDER, NAME)})
    assert journal.shown(entry, for_=actor) == {"chair": "(thông tin cá nhân)"}


def _somebody() -> Any:
    actor = system_actor()
    actor.is_active = True
    return actor


def test_many_rows_cost_one_question(django_assert_num_queries: Any) -> None:
    actor = _somebody()
    for number in range(9):
        journal.write(actor, "met", by=actor, at=NOW, payload={"by": vault.personal(UUID(int=number), NAME)})
    rows = list(journal.of(actor))
    with django_assert_num_queries(1):
        assert journal.shown_all(rows, for_=actor) == [{"by": NAME}] * 9


@pytest.fixture
def _under_the_old_key(settings: Any) -> None:
    settings.PERSONAL_KEY, settings.PERSONAL_KEY_OLD = OLD, b""


@pytest.mark.usefixtures("_under_the_old_key")
def test_another_installation_key_is_refused_and_changes_nothing(settings: Any) -> None:
    sealed = vault.seal(HOLDER, NAME)
    settings.PERSONAL_KEY = NEW
    for trial in (lambda: vault.open_(HOLDER, sealed), lambda: vault.seal(HOLDER, "khác")):
        with pytest.raises(vault.WrongKey, match=vault.fingerprint(OLD)) as refused:
            trial()
        assert OLD.hex() not in str(refused.value)
    assert vault.strangers() == 1
    assert vault.fingerprint(OLD) in vault.trouble()
    settings.PERSONAL_KEY = OLD
    assert vault.open_(HOLDER, sealed) == NAME


@pytest.mark.usefixtures("_under_the_old_key")
def test_rotation_cut_short_goes_on_and_the_old_key_is_needed_no_more(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = {UUID(int=number): vault.seal(UUID(int=number), f"{number}") for number in range(7)}
    vault.destroy(UUID(int=6), at=NOW)
    settings.PERSONAL_KEY, settings.PERSONAL_KEY_OLD = NEW, OLD
    assert vault.rewrap(old=OLD, new=NEW, at_most=2) == 2
    vault.seal(UUID(int=9), "giữa chừng")
    assert [vault.open_(holder, text) for holder, text in sealed.items()] == [*"012345", None]
    monkeypatch.setattr(personal_keys, "KEYS_AT_ONCE", 3)
    call_command("rotate_personal_keys", verbosity=0)
    settings.PERSONAL_KEY_OLD = b""
    assert [vault.open_(holder, text) for holder, text in sealed.items()] == [*"012345", None]
    assert vault.strangers() == 0
    assert vault.trouble() == ""
    assert JournalEntry.objects.get(act="personal-keys-rotated").payload["keys"] == 4


@pytest.mark.usefixtures("_under_the_old_key")
@pytest.mark.parametrize(("new", "old"), [(NEW, THIRD), (NEW, b""), (OLD, OLD)])
def test_rotation_without_the_right_old_key_changes_nothing(settings: Any, new: bytes, old: bytes) -> None:
    vault.seal(HOLDER, NAME)
    before = PersonalKey.objects.get().wrapped
    settings.PERSONAL_KEY, settings.PERSONAL_KEY_OLD = new, old
    with pytest.raises(CommandError, match="PERSONAL_KEY_OLD"):
        call_command("rotate_personal_keys", verbosity=0)
    assert PersonalKey.objects.get().wrapped == before


def test_words_are_sealed_wherever_they_stand_in_a_payload(django_assert_max_num_queries: Any) -> None:
    actor = _somebody()
    words = [vault.Words(UUID(int=number), f"{NAME} {number}") for number in range(8)]
    given = {
        "a": words[0],
        "b": [words[1], {"c": (words[2], 7)}],
        "d": words[3:],
        "e": vault.Words(HOLDER, ""),
    }
    with django_assert_max_num_queries(8):
        entry = journal.write(actor, "met", by=actor, at=NOW, payload=given)
    assert NAME not in json.dumps(entry.payload, ensure_ascii=False)
    assert entry.payload["e"] == ""
    shown = journal.shown(entry, for_=actor)
    assert shown["b"] == [f"{NAME} 1", {"c": [f"{NAME} 2", 7]}]
    assert shown["d"] == [one.text for one in words[3:]]
