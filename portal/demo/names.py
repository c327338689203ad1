"""Invented names of people, each given once."""

from __future__ import annotations

import random
from collections.abc import Iterable

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
OLD = {
    "male": ("德福长守玉兆传继永洪", "山林田海贵善厚全祥堂"),
    "female": ("桂秀玉翠素月兰凤淑菊", "英兰芝珍荣香莲花云芬"),
}
GROWN = {
    "male": ("建志卫立春国文海庆学", "军民强峰波涛磊刚斌勇"),
    "female": ("丽春海晓红艳秋爱雪燕", "霞梅娟萍玲敏静芳琴华"),
}
YOUNG = {
    "male": ("子浩俊宇泽梓一铭嘉奕", "轩然睿航辰霖涵博阳晨"),
    "female": ("欣雨梦思佳诗若可子依", "怡彤涵琪萱瑶悦晴妍菲"),
}
OLD_BEFORE, YOUNG_SINCE = 1962, 2004


class Names:
    """Draws names that nobody has been given yet, and whose given part does not stand in *words*."""

    def __init__(self, chance: random.Random, taken: Iterable[str], words: str) -> None:
        self._chance = chance
        self._taken = set(taken)
        self._words = words

    def surname(self) -> str:
        return self._chance.choice(SURNAMES)

    def of(self, surname: str, gender: str, year: int) -> str:
        """A name as people born in *year* have it."""
        first, last = (OLD if year < OLD_BEFORE else YOUNG if year >= YOUNG_SINCE else GROWN)[gender]
        while True:
            given = self._chance.choice(first) + self._chance.choice(last)
            name = surname + given
            if name not in self._taken and given not in self._words:
                self._taken.add(name)
                return name
            surname = surname if self._chance.random() < 0.9 else self.surname()
