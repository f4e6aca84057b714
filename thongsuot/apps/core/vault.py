"""Personal values sealed at rest: a key for each holder, itself wrapped by the installation's key.

AES-256-GCM (NIST SP 800-38D), 96-bit random nonces. What a value was sealed for (holder and purpose) is bound to
it, so that it cannot be put in another's place. Destroying a holder's key erases all that was sealed under it,
in backups of later days and in the journal too, and leaves every hash as it was. Nothing here is logged.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import PersonalKey

VERSION = "v1"
NONCE = 12
JOURNAL = "journal"
"""The purpose of what stands in payloads; `journal.shown` opens it."""


class WrongKey(Exception):
    """The installation's key is not the one that wrapped this holder's key. Nothing was read or changed."""


class Unreadable(Exception):
    """A sealed value is not what was sealed for this holder and purpose: changed, cut, or put in another's place."""


class Destroyed(BrokenRule):
    """This holder's values were erased; none is taken in again."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something that a payload is to hold sealed; `journal.write` seals what it finds, all with one question."""

    holder: UUID
    text: str


def personal(holder: UUID, text: str) -> dict[str, str]:
    """`text` as it may stand in a journal payload. Of a holder who was erased nothing is kept: `sealed` is ""."""
    return personals([(holder, text)])[0]


def personals(values: Iterable[tuple[UUID, str]]) -> list[dict[str, str]]:
    """`personal` of many (holder, text), in their order, with one question to the database when keys are there."""
    pairs = list(values)
    keys = _keys_for({holder for holder, _text in pairs})
    return [
        {"sealed": _seal(key, holder, text, JOURNAL) if (key := keys[holder]) else "", "holder": str(holder)}
        for holder, text in pairs
    ]


def sealed(payload: Any) -> Any:
    """The payload with `Words` in it, however deep, as `personal` gives them."""
    found = [words for words in dict.fromkeys(_words_in(payload)) if words.text]
    shapes = personals((words.holder, words.text) for words in found) if found else []
    return _with_shapes(payload, dict(zip(found, shapes, strict=True)))


def _words_in(value: Any) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _words_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _words_in(inner)


def _with_shapes(value: Any, shapes: Mapping[Words, dict[str, str]]) -> Any:
    if isinstance(value, Words):
        return shapes[value] if value.text else ""
    if isinstance(value, Mapping):
        return {key: _with_shapes(inner, shapes) for key, inner in value.items()}
    return [_with_shapes(inner, shapes) for inner in value] if isinstance(value, list | tuple) else value


def is_personal(value: Any) -> bool:
    """Whether a value of a payload was made by `personal`."""
    return isinstance(value, Mapping) and value.keys() == {"sealed", "holder"}


def seal(holder: UUID, text: str, *, purpose: str = "") -> str:
    """`text` sealed for this holder and purpose, for example "birth_date". Raises `Destroyed`."""
    key = _keys_for({holder})[holder]
    if key is None:
        raise Destroyed(
            _("Thông tin của người này đã xóa theo yêu cầu, không ghi lại được."), code="destroyed"
        )
    return _seal(key, holder, text, purpose)


def open_(holder: UUID, sealed: str, *, purpose: str = "") -> str | None:
    """What was sealed for this holder and purpose; None when the key is destroyed. `WrongKey`, `Unreadable`."""
    return opened([(holder, sealed)], purpose=purpose)[0]


def opened(values: Iterable[tuple[UUID, str]], *, purpose: str = "") -> list[str | None]:
    """`open_` of many (holder, sealed), in their order, with one question to the database."""
    pairs = list(values)
    keys = _keys({holder for holder, _sealed in pairs})
    return [_open(keys.get(holder), holder, sealed, purpose) for holder, sealed in pairs]


def destroy(holder: UUID, *, at: datetime) -> bool:
    """Make everything sealed for this holder unreadable for good; False when it was so already.

    A holder without a key gets a destroyed one, so that nothing is sealed for them later. Who did it and why is
    journalled by `core.actions.destroy_key`, the door to this.
    """
    gone = {"wrapped": None, "wrapped_by": "", "destroyed_at": at}
    if PersonalKey.objects.filter(holder=holder, destroyed_at=None).update(**gone):
        return True
    return PersonalKey.objects.get_or_create(holder=holder, defaults=gone)[1]


def fingerprint(key: bytes) -> str:
    """Which installation key this is, telling nothing of it: 16 letters of a hash."""
    return hashlib.sha256(b"thongsuot/personal-key/" + key).hexdigest()[:16]


