"""Full text of the register: FTS5 on SQLite, tsvector on PostgreSQL, the same answers from both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, models
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from thongsuot.apps.cases.models import Case, CaseWords
from thongsuot.apps.cases.wording import Term, terms

MOST_RANKED = 5_000
"""Among so many of the newest that match, the best come first; the others are not ranked."""
MOST_COUNTED = 3
"""How often a word counts within one case."""

_IN_SQLITE = "case_id IN (SELECT rowid FROM cases_casewords_fts WHERE cases_casewords_fts MATCH %s)"
_IN_POSTGRESQL = {
    "marked": "to_tsvector('simple'::regconfig, marked) @@ to_tsquery('simple'::regconfig, %s)",
    "folded": "to_tsvector('simple'::regconfig, folded) @@ to_tsquery('simple'::regconfig, %s)",
}


def matching(rows: models.QuerySet[Case], text: str) -> models.QuerySet[Case]:
    """The rows that have all that the query asks for."""
    return _having(rows, terms(text))


def has_term(rows: models.QuerySet[Case], term: Term) -> bool:
    return _having(rows, [term]).exists()


def is_in_use(word: str) -> bool:
    """Whether any case at all has this word, with these marks."""
    return CaseWords.objects.filter(_found([Term((word,), is_marked=True)])).exists()


def _having(rows: models.QuerySet[Case], asked: Sequence[Term]) -> models.QuerySet[Case]:
    if asked:
        rows = rows.filter(pk__in=CaseWords.objects.filter(_found(asked)).values("case"))
    for term in asked:
        if term.literal:
            rows = rows.filter(folded__contains=term.literal)
    return rows


def _found(asked: Sequence[Term]) -> Q:
    if connection.vendor == "sqlite":
        words = " AND ".join(f"({_column(term)} : {_in_sqlite(term)})" for term in asked)
        return Q(RawSQL(_IN_SQLITE, [words], output_field=BooleanField()))  # noqa: S611 -- bound
    found = Q()
    for column, sql in _IN_POSTGRESQL.items():
        words = " & ".join(_in_postgresql(term) for term in asked if _column(term) == column)
        if words:
            found &= Q(RawSQL(sql, [words], output_field=BooleanField()))  # noqa: S611 -- bound
    return found


def _column(term: Term) -> str:
    return "marked" if term.is_marked else "folded"


def _in_sqlite(term: Term) -> str:
    """Words are letters and digits only (`wording`), so quotes hold them."""
    return f'"{" ".join(term.words)}"{" *" if term.is_prefix else ""}'


def _in_postgresql(term: Term) -> str:
    words = " <-> ".join(f"'{word}'" for word in term.words)
    return f"({words}{':*' if term.is_prefix else ''})"


def best(rows: models.QuerySet[Case], text: str, after: int | None, *, size: int) -> tuple[list[Case], bool]:
    """One page, best first, after the row of a key; and whether there is more."""
    keys = ranked(rows, text)
    start = keys.index(after) + 1 if after in keys else 0
    shown = keys[start : start + size]
    found = {case.pk: case for case in Case.objects.filter(pk__in=shown)}
    return [found[key] for key in shown if key in found], len(keys) > start + size


def ranked(rows: models.QuerySet[Case], text: str) -> list[int]:
    """Keys of the newest 5,000, those first that have the query word by word, then those with more of its words."""
    asked = terms(text)
    newest = rows.order_by("-raised_on", "-pk").values_list("pk", "words__marked", "words__folded")
    scored = [(_score(asked, with_marks, without), key) for key, with_marks, without in newest[:MOST_RANKED]]
    return [key for _points, key in sorted(scored, key=lambda one: -one[0])]


def _score(asked: Sequence[Term], with_marks: str | None, without: str | None) -> int:
    texts = {True: f" {with_marks} ", False: f" {without} "}
    parts = [" ".join(term.words) for term in asked]
    counts = (
        min(texts[term.is_marked].count(f" {part}"), MOST_COUNTED)
        for term, part in zip(asked, parts, strict=True)
    )
    return 100 * _stands_whole(asked, parts, texts.values()) + sum(counts)


def _stands_whole(asked: Sequence[Term], parts: Sequence[str], texts: Iterable[str]) -> bool:
    return len(asked) > 1 and any(f" {' '.join(parts)}" in text for text in texts)
