"""Sentences shown to people, from Python and templates into the English catalogue; called by script/messages.

Django's own makemessages needs gettext's programs; this needs Babel alone.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "thongsuot/locale/en/LC_MESSAGES/django.po"
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Found:
    """A sentence (or its singular and plural), its context, and the files that show it."""

    words: str | tuple[str, ...]
    context: str | None
    path: str


def sentences() -> Iterator[Found]:
    """Every translatable sentence of the product, in the order of the tree."""
    for path in sorted((ROOT / "thongsuot").rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or {"tests", "migrations"} & set(path.parts):
            continue
        if path.suffix == ".py" or "templates" in path.parts:
            yield from in_source(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def in_source(text: str, name: str) -> Iterator[Found]:
    """The sentences of one file; a name that does not end in .py is a template."""
    source = text if name.endswith(".py") else as_python(text, name)
    for _line, words, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield Found(words, context, name)


def as_python(template: str, name: str) -> str:
    """What Django makes of a template for gettext: calls, with everything else blotted out."""
    blotted = templatize(template, origin=name)
    return "\n".join(line.strip() for line in blotted.splitlines()) + "\n"


def collected() -> Catalog:
    catalogue = Catalog(locale="en", charset="utf-8")
    for found in sentences():
        catalogue.add(found.words, locations=[(found.path, 0)], context=found.context)
    return catalogue


def standing() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8", project="Thông Suốt", version="0")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def key(message: Message) -> tuple[str, str | None]:
    words = message.id
    return (words if isinstance(words, str) else words[0]), message.context


def faults(wanted: Catalog, kept: Catalog) -> list[str]:
    """What keeps the catalogue from being whole; empty when it is."""
    ours = {key(message): message for message in kept if message.id}
    needed = {key(message) for message in wanted if message.id}
    found = [f"missing: {words}" for words, context in sorted(needed - set(ours), key=str)]
    found += [f"gone: {words}" for words, context in sorted(set(ours) - needed, key=str)]
    for (words, _context), message in ours.items():
        found += [f"{fault}: {words}" for fault in message_faults(message)]
    return found


def message_faults(message: Message) -> Iterator[str]:
    source, target = texts(message.id), texts(message.string)
    if "\n" in source[0]:
        yield "several lines (say `trimmed`)"
    elif not all(target):
        yield "untranslated"
    elif message.fuzzy:
        yield "doubtful"
    elif any(set(HOLES.findall(text)) - set(HOLES.findall(source[-1])) for text in target):
        yield "a placeholder that the source has not"
    elif set(HOLES.findall(source[-1])) - set(HOLES.findall(target[-1])):
        yield "a placeholder is lost"


def texts(words: Any) -> list[str]:
    """One text, or its singular and plural."""
    return [words or ""] if isinstance(words, str | None) else list(words)


def write(kept: Catalog) -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, kept, width=100, include_lineno=False, ignore_obsolete=True, sort_by_file=True)


def main(arguments: list[str]) -> int:
    wanted, kept = collected(), standing()
    if "--check" not in arguments:
        kept.update(wanted, no_fuzzy_matching=True)
        write(kept)
    wrong = faults(wanted, standing())
    print("\n".join(wrong) or f"{len(wanted)} sentences, all in English too.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
