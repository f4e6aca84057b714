"""The register's rows: cases, their threads, their units, what stands beside them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states, topics
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State

if TYPE_CHECKING:
    from thongsuot.apps.cases.models.assignment import Assignment

SHORT = 140


class Kind(models.TextChoices):
    RECOMMENDATION = "recommendation", _("Kiến nghị")
    DIFFICULTY = "difficulty", _("Khó khăn, vướng mắc")
    DIRECTIVE = "directive", _("Nội dung chỉ đạo")
    COMMITMENT = "commitment", _("Cam kết")
    TASK = "task", _("Việc nội bộ")


class Level(models.TextChoices):
    """Who may read it at most. Nothing that is marked secret (mật) is stored at all."""

    PUBLIC = "public", _("Công khai được")
    INTERNAL = "internal", _("Nội bộ")
    LIMITED = "limited", _("Hạn chế: chỉ cơ quan giữ sổ, nơi nêu và nơi được giao")


class ReplyKind(models.TextChoices):
    """What must come back of a directive."""

    KNOW = "know", _("Để biết")
    DO = "do", _("Để thực hiện")
    REPORT = "report", _("Để thực hiện và báo cáo")
    OPINION = "opinion", _("Để cho ý kiến")


class Competence(models.TextChoices):
    """At which level the matter can be settled."""

    COMMUNE = "commune", _("Cấp xã")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    PROVINCE = "province", _("UBND tỉnh")
    COUNCIL = "council", _("HĐND tỉnh")
    PARTY = "party", _("Thường trực, Ban Thường vụ Tỉnh ủy")
    MINISTRY = "ministry", _("Bộ, ngành trung ương")
    GOVERNMENT = "government", _("Chính phủ, Thủ tướng Chính phủ")
    ASSEMBLY = "assembly", _("Quốc hội, Ủy ban Thường vụ Quốc hội")


class Cause(models.TextChoices):
    """Why a locality is stuck, as the localities' own forms ask it."""

    UNDERSTANDING = "understanding", _("Cách hiểu khác nhau")
    STEPS = "steps", _("Các bước thực hiện")
    PROCEDURE = "procedure", _("Thủ tục hành chính")
    LAW = "law", _("Quy định còn thiếu hoặc chồng chéo")
    MEANS = "means", _("Thiếu người, kinh phí, phương tiện")
    OTHER = "other", _("Nguyên nhân khác")


class Term(StrEnum):
    """How the clock stands that a case is counted by, as far as it does not hang on the day that is asked for."""

    NONE = ""
    RUNS = "runs"
    """Overdue from the day after its due day."""
    HELD = "held"
    """Suspended before its due day had passed."""
    MET = "met"
    MISSED = "missed"
    PARTS = "parts"
    """Not counted itself: its children are."""


class Thread(WithUid):
    """One matter: the request that went up and the directive that came down hang on the same thread."""

    class Meta:
        verbose_name = _("mạch việc")
        verbose_name_plural = _("mạch việc")


TALLY = (
    *("kind", "status", "register", "level", "topic", "cause", "competence", "term", "term_on", "raised_on"),
    "id",
)
"""Every column of a case by which a register is narrowed: what is counted is counted in the index alone."""


