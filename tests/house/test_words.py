"""What people read uses the right words: GLOSSARY.md says which, its last column says which not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps as registry

from tests.house import tree
from tests.house.test_statuses import life_cycles
from thongsuot.apps.organisations.permissions import ROLES


def forbidden(glossary: str) -> set[str]:
    """What stands `like this` in the last column of a table whose last heading is "not"."""
    found: set[str] = set()
    last_is_not = False
    for line in glossary.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            last_is_not = False
        elif cells[-1] == "not":
            last_is_not = True
        elif last_is_not:
            found |= set(re.findall(r"`([^`]+)`", cells[-1])) - {"party"}
    return found


def mistakes(shown: dict[str, str], words: set[str]) -> list[str]:
    """Where a forbidden word stands, as a whole word, in any case."""
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sorted(words))) + r")(?!\w)", re.IGNORECASE)
    return [f"{where}: {text}" for where, text in shown.items() if pattern.search(text)]


FORBIDDEN = forbidden((tree.ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))


def model_labels() -> Iterator[tuple[str, str]]:
    for model in registry.get_models():
        if model._meta.app_label not in tree.apps():
            continue
        yield model._meta.label, f"{model._meta.verbose_name} {model._meta.verbose_name_plural}"
        for field in model._meta.get_fields():
            name = f"{model._meta.label}.{field.name}"
            yield name, str(getattr(field, "verbose_name", ""))
            yield (
                f"{name} choices",
                " ".join(str(label) for _code, label in getattr(field, "choices", None) or ()),
            )


def state_labels() -> Iterator[tuple[str, str]]:
    for cycle in life_cycles():
        yield cycle.code, str(cycle.label)
        yield from ((f"{cycle.code} {state.code}", str(state.label)) for state in cycle.states)
        yield from ((f"{cycle.code} {step.code}", f"{step.label} {step.refusal}") for step in cycle.steps)


def role_labels() -> Iterator[tuple[str, str]]:
    yield from ((role.code, f"{role.label} {role.description}") for role in ROLES)
    for app in tree.apps():
        config = import_module(f"thongsuot.apps.{app}.apps")
        yield app, " ".join(str(getattr(kind, "verbose_name", "")) for kind in vars(config).values())


def page_sentences() -> Iterator[tuple[str, str]]:
    for found in tree.script("messages").sentences():
        words = found.words if isinstance(found.words, str) else " ".join(found.words)
        yield f"{found.path} {words[:40]}", words


@pytest.mark.parametrize(
    "source", [model_labels, state_labels, role_labels, page_sentences], ids=lambda f: f.__name__
)
def test_the_right_word_is_used(source: object) -> None:
    shown = dict(source())  # type: ignore[operator]
    assert len(shown) >= 8
    assert mistakes(shown, FORBIDDEN) == []


def test_the_glossary_forbids_what_it_should() -> None:
    assert {"khuyến nghị", "phiên họp", "vụ việc", "đền bù"} <= FORBIDDEN
    assert len(FORBIDDEN) >= 12


def test_a_wrong_word_is_seen_as_a_whole_word_only() -> None:
    assert mistakes({"label": "Khuyến nghị của xã"}, {"khuyến nghị"}) == ["label: Khuyến nghị của xã"]
    assert mistakes({"label": "kiến nghị", "other": "xkhuyến nghị"}, {"khuyến nghị"}) == []


def test_only_the_last_column_forbids() -> None:
    table = (
        "| a | not |\n|---|---|\n| `right` | `wrong`, *elsewhere* |\n\n| a | b |\n|---|---|\n| x | `fine` |"
    )
    assert forbidden(table) == {"wrong"}
