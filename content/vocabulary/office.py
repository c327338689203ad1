"""Who works on it: roles and what they are held for, units, places, time limits, texts."""

from __future__ import annotations

from typing import Self

from content.vocabulary.word import Word


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
