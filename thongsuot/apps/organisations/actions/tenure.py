"""What may be held: the rules that a membership keeps from its first day to its last, one function a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.organisations.actions.columns import require_fit
from thongsuot.apps.organisations.actions.posts import check_seats
from thongsuot.apps.organisations.models import Membership, Organisation, Person, Post
from thongsuot.apps.organisations.models.dated import Spell, within

FULL = Decimal(1)
"""A whole working time."""

Part = tuple[date, date | None, Decimal]
"""From a day to a day (None: without end), and how much of a working time it takes."""


def hold(person: Person, post: Post) -> tuple[Person, Post]:
    """Both as they stand now, kept from other writers until the transaction ends.

    Posts are held before people, people in the order of their keys, memberships last: two acts at once wait for
    each other and never in a circle.
    """
    whole = Post.objects.select_related("organisation__unit").select_for_update(of=("self",))
    standing = whole.filter(pk=post.pk).first()
    if standing is None:
        raise Stale
    return hold_people(person)[0], standing


def hold_people(*people: Person) -> list[Person]:
    """These people as they stand now, in the order given. Raises `Stale` when one is gone."""
    keys = [person.pk for person in people]
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if rows.keys() != set(keys):
        raise Stale
    return [rows[key] for key in keys]


def check(membership: Membership) -> None:
    """Raise `BrokenRule` for the first rule that this membership, saved or not, would break.

    The caller holds its person and its post.
    """
    check_alone(membership)
    for rule in (_is_held_once, _is_one_working_time, _has_a_seat):
        rule(membership)


def check_alone(membership: Membership) -> None:
    """The rules that ask for nothing else that is held: its words, its days, whether all that it names is there."""
    require_fit(membership)
    for rule in (_runs_forward, _person_is_known, _post_is_there, _organ_is_there, _unit_is_there):
        rule(membership)


def require_forward(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise BrokenRule(
            _("Ngày kết thúc %(until)s trước ngày bắt đầu %(since)s. Hãy ghi lại một trong hai ngày.")
            % {"since": day(since), "until": day(until)},
            field="until",
            code="dates-reversed",
        )


def require_known(person: Person, field: str = "person") -> None:
    """Nobody whose data were erased is appointed or stands in."""
    if person.erased_at is not None:
        raise BrokenRule(
            _("Thông tin của người này đã xóa theo yêu cầu. Nếu người đó trở lại, hãy ghi thành người mới."),
            field=field,
            code="erased",
        )


def _runs_forward(membership: Membership) -> None:
    require_forward(membership.since, membership.until)


def _person_is_known(membership: Membership) -> None:
    require_known(membership.person)


@dataclass(frozen=True, slots=True)
class Life:
    """From the first day to the last (None: not known, or no end), and what to say outside of it."""

    first: date | None
    last: date | None
    code: str
    early: str
    late: str


def _require_within(membership: Membership, life: Life) -> None:
    if life.first is not None and membership.since < life.first:
        raise BrokenRule(life.early, field="since", code=life.code)
    if life.last is not None and membership.since > life.last:
        raise BrokenRule(life.late, field="since", code=life.code)
    if life.last is not None and (membership.until is None or membership.until > life.last):
        raise BrokenRule(life.late, field="until", code=life.code)


def _post_is_there(membership: Membership) -> None:
    post = membership.post
    facts = {"post": post.title, "first": day(post.since), "last": day(post.until)}
    early = _("Chức vụ “%(post)s” có từ ngày %(first)s. Hãy ghi ngày bắt đầu từ ngày đó trở đi.") % facts
    late = (
        _(
            "Chức vụ “%(post)s” chỉ có đến hết ngày %(last)s. "
            "Hãy ghi thời gian giữ chức vụ đến ngày đó, hoặc chọn chức vụ khác."
        )
        % facts
    )
    _require_within(membership, Life(post.since, post.until, "post-not-there", early, late))


def _organ_is_there(membership: Membership) -> None:
    organ = membership.post.organisation
    facts = {"organ": organ.name, "first": day(organ.founded_on), "gone": day(organ.dissolved_on)}
    early = _("“%(organ)s” thành lập ngày %(first)s. Hãy ghi ngày bắt đầu từ ngày đó trở đi.") % facts
    late = (
        _("“%(organ)s” không còn từ ngày %(gone)s. Hãy ghi đến trước ngày đó, hoặc chọn chức vụ ở %(next)s.")
        % (facts | {"next": _heirs(organ)})
        if organ.dissolved_on
        else ""
    )
    life = Life(organ.founded_on, before(organ.dissolved_on), "organisation-not-there", early, late)
    _require_within(membership, life)


def _heirs(organ: Organisation) -> str:
    names = ", ".join(f"“{name}”" for name in organ.successors.values_list("name", flat=True))
    return names or _("cơ quan kế thừa")


def _unit_is_there(membership: Membership) -> None:
    unit = membership.post.organisation.unit
    facts = {"unit": unit.full_name, "first": day(unit.founded_on), "gone": day(unit.dissolved_on)}
    early = _("%(unit)s thành lập ngày %(first)s. Hãy ghi ngày bắt đầu từ ngày đó trở đi.") % facts
    late = (
        _(
            "%(unit)s không còn từ ngày %(gone)s. "
            "Hãy ghi đến trước ngày đó, hoặc chọn chức vụ ở đơn vị kế thừa."
        )
        % facts
    )
    life = Life(unit.founded_on, before(unit.dissolved_on), "unit-not-there", capital(early), capital(late))
    _require_within(membership, life)


def _is_held_once(membership: Membership) -> None:
    """Nobody sits twice in one post on a day."""
    twin = beside(membership).filter(post=membership.post).first()
    if twin is not None:
        raise BrokenRule(
            _(
                "Người này đã giữ chức vụ “%(post)s” %(spell)s. "
                "Hãy chọn thời gian không trùng, hoặc sửa lần giữ chức vụ đã ghi."
            )
            % {"post": membership.post.title, "spell": spell(twin)},
            field="since",
            code="already-holds",
        )


def _is_one_working_time(membership: Membership) -> None:
    """What is not held concurrently (kiêm nhiệm) fills at most one working time on any day."""
    if membership.is_concurrent:
        return
    others = list(beside(membership).filter(is_concurrent=False).select_related("post__organisation"))
    parts = [(row.since, row.until, row.post.fraction) for row in others]
    if peak(parts, membership) + membership.post.fraction > FULL:
        raise BrokenRule(
            _(
                "Người này đang giữ %(posts)s, cộng lại quá một người làm việc trọn thời gian. "
                "Nếu là kiêm nhiệm hãy đánh dấu “kiêm nhiệm”; nếu không, hãy ghi thôi giữ chức vụ cũ trước."
            )
            % {"posts": "; ".join(f"“{row}”" for row in others)},
            field="is_concurrent",
            code="second-full-time",
        )


def check_working_time(post: Post, *, today: date) -> None:
    """Raise `BrokenRule` when somebody who holds this post today or later would come to more than one working time.

    The caller holds the post, whose new fraction need not be saved; those who hold it are held here.
    """
    rows = post.memberships.filter(within(today, None), is_concurrent=False)
    held = list(rows.select_related("person", "post__organisation").order_by("pk"))
    hold_people(*{one.person_id: one.person for one in held}.values())
    for one in held:
        one.post = post
        try:
            _is_one_working_time(one)
        except BrokenRule as broken:
            raise BrokenRule(broken.message, field="fraction", code=broken.code) from None


def _has_a_seat(membership: Membership) -> None:
    """On no day are there more people in a post than it has seats."""
    row = membership
    check_seats(post=row.post, since=row.since, until=row.until, without=row)


def beside(membership: Membership) -> models.QuerySet[Membership]:
    """What else the same person holds on at least one of the same days."""
    return _others(membership).filter(_same_days(membership), person=membership.person)


def _others(membership: Membership) -> models.QuerySet[Membership]:
    return Membership.objects.exclude(pk=membership.pk) if membership.pk else Membership.objects.all()


def _same_days(membership: Membership) -> models.Q:
    return within(membership.since, membership.until)


def peak(parts: Iterable[Part], over: Spell) -> Decimal:
    """The most that these parts come to on one day of `over`. Sums only rise on a day on which one begins."""
    rows = list(parts)
    starts = {max(since, over.since) for since, _until, _part in rows}
    return max((_sum(rows, on) for on in starts), default=Decimal(0))


def _sum(rows: list[Part], on: date) -> Decimal:
    inside = (part for since, until, part in rows if since <= on and (until is None or until >= on))
    return sum(inside, Decimal(0))


def covers(whole: Spell, part: Spell) -> bool:
    """Whether every day of `part` is a day of `whole`."""
    return part.since >= whole.since and (
        whole.until is None or (part.until is not None and part.until <= whole.until)
    )


def before(gone: date | None) -> date | None:
    """The last day of what is gone from this day on."""
    return gone - timedelta(days=1) if gone else None


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def spell(row: Spell) -> str:
    """ "từ 01/07/2025 đến hết 31/12/2025", in words for a sentence."""
    facts = {"since": day(row.since), "until": day(row.until)}
    if row.until is None:
        return _("từ ngày %(since)s") % facts
    return _("từ ngày %(since)s đến hết ngày %(until)s") % facts


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
