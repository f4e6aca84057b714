"""Opening posts, changing their seats, and which roles they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions.powers import require_may_grant
from thongsuot.apps.organisations.actions.words import day, day_before, listed
from thongsuot.apps.organisations.models import Post, PostRole
from thongsuot.apps.organisations.models.dated import within
from thongsuot.apps.organisations.permissions import ROLES

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Membership, Organisation

STRENGTHS = ("must", "should", "later")
"""A requirement has to be met, ought to be, or may be met within a time after the appointment."""
CHANGEABLE = frozenset(
    {
        "title",
        "seats",
        "fraction",
        "is_lead",
        "is_head",
        "rank",
        "position",
        "requirements",
        "filled_by",
    }
)
MOST_SEATS = 1000
Days = tuple[date, date | None]


@transaction.atomic
def open_post(
    *,
    organisation: Organisation,
    title: str,
    since: date,
    by: User,
    at: datetime,
    seats: int = 1,
    fraction: Decimal = Decimal(1),
    until: date | None = None,
    **facts: Any,
) -> Post:
    """A new post of an organ. Raises `BrokenRule` for a title, number, day or requirement that cannot be.

    `facts` are is_lead, is_head, rank, position, requirements, filled_by. Who heads an organ also leads.
    """
    post = Post(organisation=organisation, since=since, until=until)
    _set(post, {"title": title, "seats": seats, "fraction": fraction, **facts})
    _require_days(post)
    _require_only(post)
    post.save(force_insert=True)
    journal.write(post, "opened", by=by, at=at, payload=_told(post))
    return post


@transaction.atomic
def change_post(*, post: Post, by: User, at: datetime, **changes: Any) -> None:
    """Correct what is said of a post: names and values of `CHANGEABLE`. Raises `BrokenRule`.

    Seats hold for all of its days: on none of them may more people have held it.
    """
    row = held_post(post)
    before = _told(row)
    _set(row, changes)
    _require_only(row)
    check_seats(post=row, since=row.since, until=None, extra=0, field="seats")
    if row.fraction > Decimal(before["fraction"]):
        from thongsuot.apps.organisations.actions import tenure  # it asks for seats here

        tenure.check_working_time(row, today=timezone.localdate(at))
    changed = {name: [before[name], value] for name, value in _told(row).items() if before[name] != value}
    if changed:
        row.save()
        journal.write(row, "changed", by=by, at=at, payload={"changed": changed})
    post.refresh_from_db()


@transaction.atomic
def close_post(*, post: Post, until: date, by: User, at: datetime) -> None:
    """`until` is the last day of the post. Raises `BrokenRule` while somebody holds it later."""
    row = held_post(post)
    _require_forward(row.since, until)
    if row.until is not None and until > row.until:
        raise BrokenRule(
            _("Chức vụ “%(post)s” đã kết thúc từ hết ngày %(day)s. Hãy mở lại chức vụ trước.")
            % {"post": row.title, "day": day(row.until)},
            field="until",
            code="closed-already",
        )
    later = row.memberships.filter(models.Q(until=None) | models.Q(until__gt=until))
    if names := list(later.order_by("since").values_list("person__name", flat=True)):
        raise BrokenRule(
            _(
                "Sau ngày %(day)s vẫn có người giữ chức vụ “%(post)s”: %(names)s. "
                "Hãy ghi thôi giữ chức vụ muộn nhất ngày đó, hoặc chọn ngày kết thúc muộn hơn."
            )
            % {"day": day(until), "post": row.title, "names": listed(names)},
            field="until",
            code="held",
        )
    _end(row, post, until)
    journal.write(row, "closed", by=by, at=at, payload={"until": until})


@transaction.atomic
def reopen_post(*, post: Post, by: User, at: datetime) -> None:
    """The post goes on without end, as if it had not closed. Raises `BrokenRule`."""
    row = held_post(post)
    if row.until is None:
        raise BrokenRule(
            _("Chức vụ “%(post)s” chưa kết thúc, không cần mở lại.") % {"post": row.title}, code="open"
        )
    if row.organisation.dissolved_on is not None:
        raise BrokenRule(
            _(
                "“%(organ)s” không còn từ ngày %(day)s. Hãy khôi phục cơ quan trước, hoặc mở chức vụ ở cơ quan kế thừa."
            )
            % {"organ": row.organisation.name, "day": day(row.organisation.dissolved_on)},
            field="organisation",
            code="organisation-gone",
        )
    was, row.until = row.until, None
    _require_only(row)
    _end(row, post, None)
    journal.write(row, "reopened", by=by, at=at, payload={"was": was})


@transaction.atomic
def grant_role(
    *, post: Post, role: str, since: date, by: User, at: datetime, until: date | None = None
) -> PostRole:
    """Whoever holds the post has this role from a day on. Raises `BrokenRule` for one unknown or held twice."""
    if role not in {known.code for known in ROLES}:
        raise BrokenRule(
            _("Vai trò này chưa có trong bảng quyền. Hãy chọn một vai trò trong bảng."),
            field="role",
            code="role-unknown",
        )
    row = held_post(post)
    require_may_grant(by, row, role)
    _require_forward(since, until)
    if twin := row.roles.filter(within(since, until), role=role).first():
        raise BrokenRule(
            _("Chức vụ “%(post)s” đã có vai trò này từ ngày %(day)s. Hãy chọn thời gian không trùng.")
            % {"post": row.title, "day": day(twin.since)},
            field="role",
            code="role-held",
        )
    granted = PostRole.objects.create(post=row, role=role, since=since, until=until)
    journal.write(row, "role-granted", by=by, at=at, payload={"role": role, "since": since, "until": until})
    return granted


@transaction.atomic
def withdraw_role(*, post: Post, role: str, until: date, by: User, at: datetime) -> None:
    """`until` is the last day of the role. Raises `BrokenRule` when the post does not carry it then.

    A role that began today or begins later is taken out altogether by a day before it: it was granted by mistake.
    """
    row = held_post(post)
    lasting = models.Q(until=None) | models.Q(until__gt=until)
    granted = row.roles.filter(lasting, role=role).order_by("since").first()
    if granted is None:
        raise BrokenRule(
            _(
                "Sau ngày %(day)s chức vụ “%(post)s” không còn vai trò này. Hãy xem lại các vai trò của chức vụ."
            )
            % {"day": day(until), "post": row.title},
            field="role",
            code="role-not-held",
        )
    told: dict[str, Any] = {"role": role, "until": until}
    if until < granted.since and granted.since >= timezone.localdate(at):
        told |= {"since": granted.since, "is_mistake": True}
        granted.delete()
    else:
        _require_forward(granted.since, until)
        granted.until = until
        granted.save(update_fields=["until"])
    journal.write(row, "role-withdrawn", by=by, at=at, payload=told)


def check_seats(
    *,
    post: Post,
    since: date,
    until: date | None,
    extra: int = 1,
    without: Membership | None = None,
    field: str = "post",
) -> None:
    """Raise `BrokenRule` if on a day from `since` to `until` more would hold the post than it has seats.

    `extra` come on top of who holds it, `without` (a membership that is being changed) does not count.
    `post` is taken as it is, saved or not; its row is kept from other writers until the transaction ends.
    """
    held_post(post)
    rows = post.memberships.filter(within(since, until))
    if without is not None and without.pk:
        rows = rows.exclude(pk=without.pk)
    on, most = fullest(rows.values_list("since", "until"), since)
    if most + extra > post.seats:
        raise BrokenRule(
            _(
                "Chức vụ “%(post)s” có số lượng được giao là %(seats)d; ngày %(day)s sẽ có %(count)d người giữ. "
                "Hãy ghi thôi giữ chức vụ cho người trước, tăng số lượng được giao, "
                "hoặc kết thúc chức vụ này và mở chức vụ mới từ ngày khác."
            )
            % {"post": post.title, "seats": post.seats, "day": day(on), "count": most + extra},
            field=field,
            code="seats",
        )


def fullest(spells: Iterable[Days], since: date) -> tuple[date, int]:
    """The first day from `since` on with most of these spells in force, and how many. Ends are included."""
    rows = list(spells)
    ends = sorted((until for _since, until in rows if until), reverse=True)
    best, now = (since, 0), 0
    for start in sorted(max(begun, since) for begun, _until in rows):
        while ends and ends[-1] < start:
            ends.pop()
            now -= 1
        now += 1
        best = (start, now) if now > best[1] else best
    return best


def held_post(post: Post) -> Post:
    """The row as it stands, with its organ, kept from other writers until the transaction ends."""
    whole = Post.objects.select_related("organisation").select_for_update(of=("self",))
    return whole.get(pk=post.pk)


def _set(post: Post, values: Mapping[str, Any]) -> None:
    if unknown := values.keys() - CHANGEABLE:
        raise TypeError(f"not of a post: {sorted(unknown)}")
    for name, value in values.items():
        proper = PROPER.get(name)
        setattr(post, name, proper(value) if proper else value)
    post.folded = fold(post.title)
    post.is_lead = post.is_lead or post.is_head


def _title(title: str) -> str:
    title = nfc(" ".join(title.split()))
    if not title:
        raise BrokenRule(_("Cần có tên chức vụ, chức danh."), field="title", code="title-missing")
    if len(title) > 120:
        raise BrokenRule(
            _("Tên chức vụ dài quá 120 ký tự. Hãy viết gọn lại."), field="title", code="title-too-long"
        )
    return title


def _seats(seats: int) -> int:
    if not 1 <= seats <= MOST_SEATS:
        raise BrokenRule(
            _("Số lượng được giao phải từ 1 đến %(most)d. Chức vụ không còn ai thì kết thúc chức vụ.")
            % {"most": MOST_SEATS},
            field="seats",
            code="seats-unlikely",
        )
    return seats


def _fraction(fraction: Decimal | int | str) -> Decimal:
    try:
        part = Decimal(fraction)
        if 0 <= part <= 1 and part == round(part, 2):
            return part
    except InvalidOperation:
        pass
    raise BrokenRule(
        _("Thời gian làm việc là một phần của trọn thời gian, từ 0 đến 1, ví dụ 0,5."),
        field="fraction",
        code="fraction-unlikely",
    )


def _requirements(rows: Sequence[Any]) -> list[dict[str, str]]:
    kept = []
    for row in rows:
        text = nfc(" ".join(str(row.get("text", "")).split())) if isinstance(row, Mapping) else ""
        if not text or set(row) != {"text", "strength"} or row["strength"] not in STRENGTHS:
            raise BrokenRule(
                _("Mỗi yêu cầu cần có nội dung và mức độ: phải có, nên có, hoặc hoàn thiện sau."),
                field="requirements",
                code="requirement-unclear",
            )
        kept.append({"text": text, "strength": row["strength"]})
    return kept


PROPER: dict[str, Any] = {
    "title": _title,
    "seats": _seats,
    "fraction": _fraction,
    "requirements": _requirements,
}


def _require_forward(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise BrokenRule(
            _("Ngày kết thúc %(until)s trước ngày bắt đầu %(since)s. Hãy ghi lại một trong hai ngày.")
            % {"since": day(since), "until": day(until)},
            field="until",
            code="dates-reversed",
        )


def _require_days(post: Post) -> None:
    """A post begins and ends within the life of its organ."""
    _require_forward(post.since, post.until)
    organ = post.organisation
    if organ.founded_on and post.since < organ.founded_on:
        raise BrokenRule(
            _("“%(organ)s” thành lập ngày %(day)s. Hãy mở chức vụ từ ngày đó trở đi.")
            % {"organ": organ.name, "day": day(organ.founded_on)},
            field="since",
            code="before-organisation",
        )
    if organ.dissolved_on and (post.until is None or post.until >= organ.dissolved_on):
        raise BrokenRule(
            _(
                "“%(organ)s” không còn từ ngày %(day)s. "
                "Hãy ghi chức vụ đến hết ngày %(last)s, hoặc mở chức vụ ở cơ quan kế thừa."
            )
            % {
                "organ": organ.name,
                "day": day(organ.dissolved_on),
                "last": day(day_before(organ.dissolved_on)),
            },
            field="since" if post.since >= organ.dissolved_on else "until",
            code="after-organisation",
        )


def _require_only(post: Post) -> None:
    """One post a title, spelt with or without marks, in an organ at a time."""
    twins = Post.objects.filter(within(post.since, post.until), organisation=post.organisation_id)
    if twin := twins.filter(folded=post.folded).exclude(pk=post.pk).first():
        raise BrokenRule(
            _(
                "Cơ quan này đã có chức vụ “%(post)s” từ ngày %(day)s. Hãy tăng số lượng được giao của chức vụ đó."
            )
            % {"post": twin.title, "day": day(twin.since)},
            field="title",
            code="title-taken",
        )


def _end(row: Post, post: Post, until: date | None) -> None:
    Post.objects.filter(pk=row.pk).update(until=until)
    post.until = until


def _told(post: Post) -> dict[str, Any]:
    plain = ("title", "seats", "is_lead", "is_head", "rank", "requirements", "since", "until")
    named = {"position": post.position, "filled_by": post.filled_by}
    return {
        "organisation": post.organisation.uid,
        "fraction": str(Decimal(post.fraction).quantize(Decimal("0.01"))),
        **{name: getattr(post, name) for name in plain},
        **{name: value.uid if value else None for name, value in named.items()},
    }
