"""The nation in one database: every shipped unit with organs, posts, 200,000 invented people, 100,000 cases.

The province of the installation is the demo's, with its whole frame; all other units get a short one. Organs, posts,
people and memberships come through the bulk twins with their journals; cases as bare rows, since there is no bulk
twin of recording them. The same seed gives the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db import connection, transaction

from thongsuot import demo
from thongsuot.apps.cases import states
from thongsuot.apps.cases.actions import wording
from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Kind, Thread
from thongsuot.apps.core.journal import batched
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.models import Membership, Organisation, Person, Post
from thongsuot.apps.places import actions as places
from thongsuot.apps.places.models import Unit
from thongsuot.demo.apparatus import SINCE
from thongsuot.demo.names import invented

AT = datetime(2025, 8, 22, 1, 30, tzinfo=UTC)
UNITS_AT_ONCE = 120
ORGANS = (
    (
        "Đảng ủy {unit}",
        "party-committee",
        "party",
        (("Bí thư", 1), ("Phó Bí thư", 2), ("Ủy viên Ban Chấp hành", 27)),
    ),
    ("Văn phòng Đảng ủy {unit}", "party-body", "party", (("Chánh Văn phòng", 1), ("Chuyên viên", 8))),
    ("HĐND {unit}", "peoples-council", "state", (("Chủ tịch HĐND", 1), ("Phó Chủ tịch HĐND", 1))),
    ("UBND {unit}", "peoples-committee", "state", (("Chủ tịch UBND", 1), ("Phó Chủ tịch UBND", 2))),
    ("Văn phòng HĐND và UBND {unit}", "office", "state", (("Chánh Văn phòng", 1), ("Chuyên viên", 9))),
    ("Phòng Kinh tế {unit}", "division", "state", (("Trưởng phòng", 1), ("Chuyên viên", 9))),
    ("Phòng Văn hóa - Xã hội {unit}", "division", "state", (("Trưởng phòng", 1), ("Chuyên viên", 9))),
    ("Trung tâm Phục vụ hành chính công {unit}", "one-stop", "state", (("Giám đốc", 1), ("Chuyên viên", 8))),
    ("Ủy ban MTTQ Việt Nam {unit}", "front", "front", (("Chủ tịch", 1), ("Phó Chủ tịch", 5))),
)
BODY = "Ủy viên Ban Chấp hành"


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    memberships: int
    cases: int
    units: int | None = None
    """How many units beside the province of the installation; None for all."""


NATION = Size(people=200_000, memberships=250_000, cases=100_000)
SAMPLE = Size(people=9_000, memberships=14_000, cases=2_000, units=40)


def load(size: Size) -> dict[str, int]:
    """Fill an empty, migrated database; how many rows there are of each kind."""
    places.load(by=system_actor(), at=AT)
    demo.load(at=AT)
    demo.fill_all(at=AT)
    _others(size)
    _cases(size.cases)
    _settle()
    return counts()


def counts() -> dict[str, int]:
    rows = {"units": Unit.objects.filter(dissolved_on=None).count()}
    models = (Organisation, Post, Person, Membership, Case)
    return rows | {model._meta.model_name: model.objects.count() for model in models}


def _others(size: Size) -> None:
    """All other units, some at a time, each with its even share of the people and memberships that are lacking."""
    units = list(Unit.objects.filter(dissolved_on=None, organisations=None).order_by("code"))[: size.units]
    people, held = size.people - Person.objects.count(), size.memberships - Membership.objects.count()
    random = Random("nation")
    for number, part in enumerate(batched(units, UNITS_AT_ONCE), 1):
        done, of = min(number * UNITS_AT_ONCE, len(units)), len(units)
        now = (
            people * done // of - people * (done - len(part)) // of,
            held * done // of - held * (done - len(part)) // of,
        )
        with transaction.atomic():
            _units(part, *now, random)


def _units(units: Sequence[Unit], people: int, memberships: int, random: Random) -> None:
    by = system_actor()
    rows = [(unit, *row) for unit in units for row in ORGANS]
    founded = actions.found_many(
        rows=[
            actions.NewOrgan(name.format(unit=unit.full_name), kind, block, unit, founded_on=None)
            for unit, name, kind, block, _posts in rows
        ],
        by=by,
        at=AT,
    )
    titles = [
        (organ, title, seats) for organ, row in zip(founded, rows, strict=True) for title, seats in row[4]
    ]
    posts = actions.open_posts(
        rows=[
            actions.NewPost(organ, title, SINCE, seats=max(seats, 6), is_head=number == 0)
            for organ, group in _grouped(titles)
            for number, (title, seats) in enumerate(group)
        ],
        by=by,
        at=AT,
    )
    _people(units, posts, people, memberships, random)


def _grouped(
    titles: Sequence[tuple[Organisation, str, int]],
) -> Iterator[tuple[Organisation, list[tuple[str, int]]]]:
    found: dict[int, tuple[Organisation, list[tuple[str, int]]]] = {}
    for organ, title, seats in titles:
        found.setdefault(organ.pk, (organ, []))[1].append((title, seats))
    yield from found.values()


def _people(
    units: Sequence[Unit], posts: Sequence[Post], people: int, memberships: int, random: Random
) -> None:
    """Everybody in a post, then the first ones in a body of the same unit beside it."""
    by = system_actor()
    names = [invented(random, units[number % len(units)].code) for number in range(people)]
    rows = [
        actions.NewPerson(f"{name} {number}", "", gender)
        for number, (name, gender) in enumerate(names, _next())
    ]
    entered = actions.enter_people(rows=rows, by=by, at=AT)
    seats = [post for post in posts if post.title != BODY for _seat in range(post.seats)]
    bodies = [post for post in posts if post.title == BODY for _seat in range(post.seats)]
    main = [actions.NewMembership(one, post, SINCE) for one, post in zip(entered, seats, strict=False)]
    beside = [
        actions.NewMembership(one, post, SINCE, is_concurrent=True)
        for one, post in zip(entered, bodies, strict=False)
    ]
    actions.appoint_many(rows=[*main, *beside[: memberships - len(main)]], by=by, at=AT)


def _next() -> int:
    """A number behind each name keeps the nation from having a thousand people told apart pair by pair."""
    return Person.objects.count()


def _cases(number: int) -> None:
    """Cases of the province of the installation: two registers, its 96 units, its departments and committees."""
    random = Random("cases")
    province = demo.apparatus.unit("51")
    units = list(Unit.objects.filter(province=province, dissolved_on=None).order_by("code"))
    offices = list(Organisation.objects.filter(unit=province, keeps_register=True).order_by("pk"))
    organs = list(Organisation.objects.filter(unit=province, kind="department").order_by("pk"))
    committees = {
        one.unit_id: one for one in Organisation.objects.filter(kind="peoples-committee", unit__in=units)
    }
    for part in batched(range(number), 5_000):
        with transaction.atomic():
            _some_cases(part, random, units, offices, organs, committees)


def _some_cases(part, random, units, offices, organs, committees) -> None:  # type: ignore[no-untyped-def]
    threads = Thread.objects.bulk_create([Thread() for _ in part], batch_size=500)
    made, where, given = [], [], []
    for number, thread in zip(part, threads, strict=True):
        kind = random.choice(list(Kind))
        unit, text = random.choice(units), f"Nội dung số {number} được đặt ra để đo tốc độ"
        case = Case(
            kind=kind,
            number=f"{kind[:2].upper()}-{number}",
            thread=thread,
            topic=random.choice(TOPICS),
            text=text,
            folded=f"noi dung so {number}",
            status=states.BY_KIND[kind].initial,
            recorded_at=AT,
            raised_on=date(2025, 7, 1) + timedelta(days=random.randrange(400)),
            register=random.choice(offices),
        )
        made.append(case)
        where.append(CaseUnit(case=case, unit=unit, role="raised"))
        lead = committees[unit.pk] if random.random() < 0.3 else random.choice(organs)
        given.append(Assignment(case=case, name=lead.name, organisation=lead, role="lead"))
    Case.objects.bulk_create(made, batch_size=500)
    CaseUnit.objects.bulk_create(where, batch_size=500)
    Assignment.objects.bulk_create(given, batch_size=500)
    wording.index_many(made)


TOPICS = ("infrastructure", "land", "digital", "facilities", "health", "education")


def _settle() -> None:
    """What a database does by itself in time: statistics for its planner."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