def rewrap(*, old: bytes, new: bytes, at_most: int) -> int:
    """Wrap up to so many holders' keys, until now under `old`, under `new`, in one transaction; how many it were."""
    before, after = fingerprint(old), fingerprint(new)
    with transaction.atomic():
        rows = list(
            PersonalKey.objects.select_for_update().filter(wrapped_by=before).order_by("pk")[:at_most]
        )
        for row in rows:
            row.wrapped = _wrap(_unwrap(row, {before: old}), row.holder, new)
            row.wrapped_by = after
        PersonalKey.objects.bulk_update(rows, ["wrapped", "wrapped_by"])
    return len(rows)


def strangers() -> int:
    """How many holders' keys no key of this installation opens: the wrong PERSONAL_KEY was given, when not 0."""
    return PersonalKey.objects.filter(destroyed_at=None).exclude(wrapped_by__in=_ring()).count()


def trouble() -> str:
    """Why the installation's key and this database do not go together, in a sentence; "" when they do."""
    stranger = PersonalKey.objects.filter(destroyed_at=None).exclude(wrapped_by__in=_ring()).first()
    return _refusal(stranger.wrapped_by) if stranger else ""


def _ring() -> dict[str, bytes]:
    """The installation's keys by fingerprint: the one of now and, while keys are rotated, the one before."""
    return {fingerprint(key): key for key in (settings.PERSONAL_KEY, settings.PERSONAL_KEY_OLD) if key}


def _keys(holders: set[UUID]) -> dict[UUID, bytes | None]:
    """The keys that there are; None for one destroyed."""
    ring = _ring()
    return {
        row.holder: _unwrap(row, ring) if row.destroyed_at is None else None
        for row in PersonalKey.objects.filter(holder__in=holders)
    }


def _keys_for(holders: set[UUID]) -> dict[UUID, bytes | None]:
    """The keys of all these, made where one is lacking. Of two who make one at once, the first one's counts."""
    found = _keys(holders)
    if not (lacking := holders - found.keys()):
        return found
    by = fingerprint(settings.PERSONAL_KEY)
    made = [
        PersonalKey(
            holder=holder,
            wrapped=_wrap(AESGCM.generate_key(256), holder, settings.PERSONAL_KEY),
            wrapped_by=by,
        )
        for holder in sorted(lacking)
    ]
    PersonalKey.objects.bulk_create(made, ignore_conflicts=True)
    return found | _keys(lacking)


def _wrap(key: bytes, holder: UUID, installation: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(installation).encrypt(nonce, key, b"key/" + holder.bytes)


def _unwrap(row: PersonalKey, ring: Mapping[str, bytes]) -> bytes:
    installation = ring.get(row.wrapped_by)
    if installation is None:
        raise WrongKey(_refusal(row.wrapped_by))
    wrapped = bytes(row.wrapped or b"")
    return _decrypted(installation, wrapped, b"key/" + row.holder.bytes)


def _refusal(wanted: str) -> str:
    return (
        f"PERSONAL_KEY: khóa {', '.join(_ring())} không phải khóa đã bọc dữ liệu ({wanted}); đặt lại khóa đó, "
        f"hoặc ghi nó vào PERSONAL_KEY_OLD rồi chạy manage.py rotate_personal_keys / this is not the key that "
        f"wrapped the personal values; give that one, or give it as PERSONAL_KEY_OLD and rotate."
    )


def _seal(key: bytes, holder: UUID, text: str, purpose: str) -> str:
    nonce = os.urandom(NONCE)
    cipher = AESGCM(key).encrypt(nonce, text.encode(), _bound(holder, purpose))
    return f"{VERSION}.{b64encode(nonce + cipher).decode()}"


def _open(key: bytes | None, holder: UUID, sealed: str, purpose: str) -> str | None:
    if key is None or not sealed:
        return None
    version, _dot, body = sealed.partition(".")
    try:
        whole = b64decode(body, validate=True)
    except ValueError:
        raise Unreadable(str(holder)) from None
    if version != VERSION:
        raise Unreadable(str(holder))
    return _decrypted(key, whole, _bound(holder, purpose)).decode()


def _decrypted(key: bytes, whole: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(whole[:NONCE], whole[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise Unreadable("not what was sealed here") from None


def _bound(holder: UUID, purpose: str) -> bytes:
    return b"value/" + holder.bytes + b"/" + purpose.encode()
