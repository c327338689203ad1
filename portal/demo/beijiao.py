"""Invented households of 北郊镇: families with children at school, and old couples who need a hand."""

from __future__ import annotations

from portal.demo.family import Family, Lack, Someone
from portal.demo.sources import CONTRACT

TOWN = "370306100"
PARK, STATION, HILL = f"{TOWN}-01", f"{TOWN}-02", f"{TOWN}-03"
SCHOOL = "北郊镇中学"


def _four(head: Someone, spouse: Someone, *children: Someone) -> tuple[Someone, ...]:
    return (head, spouse, *children)


FAMILIES = (
    Family(
        TOWN,
        PARK,
        9,
        _four(
            Someone("head", "马立新", "1983-04-12", "male"),
            Someone("spouse", "韩秋菊", "1985-09-03", "female"),
            Someone("daughter", "马晓彤", "2012-06-21", "female", SCHOOL),
            Someone("son", "马晓杰", "2018-01-15", "male"),
        ),
        (
            Lack(
                "medical",
                1_200_000,
                "住院后的自付费用",
                "家里挣钱的人大病住院，报销以后自己还要付一大笔。",
                referred="in_progress",
                fund=260_000,
                fund_state="returned",
            ),
            Lack(
                "education",
                360_000,
                "一学期的在校生活费",
                "孩子在读初中，家里这学期拿不出伙食费和住宿费。",
                referred="requested",
            ),
            Lack("care", 40, "陪护病人", "需要有人在白天帮着照看病人，每周大约两个半天。", item="care"),
        ),
        "户主突发重病住院，妻子辞工照顾，两个孩子在上学，家里没有收入。",
        ("grave_illness", "income_loss"),
    ),
    Family(
        TOWN,
        STATION,
        8,
        _four(
            Someone("head", "董春生", "1980-11-30", "male"),
            Someone("spouse", "姜红霞", "1981-02-17", "female"),
            Someone("son", "董一鸣", "2011-03-08", "male", SCHOOL),
            Someone("daughter", "董一诺", "2016-10-26", "female"),
        ),
        (
            Lack(
                "medical",
                860_000,
                "长期吃药的费用",
                "病情已经稳定，每个月的药有一部分要自己付。",
                referred="received",
            ),
            Lack(
                "education",
                280_000,
                "两个孩子的书本和校服",
                "两个孩子都在上学，缺书本、校服和资料费。",
                referred="completed",
                granted=150_000,
            ),
        ),
        "妻子病了大半年，看病借了亲戚的钱，两个孩子上学的费用凑不齐。",
    ),
    Family(
        TOWN,
        HILL,
        6,
        _four(
            Someone("head", "耿玉成", "1986-07-19", "male"),
            Someone("spouse", "孟祥云", "1987-12-05", "female"),
            Someone("daughter", "耿思雨", "2013-09-14", "female"),
            Someone("mother", "程桂香", "1955-05-23", "female"),
        ),
        (
            Lack("medical", 1_500_000, "手术以后的康复", "手术已经做完，还要做三个月康复。"),
            Lack(
                "education",
                240_000,
                "孩子的午餐和课后托管",
                "家里没人能接送和做饭，缺孩子午餐和课后托管的钱。",
                referred="in_progress",
            ),
            Lack(
                "living",
                180_000,
                "过冬前的基本生活",
                "病人不能干活，全家暂时没有收入，缺买米面和取暖的钱。",
                referred="requested",
            ),
        ),
        "户主在工地摔伤，做了手术，母亲年纪大了，孩子还小。",
        ("traffic", "income_loss"),
    ),
    Family(
        TOWN,
        PARK,
        5,
        _four(
            Someone("head", "庞振海", "1979-01-27", "male"),
            Someone("spouse", "鲁秀兰", "1982-06-11", "female"),
            Someone("son", "庞家乐", "2010-08-02", "male", SCHOOL),
            Someone("father", "庞德厚", "1952-03-30", "male", disability="2"),
        ),
        (
            Lack(
                "medical",
                980_000,
                "透析的路费和自付部分",
                "每周要去三次，来回的路费和自付的部分加起来不少。",
                referred="accepted",
            ),
            Lack(
                "education",
                320_000,
                "高中入学前的费用",
                "孩子明年要升学，缺住校用品和资料费。",
                referred="received",
            ),
        ),
        "户主开始透析，不能再跑车，父亲行动不便，儿子准备升学。",
    ),
    Family(
        TOWN,
        STATION,
        4,
        _four(
            Someone("head", "曲卫东", "1984-10-09", "male"),
            Someone("spouse", "焦丽娜", "1986-03-16", "female"),
            Someone("daughter", "曲欣怡", "2014-04-04", "female"),
            Someone("daughter", "曲欣然", "2019-07-07", "female"),
        ),
        (
            Lack(
                "medical",
                640_000,
                "孩子检查和用药",
                "孩子要定期检查和用药，有一部分不能报销。",
                fund=240_000,
                fund_state="drafted",
            ),
            Lack("education", 210_000, "两个孩子的托管费", "大人要陪着看病，两个孩子放学以后没人照看。"),
        ),
        "小女儿查出重病，父母轮流请假陪着看病，收入少了一大半。",
    ),
    Family(
        TOWN,
        HILL,
        3,
        _four(
            Someone("head", "温长河", "1988-02-22", "male"),
            Someone("spouse", "路小凤", "1989-11-13", "female"),
            Someone("son", "温子轩", "2015-12-01", "male"),
            Someone("grandmother", "贾凤英", "1948-08-18", "female"),
        ),
        (
            Lack("medical", 720_000, "急诊和住院的欠费", "夜里突然发病住院，欠的费用还没有结清。"),
            Lack("education", 190_000, "孩子的校车和午餐", "家里离得远，缺一学期校车和午餐的钱。"),
            Lack("living", 150_000),
        ),
        "户主突发急病，抢救过来了，欠了费用，奶奶跟他们一起过。",
    ),
    Family(
        TOWN,
        PARK,
        13,
        (
            Someone("head", "常万福", "1949-05-06", "male", disability="1"),
            Someone("spouse", "毕素珍", "1951-10-20", "female"),
        ),
        (
            Lack(
                "care",
                36,
                "上门照料老人",
                "两位老人自己住，一位不能起身，需要有人上门帮着翻身和擦洗。",
                item="care",
                source=f"/contracts/{CONTRACT}",
                source_state="confirmed",
            ),
            Lack(
                "aids", 1, "一辆轮椅", "老人不能走路，有一辆轮椅就能出门晒太阳、去看病。", item="wheelchair"
            ),
        ),
        "老两口自己过，老人中风后不能起身，老伴照顾不动了。",
        worker="worker",
    ),
    Family(
        TOWN,
        STATION,
        11,
        (
            Someone("head", "连玉田", "1950-09-09", "male"),
            Someone("spouse", "岳翠英", "1953-01-31", "female", disability="2"),
        ),
        (
            Lack(
                "care",
                24,
                "陪着去复查",
                "老人每两周要去复查一次，需要有人陪着排队和取药。",
                item="care",
                source=f"/contracts/{CONTRACT}",
                source_state="confirmed",
            ),
            Lack("living", 2, "两床厚棉被", "老人的棉被用了很多年，不保暖了。", item="quilt"),
        ),
        "儿女都在外地，老伴眼睛不好，复查没人陪。",
        ("grave_illness",),
        urgency=2,
        worker="worker",
    ),
    Family(
        TOWN,
        HILL,
        10,
        (
            Someone("head", "邢大山", "1947-12-12", "male"),
            Someone("spouse", "娄桂兰", "1950-04-25", "female"),
        ),
        (
            Lack("care", 20, "做饭和打扫", "老人出院不久，需要有人隔天来做顿饭、打扫一下。", item="care"),
            Lack("living", 1, "一台电暖器", "老人住的平房没有暖气，夜里很冷。", item="heater"),
        ),
        "老人摔伤刚出院，老伴腰也不好，做不了饭。",
        urgency=2,
    ),
    Family(
        TOWN,
        PARK,
        7,
        (
            Someone("head", "郝连生", "1952-02-02", "male", disability="2"),
            Someone("spouse", "纪淑琴", "1954-07-15", "female"),
        ),
        (
            Lack("aids", 1, "一辆轮椅", "老人做完手术腿脚不便，借来的轮椅就要还了。", item="wheelchair"),
            Lack("living", 2, "过冬的米面", "老人退休金不多，看病以后手头紧，缺一些米面。", item="rice"),
        ),
        "老人做了腿部手术，借的轮椅要还，手头紧。",
        urgency=2,
    ),
    Family(
        TOWN,
        STATION,
        2,
        (
            Someone("head", "芦明德", "1951-06-18", "male"),
            Someone("spouse", "仲玉华", "1953-11-27", "female"),
        ),
        (
            Lack("medical", 420_000),
            Lack(
                "care",
                16,
                "心理疏导",
                "家里突然出事，老人吃不下睡不着，想有人能常来说说话。",
                item="counselling",
            ),
        ),
        "儿子车祸去世，老两口受了很大打击，也没有了依靠。",
        ("traffic",),
    ),
)
