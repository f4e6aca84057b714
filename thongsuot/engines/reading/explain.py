"""Why an item is what it is: the rule's code and the facts it rests on. The page puts them into words."""

from __future__ import annotations

from dataclasses import dataclass

from thongsuot.engines.reading.model import Item, Record


@dataclass(frozen=True, slots=True)
class Reason:
    """`rule` is stable and may be translated; `facts` are (name, words) pairs, the words from the text."""

    rule: str
    facts: tuple[tuple[str, str], ...]


def _passage(record: Record, item: Item) -> str:
    return " ".join(record.text[item.span.start : item.span.end].split())


def _assigned(item: Item) -> list[tuple[str, str]]:
    return [(f"{one.role}-{'named' if one.span else 'carried-over'}", one.name) for one in item.assignees]


def why(record: Record, index: int) -> Reason:
    """The reason of `record.items[index]`. Raises IndexError for an item that is not there."""
    item = record.items[index]
    facts = [("passage", _passage(record, item)), ("said-by", item.by), ("said-to", item.to)]
    facts += _assigned(item)
    if item.deadline:
        facts.append(("deadline", item.deadline.words))
    if item.answers is not None:
        facts.append(("answers", record.items[item.answers].text))
    if item.raised_before:
        facts.append(("raised-before", "yes"))
    facts.append(("topic", item.topic))
    return Reason(item.rule, tuple((name, words) for name, words in facts if words))


RULES = {
    "recommendation.asked": "a host asks, with a verb of asking",
    "recommendation.list": "goes on in a list of requests",
    "recommendation.again": "is said to have been asked before",
    "recommendation.heading": "stands as the heading of a reply in a notice",
    "recommendation.numbered": "stands behind the number of a request: Kiến nghị 2: ...",
    "recommendation.received": "is received by the chair with its content",
    "recommendation.upward": "a superior asks the centre",
    "recommendation.table": "stands in a column of requests",
    "difficulty.table": "stands in a column of difficulties",
    "directive.table": "stands in a column of tasks",
    "difficulty.stated": "a state of lack or trouble is predicated",
    "difficulty.voiced": "a voter tells it, and asks for nothing",
    "difficulty.reported": "is complained of",
    "difficulty.list": "goes on in a list of difficulties",
    "difficulty.section": "stands under a heading of difficulties",
    "difficulty.shared-head": "one head over several matters",
    "difficulty.shared-tail": "several matters under one predicate",
    "difficulty.chair": "the chair names it",
    "directive.called": "a superior asks, demands or charges",
    "directive.duty": "the subject must (cần, phải), a superior says",
    "directive.subject": "a body and its work, among directives",
    "directive.passive": "a body is given it: được giao, được đề nghị",
    "directive.needed": "a superior says what has to be, and not by whom",
    "directive.list": "goes on in a list of directives",
    "directive.department": "a department asks plainly",
    "commitment.promised": "sẽ, cam kết: by those above or a department",
    "commitment.host": "sẽ, cam kết: by the host",
    "answer.department": "a department replies",
    "answer.agreed": "the chair agrees",
    "statement.praise": "praise",
    "statement.said": "said, and nothing asked",
    "statement.agreed": "agreed to nothing in particular",
    "result.section": "stands in the results of a report",
    "recommendation.section": "stands in the requests of a report",
    "result.told": "a fact or figure of work done",
}
"""Every rule that stands in `Item.rule`, in a few words for a developer."""
