"""The papers that are made from tables: life cycles, permissions, addresses, apps; called by script/docs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from configparser import ConfigParser
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

from thongsuot.config.catalogues import compile_all

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by script/docs from the tables of the product. Change those, not this. -->"


def apps() -> list[str]:
    """From the lowest floor to the highest, as the import contracts say."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    return contracts["importlinter:contract:floors"]["layers"].split()[::-1]


def table(*rows: Iterable[object]) -> Iterator[str]:
    for number, row in enumerate(rows):
        cells = [str(cell).replace("|", "\\|").replace("\n", " ") for cell in row]
        yield "| " + " | ".join(cells) + " |"
        if number == 0:
            yield "|" + "---|" * len(cells)


def states() -> Iterator[str]:
    """Every life cycle: a diagram and the rows behind it."""
    yield "# Life cycles"
    yield ""
    yield "Vòng đời của từng loại nội dung. `core.states.move()` takes a step; buttons, permissions and"
    yield "the journal read the same rows. *who* is a function of an app's `permissions`, *guard* of its"
    yield "`queries`."
    for app in apps():
        for cycle in _life_cycles(app):
            yield from _life_cycle(app, cycle)


def _life_cycles(app: str) -> list[Any]:
    from thongsuot.apps.core.states import LifeCycle

    if not (ROOT / f"thongsuot/apps/{app}/states.py").exists() and app != "core":
        return []
    found = vars(import_module(f"thongsuot.apps.{app}.states")).values()
    return [value for value in found if isinstance(value, LifeCycle)]


def _life_cycle(app: str, cycle: Any) -> Iterator[str]:
    yield from ("", f"## {cycle.label} (`{app}`, `{cycle.code}`)", "", "```mermaid", "stateDiagram-v2")
    yield from (f"    {state.code}: {state.label}" for state in cycle.states)
    yield f"    [*] --> {cycle.initial}"
    for step in cycle.steps:
        yield from (f"    {source} --> {step.target}: {step.label}" for source in step.sources)
    yield from (f"    {state.code} --> [*]" for state in cycle.states if state.is_final)
    yield from ("```", "")
    labels = {state.code: str(state.label) for state in cycle.states}
    head = ("step", "from", "to", "who", "guard", "reason", "law, working days", "stops", "starts", "told")
    rows = [
        (
            f"{step.label} `{step.code}`",
            ", ".join(labels[source] for source in step.sources),
            labels[step.target],
            f"`{step.who}`",
            f"`{step.guard}`: {step.refusal}" if step.guard else "",
            "yes" if step.needs_reason else "",
            f"{step.law} {step.days or ''}".strip(),
            ", ".join(step.stops),
            ", ".join(f"`{clock}`" for clock in step.starts),
            ", ".join(step.tells),
        )
        for step in cycle.steps
    ]
    yield from table(head, *rows)


def permissions() -> Iterator[str]:
    """Who may do what, to which records."""
    from thongsuot.apps.organisations.permissions import ACTIONS, RELATIONS, ROLES, TABLE

    yield "# Permissions"
    yield ""
    yield "Một người có vai trò qua chức vụ đang giữ (hoặc đang thay) trong thời gian chức vụ mang vai trò đó:"
    yield "`organisations.PostRole`, `Membership`, `StandIn`. *Xem* tính theo mọi tư cách đang có; *làm* chỉ theo"
    yield "tư cách đang chọn, và nhật ký ghi tư cách ấy. Ngoài phạm vi thì không liệt kê, không đếm, không tải được;"
    yield "một địa chỉ ngoài phạm vi trả lời như địa chỉ không có. Nội dung mở khẩn cấp (`cases.open_in_emergency`)"
    yield "chỉ xem được, trong 4 giờ. Quản trị hệ thống chỉ vào phần quản trị, chỉ đọc."
    yield ""
    yield "## Vai trò"
    yield ""
    yield from table(
        ("role", "code", "what it is for"), *((r.label, f"`{r.code}`", r.description) for r in ROLES)
    )
    yield from ("", "## Quan hệ với nội dung", "")
    yield from table(("relation", "meaning"), *((f"`{code}`", RELATIONS[code]) for code in RELATIONS))
    yield from ("", "## Vai trò × hành động × quan hệ", "")
    yield from table(
        ("action", "", *(str(role.label) for role in ROLES)),
        *(
            (ACTIONS[action], f"`{action}`", *(_cell(cells.get(role.code)) for role in ROLES))
            for action, cells in TABLE.items()
        ),
    )


