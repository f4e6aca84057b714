"""Whose words follow: the subject of a verb of speaking, whose report it is, who stands before a colon."""

from __future__ import annotations

from thongsuot.engines.reading.cast import Person, Voice, organisation_of
from thongsuot.engines.reading.cues import sections
from thongsuot.engines.reading.cues.moves import Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.layout import Layout
from thongsuot.engines.reading.model import ItemKind, Span
from thongsuot.engines.reading.opening import Opening
from thongsuot.engines.reading.page import Page
from thongsuot.engines.reading.people import Crowd, Mention
from thongsuot.engines.reading.phrases import Organ, organ_at
from thongsuot.engines.reading.scene import NARRATOR, Row, Scene, Speaker

SPOKEN = frozenset(Move) - {Move.NEED, Move.WILL, Move.NEUTRAL, Move.PRAISE}
_FIRST_WORDS = 10


class Turns:
    """Turns the scene to who speaks."""

    def __init__(self, page: Page, layout: Layout, crowd: Crowd, scene: Scene) -> None:
        self._page, self._layout, self._crowd, self.scene = page, layout, crowd, scene
        self._last: Person | None = None
        self._behalf = ""
        self._section = ""
        self._is_concluded = False  # of a notice: from there on only the chair speaks

    def _reporter_speaks(self, row: Row) -> None:
        """ "Báo cáo của UBND xã": the host reports, until another heading; else the text tells."""
        organs = [o for k in range(len(row.tokens)) if (o := organ_at(row.tokens, k))]
        organs = [
            one for one in organs if not self.scene.phrase(row, one).lower().startswith(sections.SYSTEM)
        ]
        host = next(iter(self.scene.cast.hosts), None)
        if not organs and host and host.rule == "host.report":
            name = f"UBND {host.type} {host.name}"
            self.scene.turn_to(Speaker(Voice.HOST, name, name))
        elif organs and organs[0].rank <= self.scene.cast.host_rank:
            name = self.scene.phrase(row, organs[0])
            self.scene.turn_to(Speaker(Voice.HOST, name, name))
        elif self.scene.speaker.voice is not Voice.HOST:
            self.scene.turn_to(NARRATOR)

    def _chair_speaks(self) -> None:
        if chair := self.scene.cast.chair:
            self._speak(chair)

    def _speak(self, person: Person) -> None:
        self._last = person
        organisation = self._behalf or organisation_of(person.titles)
        self.scene.turn_to(Speaker(self.scene.cast.voice_of(person), person.name, organisation, person))

    def _label(self, row: Row) -> int:
        """ "- Bà X: ..." in minutes: who speaks, and where his words begin; 0 when there is no label."""
        mention = row.people.at(0) if row.tokens else None
        colon = sections.label_end(row.tokens, mention.to) if mention and mention.name else 0
        if not mention or not colon:
            return 0
        person = self.scene.cast.resolve(mention, self._last)
        if person is None and colon > mention.to:
            person = self._unnamed(mention)  # from the hall: "Chị Ka Thuyên, thôn Kao Kuil: ..."
        if person is None:
            return 0
        self._speak(person)
        return colon + 1

    def _turn(self, row: Row, opening: Opening, inside: bool = False) -> None:
        """Whose words follow: the subject of a verb of speaking, or whose report it is."""
        if self._is_concluded:
            return
        if opening.behalf:
            self._behalf = self.scene.phrase(row, opening.behalf)
        if opening.reporter is not None and not inside:
            self._report(row, opening.reporter)
        move = opening.move
        spoken = move is not None and (
            move.kind in SPOKEN | {Move.PRAISE} or row.tokens[move.at].low in ("cam", "hứa")
        )
        if opening.person is not None and (spoken or not inside):
            person = self.scene.cast.resolve(opening.person, self._last) or self._unnamed(opening.person)
            if person and (spoken or opening.is_conclusion):
                self._speak(person)
            elif person and opening.person.name:
                self._last = person
                if person is self.scene.cast.chair and self.scene.speaker.voice is Voice.DEPARTMENT:
                    self._speak(person)  # "Chủ tịch X phân việc ngay tại chỗ.": nobody replies any more
        elif opening.organ is not None and spoken and opening.move is not None:
            self._body_speaks(row, opening.organ, opening)
        elif opening.is_conclusion and not opening.has_subject and not inside:
            self._chair_speaks()
        elif not opening.has_subject and not inside:
            self._note_first(row, opening)

    def _note_first(self, row: Row, opening: Opening) -> None:
        """ "Không vòng vo, ông Đạt đi thẳng vào việc.": "ông" in the next sentence is he."""
        for k in range(opening.at, min(opening.at + _FIRST_WORDS, len(row.tokens))):
            who = row.people.at(k)
            if who and who.name and (person := self.scene.cast.resolve(who, None)):
                self._last = person
                return

    def _unnamed(self, mention: Mention) -> Person | None:
        """One who is only called by title, as "đồng chí Chủ tịch UBND huyện"."""
        if mention.name:  # one who was not there by name: a voter, a villager
            return Person(mention.name, Span(0, 0), list(mention.titles))
        if not mention.titles:
            return None
        if self.scene.cast.chair and mention.titles[0].lower().startswith(sections.LEADS_THEM):
            return self.scene.cast.chair
        person = Person(", ".join(mention.titles), Span(0, 0), list(mention.titles))
        if self.scene.cast.chair is None and person.rank > self.scene.cast.host_rank:
            self.scene.cast.chair = person
        return person

    def _report(self, row: Row, reporter: Organ | Mention) -> None:
        if isinstance(reporter, Mention):
            if person := self.scene.cast.resolve(reporter, self._last):
                self._speak(person)
            return
        self._body_speaks(row, reporter, None)

    def _body_speaks(self, row: Row, organ: Organ, opening: Opening | None) -> None:
        """A body speaks. One that is charged ("các xã cần ...") does not."""
        scene = self.scene
        voice = scene.cast.voice_of_rank(organ.rank)
        kind = opening.move.kind if opening and opening.move else None
        superior_speaks = scene.speaker.voice is Voice.SUPERIOR
        if kind is Move.PRAISE and (
            self._section in ("results", "difficulties")
            or (voice is Voice.HOST and organ.rank is not Rank.PEOPLE)
        ):
            return
        if superior_speaks and self._layout.is_official and self._section in ("tasks", "replies"):
            return
        if (
            superior_speaks
            and scene.speaker.person
            and scene.phrase(row, organ).lower() in sections.DELEGATION
        ):
            return
        if (
            superior_speaks
            and voice is not Voice.SUPERIOR
            and kind in (Move.AGREE, Move.ORDER, Move.TELL, Move.REPLY)
            and scene.mode is ItemKind.DIRECTIVE
        ):
            return
        if organ.rank is Rank.PROVINCE and kind in (Move.TALK,):
            return
        name = scene.phrase(row, organ)
        if name.lower().startswith(sections.THE_CHAIR) and scene.cast.chair:
            self._chair_speaks()
            return
        if voice is Voice.DEPARTMENT and name.lower().startswith("đại diện "):
            name = name[len("đại diện ") :].removeprefix("lãnh đạo ")
        scene.turn_to(Speaker(voice, name, name))
