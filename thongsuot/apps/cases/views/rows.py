"""The rows of the register as words: all that a row shows is said once, here, so that fifty of them cost little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thongsuot.apps.cases import states, topics
from thongsuot.apps.cases.models import Case, Kind, Objection
from thongsuot.apps.cases.queries import Beside
from thongsuot.apps.cases.sentences import day
from thongsuot.apps.core.templatetags.page_parts import status

NIL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Row:
    uid: str
    number: str
    choose: str
    kind: str
    url: str
    text: str
    about: str
    units: list[str]
    addressed: list[str]
    leads: list[str]
    due: str
    """Day of the term; "" when there is none yet."""
    late: SafeString
    """The same, said to be over; "" when it is not."""
    said: list[str]
    """What is said against how the term ended, and what became of it."""
    status: SafeString


class _Words:
    """What rows share, said once a list."""

    def __init__(self) -> None:
        self.day = cache(day)
        self.shape = cache(status)
        self.topics = topics.labels()
        self.kinds = {code: str(word) for code, word in Kind.choices}
        self.url = reverse("cases:detail", args=(NIL,))
        self.choose = _("Chọn %(number)s")
        self.about = _("%(topic)s · nêu %(day)s")
        self.acting = _("thực hiện: %(unit)s")
        self.late = _("%(day)s, quá hạn")


def rows(found: Iterable[Case], beside: Mapping[int, Beside], *, today: date) -> Iterator[Row]:
    """Each case of a list in the words of this request's language."""
    words = _Words()
    for case in found:
        yield _row(case, beside[case.pk], words, today)


def _row(case: Case, its: Beside, words: _Words, today: date) -> Row:
    uid, state = str(case.uid), case.state
    due = words.day(case.due_on) if case.due_on else "–" if state.is_final else ""
    is_late = bool(case.due_on and not state.is_final and case.due_on < today)
    return Row(
        uid=uid,
        number=case.number,
        choose=words.choose % {"number": case.number},
        kind=words.kinds[case.kind],
        url=words.url.replace(str(NIL), uid),
        text=capfirst(case.short),
        about=words.about
        % {"topic": words.topics.get(case.topic, case.topic), "day": words.day(case.raised_on)},
        units=[unit.full_name for unit in its.raised],
        addressed=[words.acting % {"unit": unit.full_name} for unit in its.addressed],
        leads=its.leads,
        due=due,
        late=words.shape(words.late % {"day": due}, "late", "late") if is_late else SafeString(""),
        said=[
            f"{Objection.Kind(kind).label} ({states.OBJECTION.state(code).label})" for kind, code in its.said
        ],
        status=words.shape(str(state.label), state.tone, state.mark),
    )
