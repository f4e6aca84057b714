"""A register of many cases of one province, in bulk: what stands in it, how it is spread, which words it has.

Sentences are made of invented syllables, some of which are everywhere and most of which are rare, as words are. Bare
rows, since there is no bulk twin of recording a case: what lists, searches, desks and totals read, and nothing else.
The same seed gives the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, product
from random import Random
from typing import Any

from django.db import connection, transaction

from thongsuot import demo
from thongsuot.apps.cases import states, topics
from thongsuot.apps.cases.actions import clocks, wording
from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Clock, Confirmation, Handing, Thread
from thongsuot.apps.cases.models.case import Cause, Competence, Level
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.journal import batched
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.places import actions as places
from thongsuot.apps.places.models import Unit

AT = datetime(2026, 8, 21, 1, 30, tzinfo=UTC)
TODAY = date(2026, 8, 21)
DAYS = 400
AT_ONCE = 5_000
KINDS = {"recommendation": 45, "difficulty": 15, "directive": 25, "commitment": 10, "task": 5}
CLOCKS = {
    "recommendation": "answering",
    "difficulty": "answering",
    "directive": "doing",
    "commitment": "doing",
}
CLOSED = 0.6
"""So many of all cases are at an end."""
ONSETS = (
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "nh",
    "ph",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
    "",
)
RHYMES = ("an", "anh", "ao", "ăn", "âm", "ân", "âu", "em", "ên", "êu", "iên", "inh", "oan", "oi", "ong", "ôi", "ông",
          "ơn", "ua", "uôn", "ươn", "ươc", "ưng", "y")  # fmt: skip
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


@dataclass(frozen=True, slots=True)
class Frame:
    """Who there is in the province."""

    units: list[Unit]
    offices: list[Organisation]
    organs: list[Organisation]
    committees: dict[int, Organisation]
    user: User


def load(number: int) -> dict[str, list[str]]:
    """Fill an empty, migrated database; words of the register by how often they occur: rare, middling, frequent."""
    places.load(by=system_actor(), at=AT)
    demo.load(at=AT)
    demo.fill_all(at=AT)
    seen: Counter[str] = Counter()
    random, frame, vocabulary = Random("register"), _frame(), _vocabulary()
    for part in batched(range(number), AT_ONCE):
        with transaction.atomic():
            _some(part, random, frame, vocabulary, seen)
    settle()
    return _by_frequency(seen, number)


def settle() -> None:
    """What a database does by itself in time: statistics for its planner, rows marked visible to all."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _frame() -> Frame:
    province = demo.apparatus.unit("51")
    units = list(Unit.objects.filter(province=province, dissolved_on=None).order_by("code"))
    committees = Organisation.objects.filter(kind="peoples-committee", unit__in=units)
    return Frame(
        units,
        list(Organisation.objects.filter(unit=province, keeps_register=True).order_by("pk")),
        list(Organisation.objects.filter(unit=province, kind="department").order_by("pk")),
        {one.unit_id: one for one in committees},
        User.objects.get(login="tonghop"),
    )


def _vocabulary() -> tuple[list[str], list[float]]:
    """Syllables with their cumulated weights: few are everywhere, most are rare."""
    made = [f"{onset}{rhyme}{tone}" for onset, rhyme, tone in product(ONSETS, RHYMES, TONES)]
    Random("words").shuffle(made)
    return made, list(accumulate(place**-1.5 for place in range(1, len(made) + 1)))


def _by_frequency(seen: Counter[str], number: int) -> dict[str, list[str]]:
    """Ten words of each: in some 20 cases of a hundred thousand, in one of a hundred, in one of four."""
    wanted = {"rare": 20 / 100_000, "middling": 0.01, "frequent": 0.25}
    return {
        group: sorted(seen, key=lambda word: (abs(seen[word] - share * number), word))[:10]
        for group, share in wanted.items()
    }


