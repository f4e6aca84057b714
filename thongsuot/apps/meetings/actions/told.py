"""What the journal is told of a session and its items: names and free words of people stand in it sealed.

Each name has a key of its own within the session, each text one with what it belongs to, so that one person can be
erased and everybody else stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.vault import Words
from thongsuot.apps.meetings.models import Item, WorkingSession

NAMES = ("chair", "by", "to")
TEXTS = ("title", "agenda", "delegation", "text", "deadline_words")


def holder_of(session: WorkingSession, name: str) -> UUID:
    """Whose key seals this name within this session."""
    return uuid5(session.uid, fold(name))


def of_session(session: WorkingSession, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a session's head, ready for a payload. A title is sealed with the name that bears it."""
    chair = facts.get("chair", session.chair)
    told = _common(session, session.uid, facts)
    if facts.get("chair_capacity"):
        told["chair_capacity"] = Words(holder_of(session, chair), facts["chair_capacity"])
    if "people" in facts:
        told["people"] = [_person(session, *person) for person in facts["people"]]
    return told


def of_item(item: Item, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of an item, ready for a payload."""
    told = _common(item.session, item.uid, facts)
    if "assignees" in facts:
        names = [(who["name"], who["role"]) for who in facts["assignees"]]
        told["assignees"] = [
            {"name": Words(holder_of(item.session, name), name), "role": role} for name, role in names
        ]
    return told


def _person(session: WorkingSession, name: str, titles: str, side: str) -> list[Any]:
    holder = holder_of(session, name)
    return [Words(holder, name), Words(holder, titles), side]


def _common(session: WorkingSession, owner: UUID, facts: Mapping[str, Any]) -> dict[str, Any]:
    told = dict(facts)
    told |= {key: Words(holder_of(session, facts[key]), facts[key]) for key in NAMES if facts.get(key)}
    return told | {key: Words(owner, facts[key]) for key in TEXTS if facts.get(key)}