class Case(WithUid):
    """A recommendation, directive or commitment that is followed until it is solved."""

    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    number = models.CharField(_("số"), max_length=20, unique=True)
    thread = models.ForeignKey(Thread, models.PROTECT, verbose_name=_("mạch việc"), related_name="cases")
    topic = models.CharField(_("lĩnh vực"), max_length=30)
    text = models.TextField(_("nội dung"))
    folded = models.TextField(editable=False)
    status = models.CharField(_("trạng thái"), max_length=20)
    version = models.PositiveIntegerField(default=1)
    raised_on = models.DateField(_("ngày nêu"))
    raised_by = models.CharField(_("người nêu"), max_length=300, blank=True)
    addressed_to = models.CharField(_("gửi tới"), max_length=300, blank=True)
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    term = models.CharField(max_length=6, blank=True, default="", editable=False)
    """A `Term`; with `term_on` it repeats the clocks, so that a whole register is counted without them."""
    term_on = models.DateField(null=True, editable=False)
    """The due day of the clock that the case is counted by."""
    due_words = models.CharField(_("thời hạn theo lời"), max_length=200, blank=True)
    passage = models.ForeignKey(
        "documents.Passage",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("đoạn trích"),
        related_name="+",
    )
    source_note = models.CharField(_("nguồn ghi"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("ghi vào sổ lúc"))
    register = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        verbose_name=_("sổ của"),
        related_name="+",
    )
    """The coordinating office that owns the case; it may share it, or move it, by an act."""
    shared_with = models.ManyToManyField(
        "organisations.Organisation", verbose_name=_("dùng chung với"), related_name="+", blank=True
    )

    level = models.CharField(_("mức phổ biến"), max_length=10, choices=Level, default=Level.INTERNAL)
    competence = models.CharField(_("cấp có thẩm quyền"), max_length=12, choices=Competence, blank=True)
    cause = models.CharField(_("nguyên nhân"), max_length=15, choices=Cause, blank=True)
    reply_kind = models.CharField(_("yêu cầu phản hồi"), max_length=10, choices=ReplyKind, blank=True)
    product = models.CharField(_("sản phẩm"), max_length=300, blank=True)
    responsibility = models.CharField(_("trách nhiệm"), max_length=300, blank=True)
    authority = models.CharField(_("thẩm quyền"), max_length=300, blank=True)
    no_deadline_reason = models.CharField(_("lý do chưa đặt thời hạn"), max_length=300, blank=True)
    public_words = models.TextField(_("tình trạng công khai"), blank=True)
    """What may be told outside of how it stands; without it the public wording of the state is shown."""
    bodies = models.CharField(_("các cơ quan thực hiện, theo lời"), max_length=300, blank=True)
    """The class of bodies that a directive is addressed to: one child for each body meant."""
    round = models.PositiveSmallIntegerField(_("lượt"), default=1)
    """Which time it is answered: reopening begins the next."""
    returned = models.PositiveSmallIntegerField(_("số lần bị trả lại"), default=0)
    closed_on = models.DateField(_("ngày khép"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc đầu việc"),
    )
    """What this is a part of: the directive to a class of bodies, the task of a sub-task, a recurring one."""
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("đã nhập vào")
    )
    raising_organ = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan nêu"),
        related_name="+",
    )
    """The organ that raised it, where no unit did: it sees the case and says whether it is solved."""
    raises_again = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="raised_again", verbose_name=_("nêu lại")
    )
    """The closed case that this one raises again."""
    forwarded_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="forwarded",
        verbose_name=_("chuyển lên từ"),
    )
    """The case of the lower tier that this one carries upward."""
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("việc nội bộ của"),
        related_name="+",
    )
    """Whose internal task it is; only that organ sees it."""

    class Meta:
        verbose_name = _("nội dung theo dõi")
        verbose_name_plural = _("sổ theo dõi")
        indexes = (
            models.Index(fields=["-raised_on", "-id"], name="case_page"),
            models.Index(fields=["kind", "status", "-raised_on", "-id"], name="case_kind_page"),
            models.Index(fields=["topic", "-raised_on", "-id"], name="case_topic_page"),
            models.Index(fields=["due_on", "id"], name="case_due_page"),
            models.Index(fields=["register", "-raised_on", "-id"], name="case_register_page"),
            models.Index(fields=TALLY, name="case_tally"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def life_cycle(self) -> LifeCycle:
        return states.BY_KIND[self.kind]

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)

    @property
    def is_open(self) -> bool:
        return not self.state.is_final

    @property
    def short(self) -> str:
        """The matter in one line of at most 140 characters, cut between words."""
        line = " ".join(self.text.split())
        return line if len(line) <= SHORT else f"{line[:SHORT].rpartition(' ')[0] or line[:SHORT]}…"

    @property
    def is_secret_to_others(self) -> bool:
        return self.level == Level.LIMITED

    @property
    def topic_label(self) -> str:
        return topics.label(self.topic)

    @property
    def leads(self) -> list[Assignment]:
        """Who leads: known organs before those that only the source names. Reads prefetched rows."""
        named = [one for one in self.assignments.all() if one.role == "lead"]
        return sorted(named, key=lambda one: one.organisation_id is None)


class CaseUnit(models.Model):
    """A unit that raised the case, or that it is addressed to."""

    class Role(models.TextChoices):
        RAISED = "raised", _("nêu")
        ADDRESSED = "addressed", _("thực hiện")

    case = models.ForeignKey(Case, models.CASCADE, related_name="case_units")
    unit = models.ForeignKey("places.Unit", models.PROTECT, verbose_name=_("địa phương"), related_name="+")
    role = models.CharField(_("vai"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("địa phương của nội dung")
        verbose_name_plural = _("địa phương của nội dung")
        constraints = (models.UniqueConstraint(fields=["case", "unit", "role"], name="unit_once_a_role"),)
        indexes = (models.Index(fields=["unit", "role"], name="case_of_unit"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.unit}"


class Link(models.Model):
    """What gave rise to a case or answers it, elsewhere, named by value: no foreign key points up."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    kind = models.CharField(_("loại"), max_length=40)
    target_uid = models.UUIDField(_("đối tượng"))
    label = models.CharField(_("tên"), max_length=300)
    url = models.CharField(_("địa chỉ"), max_length=300)

    class Meta:
        verbose_name = _("liên kết")
        verbose_name_plural = _("liên kết")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["case", "kind", "target_uid"], name="linked_once"),)

    def __str__(self) -> str:
        return self.label
