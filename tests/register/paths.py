"""Cases led to any state by the acts of the cast, and one way to take whatever step a table names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from conftest import NOW
from tests import cast
from tests.scope import world
from thongsuot.apps.cases import actions
from thongsuot.apps.cases.models import Case, Clock, Reminder
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.core.states import Step
from thongsuot.apps.organisations.models import Organisation

LEAD, COMMITTEE = "Sở Xây dựng", "UBND tỉnh"
LATER = NOW + timedelta(days=60)
WHY = "Lý do để thử"
PEOPLE: dict[str, Callable[[], User]] = {
    **world.PEOPLE,
    "other-commune": lambda: cast.commune_officer(cast.unit(cast.DAK_BLA)),
    "other-department-head": lambda: cast.head(cast.organ("Sở Nội vụ")),
    "system": system_actor,
}
RESULT = {"answer": "explained", "schedule": "scheduled", "forward": "forwarded", "resolve": "resolved"}


@dataclass(frozen=True)
class Standing:
    """A case in a state, at a moment. Of the steps that start there, `early` are those that its guards refuse."""

    case: Case
    at: datetime = NOW
    early: frozenset[str] = frozenset()


@cache
def person(name: str) -> User:
    """Somebody of `PEOPLE`, looked up once a test."""
    return PEOPLE[name]()


@cache
def organ(name: str) -> Organisation:
    """An organ of the province, looked up once a test."""
    return cast.organ(name, kind="peoples-committee" if name == COMMITTEE else "department")


def forget() -> None:
    """What was looked up goes with the test's database."""
    person.cache_clear()
    organ.cache_clear()


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def take(case: Case, step: Step, *, by: User, at: datetime) -> None:
    """Take a step by its own action, with whatever its form asks for."""
    act = FORMS.get(step.form or step.code, _plain)
    act(case, step, {"by": by, "at": at})


def _plain(case: Case, step: Step, who: dict[str, Any]) -> None:
    actions.take_step(case=case, step=step.code, reason=WHY, **who)


def _assign(case: Case, step: Step, who: dict[str, Any]) -> None:
    """By the step where somebody leads already; one that gave it back is followed by another organ."""
    if not case.assignments.filter(status="returned").exists():
        return _plain(case, step, who)
    back = set(case.assignments.values_list("organisation__name", flat=True))
    name = next((one for one in ("Sở Nội vụ", LEAD, "Sở Tư pháp") if one not in back), LEAD)
    actions.assign(case=case, organisation=organ(name), role="lead", **who)
    return None


def _screen(case: Case, step: Step, who: dict[str, Any]) -> None:
    found = {"topic": "infrastructure", "level": "internal", "competence": "department", "cause": "law"}
    actions.screen(case=case, step=step.code, **found, public_words="", duplicate_of=None, **who)


def _receive(case: Case, step: Step, who: dict[str, Any]) -> None:
    lead = case.assignments.filter(role="lead").exclude(status="returned").get()
    actions.receive(assignment=lead, **who)


def _answer(case: Case, step: Step, who: dict[str, Any]) -> None:
    until = timezone.localdate(who["at"]) + timedelta(days=30)
    more: dict[str, Any] = {"schedule_until": until} if step.code == "schedule" else {}
    more |= {"forwarded_to": "Bộ Xây dựng"} if step.code == "forward" else {}
    given = actions.Given("Đã xem xét (ví dụ).", RESULT[step.code], **more)
    actions.answer_case(case=case, step=step.code, given=given, **who)


def _not_ours(case: Case, step: Step, who: dict[str, Any]) -> None:
    told: dict[str, Any] = {"believed": None, "believed_words": "Sở khác"}
    actions.give_back(case=case, step=step.code, reason=WHY, **told, **who)


def _merge(case: Case, step: Step, who: dict[str, Any]) -> None:
    actions.merge(case=case, step=step.code, target=other("recommendation"), **who)


def _issue(case: Case, step: Step, who: dict[str, Any]) -> None:
    many = {"bodies": communes()} if step.code == "issue-many" else {}
    actions.issue(case=case, step=step.code, paper=paper(case, at=who["at"]), **many, **who)


def paper(case: Case, *, at: datetime) -> actions.Paper:
    """What the province's committee may give to a department and to the communes by."""
    told = ("Lê Văn A (ví dụ)", "Chủ tịch", timezone.localdate(at), case.text, "15/UBND-KT")
    return actions.Paper(organ(COMMITTEE), *told)


def communes() -> list[Organisation]:
    return [cast.committee(cast.unit(code)) for code in (cast.KON_TUM, cast.DAK_BLA)]


def _draft(case: Case, step: Step, who: dict[str, Any]) -> None:
    actions.draft_directive(case=case, step=step.code, clear=clear(at=who["at"]), **who)


