"""Changes to organs, posts, people and who may act for them."""

from thongsuot.apps.organisations.actions.access import break_glass
from thongsuot.apps.organisations.actions.accounts import (
    close_account,
    close_ended_accounts,
    link_account,
    open_account_for,
    open_again,
    unlink_account,
)
from thongsuot.apps.organisations.actions.bulk import (
    BrokenRow,
    NewMembership,
    NewOrgan,
    NewPerson,
    NewPost,
    NewRole,
    appoint_many,
    enter_people,
    found_many,
    grant_roles,
    open_posts,
)
from thongsuot.apps.organisations.actions.details import read_details, seal_details
from thongsuot.apps.organisations.actions.duplicates import doubt_distinction, merge_people, tell_apart
from thongsuot.apps.organisations.actions.endings import dissolve, restore
from thongsuot.apps.organisations.actions.framed import found_by_frame
from thongsuot.apps.organisations.actions.frames import change_frame_rows, draft_frame, publish_frame
from thongsuot.apps.organisations.actions.handover import Handed, hand_over, take_back
from thongsuot.apps.organisations.actions.memberships import (
    amend_membership,
    appoint,
    end_membership,
    remove_membership,
)
from thongsuot.apps.organisations.actions.organs import found, guide, keep_register, place_under, rename
from thongsuot.apps.organisations.actions.people import (
    SameName,
    correct_person,
    enter_person,
    qualify,
    unqualify,
)
from thongsuot.apps.organisations.actions.people_import import (
    answer_lines,
    ask_writing,
    bring_list,
    call_all_others,
    choose_sheet,
    drop_list,
    forget_lists,
    name_columns,
    write_list,
)
from thongsuot.apps.organisations.actions.personal import disclose, erase_person
from thongsuot.apps.organisations.actions.positions import publish_positions
from thongsuot.apps.organisations.actions.posts import (
    change_post,
    close_post,
    grant_role,
    open_post,
    reopen_post,
    withdraw_role,
)
from thongsuot.apps.organisations.actions.shipped import LoadedFacts, load_facts
from thongsuot.apps.organisations.actions.stand_ins import (
    LONGEST_STAND_IN,
    end_stand_in,
    remove_stand_in,
    stand_in,
)
from thongsuot.apps.organisations.actions.succession import Successors, succeed, succeed_in_units
from thongsuot.apps.organisations.actions.terms import hold_congress, note_headcount, set_term

__all__ = [
    "LONGEST_STAND_IN",
    "BrokenRow",
    "Handed",
    "LoadedFacts",
    "NewMembership",
    "NewOrgan",
    "NewPerson",
    "NewPost",
    "NewRole",
    "SameName",
    "Successors",
    "amend_membership",
    "answer_lines",
    "appoint",
    "appoint_many",
    "ask_writing",
    "break_glass",
    "bring_list",
    "call_all_others",
    "change_frame_rows",
    "change_post",
    "choose_sheet",
    "close_account",
    "close_ended_accounts",
    "close_post",
    "correct_person",
    "disclose",
    "dissolve",
    "doubt_distinction",
    "draft_frame",
    "drop_list",
    "end_membership",
    "end_stand_in",
    "enter_people",
    "enter_person",
    "erase_person",
    "forget_lists",
    "found",
    "found_by_frame",
    "found_many",
    "grant_role",
    "grant_roles",
    "guide",
    "hand_over",
    "hold_congress",
    "keep_register",
    "link_account",
    "load_facts",
    "merge_people",
    "name_columns",
    "note_headcount",
    "open_account_for",
    "open_again",
    "open_post",
    "open_posts",
    "place_under",
    "publish_frame",
    "publish_positions",
    "qualify",
    "read_details",
    "remove_membership",
    "remove_stand_in",
    "rename",
    "reopen_post",
    "restore",
    "seal_details",
    "set_term",
    "stand_in",
    "succeed",
    "succeed_in_units",
    "take_back",
    "tell_apart",
    "unlink_account",
    "unqualify",
    "withdraw_role",
    "write_list",
]
