"""What can be done to a working session: open it, read its documents, decide on its items, confirm it."""

from thongsuot.apps.meetings.actions.confirm import confirm
from thongsuot.apps.meetings.actions.erasure import erase_mentions
from thongsuot.apps.meetings.actions.handover import hand_over, take_back
from thongsuot.apps.meetings.actions.items import (
    UNRECORDED,
    ItemFields,
    accept_certain,
    add_from_page,
    add_from_text,
    add_live,
    decide,
    edit,
    merge,
    split,
)
from thongsuot.apps.meetings.actions.reading import add_document, ask_reading, perform
from thongsuot.apps.meetings.actions.second import adopt, ask_second, perform_second
from thongsuot.apps.meetings.actions.sessions import UNTITLED, Person, SessionFields, amend, open_session

__all__ = [
    "UNRECORDED",
    "UNTITLED",
    "ItemFields",
    "Person",
    "SessionFields",
    "accept_certain",
    "add_document",
    "add_from_page",
    "add_from_text",
    "add_live",
    "adopt",
    "amend",
    "ask_reading",
    "ask_second",
    "confirm",
    "decide",
    "edit",
    "erase_mentions",
    "hand_over",
    "merge",
    "open_session",
    "perform",
    "perform_second",
    "split",
    "take_back",
]
