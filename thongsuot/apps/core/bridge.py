"""Core's crossing to the engines: every app that stores or searches text takes these from here."""

from vn_collate import collate_key

from thongsuot.engines.text.fold import fold, nfc


def name_key(name: str) -> str:
    """Sorts people as Vietnamese lists do: by given name, then family and middle names, in alphabetical order."""
    *before, given = name.split() or [""]
    return "".join(collate_key(part) for part in (given, *before))[:400]


__all__ = ["fold", "name_key", "nfc"]