def clear(*, at: datetime = NOW, **changes: Any) -> actions.Clear:
    """The six clear things, for the department that leads unless told otherwise."""
    usual: dict[str, Any] = {"lead": organ(LEAD)} | {
        "due_on": timezone.localdate(at) + timedelta(days=21),
        "responsibility": "Giám đốc",
        "product": "Báo cáo",
        "authority": "UBND tỉnh",
    }
    return actions.Clear("Rà soát các dự án chậm", changes.pop("reply_kind", "report"), **usual | changes)


def _reopen(case: Case, step: Step, who: dict[str, Any]) -> None:
    due = timezone.localdate(who["at"]) + timedelta(days=14)
    more = {"due_on": due} if "doing" in step.starts else {}
    actions.reopen(case=case, step=step.code, reason=WHY, **more, **who)


def _date(case: Case, step: Step, who: dict[str, Any]) -> None:
    due = timezone.localdate(who["at"]) + timedelta(days=21)
    actions.date_commitment(case=case, step=step.code, due_on=due, **who)


def _replace(case: Case, step: Step, who: dict[str, Any]) -> None:
    actions.replace(case=case, step=step.code, other=other("directive"), reason=WHY, **who)


FORMS: dict[str, Callable[[Case, Step, dict[str, Any]], None]] = {
    "assign": _assign,
    "screen": _screen,
    "receive": _receive,
    "answer": _answer,
    "not-ours": _not_ours,
    "confirm": lambda case, step, who: actions.confirm(case=case, step=step.code, words="", **who),
    "contest": lambda case, step, who: actions.contest(case=case, step=step.code, reason=WHY, **who),
    "decide": lambda case, step, who: actions.decide(case=case, step=step.code, reason=WHY, **who),
    "unheard": lambda case, step, who: actions.close_unheard(case=case, step=step.code, **who),
    "reopen": _reopen,
    "merge": _merge,
    "unmerge": lambda case, step, who: actions.unmerge(case=case, step=step.code, reason=WHY, **who),
    "draft": _draft,
    "issue": _issue,
    "report": lambda case, step, who: actions.report(case=case, step=step.code, text="Đã làm xong", **who),
    "replace": _replace,
    "date": _date,
}
"""The name of a form, or the code of a step, -> how the step is taken."""


def other(kind: str) -> Case:
    """Another case of the same register, to merge into or to be replaced by; the one that is there already."""
    text = f"Nội dung khác của {kind}"
    return Case.objects.filter(text=text).first() or cast.case(text, kind=kind, raising_units=())


def start(kind: str) -> Case:
    """A case at the beginning of its life: asked by two communes, with a lead that the source names."""
    asked = kind in ("recommendation", "difficulty")
    units = (cast.unit(), cast.unit(cast.DAK_BLA)) if asked else ()
    lead = (actions.Named(LEAD, "lead", organ(LEAD)),) if kind != "task" else ()
    case = cast.case(f"Để thử {kind}", kind=kind, raising_units=units, assignees=lead)
    if kind == "task":
        Case.objects.filter(pk=case.pk).update(organisation=organ(LEAD))
    return fresh(case)


def go(case: Case, *way: str, at: datetime = NOW) -> Case:
    """Take steps one after another, each as "who:step"."""
    for one in way:
        who, _colon, code = one.rpartition(":")
        case = fresh(case)
        take(case, case.life_cycle.step(code), by=person(who or "coordinator"), at=at)
    return fresh(case)


def remind(case: Case) -> Case:
    """Each unit that is waited for was reminded once, as the rows of reminders tell it."""
    for clock in Clock.objects.filter(case=case, kind=Clock.Kind.CONFIRMING, stopped_on=None):
        told = {"status": "sent", "reason": "quá hạn", "proposed_on": date(2025, 9, 8)}
        Reminder.objects.create(case=case, clock=clock, number=1, **told)
    return fresh(case)


