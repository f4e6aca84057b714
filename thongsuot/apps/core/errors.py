"""The three kinds of failure: a broken rule, not allowed, a bug (which is any other exception)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class BrokenRule(Exception):
    """Something a person can mend. `message` says what to do, in their language; `field` is the form field."""

    def __init__(self, message: str, *, field: str | None = None, code: str = "broken-rule") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code


class Stale(BrokenRule):
    """Somebody else changed the same thing in between; nothing was written."""

    def __init__(self, message: str = "") -> None:
        text = message or _(
            "Nội dung này vừa được người khác sửa. Phần bạn nhập vẫn còn trên trang; "
            "hãy xem bản mới rồi lưu lại."
        )
        super().__init__(text, code="stale")


class NotAllowed(PermissionDenied):
    """The answer is 403 with this reason on the page."""
