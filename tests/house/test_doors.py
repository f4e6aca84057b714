"""Rules 2 and 3: questions take a scope, writes take who and when, and every write leaves a journal row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

SCOPED = ("documents", "cases", "meetings")
"""Apps whose rows not everybody may see."""
WRITES = {
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "update",
    "save",
    "delete",
}

JOURNALLING = {"journal.write", "journal.write_many", "move", "states.move", "touch", "take_back"} | {
    "amend",
    "stepping.take",
}
"""Calls that leave a journal row, and those that end in one of another module."""


def unscoped(function: ast.FunctionDef) -> bool:
    """A question that hands out many rows, from nothing whose scope was asked before, without `for_=user`."""
    if "QuerySet" not in (ast.unparse(function.returns) if function.returns else ""):
        return False
    by_name = {
        argument.arg: default
        for argument, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    }
    if "for_" in by_name:
        return by_name["for_"] is not None
    given = [ast.unparse(argument.annotation) for argument in function.args.args if argument.annotation]
    return not any(kind.startswith("models.QuerySet") or kind in OWN_MODELS for kind in given)


def own_models() -> Iterator[str]:
    for path in tree.sources("models"):
        yield from (node.name for node in tree.parsed(path).body if isinstance(node, ast.ClassDef))


OWN_MODELS = set(own_models())


def test_every_list_is_asked_for_somebody() -> None:
    questions = [
        (tree.shown(path, function), unscoped(function))
        for path in tree.sources("queries")
        if tree.app_of(path) in SCOPED
        for function in tree.public_functions(path)
    ]
    assert len(questions) > 10
    assert [where for where, is_bare in questions if is_bare] == []


@pytest.mark.parametrize(
    ("head", "is_bare"),
    [
        ("def cases() -> models.QuerySet[Case]: ...", True),
        ("def cases(*, for_: User | None = None) -> models.QuerySet[Case]: ...", True),
        ("def cases(*, for_: User) -> models.QuerySet[Case]: ...", False),
        ("def answers(case: Case) -> models.QuerySet[Answer]: ...", False),
        ("def has_any() -> bool: ...", False),
    ],
)
def test_a_forgotten_scope_is_seen(head: str, is_bare: bool) -> None:
    function = ast.parse(head).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert unscoped(function) is is_bare


def calls(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def writes(function: ast.FunctionDef) -> bool:
    return any("." in call and call.rpartition(".")[2] in WRITES for call in calls(function))


def is_journalled(function: ast.FunctionDef, beside: dict[str, ast.FunctionDef]) -> bool:
    """Whether the function writes a journal row, itself or through what it calls in its own module."""
    seen: set[str] = set()
    open_calls = calls(function)
    while open_calls:
        if open_calls & JOURNALLING:
            return True
        inner = (open_calls & set(beside)) - seen
        seen |= inner
        open_calls = {call for name in inner for call in calls(beside[name])}
    return False


def action_faults(function: ast.FunctionDef, beside: dict[str, ast.FunctionDef]) -> list[str]:
    """What a public function of `actions` that takes `by` lacks."""
    names = [argument.arg for argument in function.args.kwonlyargs]
    if "by" not in names:
        return []
    found = []
    if "at" not in names:
        found.append("no at=")
    if any(
        function.args.kw_defaults[names.index(name)] is not None for name in ("by", "at") if name in names
    ):
        found.append("by= and at= have no default")
    if not ast.get_docstring(function):
        found.append("no docstring")
    if writes(function) and not is_journalled(function, beside):
        found.append("writes without a journal row")
    return found


def all_actions() -> Iterator[tuple[str, ast.FunctionDef, dict[str, ast.FunctionDef]]]:
    """Each action with the functions beside it. Of a folder, those that its `__init__` offers."""
    for path in tree.sources("actions"):
        offered = _offered(path.parent / "__init__.py") if path.parent.name == "actions" else None
        beside = {node.name: node for node in tree.parsed(path).body if isinstance(node, ast.FunctionDef)}
        for node in tree.public_functions(path):
            if offered is None or node.name in offered:
                yield tree.shown(path, node), node, beside


def _offered(front: Path) -> set[str]:
    return {imported.module.rpartition(".")[2] for imported in tree.imports(tree.parsed(front))}


def test_every_action_says_who_and_when_and_leaves_a_journal_row() -> None:
    found = {where: action_faults(function, beside) for where, function, beside in all_actions()}
    assert len(found) > 10
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_an_action_without_journal_is_seen() -> None:
    source = "def change(*, case, by=None, at):\n    Case.objects.filter(pk=1).update(text='')"
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert action_faults(function, {}) == [
        "by= and at= have no default",
        "no docstring",
        "writes without a journal row",
    ]


def direct_writes(module: ast.Module) -> list[int]:
    """Lines where a view or form changes rows by itself instead of through an action."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ".objects." in ast.unparse(node.func)
        if ast.unparse(node.func).rpartition(".")[2] in WRITES
    ]


def test_views_and_forms_change_nothing_themselves() -> None:
    found = {path: direct_writes(tree.parsed(path)) for path in tree.sources("views", "forms", "queries")}
    # The system actor is made when it is first asked for.
    assert {path: lines for path, lines in found.items() if lines and tree.app_of(path) != "core"} == {}


def test_a_direct_write_is_seen() -> None:
    assert direct_writes(ast.parse("Case.objects.create(text='')")) == [1]
    assert direct_writes(ast.parse("Case.objects.filter(pk=1).delete()")) == [1]
