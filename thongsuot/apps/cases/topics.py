"""The fields of work a case can belong to, named in the language of the page. The reader uses the same."""

from __future__ import annotations

from django.utils.translation import get_language

from thongsuot import facts


def labels() -> dict[str, str]:
    """Code -> name, in the table's order."""
    place = 1 if (get_language() or "").startswith("en") else 0
    return {code: names[place] for code, names in facts.topics().items()}


def label(code: str) -> str:
    """The name of a topic; the code itself where a later table no longer has it."""
    return labels().get(code, code)
