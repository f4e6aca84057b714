"""The tree as the house tests see it: apps, rooms, sources and who imports whom."""

from __future__ import annotations

import ast
import configparser
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
APPS_DIR = ROOT / "thongsuot" / "apps"
ROOMS = {
    "urls", "admin", "views", "forms", "actions", "bridge", "queries", "permissions", "models", "states",
    "templates", "static", "tests", "migrations", "management", "templatetags", "apps", "__init__", "README",
}  # fmt: skip


@cache
def contracts() -> configparser.ConfigParser:
    """The import contracts, which are also where the floors are written down."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def floors() -> list[str]:
    """The apps from the lowest to the highest."""
    return list(script("reference").apps())


def apps() -> list[str]:
    return sorted(path.parent.name for path in APPS_DIR.glob("*/apps.py"))


def rooms(app: str) -> set[str]:
    """Names of the modules and folders right under an app."""
    found = (path for path in (APPS_DIR / app).iterdir() if path.name != "__pycache__")
    return {path.name.split(".")[0] if path.name != "__init__.py" else "__init__" for path in found}


def sources(*rooms: str) -> Iterator[Path]:
    """Python files of the product without tests and migrations, or only those of some rooms of the apps."""
    for path in sorted((ROOT / "thongsuot").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if {"tests", "migrations"} & set(parts):
            continue
        if not rooms or (parts[1] == "apps" and len(parts) > 3 and parts[3] in rooms):
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def script(name: str) -> ModuleType:
    """script/NAME.py as a module."""
    spec = spec_from_file_location(name, ROOT / "script" / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[name] = module  # a dataclass looks its own module up by name
    spec.loader.exec_module(module)
    return module


def app_of(path: Path) -> str:
    """The app a file belongs to; "" for none."""
    parts = path.relative_to(ROOT).parts
    return parts[2] if len(parts) > 3 and parts[1] == "apps" else ""


def shown(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', '?')}"


@dataclass(frozen=True)
class Import:
    module: str
    line: int


def imports(tree: ast.Module) -> Iterator[Import]:
    """What a module imports when it runs: everything but what stands under `if TYPE_CHECKING`."""
    for node in _running(tree):
        if isinstance(node, ast.Import):
            yield from (Import(name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (Import(f"{node.module}.{name.name}", node.lineno) for name in node.names)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from _running(child)


def public_functions(path: Path) -> list[ast.FunctionDef]:
    """Functions at the top of a module that others may call."""
    tree = parsed(path)
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
