"""Who somebody is: relations, health, papers, and who speaks for whom."""

from __future__ import annotations

from content.vocabulary.word import Word


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
