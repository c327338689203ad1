"""Places outside the district: the provinces by their national codes (GB/T 2260), and the neighbours in Shandong."""

from __future__ import annotations

PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省",
    "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省",
    "35": "福建省", "36": "江西省", "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省",
    "44": "广东省", "45": "广西壮族自治区", "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省",
    "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省",
    "64": "宁夏回族自治区", "65": "新疆维吾尔自治区", "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区",
}  # fmt: skip
SHANDONG = {
    "3701": "济南市", "3702": "青岛市", "3703": "淄博市", "3704": "枣庄市", "3705": "东营市",
    "3706": "烟台市", "3707": "潍坊市", "3708": "济宁市", "3709": "泰安市", "3710": "威海市",
    "3711": "日照市", "3713": "临沂市", "3714": "德州市", "3715": "聊城市", "3716": "滨州市",
    "3717": "菏泽市",
}  # fmt: skip
CODES = {name: code for code, name in (PROVINCES | SHANDONG).items()}
LENGTHS = (2, 4, 6, 9)
"""Province, city, county, town: a code is one of these long, and what lies inside begins with it."""


def is_code(text: str) -> bool:
    """Whether *text* can be the code of a place in the country."""
    return len(text) in LENGTHS and text.isascii() and text.isdigit() and text[:2] in PROVINCES


def name(code: str) -> str:
    """The nearest place around *code* that has a name here: 青岛市 for 370202, 湖北省 for 4201; "" for no code."""
    if not is_code(code):
        return ""
    return SHANDONG.get(code[:4], PROVINCES[code[:2]])
