"""The domain's words: the plain strings that documents store, each with the Chinese that people read.

Documents keep `.value`, never the member. `.label` is both the text on the page and the msgid of its
translation. The workflow states stand in the workflow tables, the district's own rules in the policy file.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Self


class Word(StrEnum):
    """A stored word with its Chinese label; equal to, and printed as, the plain string.

    The parameters after the value have defaults only so that `Kind("medical")` type-checks as a look-up.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def has_word(cls, value: object) -> bool:
        return any(word.value == value for word in cls)

    @classmethod
    def choices(cls) -> tuple[tuple[str, str], ...]:
        """(value, label) of every word, in the order written here: what a select shows."""
        return tuple((word.value, word.label) for word in cls)


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


class Relation(Word):
    """A member's relation to the head of the household."""

    HEAD = "head", "户主"
    SPOUSE = "spouse", "配偶"
    SON = "son", "儿子"
    DAUGHTER = "daughter", "女儿"
    SON_IN_LAW = "son_in_law", "女婿"
    DAUGHTER_IN_LAW = "daughter_in_law", "儿媳"
    FATHER = "father", "父亲"
    MOTHER = "mother", "母亲"
    FATHER_IN_LAW = "father_in_law", "岳父或公公"
    MOTHER_IN_LAW = "mother_in_law", "岳母或婆婆"
    GRANDFATHER = "grandfather", "祖父或外祖父"
    GRANDMOTHER = "grandmother", "祖母或外祖母"
    GRANDCHILD = "grandchild", "孙子女或外孙子女"
    SIBLING = "sibling", "兄弟姐妹"
    OTHER_RELATIVE = "other_relative", "其他亲属"
    NOT_RELATED = "not_related", "非亲属"


class Kinship(Word):
    """What ties one of the staff to an applicant: near relatives (民法典 1045), and what is as close."""

    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"
    SIBLING = "sibling", "兄弟姐妹"
    GRANDPARENT = "grandparent", "祖父母或外祖父母"
    GRANDCHILD = "grandchild", "孙子女或外孙子女"
    IN_LAW = "in_law", "姻亲"
    OTHER_TIE = "other_tie", "其他关系，可能影响公正"


class Gender(Word):
    FEMALE = "female", "女"
    MALE = "male", "男"
    UNKNOWN = "unknown", "未说明"


class DisabilityClass(Word):
    """The classes of the national standard, as on the disability card."""

    SIGHT = "sight", "视力残疾"
    HEARING = "hearing", "听力残疾"
    SPEECH = "speech", "言语残疾"
    LIMB = "limb", "肢体残疾"
    INTELLECT = "intellect", "智力残疾"
    MIND = "mind", "精神残疾"
    MULTIPLE = "multiple", "多重残疾"


class DisabilityGrade(Word):
    """The first grade is the gravest."""

    FIRST = "1", "一级"
    SECOND = "2", "二级"
    THIRD = "3", "三级"
    FOURTH = "4", "四级"


class Health(Word):
    HEALTHY = "healthy", "健康"
    CHRONIC = "chronic", "慢性病"
    GRAVELY_ILL = "gravely_ill", "重病"
    UNKNOWN = "unknown", "不清楚"


class AbilityToWork(Word):
    ABLE = "able", "有劳动能力"
    PARTLY = "partly", "部分丧失劳动能力"
    UNABLE = "unable", "无劳动能力"
    NOT_OF_AGE = "not_of_age", "未到劳动年龄"
    UNKNOWN = "unknown", "不清楚"


class NoIdReason(Word):
    """Why a person is registered without an ID number."""

    UNKNOWN_PERSON = "unknown_person", "身份不明"
    NEWBORN = "newborn", "新生儿，还没有登记"
    NOT_REGISTERED = "not_registered", "没有户口"
    NOT_AT_HAND = "not_at_hand", "证件不在手边"
    FOREIGN = "foreign", "境外证件"


