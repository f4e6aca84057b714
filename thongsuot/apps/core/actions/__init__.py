"""Changes in core, by noun."""

from thongsuot.apps.core.actions.accounts import open_account
from thongsuot.apps.core.actions.answers import ANSWERS_KEPT, forget_answers
from thongsuot.apps.core.actions.personal_keys import destroy_key, rotate_personal_keys

__all__ = ["ANSWERS_KEPT", "destroy_key", "forget_answers", "open_account", "rotate_personal_keys"]
