"""Where the register names somebody."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from thongsuot.apps.cases.models import Answer, Assignment, Case, Kind, Link
from thongsuot.apps.core.personal import BY_NAME, Fate, Held, excerpt, held, is_named, naming

TEXTS = ("text", "raised_by", "addressed_to", "due_words")


def held_on(name: str) -> list[Held]:
    """Where the register names somebody, whoever bears the name. For data officers, who see every register.

    A directive is a conclusion that was published: it stays as it is.
    """
    answers = Answer.objects.filter(naming(name, "text", "answered_by")).values("case")
    bodies = Assignment.objects.filter(naming(name, "name")).values("case")
    links = Link.objects.filter(naming(name, "label")).values("case")
    wanted = naming(name, *TEXTS) | Q(pk__in=answers) | Q(pk__in=bodies) | Q(pk__in=links)
    rows = Case.objects.filter(wanted).prefetch_related("answers", "assignments", "links").order_by("pk")
    return [one for row in rows if (one := _naming(row, name))]


def _naming(case: Case, name: str) -> Held | None:
    texts = [getattr(case, field) for field in TEXTS]
    texts += [text for one in case.answers.all() for text in (one.text, one.answered_by)]
    texts += [one.name for one in case.assignments.all()] + [one.label for one in case.links.all()]
    found = [excerpt(text, name) for text in texts if is_named(text, name)]
    if not found:
        return None
    fate = Fate.KEEP if case.kind == Kind.DIRECTIVE else Fate.ANONYMISE
    law = BY_NAME["cases.Case", "text"].why.law if fate == Fate.KEEP else ""
    url, said = reverse("cases:detail", args=[case.uid]), f"{case.number}: {'; '.join(found)}"
    ref = f"cases.case:{case.uid}"
    return held("cases.Case", "text", said, fate=fate, why=law, url=url, ref=ref, is_by_name=True)
