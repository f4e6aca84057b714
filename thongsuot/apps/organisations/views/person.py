"""One person: what they hold and held, what they have learnt; and the acts on what is known of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.core.errors import NotAllowed
from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.actions.details import open_all
from thongsuot.apps.organisations.forms.people import DetailsForm, QualifyForm
from thongsuot.apps.organisations.models import Person, Qualification
from thongsuot.apps.organisations.permissions import may
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.acts import Act, offered, run
from thongsuot.apps.organisations.views.post import MEMBERSHIP_ACTS, STAND_IN_ACTS

OPENED = "details_opened"
"""The session's key for whose sealed details were asked for, and when: the answer itself is stored nowhere."""
STAYS_OPEN = timedelta(minutes=5)
WORDS = {"birth_date": _("Ngày sinh"), "phone": _("Điện thoại"), "email": _("Thư điện tử")}


def _qualify(person: Person, cleaned: dict[str, Any], **by: Any) -> None:
    actions.qualify(person=person, **cleaned, **by)


def _seal(person: Person, cleaned: dict[str, Any], **by: Any) -> None:
    actions.seal_details(person=person, **cleaned, **by)


QUALIFY = Act("trinh-do", _("Thêm trình độ"), QualifyForm, _qualify, _("Đã ghi trình độ."))
SEAL = Act(
    "thong-tin-rieng",
    _("Ghi thông tin riêng"),
    DetailsForm,
    _seal,
    _("Đã ghi. Thông tin được mã hóa; mỗi lần xem đều vào nhật ký."),
    lead=_("Thông tin cũ không hiện ở đây. Ô để trống sẽ bỏ thông tin đã ghi của ô đó."),
)


@require_safe
@page("organisations.can_view")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    person, today = person_of(uid), where.today(request)
    rows = list(queries.memberships_of(person))
    reads = _reaches(request, "organisations.read_sealed", person)
    opened = _opened(request, person) if reads else None
    arranges = _reaches(request, "organisations.arrange", person)
    context = {
        "person": person,
        "today": today,
        "held": [row for row in rows if row.until is None or row.until >= today],
        "before": [row for row in rows if row.until is not None and row.until < today],
        "lent": queries.stands_in(person, on=today),
        "qualifications": list(person.qualifications.all()),
        "namesakes": list(queries.same_names(person.name).exclude(pk=person.pk)[:10]),
        "reads_sealed": reads,
        "opened": opened,
        "may_arrange": arranges,
        "membership_acts": {row.pk: offered(MEMBERSHIP_ACTS, row) for row in rows},
        "stand_in_acts": STAND_IN_ACTS,
        "trail": where.trail(
            {"word": said("Cán bộ, công chức"), "url": reverse("organisations:people")},
            {"word": person.name},
        ),
    }
    response = render(request, "organisations/person.html", context)
    if opened is not None:
        response["Cache-Control"] = "no-store"
    return response


def person_of(uid: UUID) -> Person:
    found = queries.person(uid)
    if found is None:
        raise Http404
    return found


def _reaches(request: HttpRequest, action: str, person: Person) -> bool:
    """Whether this person may do `action` to that one.

    Somebody entered just now, without any post, place, account or detail, is anybody's who arranges.
    """
    user: Any = request.user
    if not may(user, action):
        return False
    reached = queries.reaches_person(user, action, person, on=where.today(request))
    return reached or (action == "organisations.arrange" and _is_new(person))


def _is_new(person: Person) -> bool:
    stands = person.memberships.exists() or person.stands_in.exists()
    return not (stands or person.user_id or person.sealed)


def require(request: HttpRequest, person: Person) -> None:
    if not _reaches(request, "organisations.arrange", person):
        raise NotAllowed(said("Chỉ cán bộ tổ chức phụ trách đơn vị của người này được thay đổi ở đây."))


@require_POST
@page("organisations.can_view")
def read(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the sealed details: journalled here, shown by the page for some minutes."""
    person = person_of(uid)
    actions.read_details(person=person, **where.by(request))
    request.session[OPENED] = [str(person.uid), request.now.isoformat()]  # type: ignore[attr-defined]
    return redirect(reverse("organisations:person", args=[uid]) + "#thong-tin-rieng")


def _opened(request: HttpRequest, person: Person) -> list[tuple[Any, str]] | None:
    """The sealed details, when this session asked for them a short while ago; None otherwise."""
    uid, asked_at = request.session.get(OPENED, ("", ""))
    now: datetime = request.now  # type: ignore[attr-defined]
    if uid != str(person.uid) or now - datetime.fromisoformat(asked_at) > STAYS_OPEN:
        return None
    values = open_all(person)
    return [(word, values[code]) for code, word in WORDS.items() if code in values]


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def qualify(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _run(request, QUALIFY, uid)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def seal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write sealed details; what stood there is never shown by the form."""
    return _run(request, SEAL, uid)


def _run(request: HttpRequest, act: Act, uid: UUID) -> HttpResponse:
    person = person_of(uid)
    require(request, person)
    back = reverse("organisations:person", args=[uid])
    steps = where.trail({"word": person.name, "url": back})
    return run(request, act, person, name=person.name, back=back, trail=steps)


@require_POST
@page("organisations.can_arrange")
def unqualify(request: HttpRequest, uid: UUID, qualification: UUID) -> HttpResponse:
    person = person_of(uid)
    require(request, person)
    row = Qualification.objects.filter(person=person, uid=qualification).first()
    if row is None:
        raise Http404
    actions.unqualify(qualification=row, **where.by(request))
    messages.success(request, said("Đã bỏ “%(row)s”.") % {"row": row})
    return redirect("organisations:person", uid=uid)
