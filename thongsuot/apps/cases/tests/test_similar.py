"""Cases that are like a text: within one's scope only, and beyond it what was released. All requests are invented."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import bridge, queries
from thongsuot.apps.cases.actions.similar import index
from thongsuot.apps.cases.models import Answer, Case, Posting
from thongsuot.apps.core.models import User

pytestmark = pytest.mark.django_db

SIGNATURES = "Một số công chức của phường chưa có chứng thư số, đề nghị sớm cấp chữ ký số."
ASKED = "Kiến nghị cấp chữ ký số cho công chức một cửa."


def of(code: str, text: str = SIGNATURES) -> Case:
    return cast.case(text, raising_units=(cast.unit(code),))


def found(text: str, user: User | None = None, **more: Any) -> list[queries.Similar]:
    return queries.similar(text, for_=user or cast.coordinator(), **more)


def test_the_likest_come_first_and_another_matter_does_not() -> None:
    near, same = of(cast.DAK_BLA), of(cast.KON_TUM, ASKED)
    of(cast.KON_TUM, "Đường liên thôn hư hỏng, đề nghị sửa chữa.")
    hits = found(ASKED, units=["phường Kon Tum"])
    assert [(one.case, one.kind) for one in hits] == [
        (same, bridge.Kind.SAME_REQUEST),
        (near, bridge.Kind.SAME_DIFFICULTY),
    ]
    assert hits[0].score == 1
    assert hits[1].shared == ("chứng thư số", "sớm cấp")


def test_a_case_is_not_like_itself_and_a_list_is_cut() -> None:
    case = of(cast.KON_TUM)
    others = [of(cast.KON_TUM), of(cast.KON_TUM)]
    assert [one.case for one in found(case.text, exclude=case, units=["phường Kon Tum"])] == others[::-1]
    assert [one.case for one in found(case.text, most=1)] == [others[1]]


def test_nobody_finds_what_lies_out_of_their_scope() -> None:
    theirs, own = of(cast.DAK_BLA), of(cast.KON_TUM)
    assert [one.case for one in found(ASKED, cast.commune_officer())] == [own]
    assert found(ASKED, cast.stranger()) == []
    assert {one.case for one in found(ASKED)} == {theirs, own}


def test_a_small_scope_is_not_crowded_out_by_newer_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    own = of(cast.KON_TUM)
    for _ in range(4):
        of(cast.DAK_BLA)
    monkeypatch.setattr(bridge, "PER_KEY", 2)
    assert [one.case for one in found(ASKED, cast.commune_officer())] == [own]


def test_nothing_is_like_a_text_that_says_nothing() -> None:
    of(cast.KON_TUM)
    assert found("") == []
    assert found("Kính đề nghị quan tâm.") == []
    assert queries.released_pairs("") == []


def test_similar_cases_take_few_queries(django_assert_max_num_queries: Any) -> None:
    user = cast.coordinator()
    for code in (cast.KON_TUM, cast.DAK_BLA, cast.NGOK_BAY):
        of(code)
    with django_assert_max_num_queries(5):
        assert len(found(ASKED, user)) == 3


def test_keys_follow_the_text() -> None:
    case = of(cast.KON_TUM)
    before = {one.key for one in Posting.objects.filter(case=case)}
    assert before == set(bridge.said(SIGNATURES, ["phường Kon Tum"]).keys)
    case.text = "Trạm y tế thiếu bác sĩ."
    index(case)
    after = [one.key for one in Posting.objects.filter(case=case)]
    assert sorted(after) == sorted(bridge.said(case.text).keys)
    assert not before & set(after)


def answered(case: Case, question: str) -> Answer:
    released = {"released_at": NOW, "released_question": question} if question else {}
    return Answer.objects.create(
        case=case,
        text="Sở đã cấp đủ trong tháng 8.",
        answered_by="Sở Khoa học và Công nghệ",
        result="resolved",
        answered_on=NOW.date(),
        **released,
    )


def test_beyond_ones_scope_only_released_answers_are_found_without_the_asker() -> None:
    answered(of(cast.DAK_BLA), "")
    assert queries.released_pairs(ASKED) == []
    answered(of(cast.NGOK_BAY), "Công chức chưa có chữ ký số thì làm thế nào để được cấp?")
    [pair] = queries.released_pairs(ASKED)
    assert pair.question == "Công chức chưa có chữ ký số thì làm thế nào để được cấp?"
    assert (pair.answer, pair.answered_by) == ("Sở đã cấp đủ trong tháng 8.", "Sở Khoa học và Công nghệ")
    assert "Ngọk Bay" not in str(pair)
    assert queries.released_pairs("Đường liên thôn hư hỏng, đề nghị sửa chữa.") == []
