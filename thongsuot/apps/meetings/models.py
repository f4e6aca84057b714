"""Working sessions: who met whom, what was read from the documents, and what a person confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State
from thongsuot.apps.meetings import states


class SessionKind(models.TextChoices):
    WORKING = "working", _("Làm việc")
    SURVEY = "survey", _("Khảo sát, làm việc")
    INSPECTION = "inspection", _("Kiểm tra")
    VOTERS = "voters", _("Tiếp xúc cử tri")
    OTHER = "other", _("Khác")


class WorkingSession(WithUid):
    """One session of leaders with one or several units. Its record is a draft until a person confirms it."""

    title = models.CharField(_("tên buổi làm việc"), max_length=300)
    folded = models.CharField(max_length=600, editable=False, default="")
    held_on = models.DateField(_("ngày"), null=True, blank=True)
    part_of_day = models.CharField(_("buổi"), max_length=20, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    kind = models.CharField(_("hình thức"), max_length=20, choices=SessionKind, default=SessionKind.WORKING)
    chair = models.CharField(_("người chủ trì"), max_length=120, blank=True)
    chair_capacity = models.CharField(_("chủ trì với tư cách"), max_length=300, blank=True)
    delegation = models.CharField(_("đoàn công tác"), max_length=300, blank=True)
    agenda = models.TextField(_("nội dung chương trình"), blank=True)
    units = models.ManyToManyField("places.Unit", verbose_name=_("địa phương"), related_name="+", blank=True)
    host_organs = models.ManyToManyField(
        "organisations.Organisation", verbose_name=_("cơ quan làm việc"), related_name="+", blank=True
    )
    host_organ_names = models.CharField(_("cơ quan làm việc theo lời"), max_length=500, blank=True)
    status = models.CharField(_("trạng thái"), max_length=20, default=states.SESSION.initial)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(
        "core.User", models.PROTECT, verbose_name=_("người ghi"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("lập lúc"))
    register = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        verbose_name=_("sổ của"),
        related_name="+",
    )
    """The coordinating office whose record it is; what comes of it goes into its register."""

    class Meta:
        verbose_name = _("buổi làm việc")
        verbose_name_plural = _("buổi làm việc")
        indexes = (models.Index(fields=["-recorded_at", "-id"], name="session_page"),)

    def __str__(self) -> str:
        return self.title

    @property
    def life_cycle(self) -> LifeCycle:
        return states.SESSION

    @property
    def state(self) -> State:
        return states.SESSION.state(self.status)


class Participation(models.Model):
    """A person or a group at a session, with the titles in which they came."""

    class Side(models.TextChoices):
        DELEGATION = "delegation", _("Đoàn công tác")
        HOST = "host", _("Địa phương, đơn vị làm việc")
        OTHER = "other", _("Tham dự")

    session = models.ForeignKey(WorkingSession, models.CASCADE, related_name="participations")
    name = models.CharField(_("họ tên"), max_length=200)
    titles = models.CharField(_("chức danh"), max_length=400, blank=True)
    organisation = models.CharField(_("cơ quan"), max_length=200, blank=True)
    side = models.CharField(_("thành phần"), max_length=12, choices=Side)
    is_group = models.BooleanField(_("tập thể"), default=False)
    passage = models.ForeignKey("documents.Passage", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("người tham dự")
        verbose_name_plural = _("thành phần tham dự")
        ordering = ("side", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["session", "name", "titles"], name="participant_once"),
        )

    def __str__(self) -> str:
        return self.name


class Reading(WithUid):
    """Work that a person asked a reader to do, done by a job."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Đang chờ đọc")
        RUNNING = "running", _("Đang đọc")
        DONE = "done", _("Đã đọc xong")
        REFUSED = "refused", _("Không đọc được")
        FAILED = "failed", _("Lỗi khi đọc")

    progress_status = models.CharField(_("tiến độ"), max_length=10, choices=Status, default=Status.QUEUED)
    problem = models.CharField(_("vướng mắc"), max_length=40, blank=True)
    asked_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.progress_status in {self.Status.QUEUED, self.Status.RUNNING}

    def note(self, **values: Any) -> None:
        """Keep what the job has come to."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))


class ReadingRun(Reading):
    """One reading of one file by one version of the reader: kept as it came out, effective only through a person."""

    session = models.ForeignKey(WorkingSession, models.CASCADE, related_name="runs")
    source = models.ForeignKey(
        "documents.SourceFile", models.PROTECT, verbose_name=_("tệp nguồn"), related_name="+"
    )
    text = models.ForeignKey(
        "documents.ExtractedText", models.PROTECT, null=True, blank=True, related_name="+"
    )
    input_hash = models.CharField(_("mã băm đầu vào"), max_length=64)
    engine_version = models.CharField(_("phiên bản bộ đọc"), max_length=20)
    stage = models.CharField(_("bước"), max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(_("phần trăm"), default=0)
    alive_at = models.DateTimeField(_("còn chạy lúc"), null=True, blank=True)
    """A sign of life with every step of the reading; without one for a while it may be asked for again by hand."""
    result = models.JSONField(_("kết quả"), null=True, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("lần đọc")
        verbose_name_plural = _("lần đọc")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["session", "input_hash", "engine_version"], name="one_reading_a_text_and_engine"
            ),
        )

    LEASE = timedelta(minutes=1)

    def is_left(self, at: datetime) -> bool:
        """Whether a reading that was begun or asked for has shown no sign of life for a whole lease."""
        return self.is_waiting and (self.alive_at or self.asked_at) < at - self.LEASE

    def item(self, index: int | None) -> dict[str, Any] | None:
        """The item of that number as it was read."""
        items: list[dict[str, Any]] = (self.result or {}).get("items", [])
        return items[index] if index is not None and 0 <= index < len(items) else None


class SecondReading(Reading):
    """What a second reader made of a text that was read, when somebody asked for it: only to be looked at."""

    run = models.ForeignKey(ReadingRun, models.CASCADE, related_name="second_readings")
    host = models.CharField(_("máy đọc"), max_length=200)
    """Where the text went."""
    model = models.CharField(_("mô hình"), max_length=200, blank=True)
    result = models.JSONField(_("kết quả"), default=list, blank=True, encoder=DjangoJSONEncoder)
    dropped = models.PositiveIntegerField(_("mục không có trong văn bản"), default=0)

    class Meta:
        verbose_name = _("lần đọc đối chiếu")
        verbose_name_plural = _("lần đọc đối chiếu")
        ordering = ("-pk",)

    LEASE = timedelta(minutes=10)

    def is_left(self, at: datetime) -> bool:
        """Whether nobody can still be reading."""
        return self.is_waiting and self.asked_at < at - self.LEASE


class ItemKind(models.TextChoices):
    RESULT = "result", _("Kết quả")
    DIFFICULTY = "difficulty", _("Khó khăn, vướng mắc")
    RECOMMENDATION = "recommendation", _("Kiến nghị, đề xuất")
    ANSWER = "answer", _("Trả lời tại buổi làm việc")
    COMMITMENT = "commitment", _("Cam kết")
    STATEMENT = "statement", _("Phát biểu")
    DIRECTIVE = "directive", _("Nội dung chỉ đạo")


class Item(WithUid):
    """One thing said at a session, with the passage it rests on, or the note that it was heard in the room."""

    class Nature(models.TextChoices):
        TASK = "task", _("Nhiệm vụ")
        ORIENTATION = "orientation", _("Quán triệt, định hướng chung")

    class Origin(models.TextChoices):
        READING = "reading", _("Máy đọc")
        SELECTED = "selected", _("Chọn trên văn bản")
        LIVE = "live", _("Ghi tại buổi làm việc")

    session = models.ForeignKey(WorkingSession, models.CASCADE, related_name="items")
    run = models.ForeignKey(ReadingRun, models.PROTECT, null=True, blank=True, related_name="items")
    run_index = models.PositiveIntegerField(null=True, blank=True)
    origin = models.CharField(_("nguồn"), max_length=10, choices=Origin)
    kind = models.CharField(_("loại"), max_length=20, choices=ItemKind)
    text = models.TextField(_("nội dung"))
    topic = models.CharField(_("lĩnh vực"), max_length=30)
    by = models.CharField(_("người nêu"), max_length=300, blank=True)
    to = models.CharField(_("gửi tới"), max_length=300, blank=True)
    assignees = models.JSONField(_("cơ quan thực hiện"), default=list, blank=True)
    """[{"name": words of the source, "role": "lead" or "support"}]"""
    nature = models.CharField(_("tính chất"), max_length=12, choices=Nature, blank=True)
    raised_before = models.BooleanField(_("đã kiến nghị trước đây"), default=False)
    deadline_on = models.DateField(_("thời hạn"), null=True, blank=True)
    deadline_words = models.CharField(_("thời hạn theo lời"), max_length=200, blank=True)
    answers = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("trả lời cho"),
        related_name="answered_by",
    )
    passage = models.ForeignKey("documents.Passage", models.PROTECT, null=True, blank=True, related_name="+")
    confidence = models.FloatField(_("độ chắc chắn"), default=1.0)
    rule = models.CharField(_("quy tắc"), max_length=60, blank=True)
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(_("trạng thái"), max_length=20, default=states.ITEM.initial)
    version = models.PositiveIntegerField(default=0)
    case = models.ForeignKey(
        "cases.Case",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("nội dung theo dõi"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("mục của bản ghi")
        verbose_name_plural = _("mục của bản ghi")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["run", "run_index"], name="item_once_a_run"),)

    CERTAIN = 0.8

    @property
    def life_cycle(self) -> LifeCycle:
        return states.ITEM

    @property
    def state(self) -> State:
        return states.ITEM.state(self.status)

    @property
    def is_certain(self) -> bool:
        return self.confidence >= self.CERTAIN

    @property
    def as_read(self) -> dict[str, Any] | None:
        """What the reader made of it, before anybody changed it."""
        return self.run.item(self.run_index) if self.run else None

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The observations that the reader took from its passage: indicator, value, of, unit, basis, period."""
        found = (self.run.result or {}).get("observations", []) if self.run else []
        return [one for one in found if one["item"] == self.run_index]

    @property
    def alternatives(self) -> list[str]:
        """Topics that the reader thought possible too."""
        return [code for code in (self.as_read or {}).get("alt_topics", []) if code != self.topic]