class Matter(Word):
    """What somebody has come to the window for."""

    APPLY = "apply", "申请救助"
    PAPERS = "papers", "补材料"
    PROGRESS = "progress", "问办到哪里了"
    SIGN = "sign", "签字、领东西"
    OTHER = "other", "别的事"


class Agent(Word):
    """Who speaks for an applicant who cannot come."""

    GUARDIAN = "guardian", "监护人"
    KIN = "kin", "家属"
    VILLAGE = "village", "村（社区）干部"
    ENTRUSTED = "entrusted", "受委托的人"


class AgentPaper(Word):
    """What the agent has shown."""

    POWER = "power", "委托书"
    REGISTER = "register", "户口簿"
    GUARDIANSHIP = "guardianship", "监护证明或判决书"
    LATER = "later", "以后补"


class Scope(Word):
    """What a role is held for: the part behind the @ of `role@scope`."""

    INSTITUTION = "institution", "机构"
    VILLAGE = "village", "村（社区）"
    TOWN = "town", "镇（街道）"
    DEPARTMENT = "department", "部门"
    AGENCY = "agency", "社工机构"
    ORGANISATION = "organisation", "慈善组织"
    FUND = "fund", "公益基金"
    DISTRICT = "district", "全区"


class Role(Word):
    """What an account may be; the applicant has no account."""

    scope: Scope

    def __new__(cls, value: str, label: str = "", scope: Scope = Scope.DISTRICT) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label, word.scope = label, scope
        return word

    DISCOVERER = "discoverer", "发现人", Scope.INSTITUTION
    VILLAGE_WORKER = "village_worker", "村（社区）工作人员", Scope.VILLAGE
    WINDOW_CLERK = "window_clerk", "窗口工作人员", Scope.TOWN
    HANDLER = "handler", "部门经办人", Scope.DEPARTMENT
    SOCIAL_WORKER = "social_worker", "社会工作者", Scope.AGENCY
    CHARITY_AGENT = "charity_agent", "慈善组织工作人员", Scope.ORGANISATION
    FUND_CLERK = "fund_clerk", "基金工作人员", Scope.FUND
    FUND_SIGNER = "fund_signer", "基金签批人", Scope.FUND
    BUREAU = "bureau", "区民政局统筹人员", Scope.DISTRICT
    AUDITOR = "auditor", "审计人员", Scope.DISTRICT
    FINANCE = "finance", "财政监督人员", Scope.DISTRICT
    DISCIPLINE = "discipline", "纪检监察人员", Scope.DISTRICT
    ADMINISTRATOR = "administrator", "系统管理员", Scope.DISTRICT


class InstitutionType(Word):
    """Who has the duty to find households in trouble, or does it of their own will (M1)."""

    SCHOOL = "school", "学校"
    KINDERGARTEN = "kindergarten", "幼儿园"
    HOSPITAL = "hospital", "医疗机构"
    VILLAGE = "village", "村（社区）"
    POLICE = "police", "公安派出所"
    SOCIAL_WORK = "social_work", "社工机构"
    VOLUNTEER = "volunteer", "志愿服务组织"
    CHARITY = "charity", "慈善组织"
    SHELTER = "shelter", "救助管理站"
    OTHER = "other", "其他"


class UnitType(Word):
    """What a unit of the district is; each has its window for social assistance (M2)."""

    DEPARTMENT = "department", "部门"
    TOWN = "town", "镇（街道）"
    VILLAGE = "village", "村（社区）"


class PlaceType(Word):
    DISTRICT = "district", "区"
    SUBDISTRICT = "subdistrict", "街道"
    TOWN = "town", "镇"
    ZONE = "zone", "开发区"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"


class TimeUnit(Word):
    """What a time limit counts: working days, hours by the clock, or days of the calendar."""

    WORKDAY = "workday", "个工作日"
    HOUR = "hour", "小时"
    DAY = "day", "天"


class ReferralKind(Word):
    """A duty must be taken up by the department; a voluntary one asks a charity or volunteers."""

    DUTY = "duty", "转办"
    VOLUNTARY = "voluntary", "转介"


