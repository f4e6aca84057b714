"""What organisers do on the pages: every act leads back to what it changed, and a broken rule keeps what was typed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.core.models import JournalEntry, PostAnswer
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.models import Frame, Membership, Organisation, Person, Post, StandIn
from thongsuot.apps.organisations.models.terms import Congress, HeadcountReference, Term
from thongsuot.apps.organisations.tests import apparatus

pytestmark = pytest.mark.django_db
DAY = "2025-08-22"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


@pytest.fixture
def committee() -> Organisation:
    return apparatus.ward()


@pytest.fixture
def client() -> Client:
    return cast.browser(cast.organiser())


def sent(client: Client, name: str, /, *args: Any, query: str = "", **fields: Any) -> Any:
    address = reverse(f"organisations:{name}", args=args) + query
    page = client.get(address)
    assert page.status_code in (200, 405)
    return client.post(address, {"post_key": cast.key(), "version": apparatus.version_in(page)} | fields)


def complaints(response: Any) -> str:
    """What the page complains of."""
    page: str = response.content.decode()
    return page[page.find('role="alert"') :][:900]


def done(client: Client, name: str, /, *args: Any, **fields: Any) -> str:
    """The page that the act led to."""
    response = sent(client, name, *args, **fields)
    assert response.status_code == 302, complaints(response)
    page: str = client.get(response["Location"]).content.decode()
    return page


def refused(client: Client, name: str, /, *args: Any, **fields: Any) -> str:
    response = sent(client, name, *args, **fields)
    assert response.status_code == 422
    page: str = response.content.decode()
    return page


def test_an_organ_is_founded_renamed_and_dissolved_and_comes_back(
    committee: Organisation, client: Client
) -> None:
    unit = committee.unit
    page = done(
        client,
        "unit-act",
        unit.uid,
        "lap-co-quan",
        name="Phòng Kinh tế phường Kon Tum",
        kind="division",
        block="state",
        parent=committee.uid,
        founded_on="2025-08-01",
    )
    assert "Đã lập cơ quan." in page
    organ = Organisation.objects.get(name="Phòng Kinh tế phường Kon Tum")
    assert organ.parent == committee
    done(client, "organ-act", organ.uid, "doi-ten", name="Phòng Kinh tế mới", on=DAY)
    guide = cast.organ("Sở Nội vụ")
    done(client, "organ-act", organ.uid, "huong-dan", departments=[guide.uid])
    done(client, "organ-act", organ.uid, "truc-thuoc", parent="")
    organ.refresh_from_db()
    assert (organ.name, organ.parent_id, list(organ.guided_by.all())) == ("Phòng Kinh tế mới", None, [guide])
    gone = done(client, "organ-act", organ.uid, "cham-dut", on=DAY, successors=[committee.uid])
    assert "đã chấm dứt hoạt động từ 22/08/2025" in gone
    assert "Hoàn tác" in gone
    back = done(client, "organ-act", organ.uid, "khoi-phuc")
    assert "chấm dứt hoạt động từ" not in back


def test_what_was_typed_stays_when_a_rule_is_broken(committee: Organisation, client: Client) -> None:
    fields = {"name": committee.name, "kind": "other", "block": "state", "founded_by": "Quyết định thử 9"}
    page = refused(client, "unit-act", committee.unit.uid, "lap-co-quan", **fields)
    assert "Quyết định thử 9" in page
    assert "id_name_error" in page
    assert "đã có cơ quan tên" in page


def test_a_post_is_opened_changed_closed_and_opened_again(committee: Organisation, client: Client) -> None:
    fields = {
        "since": DAY,
        "seats": 2,
        "fraction": "0.5",
        "rank": 30,
        "requirements": "Đại học\nnên: biết tiếng Ba Na",
    }
    page = done(client, "organ-act", committee.uid, "mo-chuc-vu", title="Ủy viên", **fields)
    assert "Ủy viên" in page
    post = Post.objects.get(title="Ủy viên")
    assert [row["strength"] for row in post.requirements] == ["must", "should"]
    same = {"title": "Ủy viên", "fraction": "1", "rank": 30}
    done(client, "post-act", post.uid, "sua", seats=3, **same)
    done(client, "post-act", post.uid, "vai-tro", role="commune", since=DAY)
    assert "Cán bộ cấp xã" in done(client, "post-act", post.uid, "dong", until=DAY)
    post.refresh_from_db()
    assert (post.seats, post.until) == (3, date(2025, 8, 22))
    done(client, "post-act", post.uid, "mo-lai")
    done(client, "post-act", post.uid, "thu-hoi-vai-tro", role="commune", until=DAY)
    post.refresh_from_db()
    assert post.until is None
    assert post.roles.get().until == date(2025, 8, 22)


def test_seats_below_the_holders_are_refused_on_their_field(committee: Organisation, client: Client) -> None:
    post = Post.objects.get(title="Chủ tịch")
    assert "id_seats" in refused(
        client, "post-act", post.uid, "sua", title="Chủ tịch", seats=0, fraction=1, rank=1
    )


def test_somebody_known_is_appointed_and_ends(committee: Organisation, client: Client) -> None:
    post = Post.objects.get(title="Trưởng phòng")
    known = apparatus.person("Hoàng Thị Có Sẵn")
    asked = client.get(
        reverse("organisations:post-act", args=[post.uid, "bo-nhiem"]) + "?q=co+san"
    ).content.decode()
    assert "Hoàng Thị Có Sẵn (hiện không giữ chức vụ nào)" in asked
    fields = {"person": known.uid, "since": "2025-08-20", "decision_number": "07-QĐ/UBND"}
    page = done(client, "post-act", post.uid, "bo-nhiem", query="?q=co+san", **fields)
    assert "Hoàng Thị Có Sẵn" in page
    held = Membership.objects.get(post=post)
    ended = done(client, "membership-act", held.uid, "thoi-giu", until=DAY, reason="điều động")
    assert "đến hết 22/08/2025" in ended
    done(client, "membership-act", held.uid, "giu-tiep")
    held.refresh_from_db()
    assert held.until is None
    done(client, "membership-act", held.uid, "sua", since="2025-08-21", decision_number="08-QĐ/UBND")
    held.refresh_from_db()
    assert (held.since, held.decision_number) == (date(2025, 8, 21), "08-QĐ/UBND")
    gone = done(client, "membership-act", held.uid, "xoa", reason="ghi nhầm người")
    assert "Hiện không giữ chức vụ nào" in gone


def test_somebody_new_is_entered_while_appointing(committee: Organisation, client: Client) -> None:
    post = Post.objects.get(title="Trưởng phòng")
    done(client, "post-act", post.uid, "bo-nhiem", query="?q=Đinh+Văn+Mới", person="new", since=DAY)
    assert Membership.objects.get(post=post).person.name == "Đinh Văn Mới"


def test_a_full_post_says_so_and_nobody_is_entered(committee: Organisation, client: Client) -> None:
    post = Post.objects.get(title="Chủ tịch")
    page = refused(
        client, "post-act", post.uid, "bo-nhiem", query="?q=Đinh+Văn+Thừa", person="new", since=DAY
    )
    assert "Chưa gửi được" in page
    assert not Person.objects.filter(name="Đinh Văn Thừa").exists()


def test_a_stand_in_is_named_ended_and_taken_out(committee: Organisation, client: Client) -> None:
    held = Membership.objects.get(post__title="Chủ tịch")
    other = Person.objects.get(name="Phạm Văn Ví")
    fields = {"person": other.uid, "since": DAY, "until": "2025-08-29", "reason": "đi học"}
    page = done(client, "membership-act", held.uid, "thay-the", query="?q=vi", **fields)
    assert "Phạm Văn Ví thay từ 22/08/2025 đến hết 29/08/2025" in page
    row = StandIn.objects.get()
    assert "thay Lê Thị Mẫu" in client.get(reverse("organisations:person", args=[other.uid])).content.decode()
    done(client, "stand-in-act", row.uid, "thoi-thay", until="2025-08-25")
    row.refresh_from_db()
    assert row.until == date(2025, 8, 25)
    done(client, "stand-in-act", row.uid, "xoa", reason="không đi nữa")
    assert not StandIn.objects.exists()


def test_a_name_that_is_known_is_asked_about(committee: Organisation, client: Client) -> None:
    known = Person.objects.get(name="Lê Thị Mẫu")
    page = refused(client, "person-new", name="le thi mau", degrees="thạc sĩ")
    assert "Đã có 1 người cùng tên. Người này là ai?" in page
    assert "Chủ tịch, UBND phường Kon Tum" in page
    assert "thạc sĩ" in page
    chosen = sent(client, "person-new", name="le thi mau", who=known.uid)
    assert chosen["Location"] == reverse("organisations:person", args=[known.uid])
    assert Person.objects.filter(folded=known.folded).count() == 1
    done(client, "person-new", name="Lê Thị Mẫu", who="new le thi mau")
    first, second = Person.objects.filter(folded=known.folded).order_by("pk")
    assert second in first.distinct_from.all()


def test_two_entries_of_one_person_are_joined(committee: Organisation, client: Client) -> None:
    keep = Person.objects.get(name="Lê Thị Mẫu")
    drop = Person.objects.create(name="Lê Thị Mẫu", folded=keep.folded, sort_key=keep.sort_key)
    assert "gộp lại" in client.get(reverse("organisations:person", args=[keep.uid])).content.decode()
    page = done(client, "person-merge", keep.uid, drop.uid)
    assert "Đã gộp thành một người." in page
    assert not Person.objects.filter(pk=drop.pk).exists()


def test_names_and_learning_are_corrected(committee: Organisation, client: Client) -> None:
    person = Person.objects.get(name="Phạm Văn Ví")
    done(client, "person-correct", person.uid, name="Phạm Văn Vị", degrees="tiến sĩ", gender="male")
    page = done(client, "qualify", person.uid, level="đại học", field="luật", obtained_in=2010)
    assert "Phạm Văn Vị" in page
    assert "đại học, luật" in page
    row = person.qualifications.get()
    done(client, "unqualify", person.uid, row.uid)
    assert not person.qualifications.exists()


def test_sealed_details_are_read_by_an_act_and_kept_nowhere(committee: Organisation, client: Client) -> None:
    person = Person.objects.get(name="Lê Thị Mẫu")
    done(client, "person-seal", person.uid, birth_date="1980-02-03", phone="0905123456")
    hidden = client.get(reverse("organisations:person", args=[person.uid])).content.decode()
    assert "0905123456" not in hidden
    address = reverse("organisations:person-read", args=[person.uid])
    answer = client.post(address, {"post_key": cast.key()})
    assert answer.status_code == 302
    shown = client.get(answer["Location"])
    assert "0905123456" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert JournalEntry.objects.filter(subject_uid=person.uid, act="details-read").count() == 1
    assert not PostAnswer.objects.filter(body__contains="0905123456").exists()


def test_sealed_details_hide_again(
    committee: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person.objects.get(name="Lê Thị Mẫu")
    actions.seal_details(person=person, phone="0905123456", by=cast.organiser(), at=NOW)
    client.post(reverse("organisations:person-read", args=[person.uid]), {"post_key": cast.key()})
    cast.stop_clock(monkeypatch, NOW.replace(minute=NOW.minute + 6))
    assert "0905123456" not in client.get(reverse("organisations:person", args=[person.uid])).content.decode()


def test_who_does_not_arrange_changes_nothing(committee: Organisation) -> None:
    person = Person.objects.get(name="Lê Thị Mẫu")
    client = cast.browser(cast.coordinator())
    page = client.get(reverse("organisations:organ", args=[committee.uid])).content.decode()
    assert "Đổi tên" not in page
    for name, args in (
        ("organ-act", (committee.uid, "doi-ten")),
        ("unit-act", (committee.unit.uid, "lap-co-quan")),
        ("complete", (committee.unit.uid,)),
        ("person-correct", (person.uid,)),
        ("person-new", ()),
        ("frame-new", ()),
        ("term-set", ()),
    ):
        address = reverse(f"organisations:{name}", args=args)
        assert client.post(address, {"post_key": cast.key(), "name": "X", "on": DAY}).status_code == 403, name
    read = client.post(reverse("organisations:person-read", args=[person.uid]), {"post_key": cast.key()})
    assert read.status_code == 403


def test_an_organiser_of_a_ward_keeps_to_it(committee: Organisation) -> None:
    local = cast.account("tochuc-phuong", "organiser", committee, "Cán bộ tổ chức phường")
    client, elsewhere = cast.browser(local), cast.committee(cast.unit(cast.DAK_BLA))
    assert (
        sent(client, "organ-act", committee.uid, "doi-ten", name="UBND phường Kon Tum 2", on=DAY).status_code
        == 302
    )
    address = reverse("organisations:organ-act", args=[elsewhere.uid, "doi-ten"])
    assert client.post(address, {"post_key": cast.key(), "name": "X", "on": DAY}).status_code == 403
    assert client.get(address).status_code == 403


def test_a_frame_is_drafted_row_by_row_published_and_followed(
    committee: Organisation, client: Client
) -> None:
    made = sent(client, "frame-new", name="Khung phường thử", unit_types=["phường"], since=DAY, source="Thử")
    uid = UUID(made["Location"].split("/")[-2])
    posts = {"p-TOTAL_FORMS": 2, "p-INITIAL_FORMS": 0, "p-0-title": "Chánh Văn phòng", "p-0-lead": "head"}
    row = {"name": "Văn phòng thử {unit}", "kind": "office", "block": "state", "rank": 10}
    page = done(client, "frame-row", uid, **row, **posts)
    assert "Chánh Văn phòng" in page
    wrong = refused(client, "frame-row", uid, **(row | {"name": "Văn phòng không có địa phương"}), **posts)
    assert "Văn phòng không có địa phương" in wrong
    key = Frame.objects.get(uid=uid).rows.get().key
    done(client, "frame-row", uid, query=f"?ma={key}", **(row | {"rank": 20}), **posts)
    assert Frame.objects.get(uid=uid).rows.get().rank == 20
    assert "Đã công bố" in done(client, "frame-publish", uid)
    lacking = client.get(reverse("organisations:unit", args=[committee.unit.uid])).content.decode()
    assert "Văn phòng thử phường Kon Tum" in lacking
    made_good = done(client, "complete", committee.unit.uid)
    assert "Đã lập 1 cơ quan theo khung." in made_good
    assert "Còn thiếu so với khung cơ quan" not in made_good


def test_a_row_leaves_a_draft(committee: Organisation, client: Client) -> None:
    made = sent(client, "frame-new", name="Khung thử", unit_types=["xã"], since=DAY, source="Thử")
    uid = UUID(made["Location"].split("/")[-2])
    for name in ("Phòng A {unit}", "Phòng B {unit}"):
        fields = {"name": name, "kind": "division", "block": "state", "rank": 10}
        done(client, "frame-row", uid, **fields, **{"p-TOTAL_FORMS": 0, "p-INITIAL_FORMS": 0})
    frame = Frame.objects.get(uid=uid)
    key = frame.rows.get(name="Phòng A {unit}").key
    page = done(client, "frame-row-drop", uid, ma=key)
    assert "Phòng A {unit}" not in page
    copied = sent(
        client, "frame-new", name="Bản chép", unit_types=["xã"], since=DAY, source="Thử", copied=uid
    )
    assert "Phòng B {unit}" in client.get(copied["Location"]).content.decode()


def test_terms_congresses_headcounts_and_positions(committee: Organisation, client: Client) -> None:
    party = Organisation.objects.get(kind="party-committee")
    page = done(
        client,
        "term-set",
        block="party",
        name="2025-2030",
        since="2025-07-01",
        until="2030-06-30",
        source="Thử",
    )
    assert "đang chạy" in page
    term = Term.objects.get()
    fields = {"organisation": party.uid, "term": term.uid, "seats_allowed": 27, "delegates_called": 100}
    done(client, "congress-set", **fields)
    done(client, "congress-set", organisation=party.uid, term=term.uid, delegates_present=98)
    congress = Congress.objects.get()
    assert (congress.seats_allowed, congress.delegates_present) == (27, 98)
    unit = client.get(reverse("organisations:unit", args=[party.unit.uid])).content.decode()
    assert "98 / 100" in unit
    done(client, "headcount-note", label="Bình quân", low=30, high=40, source="Thử", since=DAY)
    assert HeadcountReference.objects.get().high == 40
    text = "VT-01\tChuyên viên tổng hợp\tChuyên môn\nVT-02; Văn thư; Phục vụ"
    listed = done(client, "positions-publish", name="Danh mục thử", source="Thử", since=DAY, positions=text)
    assert "Văn thư" in listed
    assert "Dòng 2 chưa rõ" in refused(
        client, "positions-publish", name="Khác", source="Thử", since="2025-09-01", positions="a;b\nc"
    )
