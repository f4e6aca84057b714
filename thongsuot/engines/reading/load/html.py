"""Web pages: the story without the site around it, its captions and its day of publication."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from thongsuot.engines.reading.load.loaded import Loaded
from thongsuot.engines.reading.model import Problem, Unreadable

_CAPTIONS = "//figcaption | //*[contains(concat(' ', normalize-space(@class), ' '), ' caption ')]"
_BLOCKS = (
    "//h1 | //h2 | //h3 | //p | //li | //td[not(.//p)] | //figcaption | //div[not(.//p or .//div or .//td)]"
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LEAST = 200
_MOST_CAPTIONS = 50


def _day(words: object) -> date | None:
    found = _DAY.match(str(words or ""))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _texts(tree: Any, path: str) -> list[str]:
    return [text for node in tree.xpath(path) if (text := " ".join(node.text_content().split()))]


def _with_captions(story: str, captions: list[str]) -> str:
    """Captions that were cut away come back behind the story: a person may be named only there."""
    missing = [caption for caption in captions[:_MOST_CAPTIONS] if caption not in story]
    return "\n\n".join([story, *dict.fromkeys(missing)])


def _story(tree: Any) -> tuple[str, date | None]:
    import trafilatura

    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
    )
    if found is None:
        return "", None
    title, text = str(getattr(found, "title", "") or ""), str(getattr(found, "text", "") or "")
    headed = text if not title or title in text[: len(title) + 50] else f"{title}\n\n{text}"
    return headed, _day(getattr(found, "date", None))


def load(content: bytes) -> Loaded:
    """The story of a page; where none is found, all its paragraphs."""
    import trafilatura

    tree = trafilatura.load_html(content)
    if tree is None:
        raise Unreadable(Problem.DAMAGED, "html: no tree")
    captions, blocks = _texts(tree, _CAPTIONS), _texts(tree, _BLOCKS)
    try:
        story, published_on = _story(tree)
    except (ValueError, TypeError, RecursionError) as broken:
        raise Unreadable(Problem.DAMAGED, f"html: {type(broken).__name__}") from broken
    if len(story) < _LEAST:
        story = "\n\n".join(dict.fromkeys(blocks))
    return Loaded(_with_captions(story, captions), "html", published_on)
