"""Papers say what is so: settings, accounts, commands, links."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house import tree
from thongsuot import demo

README = (tree.ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = sorted(path for path in [*tree.ROOT.glob("*.md"), *tree.ROOT.glob("docs/**/*.md")])


def settings_read() -> set[str]:
    """Names that the settings take from the environment."""
    texts = [
        (tree.ROOT / f"thongsuot/config/{name}.py").read_text(encoding="utf-8")
        for name in ("settings", "env", "identity", "mail")
    ]
    return set(re.findall(r'(?:\btext|flag|number|http_url|environ\.get)\("([A-Z_]+)"', "\n".join(texts)))


def named_in_tables(text: str) -> set[str]:
    """Names in capitals in the first column of the tables of a paper."""
    first = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return {name for cell in first for name in re.findall(r"`([A-Z_]{4,})`", cell)}


def test_every_setting_is_told_and_no_other() -> None:
    assert settings_read() == named_in_tables(README)


def test_tests_forget_every_setting_of_the_shell() -> None:
    told = (tree.ROOT / "script/env").read_text(encoding="utf-8").replace("\\\n", " ")
    (forgotten,) = re.findall(r"unset ([A-Z_ ]+)", told)
    assert settings_read() - {"DATABASE_URL"} == set(forgotten.split())


def test_a_setting_in_a_table_is_seen() -> None:
    assert named_in_tables("| `HOST`, `PORT` | `NOT_THIS` |\n`NOR_THIS`") == {"HOST", "PORT"}


@pytest.mark.parametrize("account", demo.ACCOUNTS, ids=lambda account: account.login)
def test_demo_accounts_are_told(account: demo.Account) -> None:
    assert f"| `{account.login}` | `{account.password}` |" in README


def broken_links(paper: Path, text: str) -> list[str]:
    found = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    return [link for link in found if not (paper.parent / unquote(link)).exists()]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(tree.ROOT)))
def test_links_lead_somewhere(paper: Path) -> None:
    assert broken_links(paper, paper.read_text(encoding="utf-8")) == []


def test_a_link_to_nowhere_is_seen() -> None:
    paper = tree.ROOT / "README.md"
    assert broken_links(paper, "[a](gone.md) [b](LICENSE) [c](https://example.org)") == ["gone.md"]


def test_every_script_is_told() -> None:
    told = README + (tree.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    scripts = {path.name for path in (tree.ROOT / "script").iterdir() if not path.suffix and path.is_file()}
    inner = {"env", "postgres", "templates"}
    assert {name for name in scripts - inner if f"script/{name}" not in told} == set()


def test_every_decision_is_listed() -> None:
    index = (tree.ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (tree.ROOT / "docs/adr").glob("[0-9]*.md")}
    assert pages
    assert {page for page in pages if page not in index} == set()


REFERENCE = tree.script("reference")


@pytest.mark.parametrize("name", REFERENCE.PAPERS)
def test_reference_papers_are_up_to_date(name: str) -> None:
    kept = (REFERENCE.REFERENCE / name).read_text(encoding="utf-8")
    assert kept == REFERENCE.write(REFERENCE.PAPERS[name]()), "run script/docs"


def test_the_licence_is_the_one_named() -> None:
    assert (
        (tree.ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    )
    assert 'license = "EUPL-1.2"' in (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")


@cache
def shown_on_pages() -> set[str]:
    """Every sentence of the product, with … where something is filled in."""
    found = tree.script("messages").sentences()
    texts = {text for one in found for text in ([one.words] if isinstance(one.words, str) else one.words)}
    return {re.sub(r"%\(\w+\)s", "…", text) for text in texts}


def unknown_labels(manual: str, shown: set[str]) -> list[str]:
    """What the manual prints in bold, as the name of a field or button, and no page shows."""
    return [label for label in re.findall(r"\*\*([^*]+)\*\*", manual) if label not in shown]


@pytest.mark.parametrize(
    "page", sorted((tree.ROOT / "docs/huong-dan").glob("[0-9]*.md")), ids=lambda path: path.name
)
def test_the_manual_names_what_the_pages_show(page: Path) -> None:
    assert unknown_labels(page.read_text(encoding="utf-8"), shown_on_pages()) == []


def test_a_label_that_no_page_shows_is_seen() -> None:
    assert unknown_labels("Bấm **Sửa**, rồi **Xóa hết**.", {"Sửa"}) == ["Xóa hết"]


def classes() -> set[str]:
    trees = [tree.parsed(path) for path in tree.sources()]
    return {node.name for module in trees for node in ast.walk(module) if isinstance(node, ast.ClassDef)}


def test_the_glossary_names_classes_that_exist() -> None:
    rows = [line.split("|") for line in (tree.ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()]
    named = {name for cells in rows if len(cells) > 3 for name in re.findall(r"`([A-Z][a-z]\w+)", cells[2])}
    assert len(named) > 10
    assert named - classes() == set()