class TextSort(Word):
    """What a text of law or policy is; the public reads them in this order."""

    GUIDE = "guide", "办事说明"
    PLAN = "plan", "本区文件"
    LAW = "law", "法律法规"


class Party(Word):
    """Who takes a step where the policy names no single department."""

    HOUSEHOLD = "household", "家庭"
    GOVERNMENT = "government", "各级政府"
    TOWN = "town", "镇（街道）"
    VILLAGE = "village", "村（社区）"
    SCHOOL = "school", "学校"
    HOSPITAL = "hospital", "医疗机构"
    SOCIETY = "society", "社会力量"


class TipSubject(Word):
    """What a tip is about (REQUIREMENTS R5)."""

    REFUSED_HELP = "refused_help", "推诿、不给办、办得慢"
    FRAUD = "fraud", "弄虚作假，骗取救助"
    FAVOUR = "favour", "优亲厚友，处事不公"
    MONEY = "money", "克扣、挪用、冒领钱物"
    FALSE_PROOF = "false_proof", "开虚假证明"
    CONDUCT = "conduct", "态度恶劣，泄露隐私"
    PUBLIC_NOTICE = "public_notice", "对张贴的公示有不同意见"
    OTHER = "other", "其他"


class InNeed(Word):
    """What a visit after closing finds (PROCEDURES, people at work 23)."""

    NO = "no", "没有困难了"
    YES = "yes", "还有困难，重新办理"
    NOBODY = "nobody", "人不在了，或搬走了，以后不用再去"


class CallOutcome(Word):
    """How an urgent call ended; where nobody answers, it is tried again."""

    SAFE = "safe", "接通了，现在平安"
    DANGER = "danger", "有危险，已经报警或叫了急救"
    VISIT = "visit", "打不通，已经请人马上上门"
    NO_ANSWER = "no_answer", "没有人接，过一会儿再打"


class ObjectionTo(Word):
    """Which decision an applicant does not accept."""

    NOT_ADMITTED = "not_admitted", "不予受理"
    REFERRAL = "referral", "转给部门的事没有办成"
    AMOUNT = "amount", "给多少"
    PUBLIC_NOTICE = "public_notice", "张贴的公示"
    OTHER = "other", "别的决定"


class Finding(Word):
    """What looking into a tip brought to light."""

    FOUNDED = "founded", "属实"
    PARTLY = "partly", "部分属实"
    UNFOUNDED = "unfounded", "不属实"


class Ground(Word):
    """For what a person or a unit answers (REQUIREMENTS R3)."""

    LITTLE_HEED = "little_heed", "重视不够"
    POOR_MANAGEMENT = "poor_management", "管理不力"
    ABUSE_OF_POWER = "abuse_of_power", "滥用职权"
    CARELESSNESS = "carelessness", "疏忽职守"
    FAVOURITISM = "favouritism", "徇私舞弊"
    NEGLECT_OF_DUTY = "neglect_of_duty", "失职"
    MALFEASANCE = "malfeasance", "渎职"
    PUBLIC_HARM = "public_harm", "恶劣社会影响"
    FALSE_PROOF = "false_proof", "虚假证明材料"


class Reason(Word):
    """Why the bureau orders a unit to act (督办)."""

    LATE = "late", "逾期没有办"
    POOR = "poor", "办得不到位"
    DECIDED = "decided", "协调会议定下的事"
    FALSE_PROOF = "false_proof", "虚假证明材料"


class AuditPoint(Word):
    """The three points that audit and finance watch (REQUIREMENTS R4)."""

    RECOGNISED = "recognised", "对象认定"
    PAID = "paid", "资金发放"
    CARRIED_OUT = "carried_out", "救助实施"


class AuditResult(Word):
    """What one file of a sample was found to be."""

    RIGHT = "right", "没有问题"
    UNCLEAR = "unclear", "要问清楚"
    WRONG = "wrong", "有问题"
