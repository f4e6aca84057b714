"""Life cycles of the register as tables: buttons, permissions, clocks, journal, notices and diagrams read the rows."""

from thongsuot.apps.cases.states.aside import ASIDE
from thongsuot.apps.cases.states.beside import CONFIRMATION, DRAFT, EXTENSION, OBJECTION, REMINDER
from thongsuot.apps.cases.states.directives import ASSIGNMENT, COMMITMENT, DIRECTIVE, TASK
from thongsuot.apps.cases.states.parties import WITHDRAWN
from thongsuot.apps.cases.states.recommendations import DIFFICULTY, MEASURE, RECOMMENDATION

BY_KIND = {cycle.code: cycle for cycle in (RECOMMENDATION, DIFFICULTY, DIRECTIVE, COMMITMENT, TASK)}

ALL = (
    RECOMMENDATION,
    DIFFICULTY,
    DIRECTIVE,
    COMMITMENT,
    TASK,
    ASSIGNMENT,
    CONFIRMATION,
    MEASURE,
    EXTENSION,
    OBJECTION,
    DRAFT,
    REMINDER,
)

__all__ = [
    "ALL",
    "ASIDE",
    "ASSIGNMENT",
    "BY_KIND",
    "COMMITMENT",
    "CONFIRMATION",
    "DIFFICULTY",
    "DIRECTIVE",
    "DRAFT",
    "EXTENSION",
    "MEASURE",
    "OBJECTION",
    "RECOMMENDATION",
    "REMINDER",
    "TASK",
    "WITHDRAWN",
]
