"""Loading the demo once, into an empty database only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from thongsuot.apps.core import actions as core_actions
from thongsuot.apps.core import journal
from thongsuot.apps.core import queries as core
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs
from thongsuot.apps.organisations.middleware import equip
from thongsuot.demo import apparatus, cases, sessions
from thongsuot.demo.accounts import ACCOUNTS, Account, Seat

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Post

LOADED = "demo-loaded"
ORGANISER = "tochuc"
DEMO_IS_OFF = (
    "Cơ sở dữ liệu này chứa dữ liệu trình diễn không có thật. Hãy chạy với DEMO=1, hoặc chọn cơ sở dữ liệu "
    "khác (VAR_DIR, DATABASE_URL).\n"
    "This database holds the invented demo. Start with DEMO=1, or choose another database."
)
OTHER_DATA = (
    "Cơ sở dữ liệu này đã có dữ liệu khác nên không nạp dữ liệu trình diễn. Hãy chạy với DEMO=0, hoặc chọn "
    "cơ sở dữ liệu khác (VAR_DIR, DATABASE_URL).\n"
    "This database holds other data, so the demo is not loaded. Start with DEMO=0, or choose another database."
)


def trouble(*, wanted: bool) -> str:
    """Why this database must not be served with `DEMO` as it is, in both languages; "" when it may."""
    if is_loaded():
        return "" if wanted else DEMO_IS_OFF
    has_accounts = User.objects.exclude(pk=core.system_actor().pk).exists()
    return OTHER_DATA if wanted and has_accounts else ""


def is_loaded() -> bool:
    return JournalEntry.objects.filter(act=LOADED).exists()


def load(*, at: datetime) -> bool:
    """Load the demo once; False when it stands already. Raises `BrokenRule` when other data is there.

    The communes without log-ins are filled by the queue, one by one.
    """
    if reason := trouble(wanted=True):
        raise BrokenRule(reason)
    if is_loaded():
        return False
    with transaction.atomic():
        _load(at)
    return True


def _load(at: datetime) -> None:
    system = core.system_actor()
    province = apparatus.unit(settings.PROVINCE)
    _publish_frames(system, at)
    organisations.found_by_frame(unit=province, on=apparatus.SINCE, by=system, at=at)
    for code in apparatus.COMMUNES:
        organisations.found_by_frame(unit=apparatus.unit(code), on=apparatus.SINCE, by=system, at=at)
    for account in ACCOUNTS:
        _seat(account, system, at)
    for code in (settings.PROVINCE, *apparatus.COMMUNES):
        apparatus.fill(code, at=at)
    recorder = equip(_account("tonghop"), at=at)
    sessions.confirm_live(apparatus.unit(apparatus.COMMUNES[-1]), recorder, at)
    sessions.read_report(recorder, at)
    cases.live(at)
    journal.write(system, LOADED, by=system, at=at)
    apparatus.fill_the_rest.enqueue()


def _publish_frames(system: User, at: datetime) -> None:
    """The organiser's department stands first: nobody else may publish what the others are founded by."""
    province = apparatus.unit(settings.PROVINCE)
    organisations.found(
        name="Sở Nội vụ",
        kind="department",
        block="state",
        unit=province,
        founded_on=apparatus.SINCE,
        by=system,
        at=at,
    )
    _seat(next(account for account in ACCOUNTS if account.login == ORGANISER), system, at)
    organiser = equip(_account(ORGANISER), at=at)
    for frame in organisations.load_facts(by=system, at=at).frames:
        organisations.publish_frame(frame=frame, by=organiser, at=at)


def _seat(account: Account, system: User, at: datetime) -> None:
    """Open the log-in of a person and let them hold their posts; once."""
    if core.user_by_login(account.login):
        return
    user = core_actions.open_account(login=account.login, password=account.password, by=system, at=at)
    person = organisations.enter_person(name=account.name, by=system, at=at)
    organisations.link_account(person=person, user=user, by=system, at=at)
    for number, seat in enumerate(account.seats):
        organisations.appoint(
            person=person,
            post=_post(seat, system, at),
            since=apparatus.SINCE,
            is_concurrent=number > 0,
            by=system,
            at=at,
        )


def _post(seat: Seat, system: User, at: datetime) -> Post:
    """The post of the frame, or one opened for the log-in, with its role."""
    units = [apparatus.unit(code).pk for code in (settings.PROVINCE, *apparatus.COMMUNES)]
    organ = organs.named(seat.organ, units=units)
    if organ is None:
        raise LookupError(seat.organ)
    known = organs.posts_of([organ], on=apparatus.SINCE)
    post = next((one for one in known if one.title == seat.title), None)
    since = apparatus.SINCE
    if post is None:
        post = organisations.open_post(
            organisation=organ, title=seat.title, since=since, seats=4, by=system, at=at
        )
    if not post.roles.filter(role=seat.role).exists():
        organisations.grant_role(post=post, role=seat.role, since=since, by=system, at=at)
    return post


def _account(login: str) -> User:
    user = core.user_by_login(login)
    if user is None:
        raise LookupError(login)
    return user
