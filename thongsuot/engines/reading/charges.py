"""A piece of work given to somebody: who leads, who helps, what it is about, and its matter."""

from __future__ import annotations

from dataclasses import replace

from thongsuot.engines.reading.asked import listed
from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import MOVES
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.matter import trimmed_end
from thongsuot.engines.reading.model import Assignee, ItemKind, Role, Span
from thongsuot.engines.reading.opening import Opening
from thongsuot.engines.reading.phrases import Organ, bare, organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.segments import Range, enumerated
from thongsuot.engines.reading.work import BARE_TASK, whoever

_SHORT_MATTER = 24
_NEXT, _NOUN = 6, 10
_BARE_LEAD = ("chủ", "trì")


def theme_of(scene: Scene, row: Row, opening: Opening) -> str:
    return " ".join(scene.words(row, opening.theme).split()).rstrip(" ,;:") if opening.theme else ""


def theme_organ(row: Row, opening: Opening) -> Organ | None:
    """ "Đối với xã Đất Mũi, ...": who is charged."""
    organ = organ_at(row.tokens, opening.theme[0]) if opening.theme else None
    if organ is None or opening.theme is None or organ.to < opening.theme[1]:
        return None
    return replace(organ, to=opening.theme[1])


def _role_words(row: Row, at: int, to: int) -> tuple[int, Organ | None, bool]:
    """Behind an addressee: "chủ trì, phối hợp với B": the index behind it, B, and whether it leads."""
    tokens, i = row.tokens, at
    leads = i + 1 < to and (tokens[i].low, tokens[i + 1].low) == _BARE_LEAD
    i += 2 * leads
    k = i
    while k < to and tokens[k].low in (",", "và", "đồng", "thời"):
        k += 1
    if k + 1 < to and tokens[k].low == "phối" and tokens[k + 1].low == "hợp":
        k += 2
    elif not (leads and k + 1 < to and tokens[k].low == "cùng"):
        return i, None, leads
    while k < to and tokens[k].low in ("chặt", "chẽ", "tốt", "cùng", "với"):
        k += 1
    organ = organ_at(tokens, k)
    if organ is None or organ.to >= to or (not leads and tokens[k].low in ("lực", "các", "người", "nhân")):
        return i, None, leads
    return organ.to, organ, leads


def _addressed(scene: Scene, row: Row, body: Range, opening: Opening, has_subject: bool) -> int:
    """Sets the assignees of the scene; returns where the matter begins."""
    tokens, at = row.tokens, body[0]
    if not has_subject:
        while at < body[1] and tokens[at].low in ("cho", "đối", "với", "là", "rằng", ",", ":"):
            at += 1
        person = row.people.at(at) if at < body[1] else None
        organ = organ_at(tokens, at) if at < body[1] else None
        organ = bare(tokens, organ, body[1]) if organ and not whoever(row, at, body[1]) else None
        if person and (person.name or person.titles) and person.to < body[1]:
            name = person.name or person.titles[0]
            scene.assignees = (
                Assignee(name, Role.LEAD, Span(tokens[person.at].start, tokens[person.to - 1].end)),
            )
            at = person.to
        elif organ and organ.to < body[1] and organ.rank > Rank.NONE:
            scene.assignees = scene.charged(row, organ)
            at = organ.to
        elif at < body[1] and (host := _host_at(scene, row, at)):
            name, to = host
            span = Span(tokens[at].start, tokens[to - 1].end)
            scene.assignees = (Assignee(name, Role.LEAD, span),)
            at = to
        elif theme := theme_organ(row, opening):
            scene.assignees = scene.charged(row, theme)
        else:
            scene.assignees = scene.inherited()
    at, support, _ = _role_words(row, at, body[1])
    leads = tuple(one for one in scene.assignees if one.role is Role.LEAD)
    scene.assignees = leads + (scene.charged(row, support, Role.SUPPORT) if support and leads else ())
    return at


