"""Changes to organs, posts, people and who may act for them."""

from thongsuot.apps.organisations.actions.accounts import (
    close_account,
    close_ended_accounts,
    link_account,
    open_account_for,
    open_again,
    unlink_account,
)
from thongsuot.apps.organisations.actions.details import read_details, seal_details
from thongsuot.apps.organisations.actions.duplicates import doubt_distinction, merge_people, tell_apart
from thongsuot.apps.organisations.actions.memberships import (
    amend_membership,
    appoint,
    end_membership,
    remove_membership,
)
from thongsuot.apps.organisations.actions.organs import found
from thongsuot.apps.organisations.actions.people import (
    SameName,
    correct_person,
    enter_person,
    qualify,
    unqualify,
)
from thongsuot.apps.organisations.actions.posts import grant_role, open_post
from thongsuot.apps.organisations.actions.stand_ins import (
    LONGEST_STAND_IN,
    end_stand_in,
    remove_stand_in,
    stand_in,
)

__all__ = [
    "LONGEST_STAND_IN",
    "SameName",
    "amend_membership",
    "appoint",
    "close_account",
    "close_ended_accounts",
    "correct_person",
    "doubt_distinction",
    "end_membership",
    "end_stand_in",
    "enter_person",
    "found",
    "grant_role",
    "link_account",
    "merge_people",
    "open_account_for",
    "open_again",
    "open_post",
    "qualify",
    "read_details",
    "remove_membership",
    "remove_stand_in",
    "seal_details",
    "stand_in",
    "tell_apart",
    "unlink_account",
    "unqualify",
]
