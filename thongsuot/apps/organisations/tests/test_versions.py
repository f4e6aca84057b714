"""Two people on one thing: the second sees who changed what, keeps what was typed, and may send it knowingly."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.core.errors import Stale
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.actions.seen import as_seen
from thongsuot.apps.organisations.models import Membership, Organisation, Person, Post
from thongsuot.apps.organisations.queries.versions import version_of
from thongsuot.apps.organisations.tests import apparatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


@pytest.fixture
def committee() -> Organisation:
    return apparatus.ward()


@pytest.fixture
def client() -> Client:
    return cast.browser(cast.organiser())


def opened(client: Client, name: str, *args: Any, query: str = "") -> tuple[str, dict[str, str]]:
    """The address of a form and what its page would send unchanged: its key and its version."""
    address = reverse(f"organisations:{name}", args=args) + query
    return address, {"post_key": cast.key(), "version": apparatus.version_in(client.get(address))}


def deputy() -> Post:
    return Post.objects.get(title="Phó Chủ tịch")


FIELDS = {"title": "Phó Chủ tịch thường trực", "seats": "2", "fraction": "1", "rank": "20"}


def test_the_second_to_change_a_post_reads_what_the_first_did(
    committee: Organisation, client: Client
) -> None:
    post = deputy()
    address, typed = opened(client, "post-act", post.uid, "sua")
    actions.change_post(post=post, seats=5, **apparatus.by())
    refused = client.post(address, typed | FIELDS)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Hệ thống: sửa" in page
    assert "2 → 5" in page
    assert 'value="Phó Chủ tịch thường trực"' in page
    assert deputy().seats == 5


def test_what_was_typed_may_be_sent_again_knowingly(committee: Organisation, client: Client) -> None:
    post = deputy()
    address, typed = opened(client, "post-act", post.uid, "sua")
    actions.change_post(post=post, seats=5, **apparatus.by())
    again = apparatus.version_in(client.post(address, typed | FIELDS))
    sent = client.post(address, FIELDS | {"post_key": cast.key(), "version": again})
    post.refresh_from_db()
    assert sent.status_code == 302
    assert (post.title, post.seats) == ("Phó Chủ tịch thường trực", 2)


def test_a_form_without_its_version_is_of_an_old_page(committee: Organisation, client: Client) -> None:
    address, typed = opened(client, "post-act", deputy().uid, "sua")
    assert client.post(address, FIELDS | {"post_key": typed["post_key"]}).status_code == 422


@pytest.mark.parametrize("act", ["doi-ten", "truc-thuoc", "huong-dan", "cham-dut"])
def test_every_form_of_an_organ_asks_for_what_was_seen(
    committee: Organisation, client: Client, act: str
) -> None:
    address, typed = opened(client, "organ-act", committee.uid, act)
    actions.guide(organisation=committee, departments=[cast.organ("Sở Y tế")], **apparatus.by())
    fields = {"name": "UBND phường Mẫu", "on": "2025-08-22"}
    page = client.post(address, typed | fields).content.decode()
    assert "Hệ thống: ghi sở hướng dẫn" in page
    committee.refresh_from_db()
    assert committee.dissolved_on is None
    assert committee.name != "UBND phường Mẫu"


def test_an_end_is_not_written_over_another(committee: Organisation, client: Client) -> None:
    held = Membership.objects.get(person__name="Lê Thị Mẫu")
    address, typed = opened(client, "membership-act", held.uid, "sua")
    actions.end_membership(membership=held, until=apparatus.SINCE, reason="chuyển công tác", **apparatus.by())
    page = client.post(address, typed | {"since": "2025-07-01"}).content.decode()
    assert "Hệ thống: ghi ngày thôi" in page
    held.refresh_from_db()
    assert held.until == apparatus.SINCE


def test_a_name_and_a_choice_of_person_too(committee: Organisation, client: Client) -> None:
    person = Person.objects.get(name="Phạm Văn Ví")
    address, typed = opened(client, "person-correct", person.uid)
    actions.correct_person(person=person, degrees="ThS.", **apparatus.by())
    assert client.post(address, typed | {"name": "Phạm Văn Vị"}).status_code == 422
    held = Membership.objects.get(person=person)
    address, typed = opened(client, "membership-act", held.uid, "thay-the", query="?q=Le+Thi+Mau")
    actions.amend_membership(membership=held, is_concurrent=True, **apparatus.by())
    other = Person.objects.get(name="Lê Thị Mẫu")
    days = {"since": "2025-08-22", "until": "2025-08-29", "reason": "đi học", "person": str(other.uid)}
    assert client.post(address, typed | days).status_code == 422
    assert not held.stand_ins.exists()


def test_who_comes_between_is_seen_when_the_locks_are_given(committee: Organisation) -> None:
    """The check before finds nothing; another's row then stands first in the journal."""
    post = deputy()
    by = cast.organiser()
    with pytest.raises(Stale), as_seen(subject=post, version=version_of(post), by=by, at=NOW):
        actions.change_post(post=post, seats=3, by=system_actor(), at=NOW)
        actions.change_post(post=post, seats=4, by=by, at=NOW)
    assert deputy().seats == 2


def test_reading_sealed_details_changes_nothing(committee: Organisation) -> None:
    person = Person.objects.get(name="Lê Thị Mẫu")
    actions.seal_details(person=person, phone="0900000000", **apparatus.by())
    before = version_of(person)
    actions.read_details(person=person, by=cast.organiser(), at=NOW)
    assert version_of(person) == before
