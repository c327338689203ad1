"""The forms of an organisation: an application that came on paper, and its own particulars."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.donation import Donation
from content.organisation import Organisation
from portal.forms import fields, numbers, types
from portal.forms.base import Form, translated

_ = TranslationStringFactory("portal")
KNOWN = _("这个代码的组织已经登记过，或者正在申请。请用回执号查办到哪一步，或打区民政局的电话。")
REGISTERED = _("这个代码的组织已经登记过。请在列表里打开它。")
SORTS = (("charity", _("慈善组织")), ("agency", _("社工机构")))


def application_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(fields.text("title", _("组织名称"), max=60, help=_("和登记证书上的一样。")))
    schema.add(fields.radios("sort", _("是什么组织"), SORTS, inline=True))
    schema.add(fields.credit_code("credit_code", _("统一社会信用代码")))
    for node in _particulars():
        schema.add(node)
    buttons = (("apply", _("登记申请"), "primary"),)
    return Form(request, schema, name="organisation", buttons=buttons, once=True)


def joining_form(request: Request) -> Form:
    """An organisation applies by itself: what it is, and whom to ring about it."""
    schema = colander.Schema()
    about = fields.part("about", _("1. 您的组织"))
    about.add(fields.text("title", _("组织名称"), max=60, help=_("和登记证书上的一样。")))
    about.add(fields.radios("sort", _("是什么组织"), SORTS, inline=True))
    about.add(fields.credit_code("credit_code", _("统一社会信用代码")))
    for node in _particulars():
        about.add(node)
    schema.add(about)
    contact = fields.part("contact", _("2. 找谁"), help=_("只给区民政局看，加密保存。"))
    contact.add(fields.text("contact_name", _("联系人姓名"), max=60))
    contact.add(
        fields.phone("contact_phone", _("联系人电话"), help=_("查办到哪一步，要用这个号码的后四位。"))
    )
    schema.add(contact)
    buttons = (("join", _("申请加入，拿回执号"), "primary"),)
    return Form(request, schema, name="joining", buttons=buttons, once=True)


def interested_form(request: Request, document: Organisation | Donation) -> Form:
    """One person a line; what was declared before cannot be shown, it is kept as hashes alone."""
    schema = colander.Schema()
    schema.add(
        fields.long_text(
            "people",
            _("一行写一个人"),
            max=2000,
            rows=6,
            help=_(
                "写身份证号码最准；只知道姓名的，写姓名，同名的家庭也会避开。写完谁也看不到，只用来比对。"
            ),
        )
    )
    schema.add(fields.yes("replace", _("以前登记的都不要了，只留这一次写的")))
    buttons = (("declare", _("登记这些人"), "primary"),)
    return Form(request, schema, name="interested", buttons=buttons, version=document.version)


def people_of(form: Form, typed: str) -> list[str] | None:
    """The lines as ID numbers and names; None where one can be neither, and the form says which."""
    people = []
    for number, line in enumerate(filter(None, map(str.strip, typed.splitlines())), 1):
        try:
            people.append(types.read(numbers.ChineseID(), line) if any(map(str.isdigit, line)) else line)
        except types.Wrong:
            said = _("第 ${number} 行不是身份证号码。请核对，或者只写姓名。", mapping={"number": number})
            form.fail(translated(form.request, said), "people")
    return None if form.error_count else people


def particulars_form(request: Request, organisation: Organisation) -> Form:
    schema = colander.Schema()
    for node in _particulars():
        schema.add(node)
    return Form(
        request,
        schema,
        name="particulars",
        buttons=(("save", _("保存修改"), "primary"),),
        values={"permit": organisation.permit, "phone": organisation.phone},
        version=organisation.version,
    )


def _particulars() -> list[colander.SchemaNode]:
    return [
        fields.text(
            "permit", _("公开募捐资格证书号"), max=40, optional=True, help=_("没有公开募捐资格的，空着。")
        ),
        fields.phone("phone", _("对外电话"), optional=True, help=_("会公开，请不要写个人的号码。")),
    ]
