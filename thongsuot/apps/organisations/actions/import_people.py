"""Who the lines of a list mean. Somebody of a known name is asked about, never taken for the one who bears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.journal import BATCH, batched
from thongsuot.apps.organisations.actions import tenure
from thongsuot.apps.organisations.actions.import_fates import ANOTHER, ASK, KNOWN, NEW, OF_LINE, SAME, Fate
from thongsuot.apps.organisations.models import Membership, Person, Post

Held = Mapping[int, Sequence[Membership]]
"""Key of a person -> what they hold and held, the newest first."""
OF_MEMBERSHIP = ("since", "until", "is_concurrent", "decision_number", "decision_on", "decision_by")


def find_people(fates: Sequence[Fate], answers: Mapping[str, str]) -> None:
    """Give each line whose post was found its person, or its question."""
    named = [(fate, fate.post) for fate in fates if fate.post is not None and fate.said.name]
    known = _people({fold(fate.said.name) for fate, _post in named})
    held = _held({person.pk for people in known.values() for person in people})
    earlier: dict[str, list[Fate]] = defaultdict(list)
    for fate, post in named:
        key = fold(fate.said.name)
        if not (_stands_already(fate, post, known[key], held) or _repeats(fate, earlier[key])):
            _find(fate, post, known[key], held, earlier[key], answers.get(str(fate.line), ""))
            earlier[key].append(fate)


def _people(names: Iterable[str]) -> dict[str, list[Person]]:
    known: dict[str, list[Person]] = defaultdict(list)
    for part in batched(sorted(names), BATCH):
        for person in Person.objects.filter(folded__in=part, erased_at=None).order_by("sort_key", "pk"):
            known[person.folded].append(person)
    return known


def _held(people: Iterable[int]) -> Held:
    held: dict[int, list[Membership]] = defaultdict(list)
    for part in batched(sorted(people), BATCH):
        rows = Membership.objects.filter(person__in=part).select_related("post__organisation")
        for row in rows.order_by("-since", "-pk"):
            held[row.person_id].append(row)
    return held


def _stands_already(fate: Fate, post: Post, namesakes: Sequence[Person], held: Held) -> bool:
    """Whether somebody of this name is recorded in this very post from this very day."""
    said = fate.said
    rows = (row for one in namesakes for row in held.get(one.pk, ()) if row.post_id == post.pk)
    row = next((row for row in rows if row.since == said.since), None)
    if row is None:
        return False
    if said.until in (None, row.until):
        fate.kind = SAME
    else:
        told = _(
            "Đã ghi người này giữ chức vụ %(spell)s. Nếu ngày cuối đổi khác, hãy sửa ở trang của người đó."
        )
        fate.fail(told % {"spell": tenure.spell(row)}, "until")
    return True


def _repeats(fate: Fate, earlier: Sequence[Fate]) -> bool:
    """Whether a line before says the same of the same name."""
    twin = next((one for one in earlier if one.post is fate.post and one.said.since == fate.said.since), None)
    if twin is None:
        return False
    fate.fail(_("Dòng này lặp lại dòng %(line)d. Hãy bỏ một dòng.") % {"line": twin.line}, "name")
    return True


def _find(
    fate: Fate, post: Post, namesakes: Sequence[Person], held: Held, earlier: Sequence[Fate], answer: str
) -> None:
    """Who was answered; somebody new where no one bears the name; else a question."""
    people = {str(one.uid): one for one in namesakes}
    people |= {f"{OF_LINE}{one.line}": one.membership.person for one in earlier if _is_newcomer(one)}  # type: ignore[union-attr]
    fate.choices = [(str(one.uid), _told(one, held.get(one.pk, ()))) for one in namesakes]
    fate.choices += [(f"{OF_LINE}{one.line}", _told_line(one)) for one in earlier if _is_newcomer(one)]
    fate.answer = answer if answer == ANOTHER or answer in people else ""
    if not people or fate.answer == ANOTHER:
        fate.kind = NEW
        fate.membership = _membership(fate, post, Person(pk=-fate.line, name=fate.said.name))
    elif fate.answer:
        fate.kind = KNOWN
        fate.membership = _membership(fate, post, people[fate.answer])
    else:
        fate.kind = ASK


def _is_newcomer(fate: Fate) -> bool:
    return fate.kind == NEW and fate.membership is not None


def _membership(fate: Fate, post: Post, person: Person) -> Membership:
    facts = {name: getattr(fate.said, name) for name in OF_MEMBERSHIP}
    return Membership(person=person, post=post, **facts)


def _told(person: Person, held: Sequence[Membership]) -> str:
    """Who it is, by what they hold: names, posts and organs are public."""
    posts = "; ".join(str(row) for row in held[:2]) or _("chưa giữ chức vụ nào")
    return f"{person.name} – {posts}"


def _told_line(fate: Fate) -> str:
    return _("người ở dòng %(line)d – %(post)s") % {"line": fate.line, "post": str(fate.post)}
