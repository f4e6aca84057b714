"""Changes in core, by noun."""

from thongsuot.apps.core.actions.accounts import (
    change_password,
    give_password,
    note,
    open_account,
    remove_second_factor,
    unlock,
)
from thongsuot.apps.core.actions.answers import ANSWERS_KEPT, forget_answers
from thongsuot.apps.core.actions.calendar import drop_hours, set_day, set_hours, set_limit, switch_day
from thongsuot.apps.core.actions.erasure import erase_account, erase_mentions
from thongsuot.apps.core.actions.mail import (
    forget_mail,
    post_mail,
    post_mails,
    send_again,
    send_waiting,
    wake_mail,
)
from thongsuot.apps.core.actions.notices import choose_notices, see, tell
from thongsuot.apps.core.actions.personal_keys import destroy_key, rotate_personal_keys
from thongsuot.apps.core.actions.seals import seal_journal
from thongsuot.apps.core.actions.sessions import (
    end_other_sessions,
    end_session,
    end_sessions,
    forget_sessions,
    note_seen,
)
from thongsuot.apps.core.actions.work import run_again

__all__ = [
    "ANSWERS_KEPT",
    "change_password",
    "choose_notices",
    "destroy_key",
    "drop_hours",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "erase_account",
    "erase_mentions",
    "forget_answers",
    "forget_mail",
    "forget_sessions",
    "give_password",
    "note",
    "note_seen",
    "open_account",
    "post_mail",
    "post_mails",
    "remove_second_factor",
    "rotate_personal_keys",
    "run_again",
    "seal_journal",
    "see",
    "send_again",
    "send_waiting",
    "set_day",
    "set_hours",
    "set_limit",
    "switch_day",
    "tell",
    "unlock",
    "wake_mail",
]
