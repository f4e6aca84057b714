"""What the register's pages take in: filters from the address, and the acts on a case."""

from thongsuot.apps.cases.forms.recommendations import JoinForm, PublicForm
from thongsuot.apps.cases.forms.register import (
    AssignForm,
    DateInput,
    EmergencyForm,
    FilterForm,
    OfficeForm,
    OfficerForm,
    StepForm,
    VersionForm,
)
from thongsuot.apps.cases.forms.stepping import CaseStepForm, choose, organ_groups, reason_field, words_field

__all__ = [
    "AssignForm",
    "CaseStepForm",
    "DateInput",
    "EmergencyForm",
    "FilterForm",
    "JoinForm",
    "OfficeForm",
    "OfficerForm",
    "PublicForm",
    "StepForm",
    "VersionForm",
    "choose",
    "organ_groups",
    "reason_field",
    "words_field",
]