def _host_at(scene: Scene, row: Row, at: int) -> tuple[str, int] | None:
    """ "quán triệt Vinh Lộc kiểm đếm ...": a host by its bare name, and where that ends."""
    for unit in scene.cast.hosts:
        to = at + len(unit.name.split())
        if scene.words(row, (at, min(to, len(row.tokens)))) == unit.name and to < len(row.tokens):
            return f"{unit.type} {unit.name}".strip(), to
    return None


def needed(scene: Scene, row: Row, part: Range, opening: Opening) -> None:
    scene.open(ItemKind.DIRECTIVE)
    scene.assignees = ()
    scene.add(
        ItemKind.DIRECTIVE,
        row,
        part,
        "directive.needed",
        0.7,
        by=scene.speaker.by,
        keep_subject=True,
        theme=theme_of(scene, row, opening),
    )


def charge(
    scene: Scene,
    row: Row,
    body: Range,
    opening: Opening,
    rule: str,
    confidence: float,
    has_subject: bool = False,
) -> None:
    """A directive: addressee, roles, then the matter, which may be a list to come."""
    scene.open(ItemKind.DIRECTIVE)
    at = _addressed(scene, row, body, opening, has_subject)
    start = at
    at, is_announced = listed(row, at, body[1])
    if is_announced or at >= body[1]:
        return
    if at > start and len(pieces := enumerated(row.tokens, at, body[1])) > 1:
        for piece in pieces:
            scene.add(
                ItemKind.DIRECTIVE,
                row,
                piece,
                rule,
                confidence,
                by=scene.speaker.by,
                assignees=scene.assignees,
            )
        return
    if scene.unsaid and all(token.low in BARE_TASK for token in row.tokens[at : body[1]] if token.is_word):
        at, body = scene.unsaid[0], scene.unsaid
    theme = theme_of(scene, row, opening)
    is_charged = opening.theme is not None and theme_organ(row, opening) is not None
    head = "" if is_charged or opening.is_request_theme else theme
    if (
        not head
        and scene.unsaid
        and body[1] > scene.unsaid[1] > body[0] - _NEXT
        and is_noun(row, scene.unsaid)
    ):
        head = scene.words(row, scene.unsaid).rstrip(
            " ,;:"
        )  # "Quy chế phối hợp, giao Thanh tra tỉnh dự thảo"
    if trimmed_end(row.tokens, at, body[1]) - at > _SHORT_MATTER:
        head = ""
    scene.add(
        ItemKind.DIRECTIVE,
        row,
        (at, body[1]),
        rule,
        confidence,
        by=scene.speaker.by,
        assignees=scene.assignees,
        theme=theme,
        head=f"{head}:" if head else "",
        due_from=opening.at,
    )


def is_noun(row: Row, part: Range) -> bool:
    """Whether a clause is a mere matter: short, without a verb of work or of speaking."""
    at, to = part
    return to - at <= _NOUN and not any(
        ACTIONS.at(row.tokens, k) or MOVES.at(row.tokens, k) for k in range(at, to)
    )


def extend_last(scene: Scene, row: Row, part: Range) -> bool:
    """Join a sentence to the directive just added; False when the last item is none."""
    last = scene.items[-1]
    if last.kind is not ItemKind.DIRECTIVE:
        return False
    more = scene.add(ItemKind.DIRECTIVE, row, part, last.rule, last.confidence)
    if more is None:
        return False
    del scene.items[-2:]
    span = Span(last.span.start, more.span.end)
    scene.items.append(
        replace(last, text=f"{last.text}; {more.text}", span=span, deadline=last.deadline or more.deadline)
    )
    return True


def answer(scene: Scene, row: Row, part: Range, opening: Opening) -> None:
    """What the chair says to a request."""
    scene.add(
        ItemKind.ANSWER,
        row,
        part,
        "answer.agreed",
        0.75,
        by=scene.speaker.by,
        theme=theme_of(scene, row, opening) or (_asked(scene) if scene.is_reply else ""),
        keep_subject=True,
    )


def _asked(scene: Scene) -> str:
    """The request that the paragraph at hand replies to."""
    return next((one.text for one in reversed(scene.items) if one.kind is ItemKind.RECOMMENDATION), "")
