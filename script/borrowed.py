"""Sentences of the libraries that show pages or rules of their own and lack some Vietnamese: our `vi` catalogue.

    python script/borrowed.py            adds what a new version of a library says (empty, to be translated)
    python script/borrowed.py --check    fails when a sentence has no Vietnamese

Their English is the source, as ours is Vietnamese. What is not shown stands in it too (mails, sign-up): which
sentence a library shows is its own affair, and may change with a version.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent))
import messages

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "thongsuot/locale/vi/LC_MESSAGES/django.po"
PARTS = (
    "allauth/account",
    "allauth/core",
    "allauth/mfa",
    "allauth/socialaccount",
    "allauth/usersessions",
    "allauth/templates/account",
    "allauth/templates/allauth",
    "allauth/templates/mfa",
    "allauth/templates/socialaccount",
    "allauth/templates/usersessions",
    "axes",
    "django/contrib/auth/password_validation.py",
)
"""What of the libraries is installed here. Of Django, which has its own Vietnamese, only what that lacks."""
NOT_SHOWN = {"migrations", "management", "tests"}
PROVIDERS = {"base", "oauth2", "openid_connect"}
"""Of the identity providers that allauth knows, what ours is made of."""


def files() -> Iterator[tuple[Path, str]]:
    """Each file with its name from the package on."""
    for part in PARTS:
        package, _slash, inside = part.partition("/")
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise LookupError(package)
        top = Path(spec.origin).parent
        here = top / inside
        for path in sorted(here.rglob("*")) if here.is_dir() else [here]:
            name = f"{package}/{path.relative_to(top).as_posix()}"
            if path.suffix in {".py", ".html", ".txt"} and is_installed(name):
                yield path, name


def is_installed(name: str) -> bool:
    parts = name.split("/")
    if NOT_SHOWN & set(parts):
        return False
    at = parts.index("providers") + 1 if "providers" in parts else len(parts)
    return at >= len(parts) or parts[at] in PROVIDERS or at == len(parts) - 1


def collected() -> Catalog:
    catalogue = Catalog(locale="vi", charset="utf-8")
    for path, name in files():
        for found in messages.in_source(path.read_text(encoding="utf-8"), name):
            catalogue.add(found.words, locations=[(name, 0)], context=found.context)
    return catalogue


def standing() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="vi", charset="utf-8", project="Thông Suốt", version="0")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


def faults(wanted: Catalog, kept: Catalog) -> list[str]:
    """What keeps the catalogue from being whole; empty when it is."""
    ours = {messages.key(message): message for message in kept if message.id}
    needed = {messages.key(message) for message in wanted if message.id}
    found = [f"missing: {words!r}" for words, _context in sorted(needed - set(ours), key=str)]
    found += [f"gone: {words!r}" for words, _context in sorted(set(ours) - needed, key=str)]
    for (words, _context), message in ours.items():
        found += [f"{fault}: {words!r}" for fault in message_faults(message)]
    return found


def message_faults(message: Message) -> Iterator[str]:
    """As for our own sentences, but a library may write several lines."""
    return (fault for fault in messages.message_faults(one_line(message)))


def one_line(message: Message) -> Message:
    ids = [text.replace("\n", " ") for text in messages.texts(message.id)]
    return Message(ids[0] if len(ids) == 1 else tuple(ids), message.string, flags=message.flags)


def main(arguments: list[str]) -> int:
    wanted, kept = collected(), standing()
    if "--check" not in arguments:
        kept.update(wanted, no_fuzzy_matching=True)
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        with CATALOGUE.open("wb") as file:
            write_po(file, kept, width=100, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    wrong = faults(wanted, standing())
    print("\n".join(wrong) or f"{len(wanted)} sentences of libraries, all in Vietnamese.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
