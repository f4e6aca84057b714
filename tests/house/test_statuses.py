"""Rule 4: only `core.states.move()` sets a status, and every name in a table of states means something."""

from __future__ import annotations

import ast
from importlib import import_module

import pytest

from tests.house import tree
from thongsuot.apps.core.states import LifeCycle, State, Step, resolve

MOVER = "thongsuot/apps/core/states.py"
ANSWERS = "thongsuot/apps/core/page.py"
"""Keeps HTTP statuses of answers."""
QUEUE = "thongsuot/apps/core/jobs/queue.py"
"""Puts tasks of the library's queue back."""


def status_writes(module: ast.Module) -> list[int]:
    """Lines that set `x.status`, or `status=` in an update, or name it among fields to save."""
    return sorted({node.lineno for node in ast.walk(module) if _assigns(node) or _updates(node)})


def _assigns(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(
        isinstance(part, ast.Attribute) and part.attr == "status"
        for target in targets
        for part in ([*target.elts] if isinstance(target, ast.Tuple) else [target])
    )


def _updates(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func).rpartition(".")[2]
    words = {word.arg for word in node.keywords}
    constants = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
    if name in {"save", "bulk_update", "setattr"}:
        return "status" in constants
    return name in {"update", "update_or_create"} and ("status" in words or "status" in constants)


def test_only_move_sets_a_status() -> None:
    allowed = {tree.ROOT / MOVER, tree.ROOT / ANSWERS, tree.ROOT / QUEUE}
    found = {path: status_writes(tree.parsed(path)) for path in tree.sources() if tree.app_of(path)}
    assert found[tree.ROOT / MOVER], "the scan sees the one place that does"
    assert {path: lines for path, lines in found.items() if lines and path not in allowed} == {}


@pytest.mark.parametrize(
    "line",
    [
        "case.status = 'done'",
        "a, case.status = 1, 2",
        "rows.update(status='done')",
        "case.save(update_fields=['status'])",
        "setattr(case, 'status', 'done')",
        "Case.objects.bulk_update(rows, ['status'])",
    ],
)
def test_another_write_is_seen(line: str) -> None:
    assert status_writes(ast.parse(line)) == [1]


def test_reading_and_creating_are_no_writes() -> None:
    assert (
        status_writes(
            ast.parse("Case.objects.create(status='new')\nrows.filter(status='new')\nx = case.status")
        )
        == []
    )


def life_cycles() -> list[LifeCycle]:
    modules = [
        import_module(f"thongsuot.apps.{app}.states") for app in tree.apps() if "states" in tree.rooms(app)
    ]
    found = {
        id(cycle): cycle
        for module in modules
        for cycle in vars(module).values()
        if isinstance(cycle, LifeCycle)
    }
    return list(found.values())


def faults(cycle: LifeCycle) -> list[str]:
    """What does not hold in one table; empty when all does."""
    codes = [state.code for state in cycle.states]
    found = [f"state {code} twice" for code in codes if codes.count(code) > 1]
    for step in cycle.steps:
        unknown = {*step.sources, step.target} - set(codes)
        found += [f"{step.code}: no state {code}" for code in sorted(unknown)]
        found += [f"{step.code}: {name}" for name in _dangling(step)]
        if step.guard and not str(step.refusal):
            found.append(f"{step.code}: a guard without words for its refusal")
        if step.days is not None and not step.law:
            found.append(f"{step.code}: a deadline without its law")
    return found + [f"state {code} cannot be reached" for code in sorted(set(codes) - reached(cycle))]


def reached(cycle: LifeCycle) -> set[str]:
    found, before = {cycle.initial}, set()
    while found != before:
        before = set(found)
        found |= {step.target for step in cycle.steps if set(step.sources) & found}
    return found


def _dangling(step: Step) -> list[str]:
    named = [(step.who, "permissions"), *([(step.guard, "queries")] if step.guard else [])]
    return [name for name, room in named if not _resolves(name, room)]


def _resolves(name: str, room: str) -> bool:
    try:
        return callable(resolve(name, room))
    except (ImportError, AttributeError):
        return False


def test_every_table_of_states_holds() -> None:
    assert life_cycles()
    assert {cycle.code: faults(cycle) for cycle in life_cycles() if faults(cycle)} == {}


def test_a_table_that_does_not_hold_is_seen() -> None:
    lost = Step("go", "Đi", ("new", "gone"), "done", "core.nobody", guard="core.never")
    cycle = LifeCycle("x", "X", (State("new", "Mới"), State("done", "Xong"), State("far", "Xa")), (lost,))
    assert faults(cycle) == [
        "go: no state gone",
        "go: core.nobody",
        "go: core.never",
        "go: a guard without words for its refusal",
        "state far cannot be reached",
    ]
