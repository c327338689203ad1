"""What a household lacks, what may be given, and where that comes from."""

from __future__ import annotations

from enum import Enum
from typing import Self

from content.vocabulary.word import Word


class Kind(Word):
    """The nine kinds of assistance: what the state, and society beside it, gives (T1–T9)."""

    SUBSISTENCE = "subsistence", "最低生活保障"
    DESTITUTE = "destitute", "特困人员供养"
    DISASTER = "disaster", "受灾人员救助"
    MEDICAL = "medical", "医疗救助"
    EDUCATION = "education", "教育救助"
    HOUSING = "housing", "住房救助"
    EMPLOYMENT = "employment", "就业救助"
    TEMPORARY = "temporary", "临时救助"
    SOCIETY = "society", "社会力量参与"


class Category(Word):
    """What a household lacks."""

    MEDICAL = "medical", "医疗"
    EDUCATION = "education", "教育"
    LIVING = "living", "基本生活"
    HOUSING = "housing", "住房"
    EMPLOYMENT = "employment", "就业"
    CARE = "care", "服务"
    AIDS = "aids", "辅具"


class Measure(Word):
    """What an amount counts. The label stands behind the figure; money is kept in fen and shown in yuan."""

    FEN = "fen", "元"
    HOUR = "hour", "小时"
    PIECE = "piece", "件"


class Item(Word):
    """Which goods or which skill; a need for money has none (the empty string)."""

    measure: Measure
    category: Category

    def __new__(
        cls,
        value: str,
        label: str = "",
        measure: Measure = Measure.PIECE,
        category: Category = Category.LIVING,
    ) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label, word.measure, word.category = label, measure, category
        return word

    TUTORING = "tutoring", "辅导功课", Measure.HOUR, Category.EDUCATION
    QUILT = "quilt", "棉被", Measure.PIECE, Category.LIVING
    RICE = "rice", "米面", Measure.PIECE, Category.LIVING
    COAL = "coal", "取暖煤", Measure.PIECE, Category.LIVING
    HEATER = "heater", "电暖器", Measure.PIECE, Category.LIVING
    CARE = "care", "陪护照料", Measure.HOUR, Category.CARE
    COUNSELLING = "counselling", "心理疏导", Measure.HOUR, Category.CARE
    LEGAL = "legal", "法律咨询", Measure.HOUR, Category.CARE
    WHEELCHAIR = "wheelchair", "轮椅", Measure.PIECE, Category.AIDS
    LODGING = "lodging", "临时住处", Measure.PIECE, Category.HOUSING
    TRANSPORT = "transport", "运送", Measure.PIECE, Category.CARE
    CONSULTATION = "consultation", "义诊", Measure.PIECE, Category.MEDICAL
    MASK = "mask", "口罩", Measure.PIECE, Category.MEDICAL
    RESPIRATOR = "respirator", "N95 口罩", Measure.PIECE, Category.MEDICAL
    PROTECTIVE_SUIT = "protective_suit", "防护服", Measure.PIECE, Category.MEDICAL
    GOGGLES = "goggles", "护目镜和面罩", Measure.PIECE, Category.MEDICAL
    GOWN = "gown", "隔离衣和手术衣", Measure.PIECE, Category.MEDICAL
    CAP = "cap", "防护帽和鞋套", Measure.PIECE, Category.MEDICAL
    GLOVES = "gloves", "医用手套", Measure.PIECE, Category.MEDICAL
    DISINFECTANT = "disinfectant", "消毒用品", Measure.PIECE, Category.MEDICAL
    TEST_KIT = "test_kit", "检测试剂", Measure.PIECE, Category.MEDICAL
    DEVICE = "device", "医疗设备", Measure.PIECE, Category.MEDICAL

    @property
    def is_for_institutions(self) -> bool:
        """Whether hospitals ask for it, and no household does."""
        return self.category is Category.MEDICAL and self.value != "consultation"


class Attribute(Word):
    """What is true of a case's household and may be asked for by a designation; always computed."""

    CHILD = "child", "有未成年人"
    ELDERLY = "elderly", "有老年人"
    STUDENT = "student", "有在校学生"
    DISABLED = "disabled", "有残疾人"
    SINGLE_PARENT = "single_parent", "单亲家庭"


class Cause(Word):
    """What brought the household into trouble; never public."""

    GRAVE_ILLNESS = "grave_illness", "重大疾病"
    FIRE = "fire", "火灾"
    FLOOD = "flood", "水灾"
    TRAFFIC = "traffic", "交通事故"
    INCOME_LOSS = "income_loss", "失去收入"


class Urgency(Enum):
    """How soon help must come; documents and the matcher keep the number."""

    label: str

    def __new__(cls, value: int, label: str = "") -> Self:
        level = object.__new__(cls)
        level._value_ = value
        level.label = label
        return level

    LIFE = 0, "危及生命或基本生存"
    URGENT = 1, "紧急"
    ORDINARY = 2, "一般"

    @classmethod
    def choices(cls) -> tuple[tuple[int, str], ...]:
        return tuple((level.value, level.label) for level in cls)


class SourceKind(Word):
    """Where help beyond the state's comes from; the fund is the last resort."""

    DONATION = "donation", "定向捐赠"
    PROJECT = "project", "慈善项目"
    CONTRACT = "contract", "购买服务"
    VOLUNTEER = "volunteer", "志愿服务"
    FUND = "fund", "救急难公益基金"
