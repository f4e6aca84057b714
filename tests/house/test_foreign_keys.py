"""Rule 1 for the database: a foreign key points at its own app or a lower one, and is written as a string."""

from __future__ import annotations

import ast

from django.apps import apps as registry

from tests.house import tree


def is_upward(source: str, target: str) -> bool:
    """Whether a key of app `source` at app `target` points up. Django's own apps lie under all of ours."""
    order = tree.floors()
    return target in order and order.index(target) > order.index(source)


def test_keys_point_down() -> None:
    relations = [
        (model._meta.app_label, field.related_model._meta.app_label, f"{model._meta.label}.{field.name}")
        for model in registry.get_models()
        if model._meta.app_label in tree.apps()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    ]
    assert relations
    assert [name for source, target, name in relations if is_upward(source, target)] == []


def test_a_key_that_points_up_is_seen() -> None:
    assert is_upward("core", "cases")
    assert not is_upward("cases", "core")
    assert not is_upward("cases", "auth")


def written_as_classes(module: ast.Module, app: str) -> list[int]:
    """Lines where a key at another app is written as a class instead of "app.Model"."""
    foreign = {
        name.asname or name.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("thongsuot.apps.")
        if node.module.split(".")[2] != app
        for name in node.names
    }
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Name)
        if ast.unparse(node.func).rpartition(".")[2] in {"ForeignKey", "OneToOneField", "ManyToManyField"}
        if node.args[0].id in foreign
    ]


def test_keys_at_other_apps_are_strings() -> None:
    found = {
        path: written_as_classes(tree.parsed(path), tree.app_of(path)) for path in tree.sources("models")
    }
    assert found
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_key_written_as_a_class_is_seen() -> None:
    module = ast.parse(
        "from thongsuot.apps.core.models import User\nby = models.ForeignKey(User, models.PROTECT)"
    )
    assert written_as_classes(module, "cases") == [2]
    assert written_as_classes(module, "core") == []
