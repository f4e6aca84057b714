"""Core's crossing to the engines: every app that stores or searches text takes these from here."""

from thongsuot.engines.text.fold import fold, nfc

__all__ = ["fold", "nfc"]
