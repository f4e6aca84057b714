"""Keeping the words by which cases are found: part of every action that sets them, derived, so of no journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thongsuot.apps.cases import wording
from thongsuot.apps.cases.models import Assignment, Case, CaseWords, Word
from thongsuot.apps.cases.queries.fulltext import is_in_use

AT_ONCE = 500
ERASED = "(đã xóa)"


def index(case: Case) -> None:
    """Make the words of a case anew, from what it and what hangs on it say now."""
    index_many([case])


def index_many(cases: Sequence[Case]) -> None:
    """The same for many, in a handful of queries each 500."""
    for start in range(0, len(cases), AT_ONCE):
        _some({case.pk for case in cases[start : start + AT_ONCE]})


def _some(keys: set[int]) -> None:
    rows = Case.objects.filter(pk__in=keys).prefetch_related("case_units__unit", "assignments__organisation")
    before = _words(CaseWords.objects.filter(pk__in=keys))
    made = [_row(case) for case in rows]
    CaseWords.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["case"], update_fields=["marked", "folded"]
    )
    after = _words(made)
    _learn(after)
    _forget(before - after)


def _row(case: Case) -> CaseWords:
    organs = [name for one in case.assignments.all() for name in (one.name, _organ(one))]
    units = [one.unit.full_name for one in case.case_units.all()]
    parts = (case.number, case.text, case.raised_by, case.addressed_to, *organs, *units)
    text = wording.whole(parts).replace(ERASED, "")
    return CaseWords(case=case, marked=wording.marked(text), folded=wording.folded(text))


def _organ(assignment: Assignment) -> str:
    return assignment.organisation.name if assignment.organisation else ""


def _words(rows: Iterable[CaseWords]) -> set[str]:
    return {word for row in rows for word in row.marked.split() if word.isalpha()}


def _learn(words: set[str]) -> None:
    known = set(Word.objects.filter(text__in=words).values_list("text", flat=True))
    new = sorted(words - known)
    Word.objects.bulk_create(
        [Word(text=word, folded=wording.folded(word)) for word in new], batch_size=500, ignore_conflicts=True
    )


def _forget(words: set[str]) -> None:
    """A word that no case has any more, as a name that was erased, is proposed to nobody."""
    gone = [word for word in words if not is_in_use(word)]
    Word.objects.filter(text__in=gone).delete()
