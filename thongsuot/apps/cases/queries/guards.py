"""The questions that the life cycles name as guards; each takes the subject alone."""

from __future__ import annotations

from django.db import models

from thongsuot.apps.cases.models import (
    Assignment,
    Case,
    Clock,
    Confirmation,
    Extension,
    Kind,
    Measure,
    Objection,
    ReplyKind,
)
from thongsuot.apps.core import journal

ASSIGNED = ("assigned", "seen")


def has_lead(case: Case) -> bool:
    leads = case.assignments.filter(role=Assignment.Role.LEAD, organisation__isnull=False)
    return leads.exclude(status="returned").exists()


def was_assigned(case: Case) -> bool:
    """Whether a withdrawn case had been assigned before it was withdrawn."""
    last = journal.of(case).filter(act="withdraw").first()
    return last is not None and last.payload["from"] in ASSIGNED


def was_not_assigned(case: Case) -> bool:
    return not was_assigned(case)


def all_content(case: Case) -> bool:
    """Whether every unit that was asked in this round has said it is solved, or was decided on."""
    return not _asked(case).exclude(status__in=("confirmed", "decided")).exists()


def all_said(case: Case) -> bool:
    """Whether nobody asked in this round is waited for."""
    return not _asked(case).filter(status="waiting").exists()


def not_all_said(case: Case) -> bool:
    return not all_said(case)


def was_reminded(case: Case) -> bool:
    """Whether every unit that is waited for was reminded at least once in this round."""
    waiting = _asked(case).filter(status="waiting")
    reminded = waiting.filter(clocks__reminders__status="sent").distinct()
    return waiting.count() == reminded.count()


def is_clear(case: Case) -> bool:
    """The six clear things: who, what, when, responsibility, product, authority."""
    return not unclear(case)


def unclear(case: Case) -> list[str]:
    """Which of the six are missing, as codes. "No deadline" with its reason is clear; silence about it is not."""
    who = bool(case.bodies) or has_lead(case) or case.children.exists()
    when = bool(case.due_on or case.no_deadline_reason or hasattr(case, "recurrence"))
    given = {
        "who": who,
        "what": bool(case.text.strip()),
        "when": when,
        "responsibility": bool(case.responsibility),
        "product": bool(case.product) or case.reply_kind == ReplyKind.KNOW,
        "authority": bool(case.authority),
    }
    return [code for code, is_there in given.items() if not is_there]


def is_to_know(case: Case) -> bool:
    return case.reply_kind == ReplyKind.KNOW


def all_children_done(case: Case) -> bool:
    """Whether it has children, each of them at an end."""
    children = list(case.children.all())
    return bool(children) and not any(child.is_open for child in children)


def has_cases(measure: Measure) -> bool:
    return measure.cases.exists()


def all_cases_closed(measure: Measure) -> bool:
    return not any(case.is_open for case in measure.cases.all())


def _asked(case: Case) -> models.QuerySet[Confirmation]:
    return case.confirmations.filter(round=case.round)


def main_clock(case: Case) -> Clock | None:
    """The clock of the work itself that runs now, with a due day: what is extended or corrected."""
    kinds = (Clock.Kind.DOING, Clock.Kind.ANSWERING, Clock.Kind.SCHEDULE)
    return case.clocks.filter(kind__in=kinds, stopped_on=None, due_on__isnull=False).last()


def judged_clock(case: Case) -> Clock | None:
    """The clock whose bucket the lead may speak to: the last of the work, running or not."""
    kinds = (Clock.Kind.DOING, Clock.Kind.ANSWERING, Clock.Kind.SCHEDULE)
    return case.clocks.filter(kind__in=kinds, due_on__isnull=False).last()


def may_be_extended(case: Case) -> bool:
    return main_clock(case) is not None and not has_extension_asked(case)


def has_due_clock(case: Case) -> bool:
    return judged_clock(case) is not None


def asked_extension(case: Case) -> Extension | None:
    return case.extensions.filter(status="asked").select_related("clock", "case").first()


def has_extension_asked(case: Case) -> bool:
    return asked_extension(case) is not None


def raised_objections(case: Case) -> models.QuerySet[Objection]:
    return Objection.objects.filter(clock__case=case, status="raised").select_related("clock__case")


def has_objection(case: Case) -> bool:
    return raised_objections(case).exists()


def is_blocked(case: Case) -> bool:
    return case.holds.filter(kind="blocked", until=None).exists()


def is_not_blocked(case: Case) -> bool:
    return not is_blocked(case)


def is_suspended(case: Case) -> bool:
    return case.holds.filter(kind="suspended", until=None).exists()


def is_not_suspended(case: Case) -> bool:
    return not is_suspended(case)


def is_issued(case: Case) -> bool:
    return case.issuances.exists()


def may_recur(case: Case) -> bool:
    """Whether it is a directive to named leads, not a part of another."""
    return case.kind == Kind.DIRECTIVE and not case.bodies and case.parent_id is None and has_lead(case)
