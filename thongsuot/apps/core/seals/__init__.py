"""Seals over the ends of all chains of the journal: made by the tick, checked by `thongsuot journal verify`."""

from thongsuot.apps.core.seals.check import SEAL, Fault, Noted, Report, check
from thongsuot.apps.core.seals.sealing import seal

__all__ = ["SEAL", "Fault", "Noted", "Report", "check", "seal"]
