"""Who is who on a page: persons under all their titles, the chair, the hosts, and who may tell whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.model import Side, Span, UnitMention
from thongsuot.engines.reading.people import Mention
from thongsuot.engines.reading.places import COMMUNE_TYPES
from thongsuot.engines.text.fold import fold


class Voice(Enum):
    """In what capacity somebody speaks; it decides what his words are."""

    NARRATOR = auto()
    HOST = auto()
    DEPARTMENT = auto()
    SUPERIOR = auto()


_COMMUNE = re.compile(
    r"\b(?:xa|phuong|dac khu|thi tran|dang uy(?! (?:ubnd|cac co quan|cong an|quan su|khoi)))\b"
)
_DISTRICT = re.compile(r"\b(?:huyen|quan uy|thi uy|thi xa|quan (?!ly|su|tri|he|chung)\S)")
_CENTRE = re.compile(
    r"\b(?:tong bi thu|chu tich nuoc|thu tuong|bo truong|thu truong|chinh phu|ban bi thu"
    r"|chu tich quoc hoi|pho chu tich quoc hoi|uy vien bo chinh tri|truong ban \S+ trung uong"
    r"|tong thanh tra|uy ban (?:thuong vu )?quoc hoi)\b"
)
_LEADER = re.compile(
    r"^(?:quyen |nguyen )?(?:pho )?(?:bi thu|chu tich)|^truong doan|^to truong|^pho bi thu|\b(?:bi thu"
    r"|chu tich)\b"
)
_DEPARTMENT = re.compile(
    r"\b(?:giam doc|chanh|truong phong|cuc truong|chi cuc|so|cong an|ban quan ly|truong ban"
    r"|chi huy truong|chuyen vien|vu truong|vien truong|thanh tra|chu nhiem)\b"
)
_PROVINCIAL = re.compile(
    r"\b(?:tinh|thanh (?:uy|pho)|quoc hoi|hdnd|doan|trung uong|mttq|mat tran|tuv|uvbtv|uy vien|tong|nha nuoc)\b"
)
"""What a title has that stands above the commune, when it heads neither a tier nor a department."""
_OF_BUSINESS = re.compile(
    r"\b(?:cong ty|doanh nghiep|hop tac xa|htx|tong giam doc|hoi doanh n|chu co so|hieu truong|gia lang"
    r"|truong (?:thon|ap|buon|xom|ban|khom))\b"
)
_HEAD = re.compile(
    r"^(?:(?:quyền|nguyên) )?(?:phó )?(?:chủ tịch(?: thường trực| hội đồng)?|bí thư(?: thường trực)?"
    r"|giám đốc(?: thường trực| phụ trách)?|chánh văn phòng|chánh thanh tra|trưởng (?=(?:ban|phòng|đoàn"
    r"|công an)\b)|cục trưởng|chi cục trưởng|viện trưởng|chủ nhiệm|chuyên viên|đại biểu|hiệu trưởng"
    r"|tổ trưởng|bộ trưởng|thứ trưởng|ủy viên|uỷ viên|pct|pbt|pgđ|tuv|uvbtv)\s*",
    re.IGNORECASE,
)


def rank_of_titles(titles: Iterable[str]) -> Rank:
    """The tier at which a person stands by his titles."""
    folded = [fold(title) for title in titles]
    if any(_CENTRE.search(title) for title in folded):
        return Rank.CENTRE
    if any(_COMMUNE.search(title) for title in folded):
        return Rank.COMMUNE
    if any(_DISTRICT.search(title) for title in folded):
        return Rank.DISTRICT
    if folded and all(_OF_BUSINESS.search(title) for title in folded):
        return Rank.PEOPLE
    if any(_LEADER.search(title) for title in folded):
        return Rank.PROVINCE
    if any(_DEPARTMENT.search(title) for title in folded):
        return Rank.DEPARTMENT
    if not folded:
        return Rank.NONE
    return Rank.PROVINCE if any(_PROVINCIAL.search(title) for title in folded) else Rank.PEOPLE


def organisation_of(titles: Sequence[str]) -> str:
    """The body that the last title names: "Sở Xây dựng" of "Giám đốc Sở Xây dựng"."""
    for title in reversed(titles):
        rest = _HEAD.sub("", title).strip()
        if rest and rest != title and fold(rest) not in ("doan", "doan cong tac", "ban", "phong", "to"):
            return rest.removeprefix("của ").strip()
    return ""


_ONLY_OPENS = re.compile(r"(?:Xã|Phường|Đặc khu|Các|Những|Đại diện|Lãnh đạo|Cử tri|Người dân|Toàn thể)\s")
"""Common words that have a capital only because a sentence begins with them."""
_THERE = frozenset({"địa phương", "cơ sở"})
_VOTERS = frozenset({"cử tri", "cử tri và nhân dân", "các cử tri"})


@dataclass(slots=True)
class Person:
    name: str
    span: Span
    titles: list[str] = field(default_factory=list)
    side: Side | None = None
    rule: str = ""
    is_chair: bool = False

    def learn(self, titles: Iterable[str]) -> None:
        """Add titles; of two forms of one title the fuller stays."""
        for title in titles:
            title = " ".join(title.split())
            key = fold(title)
            same = next((i for i, own in enumerate(self.titles) if _same_title(fold(own), key)), None)
            if same is None:
                self.titles.append(title)
            elif len(title) > len(self.titles[same]):
                self.titles[same] = title

    @property
    def rank(self) -> Rank:
        return rank_of_titles(self.titles)


def _same_title(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or (
        short.startswith(("truong doan", "to truong")) and short.split()[:2] == long.split()[:2]
    )


_NUMBERS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SEVERAL = frozenset({"các", "những", "mỗi", "từng", *_NUMBERS})
_FEWEST_HOSTS = 2
_COUNTED = re.compile(
    rf"(?:(?P<before>ubnd|đảng ủy|hđnd|thường trực hđnd|chủ tịch ubnd|ban thường vụ đảng ủy)\s+)?(?:cả\s+)?"
    rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?:(?P<body>ubnd|đảng ủy|hđnd)\s+)?"
    r"(?:xã|phường|xã, phường|địa phương)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:(?P<body>\D*?)\s+)?(?:các|\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?P<type>xã|phường|đặc khu)\s+"
    r"(?P<names>[A-ZĐ][^,;]*(?:\s*(?:,|và)\s*[A-ZĐ][^,;]*)+)",
    re.IGNORECASE,
)
""" "UBND các xã A, B và C"."""


@dataclass(slots=True)
class Cast:
    """All persons by folded name, in the order of the text."""

    people: dict[str, Person] = field(default_factory=dict)
    hosts: list[UnitMention] = field(default_factory=list)
    host_rank: Rank = Rank.COMMUNE
    chair: Person | None = None
    current: UnitMention | None = None
    """Of several hosts the one named last."""

    def named(self, mention: Mention, span: Span, rule: str) -> Person:
        """The person that a mention with a name means; new when not met before."""
        key = fold(mention.name)
        person = self.people.get(key) or self._short_name(key)
        if person is None:
            person = self.people[key] = Person(mention.name, span, rule=rule)
        person.learn(mention.titles)
        return person

    def _short_name(self, key: str) -> Person | None:
        """ "đồng chí Tiến" is the one whose name ends so."""
        if key.count(" ") > 1:
            return None
        return next((p for known, p in reversed(self.people.items()) if known.endswith(f" {key}")), None)

    def resolve(self, mention: Mention, last: Person | None) -> Person | None:
        """The person behind a name, a title alone, or a pronoun (the last speaker)."""
        if mention.name:
            key = fold(mention.name)
            return self.people.get(key) or self._short_name(key)
        if mention.is_pronoun:
            return last or self.chair
        return self._titled([fold(title) for title in mention.titles])

    def _titled(self, titles: list[str]) -> Person | None:
        for person in reversed(self.people.values()):
            own = [fold(title) for title in person.titles]
            if all(any(_same_title(mine, title) for mine in own) for title in titles):
                return person
        return None

    def voice_of(self, person: Person) -> Voice:
        """In what capacity a person speaks in this session."""
        if person is self.chair:
            return Voice.SUPERIOR
        rank = person.rank
        if self.host_rank is Rank.PEOPLE and person.side is Side.DELEGATION and person.rule == "person.lead":
            return Voice.SUPERIOR
        if rank <= self.host_rank or (person.side is Side.HOST and rank <= Rank.DEPARTMENT):
            return Voice.HOST
        if rank is Rank.DEPARTMENT or (self.host_rank is Rank.PEOPLE and rank <= Rank.DISTRICT):
            return Voice.DEPARTMENT
        return Voice.SUPERIOR if rank > self.host_rank else Voice.HOST

    def voice_of_rank(self, rank: Rank) -> Voice:
        if rank <= self.host_rank:
            return Voice.HOST
        return Voice.DEPARTMENT if rank in (Rank.DEPARTMENT, Rank.COMMUNE) else Voice.SUPERIOR

    def each(self, phrase: str) -> list[str]:
        """ "UBND 5 xã", "hai đảng ủy xã", "ba xã": the body of each host, where there are so many; else itself."""
        if named := _NAMED.fullmatch(phrase):
            names = re.split(r"\s*,\s*(?:và\s+)?|\s+và\s+", named["names"])
            return [f"{named['body']} {named['type'].lower()} {name}".strip() for name in names]
        found = _COUNTED.fullmatch(phrase)
        if not found or len(self.hosts) < _FEWEST_HOSTS:
            return [phrase]
        hosts = self._so_many(found["number"].lower())
        body = (found["before"] or found["body"] or "").strip()
        body = body[:1].upper() + body[1:]
        return [f"{body} {unit.type} {unit.name}".strip() for unit in hosts] or [phrase]

    def _so_many(self, number: str) -> list[UnitMention]:
        """The hosts that "ba" or "03" can mean: all, or those of the first of two sessions."""
        wanted = int(number) if number.isdigit() else _NUMBERS.index(number) + _FEWEST_HOSTS
        first = [unit for unit in self.hosts if unit.rule != "host.later"]
        return next((units for units in (self.hosts, first) if len(units) == wanted), [])

    @property
    def there(self) -> str:
        """The one host by its name, "" where several were worked with."""
        return f"{self.hosts[0].type} {self.hosts[0].name}".strip() if len(self.hosts) == 1 else ""

    def completed(self, phrase: str) -> str:
        """ "phường" alone is the host ward: its name is added where just one host can be meant."""
        if _ONLY_OPENS.match(phrase):
            phrase = phrase[0].lower() + phrase[1:]
        words = phrase.split()
        if phrase.lower() in _VOTERS and len(self.hosts) == 1:
            return f"{phrase.lower()} {self.hosts[0].type} {self.hosts[0].name}"
        if phrase.lower() in _THERE and (self.current or self.there):
            return f"{self.current.type} {self.current.name}".strip() if self.current else self.there
        if not words or any(word.isdigit() or word.lower() in _SEVERAL for word in words):
            return phrase
        kind = " ".join(words[-2:]).lower() if phrase.lower().endswith("đặc khu") else words[-1].lower()
        meant = [unit for unit in self.hosts if unit.type == kind]
        if self.current in meant:
            meant = [unit for unit in meant if unit is self.current]
        if kind not in COMMUNE_TYPES or len(meant) != 1:
            return phrase
        head = phrase if len(words) > 1 else phrase.lower()
        return f"{head} {meant[0].name}"

    def hear(self, low: str) -> None:
        """A passage names one of several hosts: "xã" alone is that one from there on."""
        if len(self.hosts) > 1:
            named = [unit for unit in self.hosts if unit.name.lower() in low]
            self.current = named[0] if len(named) == 1 else self.current if not named else None
