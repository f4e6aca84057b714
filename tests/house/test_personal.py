"""Every field that may hold something of a person is declared, with purpose, law and retention; none is invented."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from thongsuot import facts
from thongsuot.apps.core.personal import FIELDS, READERS, RETENTIONS, Fate, Field

PEOPLE = {"core.User", "organisations.Person", "organisations.Membership"}
SUGGESTS = re.compile(
    r"(?:^|_)(?:name|login|username|phone|email|birth|gender|ip|address|agent|chair|asker|contact|officer|"
    r"person|holder|degrees|result|payload|sealed|body|data|raised_by|answered_by|titles)(?:$|_)"
)
NOT_OF_A_PERSON = {
    "places",
    "organisations.Organisation",
    "organisations.OrganisationName",
    "organisations.Frame",
    "organisations.FrameRow",
    "organisations.PositionList",
    "organisations.JobPosition",
    "organisations.Term",
    "organisations.Congress.completed_by",
    "organisations.Membership.post",
    "desk.MergerSource",
    "desk.MergerTarget",
    "cases.Answer.result",
    "cases.Indicator.name",
    "account.EmailConfirmation",
    "socialaccount.SocialApp",
    "socialaccount.SocialToken",
    "contenttypes",
    "auth",
    "admin",
    "django_tasks_database",
    "axes.AccessFailureLog",
    "axes.AccessLog",
    "axes.AccessAttemptExpiration",
    "account.EmailAddress",
}
"""Names of places, organs, posts and programs; and tables of libraries that stay empty here (no e-mail is kept, no
token, no log of log-ins: `AXES_DISABLE_ACCESS_LOG`, `SOCIALACCOUNT_STORE_TOKENS`, a read-only admin)."""


def suspects() -> list[str]:
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            to = field.related_model._meta.label if isinstance(field, models.ForeignKey) else ""
            if to in PEOPLE or SUGGESTS.search(field.name):
                found.append(f"{model._meta.label}.{field.name}")
    return found


def is_declared(name: str) -> bool:
    label, _dot, field = name.rpartition(".")
    known = {(row.model, row.name) for row in FIELDS}
    return (label, field) in known or bool({name, label, label.split(".")[0]} & NOT_OF_A_PERSON)


def test_every_field_that_may_name_a_person_is_declared() -> None:
    assert len(suspects()) > 60
    assert [name for name in suspects() if not is_declared(name)] == []


def test_an_undeclared_field_is_seen() -> None:
    assert SUGGESTS.search("chair_capacity")
    assert SUGGESTS.search("ip_address")
    assert not SUGGESTS.search("description")
    assert not is_declared("cases.Case.person")


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: f"{row.model}.{row.name}")
def test_a_declared_field_is_there_with_all_that_is_to_be_said(row: Field) -> None:
    assert row.label
    assert row.why.purpose
    assert re.search(r"Luật|Nghị định", row.why.law)
    assert row.keep in RETENTIONS
    assert row.readers in READERS
    assert not row.sensitive or row.fate != Fate.KEEP


def test_nothing_is_declared_twice() -> None:
    names = [(row.model, row.name) for row in FIELDS]
    assert len(names) == len(set(names))


def test_every_retention_in_days_is_a_dated_limit() -> None:
    limits = {row["code"] for row in facts.table("calendar/limits")}
    assert {code for code in RETENTIONS if code} <= limits
    for row in facts.table("calendar/limits"):
        assert int(row["days"]) >= 0
        assert row["unit"] in {"working", "calendar", "hours"}
        assert row["law"]
        assert row["sureness"] in {"verified", "remembered", "default"}


def test_tables_said_to_stay_empty_are_told_to() -> None:
    assert settings.AXES_DISABLE_ACCESS_LOG
    assert not settings.SOCIALACCOUNT_STORE_TOKENS
    assert settings.ACCOUNT_USER_MODEL_EMAIL_FIELD is None
