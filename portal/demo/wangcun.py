"""Invented households of 王村镇: families with children at school, and old people who live alone or as couples."""

from __future__ import annotations

from portal.demo.family import Family, Lack, Someone
from portal.demo.sources import CONTRACT

TOWN = "370306102"
CENTRE, WEST, SOUTH = f"{TOWN}-01", f"{TOWN}-02", f"{TOWN}-03"
SCHOOL = "王村镇中心学校"

FAMILIES = (
    Family(
        TOWN,
        CENTRE,
        9,
        (
            Someone("head", "谭文斌", "1982-08-08", "male"),
            Someone("spouse", "白雪莲", "1984-01-19", "female"),
            Someone("son", "谭浩宇", "2011-11-11", "male", SCHOOL),
            Someone("daughter", "谭雨桐", "2017-05-05", "female"),
        ),
        (
            Lack(
                "medical",
                1_050_000,
                "化疗的自付部分",
                "治疗还要做几个疗程，每次都有自付的部分。",
                referred="in_progress",
            ),
            Lack(
                "education",
                300_000,
                "孩子的在校伙食费",
                "孩子在校吃住，家里拿不出这学期的伙食费。",
                referred="completed",
                granted=120_000,
            ),
        ),
        "户主查出重病，店铺关了门，两个孩子上学。",
        ("grave_illness", "income_loss"),
    ),
    Family(
        TOWN,
        WEST,
        8,
        (
            Someone("head", "申国强", "1978-03-03", "male"),
            Someone("spouse", "卜爱琴", "1980-12-24", "female"),
            Someone("daughter", "申美琪", "2012-02-14", "female", SCHOOL),
            Someone("mother", "齐秀芝", "1950-09-28", "female"),
        ),
        (
            Lack(
                "medical",
                780_000,
                "两个人的药费",
                "家里有两个病人，长期吃药，自付的部分越来越重。",
                referred="requested",
            ),
            Lack(
                "education",
                260_000,
                "一学期的资料和住宿",
                "孩子住校，缺住宿费和资料费。",
                referred="requested",
            ),
        ),
        "户主和母亲都病了，只靠妻子打零工。",
    ),
    Family(
        TOWN,
        SOUTH,
        6,
        (
            Someone("head", "滕立国", "1985-05-17", "male"),
            Someone("spouse", "殷小燕", "1988-08-29", "female"),
            Someone("son", "滕佳豪", "2014-10-10", "male", SCHOOL),
            Someone("son", "滕佳伟", "2019-03-21", "male"),
        ),
        (
            Lack(
                "medical",
                1_350_000,
                "烧伤后的换药和康复",
                "还要换药和做康复，自己要付的部分很多。",
                fund=300_000,
                fund_state="signed",
            ),
            Lack("education", 180_000, "书包文具和校服", "家里的东西都没有了，孩子要重新买书本和校服。"),
            Lack("living", 4, "四床棉被", "家里失火，被褥都烧掉了。", item="quilt"),
        ),
        "夜里失火，烧了两间屋，户主救火时烧伤。",
        ("fire",),
    ),
    Family(
        TOWN,
        CENTRE,
        5,
        (
            Someone("head", "解玉龙", "1981-07-01", "male"),
            Someone("spouse", "荆春梅", "1983-10-15", "female"),
            Someone("daughter", "解诗涵", "2010-12-20", "female", SCHOOL),
            Someone("father", "解长贵", "1951-01-09", "male"),
        ),
        (
            Lack(
                "medical",
                560_000,
                "受伤后的治疗费",
                "受伤后还要做一次手术，费用一时凑不齐。",
                referred="received",
            ),
            Lack("education", 340_000, "备考一年的生活费", "孩子明年升学，家里供不上住校的生活费。"),
            Lack(
                "education",
                30,
                "每周辅导功课",
                "孩子照顾家里落下了功课，想有人每周辅导两次。",
                item="tutoring",
            ),
        ),
        "户主出车祸，对方没有赔偿能力，女儿明年升学。",
        ("traffic",),
    ),
    Family(
        TOWN,
        WEST,
        3,
        (
            Someone("head", "阎秋平", "1984-06-06", "female"),
            Someone("son", "阎子墨", "2013-01-28", "male", SCHOOL),
            Someone("daughter", "阎子琪", "2016-09-19", "female"),
            Someone("mother", "甄桂芬", "1954-02-11", "female"),
        ),
        (
            Lack(
                "medical",
                690_000,
                "手术前的准备金",
                "下个月要做手术，自己要先付的部分还差一些。",
                fund=260_000,
                fund_state="drafted",
            ),
            Lack(
                "education", 220_000, "两个孩子的午餐费", "妈妈住院期间，两个孩子在学校吃午餐的钱没有着落。"
            ),
        ),
        "单亲妈妈要做手术，两个孩子和老人在家。",
    ),
    Family(
        TOWN,
        SOUTH,
        1,
        (
            Someone("head", "郎建业", "1987-09-23", "male"),
            Someone("spouse", "蒲春花", "1990-04-08", "female"),
            Someone("daughter", "郎梓萱", "2015-02-27", "female", SCHOOL),
            Someone("daughter", "郎梓涵", "2020-06-30", "female"),
        ),
        (
            Lack("medical", 830_000),
            Lack("education", 170_000),
        ),
        "户主突发重病，正在住院，家里靠亲戚接济。",
    ),
    Family(
        TOWN,
        CENTRE,
        12,
        (
            Someone("head", "狄永年", "1946-03-15", "male"),
            Someone("spouse", "尉桂荣", "1949-08-08", "female", disability="1"),
        ),
        (
            Lack(
                "care",
                32,
                "照料卧床的老人",
                "老人卧床，老伴一个人照料不过来，需要有人搭把手。",
                item="care",
                source=f"/contracts/{CONTRACT}",
                source_state="confirmed",
            ),
            Lack("aids", 1, "一辆轮椅", "有一辆轮椅，老人就能到院子里坐坐。", item="wheelchair"),
        ),
        "老伴卧床三年，老人自己也病了。",
        worker="worker",
    ),
    Family(
        TOWN,
        WEST,
        9,
        (
            Someone("head", "柴德顺", "1948-11-11", "male", disability="2"),
            Someone("spouse", "岑玉珍", "1952-12-06", "female"),
        ),
        (
            Lack("aids", 1, "一辆轮椅", "老人的旧轮椅坏了，修不好了。", item="wheelchair"),
            Lack("living", 6, "六袋取暖煤", "今年冬天的取暖煤还没有着落。", item="coal"),
        ),
        "老人腿脚不便，轮椅坏了，取暖也没有着落。",
        urgency=2,
    ),
    Family(
        TOWN,
        SOUTH,
        8,
        (
            Someone("head", "巩在田", "1945-05-29", "male"),
            Someone("spouse", "武秀荣", "1947-10-02", "female"),
        ),
        (
            Lack("care", 18, "陪着看病取药", "两位老人都要定期看病，村里离得远，需要有人陪。", item="care"),
            Lack("aids", 1, "一辆轮椅", "老人走不了远路，看病时要用轮椅。", item="wheelchair"),
            Lack("living", 120_000),
        ),
        "两位老人都有病，看病要走很远。",
    ),
    Family(
        TOWN,
        CENTRE,
        2,
        (
            Someone("head", "席长青", "1953-07-20", "male"),
            Someone("spouse", "牟兰英", "1955-03-08", "female"),
        ),
        (Lack("housing", 900_000), Lack("care", 6, item="legal")),
        "暴雨冲塌了院墙和一间屋，和邻居为宅基地有纠纷。",
        ("flood",),
        urgency=2,
    ),
)
