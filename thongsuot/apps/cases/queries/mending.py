"""A word that nothing in one's register has, mended once against the words in use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from thongsuot.apps.cases.models import Word
from thongsuot.apps.cases.queries.fulltext import has_term
from thongsuot.apps.cases.queries.register import Filters, cases, register
from thongsuot.apps.cases.wording import Term, near, terms
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.models import User

SHORTEST = 3
"""Letters: a shorter word has too many neighbours."""
MOST_MENDED = 3
MOST_TRIED = 5


@dataclass(frozen=True, slots=True)
class Mended:
    """The filters with what is looked for instead, and the words as (typed, found)."""

    filters: Filters
    words: tuple[tuple[str, str], ...]


def mended(filters: Filters, *, for_: User) -> Mended | None:
    """For a query that finds nothing; None when no word is amiss or nothing within one's sight is near."""
    amiss = [
        term for term in terms(filters.q) if _may_be_mended(term) and not has_term(cases(for_=for_), term)
    ]
    changes = tuple((term.words[0], _nearest(term, for_)) for term in amiss[:MOST_MENDED])
    if not changes or not all(found for _typed, found in changes):
        return None
    meant = replace(filters, q=_rewritten(filters.q, dict(changes)))
    return Mended(meant, changes) if register(meant, for_=for_).exists() else None


def _may_be_mended(term: Term) -> bool:
    is_word = len(term.words) == 1 and not term.literal
    return is_word and len(term.words[0]) >= SHORTEST and term.words[0].isalpha()


def _nearest(term: Term, user: User) -> str:
    """The nearest word in use that something within the user's sight has; "" for none."""
    typed = term.words[0]
    rows = Word.objects.filter(folded__in=near(fold(typed))).values_list("text", "folded")
    words = {text if term.is_marked else folded for text, folded in rows} - {typed}
    tried = sorted(words, key=lambda word: _distance(typed, word))[:MOST_TRIED]
    seen = cases(for_=user)
    return next((word for word in tried if has_term(seen, Term((word,), term.is_marked))), "")


def _distance(typed: str, word: str) -> tuple[bool, bool, bool, int, int, str]:
    """Swapped letters or lost marks before a letter more or less; the first letter is seldom mistaken."""
    is_swapped = sorted(fold(typed)) == sorted(fold(word))
    amiss = sum(one != other for one, other in zip(typed, word, strict=False))
    is_another_start = fold(typed)[0] != fold(word)[0]
    return not is_swapped, is_another_start, len(word) < len(typed), -len(word), amiss, word


def _rewritten(text: str, changes: dict[str, str]) -> str:
    """The query with the words changed, as it was typed but for them."""
    parts = nfc(text).split(" ")
    return " ".join(
        next(
            (
                part.lower().replace(typed, found)
                for typed, found in changes.items()
                if part.lower().strip(".,;:?!()*") == typed
            ),
            part,
        )
        for part in parts
    )
