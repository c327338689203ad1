"""The forms around a tip: telling, adding under the code, and closing it with what was found."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.vocabulary import Finding, Ground, TipSubject
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")


def tip_form(request: Request) -> Form:
    """Whom it is about is asked, so that they never see it; who tells is not."""
    schema = colander.Schema()
    matter = fields.part("matter", _("什么事"))
    matter.add(fields.choice("subject", _("哪一类"), fields.named(TipSubject)))
    matter.add(
        fields.choice(
            "unit",
            _("是哪个单位的事"),
            _units(request),
            optional=True,
            help=_("选了以后，这个单位的人看不到您的反映。不知道的，空着。"),
        )
    )
    matter.add(
        fields.text(
            "accused",
            _("是谁"),
            max=120,
            optional=True,
            help=_("知道姓名就写姓名：这个人看不到，也不参加办理。"),
        )
    )
    matter.add(
        fields.text("paper_number", _("公示的编号"), max=60, optional=True, help=_("对公示有意见的才填。"))
    )
    matter.add(
        fields.long_text(
            "story", _("是怎么回事"), max=5000, rows=6, help=_("哪天、在哪里、谁、做了什么，怎样可以查到。")
        )
    )
    schema.add(matter)
    teller = fields.part("teller", _("您是谁，可以不写"), help=_("不写也一样办。写了的，只给办理的人看。"))
    teller.add(fields.text("teller_name", _("您的姓名"), max=60, optional=True))
    teller.add(fields.phone("teller_phone", _("您的电话"), optional=True))
    schema.add(teller)
    return Form(request, schema, name="tip", buttons=(("tell", _("反映，拿查询码"), "primary"),), once=True)


def reply_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(fields.long_text("said", _("再说几句"), max=2000))
    return Form(
        request,
        schema,
        name="reply",
        buttons=(("reply", _("送给办理的人"), "default"),),
        action="/status/tip",
    )


def finish_form(request: Request, version: str) -> Form:
    schema = colander.Schema()
    schema.add(fields.radios("finding", _("查下来"), fields.named(Finding), inline=True))
    schema.add(fields.boxes("grounds", _("责任的依据"), fields.named(Ground), optional=True))
    schema.add(
        fields.text(
            "responsible",
            _("责任人和单位"),
            max=200,
            optional=True,
            help=_("属实或部分属实的，必须写明。加密保存。"),
        )
    )
    schema.add(
        fields.long_text("dealt", _("查了什么，怎样处理"), max=5000, help=_("留在档案里，不告诉反映人。"))
    )
    schema.add(
        fields.long_text(
            "said", _("给反映人的答复"), max=2000, help=_("凭查询码能看到。不写别人的姓名和家庭情况。")
        )
    )
    buttons = (("finish", _("办结，答复反映人"), "primary"),)
    return Form(request, schema, name="finish", buttons=buttons, version=version)


def _units(request: Request) -> list[tuple[str, object]]:
    """Departments, towns and their villages, schools and other places, charities and agencies."""
    policy, site = request.policy, request.site
    places = sorted((u for u in site["units"] if u.sort == "institution"), key=lambda unit: unit.title)
    partners = sorted((o for o in site["organisations"] if o.state == "approved"), key=lambda one: one.title)
    groups = [
        (_("部门"), [(unit.id, unit.name) for unit in policy.departments]),
        (_("镇、街道"), [(town.code, town.name) for town in policy.towns]),
        (_("学校、医院等"), [(unit.id, unit.title) for unit in places]),
        (_("慈善组织和社工机构"), [(one.id, one.title) for one in partners]),
        *(
            (town.name, [(village.code, village.name) for village in policy.villages(town.code)])
            for town in policy.towns
        ),
    ]
    return [(label, choices) for label, choices in groups if choices]
