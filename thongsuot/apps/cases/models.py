"""The register: cases, who they are assigned to, their answers, their clocks, their links."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states, topics
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State

SHORT = 140


class Kind(models.TextChoices):
    RECOMMENDATION = "recommendation", _("Kiến nghị")
    DIRECTIVE = "directive", _("Nội dung chỉ đạo")
    COMMITMENT = "commitment", _("Cam kết")


class Thread(WithUid):
    """One matter: the request that went up and the directive that came down hang on the same thread."""

    class Meta:
        verbose_name = _("mạch việc")
        verbose_name_plural = _("mạch việc")


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

    class Meta:
        verbose_name = _("nội dung theo dõi")
        verbose_name_plural = _("sổ theo dõi")
        indexes = (
            models.Index(fields=["-raised_on", "-id"], name="case_page"),
            models.Index(fields=["kind", "status", "-raised_on", "-id"], name="case_kind_page"),
            models.Index(fields=["topic", "-raised_on", "-id"], name="case_topic_page"),
            models.Index(fields=["due_on", "id"], name="case_due_page"),
            models.Index(fields=["register", "-raised_on", "-id"], name="case_register_page"),
            models.Index(fields=["kind", "status", "register"], name="case_tally"),
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
    def topic_label(self) -> str:
        return topics.label(self.topic)

    @property
    def leads(self) -> list[Assignment]:
        """Who leads: known organs before those that only the source names. Reads prefetched rows."""
        named = [one for one in self.assignments.all() if one.role == Assignment.Role.LEAD]
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


class Assignment(WithUid):
    """Who is to act on a case. `name` keeps the source's words; `organisation` is set when it is known."""

    class Role(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        SUPPORT = "support", _("phối hợp")

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    name = models.CharField(_("cơ quan theo lời"), max_length=300)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan"),
        related_name="+",
    )
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    officer = models.ForeignKey(
        "organisations.Membership",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cán bộ thụ lý"),
        related_name="+",
    )
    """Whom the head of the organ handed it to."""
    status = models.CharField(_("trạng thái"), max_length=20, default=states.ASSIGNMENT.initial)
    version = models.PositiveIntegerField(default=0)
    """Its journal begins with its first step: being named stands in the case's."""

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        ordering = ("role", "pk")
        constraints = (
            models.UniqueConstraint(fields=["case", "organisation"], name="assigned_once"),
            models.UniqueConstraint(
                fields=["case", "name"], name="named_once", condition=models.Q(organisation__isnull=True)
            ),
        )
        indexes = (models.Index(fields=["organisation", "case"], name="case_of_organisation"),)

    @property
    def life_cycle(self) -> LifeCycle:
        return states.ASSIGNMENT

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)


class Answer(WithUid):
    """What was answered to a recommendation, with a typed result."""

    class Result(models.TextChoices):
        RESOLVED = "resolved", _("Đã giải quyết")
        SCHEDULED = "scheduled", _("Đang giải quyết, có lộ trình")
        EXPLAINED = "explained", _("Giải trình, cung cấp thông tin")
        FORWARDED = "forwarded", _("Vượt thẩm quyền, đã chuyển cấp trên")
        NO_GROUND = "no-ground", _("Chưa có cơ sở tiếp thu")
        ALREADY_DONE = "already-done", _("Đã thực hiện từ trước")

    case = models.ForeignKey(Case, models.CASCADE, related_name="answers")
    text = models.TextField(_("nội dung trả lời"))
    answered_by = models.CharField(_("cơ quan trả lời"), max_length=300)
    result = models.CharField(_("kết quả"), max_length=20, choices=Result)
    answered_on = models.DateField(_("ngày trả lời"))
    passage = models.ForeignKey(
        "documents.Passage",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("đoạn trích"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")
        ordering = ("answered_on", "pk")


class ClockEvent(models.Model):
    """What happened to a case's clock; past days are computed from these rows."""

    class Kind(models.TextChoices):
        START = "start", _("bắt đầu tính")
        SUSPEND = "suspend", _("tạm dừng tính thời hạn")
        RESUME = "resume", _("tính tiếp")
        EXTEND = "extend", _("gia hạn")
        STOP = "stop", _("dừng tính")

    case = models.ForeignKey(Case, models.CASCADE, related_name="clock_events")
    kind = models.CharField(_("sự kiện"), max_length=10, choices=Kind)
    happened_on = models.DateField(_("ngày"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    law = models.CharField(_("căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sự kiện thời hạn")
        verbose_name_plural = _("sự kiện thời hạn")
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%d/%m/%Y}"


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
