"""What the reader remembers from clause to clause: who speaks, who is asked, what is being listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from thongsuot.engines.reading.cast import Cast, Person, Voice
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.dates import deadlines
from thongsuot.engines.reading.matter import matter, trimmed_end, trimmed_start
from thongsuot.engines.reading.model import Assignee, Deadline, Item, ItemKind, Nature, Role, Span
from thongsuot.engines.reading.nature import nature_of
from thongsuot.engines.reading.opening import Opener
from thongsuot.engines.reading.page import Line, Page
from thongsuot.engines.reading.people import Crowd, People
from thongsuot.engines.reading.phrases import Organ, parts
from thongsuot.engines.reading.segments import Range
from thongsuot.engines.reading.tokens import Token
from thongsuot.engines.reading.topics import topics_of
from thongsuot.engines.text.sentences import sentences as sentences_of

_DUE_KINDS = frozenset({ItemKind.DIRECTIVE, ItemKind.COMMITMENT})
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Speaker:
    """`by` is how he is named in the record; `organisation` is bound by what he promises."""

    voice: Voice
    by: str = ""
    organisation: str = ""
    person: Person | None = None


NARRATOR = Speaker(Voice.NARRATOR)


@dataclass(slots=True)
class Row:
    """The tokens of one paragraph with the readers over them."""

    tokens: Sequence[Token]
    people: People
    opener: Opener
    is_point: bool = False
    is_bullet: bool = False
    is_assessment: bool = False
    """Whether a point weighs what was done and what was not."""

    @classmethod
    def of(cls, crowd: Crowd, line: Line) -> Row:
        tokens, people = crowd.of(line.start, line.end)
        return cls(tokens, people, Opener(tokens, people))


@dataclass(slots=True)
class Scene:
    """The state of the reading. `mode` is the kind of item whose list is open."""

    page: Page
    cast: Cast
    held_on: date | None
    speaker: Speaker = NARRATOR
    mode: ItemKind | None = None
    assignees: tuple[Assignee, ...] = ()
    to: str = ""
    by: str = ""
    in_contrast: bool = False
    is_fresh: bool = False
    """Whether the sentence at hand has opened the list itself."""
    is_listed: bool = False
    """Whether the sentence at hand is a list with ";"."""
    raised_before: bool = False
    unsaid: Range | None = None
    """The clause before in this sentence, where it made no item."""
    subject: str = ""
    """Topic of the whole session, "" when it was about everything."""
    asked_topic: str = ""
    """Topic of the request to which the point at hand replies."""
    is_reply: bool = False
    """Whether the paragraph at hand replies to a request that it, or the one before, names."""
    section: ItemKind | None = None
    section_by: str = ""
    items: list[Item] = field(default_factory=list)
    themes: dict[int, str] = field(default_factory=dict)
    """Index of an item -> what its sentence said it is about."""

    @property
    def is_voter(self) -> bool:
        """Whether one from the hall speaks: what he tells of his own accord he tells because it troubles him."""
        person = self.speaker.person
        at_home = self.cast.host_rank is Rank.PEOPLE and self.speaker.voice is Voice.HOST
        return at_home and person is not None and not person.titles

    def turn_to(self, speaker: Speaker) -> None:
        """A new speaker closes the lists of the old one."""
        if speaker != self.speaker:
            self.mode, self.assignees, self.to, self.by = None, (), "", ""
            self.in_contrast = False
        self.speaker = speaker

    def open(self, kind: ItemKind) -> None:
        """A list of items of this kind begins, or goes on."""
        self.mode, self.is_fresh = kind, True

    def words(self, row: Row, part: Range) -> str:
        tokens = row.tokens
        return self.page.text[tokens[part[0]].start : tokens[part[1] - 1].end] if part[1] > part[0] else ""

    def sentences(self, row: Row, line: Line, start: int) -> list[Range]:
        """The sentences of a paragraph from token `start` on, as token ranges."""
        tokens = row.tokens
        begin = tokens[min(start, len(tokens) - 1)].start
        found: list[Range] = []
        at = start
        for _, end in sentences_of(self.page.text, begin, line.end):
            to = at
            while to < len(tokens) and tokens[to].start < end:
                to += 1
            if to > at:
                found.append((at, to))
            at = to
        return found

    def phrase(self, row: Row, organ: Organ) -> str:
        return self.cast.completed(" ".join(self.words(row, (organ.at, organ.to)).split()))

    def charged(self, row: Row, organ: Organ, role: Role = Role.LEAD) -> tuple[Assignee, ...]:
        """The bodies of a phrase as assignees; "UBND 5 xã" is that of each host where they are five."""
        found = []
        for a, b in parts(row.tokens, organ):
            name = self.cast.completed(" ".join(self.words(row, (a, b)).split()))
            span = Span(row.tokens[a].start, row.tokens[b - 1].end)
            found += [Assignee(one, role, span) for one in self.cast.each(name)]
        return tuple(found)

    def inherited(self) -> tuple[Assignee, ...]:
        return tuple(replace(assignee, span=None) for assignee in self.assignees)

    def due(self, row: Row, part: Range) -> Deadline | None:
        """The term of a clause: the first that fixes a day, else the first."""
        tokens = row.tokens
        found = list(
            deadlines(
                self.page.low, self.page.text, tokens[part[0]].start, tokens[part[1] - 1].end, self.held_on
            )
        )
        return next((one for one in found if one.on), found[0] if found else None)

    def add(
        self,
        kind: ItemKind,
        row: Row,
        part: Range,
        rule: str,
        confidence: float,
        *,
        by: str = "",
        to: str = "",
        assignees: tuple[Assignee, ...] = (),
        head: str = "",
        theme: str = "",
        text: str = "",
        keep_subject: bool = False,
        due_from: int | None = None,
        term: Deadline | None = None,
    ) -> Item | None:
        """One more item resting on tokens [part); None when no matter is left in it.

        `term` is a deadline known from elsewhere, as from the column of a table.
        """
        tokens = row.tokens
        at = part[0] if keep_subject else trimmed_start(tokens, *part)
        end = trimmed_end(tokens, at, part[1])
        deadline = self.due(row, (at, part[1])) if kind in _DUE_KINDS and at < part[1] else None
        if kind in _DUE_KINDS and due_from is not None and due_from < at and not (deadline and deadline.on):
            deadline = self.due(row, (due_from, at)) or deadline
        words = text or matter(self.page.text, tokens, at, end, deadline)
        if len(words.split()) < _FEWEST_WORDS:
            return None
        full = f"{head} {words}".strip() if head else words
        last = max(
            [end, *(k + 1 for k in range(end, part[1]) if deadline and tokens[k].end == deadline.span.end)]
        )
        return self._put(
            kind,
            full,
            Span(tokens[at].start, tokens[last - 1].end),
            rule,
            confidence,
            by,
            to,
            assignees,
            term or deadline,
            theme,
        )

    def _put(
        self,
        kind: ItemKind,
        text: str,
        span: Span,
        rule: str,
        confidence: float,
        by: str,
        to: str,
        assignees: tuple[Assignee, ...],
        deadline: Deadline | None,
        theme: str,
    ) -> Item:
        topic, also = topics_of(text)
        if topic == "other" and theme:
            topic, also = topics_of(theme)
        if topic == "other" and self.asked_topic:
            topic = self.asked_topic
        if topic == "other" and self.subject:
            topic = self.subject
        nature: Nature | None = (
            nature_of(text, topic, deadline is not None) if kind is ItemKind.DIRECTIVE else None
        )
        raised = self.raised_before and kind is ItemKind.RECOMMENDATION
        item = Item(
            kind, text, span, topic, also, by, to, assignees, deadline, nature, raised, None, confidence, rule
        )
        if theme:
            self.themes[len(self.items)] = theme
        self.items.append(item)
        return item
