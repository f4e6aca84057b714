"""Changes in core, by noun."""

from thongsuot.apps.core.actions.accounts import open_account
from thongsuot.apps.core.actions.answers import ANSWERS_KEPT, forget_answers

__all__ = ["ANSWERS_KEPT", "forget_answers", "open_account"]
