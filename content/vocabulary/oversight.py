"""What comes of looking into it: visits, calls, tips, objections, supervision and audit."""

from __future__ import annotations

from content.vocabulary.word import Word


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
