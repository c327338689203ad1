"""Invented households whose cases are done: what the departments granted, and what the fund paid over the year."""

from __future__ import annotations

from portal.demo.beijiao import PARK, STATION
from portal.demo.beijiao import TOWN as BEIJIAO
from portal.demo.family import Family, Lack, Someone
from portal.demo.wangcun import CENTRE, WEST
from portal.demo.wangcun import TOWN as WANGCUN


def _family(
    town: str, village: str, days: int, head: Someone, others: tuple[Someone, ...], story: str, *lacks: Lack
) -> Family:
    return Family(town, village, days, (head, *others), lacks, story, fate="closed")


FAMILIES = (
    _family(
        BEIJIAO,
        PARK,
        205,
        Someone("head", "苗庆林", "1977-02-25", "male"),
        (Someone("spouse", "古玉芹", "1979-05-14", "female"), Someone("son", "苗宇航", "2012-08-17", "male")),
        "户主突发重病，出院后不能干活。",
        Lack(
            "living", 300_000, "出院后的基本生活", "病人出院后还不能干活，家里几个月没有收入。", fund=300_000
        ),
        Lack(
            "medical",
            500_000,
            "手术费的自付部分",
            "突发重病做了手术，自付的部分家里拿不出。",
            referred="completed",
            granted=500_000,
        ),
    ),
    _family(
        WANGCUN,
        WEST,
        179,
        Someone("head", "晁志远", "1983-12-10", "male"),
        (
            Someone("spouse", "宗丽萍", "1985-06-22", "female"),
            Someone("daughter", "晁梦瑶", "2013-03-13", "female"),
        ),
        "车祸受伤，半年没有收入。",
        Lack("medical", 450_000, "伤愈前的治疗费", "意外受伤，养伤半年，治疗费没有着落。", fund=450_000),
    ),
    _family(
        BEIJIAO,
        STATION,
        146,
        Someone("head", "靳守信", "1950-01-05", "male"),
        (Someone("spouse", "农桂花", "1952-09-16", "female"),),
        "老人摔伤骨折，要人照料，也没有积蓄。",
        Lack(
            "medical", 260_000, "骨折手术的费用", "老人摔伤骨折，没有积蓄，手术费用要自己先付。", fund=260_000
        ),
    ),
    _family(
        WANGCUN,
        CENTRE,
        117,
        Someone("head", "郇春来", "1986-04-30", "male"),
        (Someone("spouse", "麻小红", "1988-01-12", "female"), Someone("son", "郇天佑", "2014-11-06", "male")),
        "工厂停工，妻子又住了院。",
        Lack("living", 240_000, "停工期间的生活费", "挣钱的人停了工，家里又有人住院。", fund=240_000),
        Lack(
            "education",
            160_000,
            "孩子一学期的费用",
            "家里断了收入，孩子这学期的费用交不上。",
            referred="completed",
            granted=160_000,
        ),
    ),
    _family(
        BEIJIAO,
        PARK,
        87,
        Someone("head", "储建平", "1981-10-27", "male"),
        (
            Someone("spouse", "占春燕", "1982-07-09", "female"),
            Someone("daughter", "储若溪", "2011-09-01", "female"),
        ),
        "暴雨进水，家具粮食都泡坏了。",
        Lack("living", 350_000, "泡坏的粮食和家具", "暴雨进水，家里的粮食和家具都泡坏了。", fund=350_000),
    ),
    _family(
        WANGCUN,
        CENTRE,
        57,
        Someone("head", "於光明", "1984-08-15", "male"),
        (Someone("spouse", "佘秋月", "1986-02-28", "female"), Someone("son", "於泽宇", "2012-12-25", "male")),
        "父亲重病，孩子刚升学。",
        Lack(
            "education",
            280_000,
            "升学第一学期的费用",
            "孩子刚升学，家里有人重病，第一学期的费用没有着落。",
            fund=280_000,
        ),
        Lack(
            "medical",
            620_000,
            "住院的自付费用",
            "重病住院，报销以后自付的部分很多。",
            referred="completed",
            granted=620_000,
        ),
    ),
    _family(
        BEIJIAO,
        STATION,
        32,
        Someone("head", "车广义", "1979-06-03", "male"),
        (Someone("spouse", "阴丽君", "1980-03-20", "female"), Someone("son", "车俊熙", "2010-05-18", "male")),
        "电线起火，烧了厨房和过冬的东西。",
        Lack("living", 200_000, "火灾后过冬的东西", "失火烧了厨房和过冬的东西，要重新添。", fund=200_000),
    ),
)