def _cell(relations: set[Any] | None) -> str:
    from thongsuot.apps.organisations.permissions import RELATIONS

    return ", ".join(f"`{relation}`" for relation in RELATIONS if relation in (relations or ()))


def personal() -> Iterator[str]:
    """Every personal field: why, by which law, how long, who reads it, what erasing does."""
    from thongsuot import facts
    from thongsuot.apps.core.personal import FATES, FIELDS, READERS, RETENTIONS

    days = {row["code"]: row["days"] for row in facts.table("calendar/limits")}
    yield "# Personal data"
    yield ""
    yield "Dữ liệu cá nhân mà hệ thống giữ, theo `core.personal.FIELDS` (Luật 91/2025/QH15, Nghị định"
    yield "356/2025/NĐ-CP). Thời hạn tính bằng ngày là mặc định trong facts/calendar/limits.csv."
    yield ""
    yield from table(
        ("field", "what it is", "sensitive", "purpose", "law", "kept", "who reads", "on erasing"),
        *(
            (
                f"`{row.model}.{row.name}`",
                row.label,
                "yes" if row.sensitive else "",
                row.why.purpose,
                row.why.law,
                f"{days.get(row.keep, '')} ngày {RETENTIONS[row.keep]}" if row.keep else RETENTIONS[row.keep],
                READERS[row.readers],
                FATES[row.fate],
            )
            for row in FIELDS
        ),
    )


def urls() -> Iterator[str]:
    """Every address with who may open it."""
    yield "# Addresses"
    yield ""
    yield from table(("address", "name", "who"), *_addresses(get_resolver(), "/", ""))


def _addresses(resolver: URLResolver, prefix: str, space: str) -> Iterator[tuple[str, str, str]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"`{path}`", f"`{space}{entry.name or ''}`", _who(entry.callback)
        elif entry.namespace == "admin":
            yield f"`{path}…`", "`admin:…`", "operators, read-only"
        else:
            yield from _addresses(entry, path, f"{entry.namespace}:" if entry.namespace else space)


def _who(view: Any) -> str:
    return "anyone" if getattr(view, "is_public", False) else f"`{view.permission}`"


def the_apps() -> Iterator[str]:
    """The page of each app, from the lowest floor to the highest."""
    yield "# Apps"
    yield ""
    yield "From the lowest floor to the highest; each imports only what stands before it here."
    for app in apps():
        told = (ROOT / f"thongsuot/apps/{app}/README.md").read_text(encoding="utf-8").strip()
        yield from ("", f"#{told}")


PAPERS: dict[str, Callable[[], Iterator[str]]] = {
    "states.md": states,
    "permissions.md": permissions,
    "personal.md": personal,
    "urls.md": urls,
    "apps.md": the_apps,
}


def write(lines: Iterable[str]) -> str:
    return "\n".join((MADE, "", *lines, ""))


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.config.settings")
    compile_all()  # labels of the libraries' rows come from our catalogue, which a fresh clone has not compiled yet
    django.setup()
    papers = {REFERENCE / name: write(paper()) for name, paper in PAPERS.items()}
    stale = [path for path, text in papers.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        print("\n".join(f"{path.relative_to(ROOT)} is not up to date: run script/docs" for path in stale))
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(papers[path], encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
