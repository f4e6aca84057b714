"""Bulk twins: many organs, posts, roles, people and memberships, with the same rows and the same journal rows as
their single actions would leave one by one. A test holds the two side by side.

Rules are checked set-wise and the whole of it is one transaction. `BrokenRow` names the first row that breaks one
(from 1) and its field; the sentence is the single action's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.journal import BATCH, Line, batched
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions import memberships, organs, people, posts, tenure
from thongsuot.apps.organisations.actions.powers import require_others
from thongsuot.apps.organisations.actions.seating import Seating
from thongsuot.apps.organisations.models import (
    Block,
    Kind,
    Membership,
    Organisation,
    OrganisationName,
    Person,
    Post,
    PostRole,
)
from thongsuot.apps.organisations.permissions import ROLES

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import JobPosition, Term
    from thongsuot.apps.places.models import Unit


CODES = frozenset(role.code for role in ROLES)
Days = tuple[date, date | None]


class BrokenRow(BrokenRule):
    """A rule that one row breaks; `row` counts from 1, `field` names the column, `why` is the bare sentence."""

    def __init__(self, row: int, broken: BrokenRule) -> None:
        said = _("Dòng %(row)d: %(why)s") % {"row": row, "why": broken.message}
        super().__init__(said, field=broken.field, code=broken.code)
        self.row = row
        self.why = broken.message


@dataclass(frozen=True, slots=True)
class NewOrgan:
    name: str
    kind: str
    block: str
    unit: Unit
    parent: Organisation | None = None
    founded_on: date | None = None
    founded_by: str = ""
    keeps_register: bool = False


@dataclass(frozen=True, slots=True)
class NewPost:
    organisation: Organisation
    title: str
    since: date
    until: date | None = None
    seats: int = 1
    fraction: Decimal = Decimal(1)
    is_lead: bool = False
    is_head: bool = False
    rank: int = 100
    position: JobPosition | None = None
    requirements: tuple[dict[str, str], ...] = ()
    filled_by: Organisation | None = None


@dataclass(frozen=True, slots=True)
class NewRole:
    post: Post
    role: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    name: str
    degrees: str = ""
    gender: str = ""
    is_distinct: bool = False


@dataclass(frozen=True, slots=True)
class NewMembership:
    """`person`'s and `post`'s rows stand already; posts come with organ and unit."""

    person: Person
    post: Post
    since: date
    until: date | None = None
    is_concurrent: bool = False
    on_behalf_of: Organisation | None = None
    appointed_by: Organisation | None = None
    term: Term | None = None
    decision_number: str = ""
    decision_on: date | None = None
    decision_by: str = ""


@transaction.atomic
def enter_people(*, rows: Sequence[NewPerson], by: User, at: datetime) -> list[Person]:
    """`enter_person` for each row, in order. Raises `BrokenRow`; same names want `is_distinct` as there."""
    made = [_person(number, row) for number, row in enumerate(rows, 1)]
    apart = _namesakes(made, rows)
    Person.objects.bulk_create(made, batch_size=BATCH)
    _tell_apart(made, apart)
    _write(made, _told_of_people(made, apart), "entered", by=by, at=at)
    return made


def _told_of_people(made: Sequence[Person], apart: Sequence[Sequence[Person]]) -> list[dict[str, Any]]:
    """What the journal keeps of each, their facts sealed under their own keys."""
    told: list[dict[str, Any]] = [people._distinct(others) for others in apart]
    known = [
        (number, name, text)
        for number, person in enumerate(made)
        for name in people.CORRECTABLE
        if (text := getattr(person, name))
    ]
    for part in batched(known, BATCH):
        sealed = vault.personals((made[number].uid, text) for number, _name, text in part)
        for (number, name, _text), value in zip(part, sealed, strict=True):
            told[number][name] = value
    return told


def _person(number: int, row: NewPerson) -> Person:
    person = Person(degrees=row.degrees, gender=row.gender)
    with _row(number):
        people._set_name(person, row.name)
    return person


def _namesakes(made: Sequence[Person], rows: Sequence[NewPerson]) -> list[list[Person]]:
    """For each new person those of the same name who stand already and those earlier in the list."""
    known: dict[str, list[Person]] = defaultdict(list)
    for part in batched(sorted({person.folded for person in made}), BATCH):
        for person in Person.objects.filter(folded__in=part, erased_at=None).order_by("sort_key", "pk"):
            known[person.folded].append(person)
    found = []
    for number, (person, row) in enumerate(zip(made, rows, strict=True), 1):
        others = sorted(known[person.folded], key=lambda other: other.sort_key)
        if others and not row.is_distinct:
            raise BrokenRow(number, people.SameName(person.name, others))
        found.append(others)
        known[person.folded].append(person)
    return found


def _tell_apart(made: Sequence[Person], apart: Sequence[Sequence[Person]]) -> None:
    through = Person.distinct_from.through
    pairs = [(person.pk, other.pk) for person, others in zip(made, apart, strict=True) for other in others]
    rows = [
        through(from_person_id=a, to_person_id=b) for one, two in pairs for a, b in ((one, two), (two, one))
    ]
    through.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def appoint_many(*, rows: Sequence[NewMembership], by: User, at: datetime) -> list[Membership]:
    """`appoint` for each row, in order. Raises `BrokenRow` for whatever `tenure` forbids."""
    _hold(Post, {row.post.pk for row in rows})
    _hold(Person, {row.person.pk for row in rows})
    require_others(by, (row.person for row in rows))
    made = [Membership(**_given(row)) for row in rows]
    refused = first_refused(made)
    if refused is not None:
        _say_why(made, refused, lambda: tenure.check(made[refused]))
    Membership.objects.bulk_create(made, batch_size=BATCH)
    _write(made, [memberships._told(row) for row in made], "appointed", by=by, at=at)
    return made


def first_refused(made: Sequence[Membership]) -> int | None:
    """The first of these that cannot be held beside what stands and those before it; None when all can."""
    seating = Seating(made)
    for number, membership in enumerate(made):
        if seating.refuses(membership):
            return number
        seating.add(membership)
    return None


def _hold(model: type[models.Model], keys: set[int]) -> None:
    """Keep these rows from other writers, in the order of their keys, until the transaction ends."""
    for part in batched(sorted(keys), BATCH):
        held = model._default_manager.select_for_update().filter(pk__in=part).order_by("pk")
        list(held.values_list("pk"))


@transaction.atomic
def found_many(*, rows: Sequence[NewOrgan], by: User, at: datetime) -> list[Organisation]:
    """`found` for each row, in order; parents stand already. Raises `BrokenRow`."""
    today = timezone.localdate(at)
    made = [_organ(number, row, today) for number, row in enumerate(rows, 1)]
    taken = _names_taken({row.unit.pk for row in rows})
    for number, organ in enumerate(made):
        place = (organ.unit_id, organ.name.casefold())
        if place in taken:
            _say_why(made, number, lambda organ=organ: organs._require_only(organ.name, organ))  # type: ignore[misc]
        taken.add(place)
    Organisation.objects.bulk_create(made, batch_size=BATCH)
    OrganisationName.objects.bulk_create([_first_name(organ) for organ in made], batch_size=BATCH)
    _write(made, [_told_of_organ(organ) for organ in made], "founded", by=by, at=at)
    return made


def _organ(number: int, row: NewOrgan, today: date) -> Organisation:
    with _row(number):
        name = organs._proper(row.name)
        if row.kind not in Kind.values or row.block not in Block.values:
            raise BrokenRule(_("Cơ quan cần có tên, loại và khối."), field="name", code="kind-unknown")
        organs._require_unit(row.unit, max(row.founded_on or today, today))
        organs._require_sane(row.founded_on, row.unit, today)
        if row.parent is not None:
            organs.require_there(row.parent, row.founded_on or today, field="parent")
    return Organisation(**_given(row) | {"name": name, "folded": fold(name)})


def _first_name(organ: Organisation) -> OrganisationName:
    facts = {"name": organ.name, "folded": organ.folded, "document": organ.founded_by}
    return OrganisationName(organisation=organ, valid_from=organ.founded_on, **facts)


def _told_of_organ(organ: Organisation) -> dict[str, Any]:
    plain = {name: getattr(organ, name) for name in ("name", "kind", "block", "founded_on")}
    return plain | {"unit": organ.unit.uid} | organs._under(organ.parent)


def _names_taken(units: set[int]) -> set[tuple[int, str]]:
    taken: set[tuple[int, str]] = set()
    for part in batched(sorted(units), BATCH):
        living = Organisation.objects.filter(unit__in=part, dissolved_on=None)
        taken.update((unit, name.casefold()) for unit, name in living.values_list("unit_id", "name"))
    return taken


@transaction.atomic
def open_posts(*, rows: Sequence[NewPost], by: User, at: datetime) -> list[Post]:
    """`open_post` for each row, in order. Raises `BrokenRow`."""
    made = [_post(number, row) for number, row in enumerate(rows, 1)]
    taken = _titles_taken({row.organisation.pk for row in rows})
    for number, post in enumerate(made):
        beside = taken[post.organisation_id, post.folded]
        if any(_meet(days, (post.since, post.until)) for days in beside):
            _say_why(made, number, lambda post=post: posts._require_only(post))  # type: ignore[misc]
        beside.append((post.since, post.until))
    Post.objects.bulk_create(made, batch_size=BATCH)
    _write(made, [posts._told(post) for post in made], "opened", by=by, at=at)
    return made


def _post(number: int, row: NewPost) -> Post:
    said = _given(row) | {"requirements": list(row.requirements)}
    post = Post(**{name: said.pop(name) for name in ("organisation", "since", "until")})
    with _row(number):
        posts._set(post, said)
        posts._require_days(post)
    return post


def _titles_taken(organisations: set[int]) -> dict[tuple[int, str], list[Days]]:
    taken: dict[tuple[int, str], list[Days]] = defaultdict(list)
    for part in batched(sorted(organisations), BATCH):
        rows = Post.objects.filter(organisation__in=part)
        for organ, title, since, until in rows.values_list("organisation_id", "folded", "since", "until"):
            taken[organ, title].append((since, until))
    return taken


@transaction.atomic
def grant_roles(*, rows: Sequence[NewRole], by: User, at: datetime) -> list[PostRole]:
    """`grant_role` for each row, in order. Raises `BrokenRow`."""
    _hold(Post, {row.post.pk for row in rows})
    made = [PostRole(**_given(row)) for row in rows]
    granted = _roles_granted({row.post.pk for row in rows})
    for number, row in enumerate(rows):
        beside = granted[row.post.pk, row.role]
        is_odd = row.role not in CODES or (row.until is not None and row.until < row.since)
        if is_odd or any(_meet(days, (row.since, row.until)) for days in beside):
            _say_why(made, number, lambda row=row: posts.grant_role(**_given(row), by=by, at=at))  # type: ignore[misc]
        beside.append((row.since, row.until))
    PostRole.objects.bulk_create(made, batch_size=BATCH)
    told = [{"role": one.role, "since": one.since, "until": one.until} for one in made]
    _write([one.post for one in made], told, "role-granted", by=by, at=at)
    return made


def _roles_granted(keys: set[int]) -> dict[tuple[int, str], list[Days]]:
    granted: dict[tuple[int, str], list[Days]] = defaultdict(list)
    for part in batched(sorted(keys), BATCH):
        rows = PostRole.objects.filter(post__in=part)
        for post, role, since, until in rows.values_list("post_id", "role", "since", "until"):
            granted[post, role].append((since, until))
    return granted


def _meet(one: Days, other: Days) -> bool:
    return (one[1] is None or one[1] >= other[0]) and (other[1] is None or other[1] >= one[0])


def _say_why(made: Sequence[Any], number: int, judge: Callable[[], object]) -> NoReturn:
    """Let the single rule refuse this row beside those before it; the transaction takes them back."""
    type(made[0])._default_manager.bulk_create(made[:number], batch_size=BATCH)
    with _row(number + 1):
        judge()
    raise AssertionError(f"row {number + 1} is refused here and not by its own action")


@contextmanager
def _row(number: int) -> Iterator[None]:
    """What breaks a rule inside breaks it in this row."""
    try:
        yield
    except BrokenRule as broken:
        raise BrokenRow(number, broken) from broken


def _given(row: Any) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _write(
    subjects: Sequence[models.Model], told: Sequence[dict[str, Any]], act: str, *, by: User, at: datetime
) -> None:
    lines = [
        Line(subject._meta.label_lower, subject.uid, payload)  # type: ignore[attr-defined]
        for subject, payload in zip(subjects, told, strict=True)
    ]
    journal.write_many(lines, act, by=by, at=at)
