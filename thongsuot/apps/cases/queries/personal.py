"""Where the register names somebody: on a case, and in everything that hangs on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from thongsuot.apps.cases.models import (
    Answer,
    Assignment,
    Case,
    ClockEvent,
    Comment,
    Confirmation,
    Draft,
    Evidence,
    Extension,
    Handing,
    Hold,
    Kind,
    Link,
    NotOurs,
    Objection,
    Reminder,
    SheetImport,
)
from thongsuot.apps.core.personal import BY_NAME, Fate, Held, excerpt, held, is_named, naming

TEXTS = ("text", "raised_by", "addressed_to", "due_words", "public_words")

BESIDE: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Answer, "case", ("text", "answered_by", "forwarded_to", "released_question")),
    (Assignment, "case", ("name",)),
    (Link, "case", ("label",)),
    (Confirmation, "case", ("words", "decision")),
    (NotOurs, "case", ("reason", "believed_words")),
    (Handing, "assignment__case", ("instruction",)),
    (ClockEvent, "case", ("reason",)),
    (Hold, "case", ("reason",)),
    (Extension, "case", ("reason", "decision")),
    (Objection, "clock__case", ("text", "decision")),
    (Draft, "case", ("title", "note", "values")),
    (Comment, "case", ("text",)),
    (Evidence, "case", ("note",)),
    (Reminder, "case", ("reason", "text")),
)
"""What hangs on a case, how it leads there, and its words; `values` of a draft is a form as it was typed."""


def held_on(name: str) -> list[Held]:
    """Where the register names somebody, whoever bears the name. For data officers, who see every register.

    A directive is a conclusion that was published: it stays as it is.
    """
    beside = (Q(pk__in=_naming_rows(*one, name).values(one[1])) for one in BESIDE)
    rows = Case.objects.filter(reduce(or_, beside, naming(name, *TEXTS))).order_by("pk")
    found = [one for row in rows if (one := _naming(row, name))]
    return found + [held("cases.SheetImport", "sheets", run.name) for run in _sheets_naming(name)]


def _sheets_naming(name: str) -> Iterator[SheetImport]:
    """Spreadsheets on their way in whose cells hold the name; they go when they are written, dropped or forgotten."""
    for run in SheetImport.objects.filter(written_at=None, dropped_at=None):
        if is_named(json.dumps(run.sheets, ensure_ascii=False), name):
            yield run


def mentions(case: Case, name: str) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """The rows beside a case that may hold the name, each with the names of its words."""
    for model, way, fields in BESIDE:
        for row in _naming_rows(model, way, fields, name).filter(**{way: case}):
            yield row, fields


def _naming_rows(
    model: type[models.Model], way: str, fields: tuple[str, ...], name: str
) -> models.QuerySet[Any]:
    rows = model._base_manager.exclude(**{way: None})
    if "values" in fields:
        rows = rows.annotate(typed=Cast("values", TextField()))
    return rows.filter(naming(name, *("typed" if field == "values" else field for field in fields)))


def _naming(case: Case, name: str) -> Held | None:
    texts = [getattr(case, field) for field in TEXTS]
    texts += [_text(row, field) for row, fields in mentions(case, name) for field in fields]
    found = [excerpt(text, name) for text in texts if is_named(text, name)]
    if not found:
        return None
    fate = Fate.KEEP if case.kind == Kind.DIRECTIVE else Fate.ANONYMISE
    law = BY_NAME["cases.Case", "text"].why.law if fate == Fate.KEEP else ""
    url, said = reverse("cases:detail", args=[case.uid]), f"{case.number}: {'; '.join(found)}"
    ref = f"cases.case:{case.uid}"
    return held("cases.Case", "text", said, fate=fate, why=law, url=url, ref=ref, is_by_name=True)


def _text(row: Any, field: str) -> str:
    value = getattr(row, field)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
