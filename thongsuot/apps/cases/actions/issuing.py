"""Directives: drafted with the six clear things, issued by a document or an order, relayed, to one body or many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions, queries
from thongsuot.apps.cases.actions import stepping
from thongsuot.apps.cases.actions.recording import Named, NewCase, amend, record, refuse_secret
from thongsuot.apps.cases.models import Assignment, Case, Issuance, ReplyKind
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.core.vault import Words

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Clear:
    """The six clear things of a directive and what must come back. Either leads, or a class of `bodies`."""

    text: str
    reply_kind: str
    lead: Organisation | None = None
    supports: tuple[Organisation, ...] = ()
    bodies: str = ""
    due_on: date | None = None
    no_deadline_reason: str = ""
    responsibility: str = ""
    product: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """By what a directive is in force: a document, or the order of an organ's head, who then is the signer."""

    organisation: Organisation
    signer: str
    signer_title: str
    issued_on: date
    text: str
    number: str = ""
    is_order: bool = False


@transaction.atomic
def draft_directive(*, case: Case, step: str, clear: Clear, by: User, at: datetime) -> None:
    """Write the six clear things; what is missing still is told by `queries.unclear`.

    Raises `BrokenRule` for words without sense or a day that has passed, and as `stepping.take` does.
    """
    _check_clear(clear, timezone.localdate(at))
    Case.objects.filter(pk=case.pk).update(
        text=nfc(clear.text).strip(),
        reply_kind=clear.reply_kind,
        bodies=clear.bodies.strip(),
        due_on=clear.due_on,
        no_deadline_reason="" if clear.due_on else clear.no_deadline_reason.strip(),
        responsibility=clear.responsibility.strip(),
        product=clear.product.strip(),
        authority=clear.authority.strip(),
    )
    case.refresh_from_db()
    _name(case, clear)
    told = {"text": Words(case.uid, case.text), "due_on": case.due_on, "missing": queries.unclear(case)}
    stepping.take(case, step, by=by, at=at, payload=told)


@transaction.atomic
def issue(
    *,
    case: Case,
    step: str,
    paper: Paper,
    by: User,
    at: datetime,
    relay: Paper | None = None,
    bodies: Sequence[Organisation] = (),
) -> list[Case]:
    """Put a directive in force; the children, one for each of `bodies`, where it is to a class of them.

    `relay` is the State document that carries a Party conclusion out: then its organ must be one that may assign to
    the leads. Raises `BrokenRule` for an incomplete paper, for a body that the organ may not assign to (with the
    bodies it may go through), without any body, and as `stepping.take` does.
    """
    today = timezone.localdate(at)
    is_many = step == "issue-many"
    if is_many and not bodies and not hasattr(case, "recurrence"):
        raise BrokenRule(_("Hãy chọn ít nhất một cơ quan thực hiện."), field="bodies")
    takers = list(bodies) if is_many else _takers(case)
    _check_chain(paper, relay, takers or _takers(case), today)
    first = _keep(case, paper, None, case.register, at)
    last = _keep(case, relay, first, case.register, at) if relay else first
    told = {"organisation": last.organisation.name, "number": last.number, "issued_on": last.issued_on}
    stepping.take(case, step, by=by, at=at, payload=told, due_on=None if is_many else case.due_on)
    if relay:
        _share(case, last)
    return [_child(case, body, by, at) for body in takers] if is_many else []


@transaction.atomic
def relay(
    *,
    case: Case,
    paper: Paper,
    leads: Sequence[Organisation],
    by: User,
    at: datetime,
    due_on: date | None = None,
) -> list[Case]:
    """A further document carries a directive in force out: it names leads and a day, one child for each lead.

    The office of the relaying organ's block sees the case from now on. Raises `BrokenRule` and `NotAllowed`.
    """
    if not permissions.can_coordinate(by, case):
        said = _("Chỉ cơ quan giữ sổ của nội dung này được giao việc.")
        raise refusal(by, said, lambda other: permissions.can_coordinate(other, case))
    first = case.issuances.last()
    if first is None or not case.is_open:
        raise BrokenRule(_("Nội dung này chưa được giao bằng văn bản, hoặc đã khép."), code="wrong-state")
    today = timezone.localdate(at)
    if not leads:
        raise BrokenRule(_("Hãy chọn ít nhất một cơ quan thực hiện."), field="bodies")
    if due_on and due_on < today:
        raise BrokenRule(_("Thời hạn không thể trước hôm nay."), field="due_on")
    _check_chain(paper, None, leads, today)
    kept = _keep(case, paper, first, case.register, at)
    told = {"organisation": paper.organisation.name, "number": paper.number, "issued_on": paper.issued_on}
    amend(case, "relayed", by=by, at=at, payload=told)
    _share(case, kept)
    return [_child(case, lead, by, at, due_on=due_on or case.due_on) for lead in leads]


def check_assigning(giver: Organisation, taker: Organisation, *, on: date) -> None:
    """Raises `BrokenRule` when the table of that day does not let one give work to the other; it says the way."""
    if giver.pk == taker.pk or queries.rule(giver, taker, on=on):
        return
    words = {"giver": giver.name, "taker": taker.name}
    through = ", ".join(one.name for one in queries.ways(giver, taker, on=on))
    if through:
        said = _(
            "%(giver)s không giao việc thẳng cho %(taker)s. Hãy giao qua: %(through)s (ghi văn bản chuyển tải)."
        )
        raise BrokenRule(said % (words | {"through": through}), field="organisation", code="may-not-assign")
    said = _("%(giver)s không giao việc cho %(taker)s theo bảng thẩm quyền giao việc. Hãy chọn cơ quan khác.")
    raise BrokenRule(said % words, field="organisation", code="may-not-assign")


