"""Every app has the same rooms, two doors, a page that tells what it is, and no signals."""

from __future__ import annotations

import ast

import pytest
from django.conf import settings

from tests.house import tree

DOORS = {"queries", "actions", "permissions"}
MORE_DOORS = {
    "core": {
        "bridge",
        "calendar",
        "digest",
        "errors",
        "files",
        "handover",
        "jobs",
        "journal",
        "models",
        "numbers",
        "page",
        "states",
        "tables",
        "widgets",
        "templatetags",
        "middleware",
        "personal",
        "vault",
    },
    "documents": {"ocr", "pages"},
    "organisations": {"middleware"},
}
"""Core is the floor; `documents.pages` draws a page, `documents.ocr` reads it; `organisations.middleware` equips a user for a job."""
SIGNALS = (
    "django.dispatch",
    "django.db.models.signals",
    "django.core.signals",
    "django.contrib.auth.signals",
)


@pytest.mark.parametrize("app", tree.apps())
def test_an_app_is_registered_everywhere(app: str) -> None:
    assert app in tree.floors()
    assert f"thongsuot.apps.{app}" in settings.INSTALLED_APPS
    contract = tree.contracts()["importlinter:contract:rooms"]["containers"].split()
    assert app == "core" or f"thongsuot.apps.{app}" in contract


@pytest.mark.parametrize("app", tree.apps())
def test_rooms_are_the_usual_ones_or_explained(app: str) -> None:
    told = (tree.APPS_DIR / app / "README.md").read_text(encoding="utf-8")
    unexplained = {room for room in tree.rooms(app) - tree.ROOMS if f"`{room}" not in told}
    assert unexplained == set(), f"thongsuot/apps/{app}/README.md does not say what these are"


@pytest.mark.parametrize("app", tree.apps())
def test_the_page_of_an_app_is_short_and_names_its_law_and_words(app: str) -> None:
    told = (tree.APPS_DIR / app / "README.md").read_text(encoding="utf-8")
    assert told.startswith(f"# {app}")
    assert "**Law**" in told
    assert "**Words**" in told
    assert len(told.splitlines()) <= 20


def side_entries(module: ast.Module, app: str) -> list[str]:
    """Imports from another app that do not use one of its doors."""
    found = []
    for imported in tree.imports(module):
        parts = imported.module.split(".")
        if parts[:2] != ["thongsuot", "apps"] or len(parts) < 4 or parts[2] == app:
            continue
        if parts[3] not in DOORS | MORE_DOORS.get(parts[2], set()):
            found.append(f"{imported.line}: {imported.module}")
    return found


def test_apps_use_each_others_doors() -> None:
    within = {
        path: side_entries(tree.parsed(path), tree.app_of(path))
        for path in tree.sources()
        if tree.app_of(path)
    }
    assert {path: entries for path, entries in within.items() if entries} == {}


def test_what_stands_above_the_apps_uses_their_doors_too() -> None:
    demo = sorted((tree.ROOT / "thongsuot" / "demo").glob("*.py"))
    assert demo
    assert [entry for path in demo for entry in side_entries(tree.parsed(path), "")] == []


def test_a_side_entry_is_seen_and_an_annotation_is_none() -> None:
    private = "from thongsuot.apps.cases.models import Case"
    assert side_entries(ast.parse(private), "meetings") == ["1: thongsuot.apps.cases.models.Case"]
    assert side_entries(ast.parse(private), "cases") == []
    assert side_entries(ast.parse(f"if TYPE_CHECKING:\n    {private}"), "meetings") == []
    assert side_entries(ast.parse("from thongsuot.apps.cases import states"), "meetings") == [
        "1: thongsuot.apps.cases.states"
    ]


def signals(module: ast.Module) -> list[str]:
    return [imported.module for imported in tree.imports(module) if imported.module.startswith(SIGNALS)]


def test_no_signals() -> None:
    found = {path: signals(tree.parsed(path)) for path in tree.sources()}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_signal_is_seen() -> None:
    assert signals(ast.parse("from django.db.models.signals import post_save")) == [
        "django.db.models.signals.post_save"
    ]
