"""What becomes of a line of a list, and of all of them together."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.organisations.actions.import_columns import BY_CODE, NOTHING, Said
from thongsuot.apps.organisations.models import Membership, Post

NEW, KNOWN, ASK, SAME, VACANT, ERROR = "new", "known", "ask", "same", "vacant", "error"
FATES = (ERROR, ASK, NEW, KNOWN, VACANT, SAME)
ANOTHER = "new"
"""The answer that somebody of this name is another person."""
OF_LINE = "line:"
"""The answer that somebody is the person of an earlier line."""


@dataclasses.dataclass(slots=True)
class Fate:
    """What becomes of a line. `field` is the code of the column in which an error lies, `why` what to do.

    `choices` are (answer, words); `membership` stands in memory only, its person and post perhaps too.
    """

    line: int
    kind: str = ERROR
    said: Said = NOTHING
    cells: dict[str, str] = dataclasses.field(default_factory=dict)
    field: str = ""
    why: str = ""
    choices: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    answer: str = ""
    post: Post | None = None
    membership: Membership | None = None

    def fail(self, why: str, field: str) -> None:
        self.kind, self.why, self.field, self.membership = ERROR, why, field, None

    def refuse(self, broken: BrokenRule) -> None:
        """An error in the words of a rule, at the column of what the rule calls its field."""
        told = broken.field or ""
        self.fail(broken.message, {"person": "name", "post": "title"}.get(told, told))

    @property
    def column(self) -> str:
        return str(BY_CODE[self.field].word) if self.field in BY_CODE else ""


@dataclasses.dataclass(slots=True)
class Plan:
    fates: list[Fate]

    @property
    def counts(self) -> Counter[str]:
        return Counter(fate.kind for fate in self.fates)

    @property
    def new_posts(self) -> list[Post]:
        """In the order in which lines name them, each once."""
        found = {
            id(fate.post): fate.post for fate in self.fates if fate.post and fate.kind not in (ERROR, ASK)
        }
        return [post for post in found.values() if post.pk < 0]

    @property
    def to_write(self) -> int:
        """Lines that leave something."""
        return sum(self.counts[kind] for kind in (NEW, KNOWN, VACANT))

    @property
    def is_ready(self) -> bool:
        """Something is to be written, nothing is asked and nothing is wrong."""
        counts = self.counts
        return (
            not counts[ERROR]
            and not counts[ASK]
            and (bool(counts[NEW] + counts[KNOWN]) or bool(self.new_posts))
        )

    @property
    def digest(self) -> str:
        """Changes when anything changes that somebody looked at before confirming."""
        seen = "\n".join(
            f"{f.line}|{f.kind}|{f.answer}|{f.field}|{[key for key, _ in f.choices]}" for f in self.fates
        )
        return hashlib.sha256(seen.encode()).hexdigest()[:32]