ASSIGNED = ("assign",)
HEAD = "department-head"
OTHER_SAID = ("other-commune:confirm",)
ASKED: dict[str, tuple[str, ...]] = {
    "raised": (),
    "screened": ("screen",),
    "assigned": ASSIGNED,
    "seen": (*ASSIGNED, "department:see"),
    "returned": (*ASSIGNED, f"{HEAD}:return"),
    "scheduled": (*ASSIGNED, f"{HEAD}:schedule"),
    "forwarded": (*ASSIGNED, f"{HEAD}:forward"),
    "answered": (*ASSIGNED, f"{HEAD}:answer", *OTHER_SAID),
    "resolved": (*ASSIGNED, f"{HEAD}:resolve", *OTHER_SAID),
    "contested": (*ASSIGNED, f"{HEAD}:resolve", "commune:contest"),
    "contested by all": (*ASSIGNED, f"{HEAD}:resolve", *OTHER_SAID, "commune:contest"),
    "confirmed": (*ASSIGNED, f"{HEAD}:resolve", *OTHER_SAID, "commune:confirm"),
    "decided": (*ASSIGNED, f"{HEAD}:resolve", *OTHER_SAID, "commune:contest", "uphold"),
    "merged": ("merge",),
    "withdrawn": ("withdraw",),
    "withdrawn when seen": (*ASSIGNED, "department:see", "withdraw"),
}
"""Where a recommendation or a difficulty stands -> the way there."""
ISSUED = ("draft", "issue")
DONE: dict[str, dict[str, tuple[str, ...]]] = {
    "directive": {
        "noted": (),
        "drafted": ("draft",),
        "issued": ISSUED,
        "received": (*ISSUED, "department:receive"),
        "in-progress": (*ISSUED, "department:start"),
        "reported": (*ISSUED, f"{HEAD}:report"),
        "closed": (*ISSUED, f"{HEAD}:report", "accept"),
        "replaced": (*ISSUED, "replace"),
        "cancelled": (*ISSUED, "cancel"),
        "withdrawn": ("withdraw",),
    },
    "commitment": {
        "given": (),
        "dated": ("date",),
        "reported": ("date", f"{HEAD}:report"),
        "closed": ("date", f"{HEAD}:report", "accept"),
        "cancelled": ("date", "cancel"),
        "withdrawn": ("withdraw",),
    },
    "task": {
        "set": (),
        "in-progress": ("department:start",),
        "reported": ("department:report",),
        "closed": ("department:report", f"{HEAD}:accept"),
        "cancelled": (f"{HEAD}:cancel",),
    },
}
EARLY = {
    "recommendation": {
        "answered": {"close-unheard"},
        "resolved": {"close-unheard"},
        "contested": {"uphold"},
        "contested by all": {"uphold-waiting"},
        "withdrawn": {"restore-assigned"},
        "withdrawn when seen": {"restore"},
    },
    "directive": {
        "noted": {"issue"},
        "issued": {"take-note", "sum-up"},
        "received": {"take-note", "sum-up"},
        "in-progress": {"sum-up"},
    },
}
"""Kind -> where it stands -> the steps that its guards refuse there."""


def standings(kind: str) -> dict[str, Standing]:
    """A case in every state of its kind, each led there by the cast."""
    is_asked = kind in ("recommendation", "difficulty")
    early = EARLY.get("recommendation" if is_asked else kind, {})
    ways = ASKED if is_asked else DONE[kind]
    found = {
        name: Standing(go(start(kind), *way), early=frozenset(early.get(name, ())))
        for name, way in ways.items()
    }
    return found | (_unheard(kind) if is_asked else _to_many() if kind == "directive" else {})


def _unheard(kind: str) -> dict[str, Standing]:
    """Answered and reminded of, long ago; and closed without a word."""
    found = {}
    for status in ("answered", "resolved"):
        waiting = remind(go(start(kind), *ASKED[status]))
        found[f"{status} long ago"] = Standing(waiting, at=LATER)
    closed = go(remind(go(start(kind), *ASKED["answered"])), "system:close-unheard", at=LATER)
    return found | {"unheard": Standing(closed, at=LATER)}


def _to_many() -> dict[str, Standing]:
    """To a class of bodies or relayed to others, with open parts and with closed ones; and only to be known."""
    many: dict[str, Any] = {"lead": None, "bodies": "các xã, phường"}
    known: dict[str, Any] = {"reply_kind": "know", "product": ""}
    has_parts, is_known = frozenset({"take-note"}), frozenset({"sum-up"})
    return {
        "drafted for many": Standing(_drafted(**many)),
        "in progress by many": Standing(go(_drafted(**many), "issue-many"), early=is_known),
        "done by many": Standing(_parts_ended(go(_drafted(**many), "issue-many"))),
        "issued and relayed": Standing(_parts_ended(_relayed(*ISSUED)), early=has_parts),
        "received and relayed": Standing(
            _parts_ended(_relayed(*ISSUED, "department:receive")), early=has_parts
        ),
        "issued to be known": Standing(go(_drafted(**known), "issue"), early=is_known),
        "received to be known": Standing(
            go(_drafted(**known), "issue", "department:receive"), early=is_known
        ),
    }


def _drafted(**changes: Any) -> Case:
    case = start("directive")
    who: dict[str, Any] = {"by": person("coordinator"), "at": NOW}
    actions.draft_directive(case=case, step="draft", clear=clear(**changes), **who)
    return fresh(case)


def _relayed(*way: str) -> Case:
    """A further paper carries it out: a part for another department."""
    case = go(start("directive"), *way)
    who: dict[str, Any] = {"by": person("coordinator"), "at": NOW}
    actions.relay(case=case, paper=paper(case, at=NOW), leads=[organ("Sở Nội vụ")], **who)
    return fresh(case)


def _parts_ended(case: Case) -> Case:
    for child in case.children.all():
        go(child, "cancel")
    return fresh(case)