def _some(
    part: Sequence[int],
    random: Random,
    frame: Frame,
    vocabulary: tuple[list[str], list[float]],
    seen: Counter[str],
) -> None:
    threads = Thread.objects.bulk_create([Thread() for _ in part], batch_size=1_000)
    cases = [
        _case(number, thread, random, frame, vocabulary) for number, thread in zip(part, threads, strict=True)
    ]
    for case in cases:
        seen.update(set(fold(case.text).split()))
    given = [one for case in cases for one in _assignments(case, random, frame)]
    leads = [one for one in given if one.role == "lead"]
    running = [one for lead in leads if (one := _clock(lead, random))]
    for one in running:
        one.case.term, one.case.term_on = clocks.stands(one), one.due_on
    _kept(Case, cases)
    _kept(CaseUnit, [one for case in cases for one in _units(case, random, frame)])
    _kept(Assignment, given)
    _kept(Handing, [_handing(one, frame) for one in leads if random.random() < 0.3])
    _kept(Clock, running)
    waiting = [case for case in cases if case.status == "answered"]
    _kept(
        Confirmation,
        [Confirmation(case=one, asked_at=AT, unit=random.choice(frame.units)) for one in waiting],
    )
    wording.index_many(cases)


def _kept(model: Any, rows: Sequence[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=1_000)


def _case(number: int, thread: Thread, random: Random, frame: Frame, vocabulary: Any) -> Case:
    kind = random.choices(list(KINDS), list(KINDS.values()))[0]
    words, weights = vocabulary
    text = " ".join(random.choices(words, cum_weights=weights, k=random.randint(14, 40)))
    status = _status(kind, random)
    raised_on = TODAY - timedelta(days=random.randrange(DAYS))
    is_task = kind == "task"
    return Case(
        kind=kind,
        number=f"{kind[:2].upper()}-{raised_on.year}-{number:07d}",
        thread=thread,
        topic=random.choice(list(topics.labels())),
        text=text,
        folded=fold(text),
        status=status,
        recorded_at=AT,
        raised_on=raised_on,
        due_on=None if random.random() < 0.2 else raised_on + timedelta(days=random.randint(5, 90)),
        register=None if is_task else random.choice(frame.offices),
        organisation=random.choice(frame.organs) if is_task else None,
        level=random.choices(list(Level.values), (20, 75, 5))[0],
        cause=random.choice(["", *Cause.values]),
        competence=random.choice(["", *Competence.values]),
    )


def _status(kind: str, random: Random) -> str:
    cycle = states.BY_KIND[kind].states
    is_closed = random.random() < CLOSED
    return random.choice([one.code for one in cycle if one.is_final == is_closed])


def _units(case: Case, random: Random, frame: Frame) -> list[CaseUnit]:
    if case.kind in ("task", "commitment"):
        return []
    role = "addressed" if case.kind == "directive" else "raised"
    number = random.choices((1, 2, 5), (80, 15, 5))[0]
    return [CaseUnit(case=case, unit=unit, role=role) for unit in random.sample(frame.units, number)]


def _assignments(case: Case, random: Random, frame: Frame) -> list[Assignment]:
    if case.status in ("raised", "screened", "noted", "drafted"):
        return []
    lead = (
        random.choice(frame.organs)
        if random.random() < 0.7
        else random.choice(list(frame.committees.values()))
    )
    organs = [(lead, "lead")]
    if random.random() < 0.3:
        organs += [(one, "support") for one in random.sample(frame.organs, 2) if one != lead]
    status = "named" if case.status == "assigned" else "seen"
    return [
        Assignment(case=case, name=one.name, organisation=one, role=role, status=status)
        for one, role in organs
    ]


def _handing(lead: Assignment, frame: Frame) -> Handing:
    return Handing(assignment=lead, organisation=lead.organisation, given_by=frame.user, given_at=AT)


def _clock(lead: Assignment, random: Random) -> Clock | None:
    case = lead.case
    if case.kind not in CLOCKS:
        return None
    stopped = case.raised_on + timedelta(days=random.randint(1, 120)) if case.state.is_final else None
    return Clock(
        case=case, kind=CLOCKS[case.kind], assignment=lead, started_on=case.raised_on, due_on=case.due_on,
        first_due_on=case.due_on, stopped_on=stopped,
    )  # fmt: skip
