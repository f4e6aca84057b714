"""An organ's outgoing steps: drafted by an officer, approved and sent, or sent back, by who approves there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions, queries
from thongsuot.apps.cases.actions.recording import refuse_secret
from thongsuot.apps.cases.models import Assignment, Case, DirectStep, Draft
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step, move, refusal
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

RAISE = "raise"
"""The step of a draft that enters a new case."""
EXTEND = "ask-extension"
"""The step of a draft that asks for more time."""
OPEN = ("submitted", "sent-back")


def must_approve(user: User, case: Case | None, step: Step | str, *, on: date) -> Organisation | None:
    """The organ that must approve what this user sends with this step; None when they may send it themselves.

    An organ lets a step go without approval by a `DirectStep`; an asker in which nobody approves sends itself.
    """
    code = step if isinstance(step, str) else step.code
    who = {RAISE: queries.OF_ASKER, EXTEND: queries.OF_LEAD}[code] if isinstance(step, str) else step.who
    if who not in (queries.OF_LEAD, queries.OF_ASKER):
        return None
    by_lead = who == queries.OF_LEAD
    organs = _leading(case, user) if by_lead and case else _asking(user)
    if not organs or organs & organisations.scope(user, "cases.approve").organs:
        return None
    if DirectStep.objects.filter(organisation__in=organs, step=code, since__lte=on).exists():
        return None
    key = min(organs)
    if not by_lead and not approvers(key, on=on):
        return None
    return organisations.by_keys([key])[key]


def approvers(organ: int, *, on: date) -> list[User]:
    """The accounts that approve in an organ (key) on a day."""
    return organisations.accounts_in_role([organ], "head", on=on)


@transaction.atomic
def submit(
    *,
    case: Case | None,
    organisation: Organisation,
    step: str,
    title: str,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
) -> Draft:
    """Keep a step's form as it was typed and ask for approval; one draft a step of a case, the later replaces it.

    `values`: name of a field -> the list of what was typed. Raises `NotAllowed`, and `BrokenRule` for a text that
    is marked secret.
    """
    _check_words(values)
    kept = None
    if case:
        open_now = Draft.objects.filter(case=case, organisation=organisation, step=step, status__in=OPEN)
        kept = open_now.first()
    typed = {name: list(given) for name, given in values.items()}
    draft = kept or Draft(case=case, organisation=organisation, step=step)
    draft.drafted_by, draft.drafted_at, draft.title, draft.values = by, at, title[:300], typed
    _check_may(draft, by)
    if kept is None:
        draft.save(force_insert=True)
        journal.write(draft, "drafted", by=by, at=at, payload={"step": step, "case": case and case.uid})
    elif kept.status == "sent-back":
        _keep(kept, drafted_by=by, drafted_at=at, title=title[:300], values=typed)
        move(kept, "submit", by=by, at=at)
    else:
        _replace(kept, by=by, at=at, drafted_by=by, drafted_at=at, title=title[:300], values=typed)
    _tell_approvers(draft, by, at)
    return draft


@transaction.atomic
def approve(*, draft: Draft, run: Callable[[], Any], by: User, at: datetime) -> Any:
    """Send what was drafted: `run` takes the step as the approver. All or nothing: what refuses it keeps the draft.

    Raises `NotAllowed`, `Stale`, and whatever the step raises.
    """
    move(draft, "approve", by=by, at=at)
    Draft.objects.filter(pk=draft.pk).update(decided_at=at)
    done = run()
    if draft.drafted_by_id != by.pk:
        said = _("%(who)s đã duyệt và gửi: %(title)s") % {"who": by.acting_as, "title": draft.title}
        core.tell(users=[draft.drafted_by], text=said, url=_url(draft), at=at)
    return done


@transaction.atomic
def send_back(*, draft: Draft, note: str, by: User, at: datetime) -> None:
    """Ask the officer to mend it. Raises `NotAllowed`, `Stale`, and `BrokenRule` without a word why."""
    refuse_secret(note, field="note")
    move(draft, "send-back", by=by, at=at, reason=note)
    _keep(draft, note=note.strip(), decided_at=at)
    said = _("%(who)s trả lại để sửa: %(title)s") % {"who": by.acting_as, "title": draft.title}
    core.tell(users=[draft.drafted_by], text=said, url=_url(draft), at=at)


@transaction.atomic
def drop(*, draft: Draft, by: User, at: datetime) -> None:
    """Withdraw a draft: by who drafted it, or by who approves. Raises `NotAllowed` and `Stale`."""
    if draft.drafted_by_id != by.pk and not permissions.can_approve(by, draft):
        said = _("Chỉ người soạn hoặc người duyệt được bỏ bản trình này.")
        raise refusal(by, said, lambda other: permissions.can_approve(other, draft))
    move(draft, "drop", by=by, at=at)


@transaction.atomic
def set_direct(*, organisation: Organisation, steps: frozenset[str], by: User, at: datetime) -> None:
    """Which steps the officers of an organ send without approval, from today; the head of the organ decides.

    Raises `NotAllowed`, and `BrokenRule` for a step that nobody approves.
    """
    if organisation.pk not in organisations.scope(by, "cases.approve").organs:
        raise refusal(
            by,
            _("Chỉ người đứng đầu cơ quan quyết định bước nào không phải trình."),
            lambda other: organisation.pk in organisations.scope(other, "cases.approve").organs,
        )
    if steps - set(queries.outgoing()):
        raise BrokenRule(_("Bước này không thuộc các bước phải trình."), field="steps")
    rows = DirectStep.objects.filter(organisation=organisation)
    before = set(rows.values_list("step", flat=True))
    if before == steps:
        return
    rows.exclude(step__in=steps).delete()
    today = timezone.localdate(at)
    DirectStep.objects.bulk_create(
        DirectStep(organisation=organisation, step=one, since=today) for one in sorted(steps - before)
    )
    told = {"added": sorted(steps - before), "ended": sorted(before - steps)}
    journal.write(organisation, "direct-steps", by=by, at=at, payload=told)


def _leading(case: Case, user: User) -> frozenset[int]:
    """The leads of a case for which this user works."""
    rows = case.assignments.filter(role=Assignment.Role.LEAD).exclude(status="returned")
    keys = set(rows.exclude(organisation=None).values_list("organisation", flat=True))
    return frozenset(keys & organisations.scope(user, "cases.work").organs)


def _asking(user: User) -> frozenset[int]:
    """The organ for which this user raises and confirms; an office that keeps a register speaks for itself."""
    capacity = organisations.acting(user)
    if capacity is None or capacity.keeps_register:
        return frozenset()
    return frozenset({capacity.organisation_id})


def _check_may(draft: Draft, by: User) -> None:
    if not permissions.can_submit(by, draft):
        said = _("Chỉ người làm việc trong cơ quan này được trình duyệt.")
        raise refusal(by, said, lambda other: permissions.can_submit(other, draft))


def _check_words(values: Mapping[str, Any]) -> None:
    for name, given in values.items():
        for word in given:
            refuse_secret(str(word), field=name)


def _keep(draft: Draft, **changed: Any) -> None:
    Draft.objects.filter(pk=draft.pk).update(**changed)
    for name, value in changed.items():
        setattr(draft, name, value)


def _replace(draft: Draft, *, by: User, at: datetime, **changed: Any) -> None:
    """What waits is another text now: an approver who read the old one is told so. Raises `Stale`."""
    standing = Draft.objects.filter(pk=draft.pk, version=draft.version, status="submitted")
    if not standing.update(version=F("version") + 1, **changed):
        raise Stale
    draft.version += 1
    journal.write(draft, "redrafted", by=by, at=at)


def _tell_approvers(draft: Draft, by: User, at: datetime) -> None:
    said = _("%(who)s trình duyệt: %(title)s") % {"who": by.acting_as, "title": draft.title}
    people = approvers(draft.organisation_id, on=timezone.localdate(at))
    core.tell(users=[one for one in people if one != by], text=said, url=reverse("inside:approvals"), at=at)


def _url(draft: Draft) -> str:
    return reverse("cases:detail", args=[draft.case.uid]) if draft.case else reverse("inside:approvals")