def _check_clear(clear: Clear, today: date) -> None:
    if not clear.text.strip():
        raise BrokenRule(_("Hãy ghi việc cần làm."), field="text")
    if clear.reply_kind not in ReplyKind.values:
        raise BrokenRule(_("Hãy chọn yêu cầu phản hồi."), field="reply_kind")
    if clear.due_on and clear.due_on < today:
        raise BrokenRule(_("Thời hạn không thể trước hôm nay."), field="due_on")
    if clear.bodies.strip() and clear.lead:
        said = _("Giao cho nhiều cơ quan thì mỗi nơi là một chủ trì. Hãy bỏ chọn cơ quan chủ trì.")
        raise BrokenRule(said, field="lead")
    refuse_secret(clear.text)


def _name(case: Case, clear: Clear) -> None:
    """The leads and supports of the draft in place of those of an earlier one; what the source said stays."""
    wanted = {one.pk: (one, "support") for one in clear.supports}
    if clear.lead:
        wanted[clear.lead.pk] = clear.lead, "lead"
    case.assignments.filter(organisation__isnull=False).exclude(organisation__in=wanted).delete()
    for organ, role in wanted.values():
        said = next((one for one in case.assignments.filter(organisation=None) if _is(one.name, organ)), None)
        if said and not case.assignments.filter(organisation=organ).exists():
            Assignment.objects.filter(pk=said.pk).update(organisation=organ, role=role)
        Assignment.objects.update_or_create(
            case=case,
            organisation=organ,
            defaults={"role": role},
            create_defaults={"role": role, "name": organ.name},
        )


def _is(name: str, organ: Organisation) -> bool:
    return nfc(name).casefold().strip() == organ.name.casefold()


def _takers(case: Case) -> list[Organisation]:
    return [one.organisation for one in case.leads if one.organisation and one.status != "returned"]


def _check_chain(paper: Paper, relay: Paper | None, takers: Iterable[Organisation], today: date) -> None:
    _check_paper(paper, today)
    giver = paper.organisation
    if relay:
        _check_paper(relay, today)
        if relay.issued_on < paper.issued_on:
            raise BrokenRule(_("Văn bản chuyển tải không thể có trước kết luận."), field="relay_issued_on")
        check_assigning(giver, relay.organisation, on=relay.issued_on)
        giver = relay.organisation
    for taker in takers:
        check_assigning(giver, taker, on=(relay or paper).issued_on)


def _check_paper(paper: Paper, today: date) -> None:
    if not paper.signer.strip() or not paper.signer_title.strip():
        raise BrokenRule(_("Hãy ghi người ký và chức vụ."), field="signer")
    if not paper.is_order and not paper.number.strip():
        said = _("Hãy ghi số, ký hiệu văn bản, hoặc chọn lệnh trực tiếp của người đứng đầu.")
        raise BrokenRule(said, field="number")
    if paper.issued_on > today:
        raise BrokenRule(_("Ngày ban hành không thể sau hôm nay."), field="issued_on")
    if not paper.text.strip():
        raise BrokenRule(_("Hãy ghi nội dung theo văn bản."), field="text")
    refuse_secret(paper.text)
    refuse_secret(paper.number, field="number")


def _keep(
    case: Case, paper: Paper, relays: Issuance | None, register: Organisation | None, at: datetime
) -> Issuance:
    office = queries.office_of(paper.organisation) or register
    if office is None:
        raise BrokenRule(
            _("Hãy chuyển nội dung này vào sổ của một văn phòng trước khi giao."), code="no-register"
        )
    return Issuance.objects.create(
        case=case,
        organisation=paper.organisation,
        signer=paper.signer.strip(),
        signer_title=paper.signer_title.strip(),
        is_order=paper.is_order,
        number=paper.number.strip(),
        issued_on=paper.issued_on,
        text=nfc(paper.text).strip(),
        relays=relays,
        register=office,
        recorded_at=at,
    )


def _share(case: Case, kept: Issuance) -> None:
    if kept.register_id != case.register_id:
        case.shared_with.add(kept.register_id)


def _child(case: Case, lead: Organisation, by: User, at: datetime, due_on: date | None = None) -> Case:
    """The part of one body, issued with its parent: its own lead, clock and result."""
    child = part(case, (Named(lead.name, "lead", lead),), due_on=due_on or case.due_on, by=by, at=at)
    stepping.take(child, "issue", by=by, at=at, due_on=child.due_on)
    return child


def part(case: Case, named: tuple[Named, ...], *, due_on: date | None, by: User, at: datetime) -> Case:
    """A child of a directive with its clear things, in the same register, not issued yet. Part of an action."""
    new = NewCase(
        kind=case.kind,
        topic=case.topic,
        text=case.text,
        raised_on=case.raised_on,
        raised_by=case.raised_by,
        assignees=named,
        due_on=due_on,
        passage=case.passage,
        source_note=_("Phần việc của %(number)s") % {"number": case.number},
        level=case.level,
        register=case.register,
        parent=case,
    )
    child = record(new=new, by=by, at=at)
    copied = ("reply_kind", "responsibility", "product", "authority", "no_deadline_reason")
    given = {name: getattr(case, name) for name in copied}
    Case.objects.filter(pk=child.pk).update(**given)
    child.shared_with.set(case.shared_with.all())
    child.refresh_from_db()
    return child
