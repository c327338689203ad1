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
    return Family(town, village, days, (head, *others), lacks, story, closed=True)


FAMILIES = (
    _family(
        BEIJIAO,
        PARK,
        300,
        Someone("head", "苗庆林", "1977-02-25", "male"),
        (Someone("spouse", "古玉芹", "1979-05-14", "female"), Someone("son", "苗宇航", "2012-08-17", "male")),
        "户主突发重病，出院后不能干活。",
        Lack("living", 300_000, fund=300_000),
        Lack("medical", 500_000, referred="completed", granted=500_000),
    ),
    _family(
        WANGCUN,
        WEST,
        262,
        Someone("head", "晁志远", "1983-12-10", "male"),
        (
            Someone("spouse", "宗丽萍", "1985-06-22", "female"),
            Someone("daughter", "晁梦瑶", "2013-03-13", "female"),
        ),
        "车祸受伤，半年没有收入。",
        Lack("medical", 450_000, fund=450_000),
    ),
    _family(
        BEIJIAO,
        STATION,
        214,
        Someone("head", "靳守信", "1950-01-05", "male"),
        (Someone("spouse", "农桂花", "1952-09-16", "female"),),
        "老人摔伤骨折，要人照料，也没有积蓄。",
        Lack("medical", 260_000, fund=260_000),
    ),
    _family(
        WANGCUN,
        CENTRE,
        171,
        Someone("head", "郇春来", "1986-04-30", "male"),
        (Someone("spouse", "麻小红", "1988-01-12", "female"), Someone("son", "郇天佑", "2014-11-06", "male")),
        "工厂停工，妻子又住了院。",
        Lack("living", 240_000, fund=240_000),
        Lack("education", 160_000, referred="completed", granted=160_000),
    ),
    _family(
        BEIJIAO,
        PARK,
        128,
        Someone("head", "储建平", "1981-10-27", "male"),
        (
            Someone("spouse", "占春燕", "1982-07-09", "female"),
            Someone("daughter", "储若溪", "2011-09-01", "female"),
        ),
        "暴雨进水，家具粮食都泡坏了。",
        Lack("living", 350_000, fund=350_000),
    ),
    _family(
        WANGCUN,
        CENTRE,
        83,
        Someone("head", "於光明", "1984-08-15", "male"),
        (Someone("spouse", "佘秋月", "1986-02-28", "female"), Someone("son", "於泽宇", "2012-12-25", "male")),
        "父亲重病，孩子刚升学。",
        Lack("education", 280_000, fund=280_000),
        Lack("medical", 620_000, referred="completed", granted=620_000),
    ),
    _family(
        BEIJIAO,
        STATION,
        47,
        Someone("head", "车广义", "1979-06-03", "male"),
        (Someone("spouse", "阴丽君", "1980-03-20", "female"), Someone("son", "车俊熙", "2010-05-18", "male")),
        "电线起火，烧了厨房和过冬的东西。",
        Lack("living", 200_000, fund=200_000),
    ),
)
