"""Proves the district's records: every chain computed anew, every book added up, every state as its history says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from pyramid.i18n import TranslationString

from content.allocation import STAGES
from content.attachment import Attachment
from content.case import PARTS as CASE_PARTS
from content.closing import Closing
from content.contract import Contract
from content.document import Document
from content.fund import FOLDERS as FUND_FOLDERS
from content.fund import Fund
from content.imprest import Imprest
from content.ledger import Ledger
from content.site import FOLDERS, Site
from content.source import Source
from content.tree import Folder
from portal.readlog import ReadLog


def _(words: str) -> TranslationString:
    """Words about records: 需求 is a heading elsewhere and one need here, which other languages tell apart."""
    return TranslationString(words, domain="portal", context="record")


PARTS = {"appeal": ("needs",), "case": CASE_PARTS, "contract": ("orders",), "fund": FUND_FOLDERS}
"""The folders inside a document, by its kind."""
BREATH = 500
"""After so many documents what was loaded may be forgotten, so that a large district fits into memory."""


class Fault(NamedTuple):
    """Something that is not as it was written: of what kind, which one, and what is wrong, in a word and a number."""

    kind: str
    id: str
    what: str

    @property
    def sentence(self) -> str:
        """For people, in Chinese."""
        return f"{KINDS.get(self.kind, self.kind)} {self.id}：{in_chinese(self.what)}"

    @property
    def message(self) -> TranslationString:
        """The same, to be translated."""
        figures = {"kind": KINDS.get(self.kind, self.kind), "id": self.id, "what": said(self.what)}
        return TranslationString(_("${kind} ${id}：${what}"), mapping=figures)


def faults(site: Site) -> Iterator[Fault | None]:
    """One value per document, ledger and policy version of the district: what is wrong with it, or None."""
    promised = _promised(site)
    for number, document in enumerate(documents(site), 1):
        yield (
            document if isinstance(document, Fault) else fault_of(document) or _hold_fault(document, promised)
        )
        if number % BREATH == 0 and site._p_jar is not None:
            site._p_jar.cacheGC()
    yield _ledger_fault(site.treasury)
    for version in site.policies:
        yield _policy_fault(version.version, version.text)


def count(site: Site) -> int:
    """How many values faults() will give."""
    return sum(1 for _ in documents(site)) + 1 + len(site.policies)


def documents(site: Site) -> Iterator[Document | Fault]:
    """The whole tree: each folder's documents with what is inside them, then the fund with its allocations."""
    for name in FOLDERS:
        yield from _below(name, site[name])
    yield site.fund
    yield from _parts(site.fund)


def read_log_fault(path: Path) -> Fault | None:
    """What is wrong with the record of reads, which is a file of its own."""
    if not path.exists():
        return Fault("readlog", path.name, "the file is missing")
    log = ReadLog(path)
    try:
        what = log.broken()
    finally:
        log.close()
    return Fault("readlog", path.name, what) if what else None


def _below(name: str, folder: Folder[Any]) -> Iterator[Document | Fault]:
    try:
        for document in folder:
            yield document
            yield from _parts(document)
    except Exception as error:
        # One object that cannot be loaded must not hide what is wrong with the others.
        yield Fault("folder", name, f"cannot be read ({type(error).__name__})")


def _parts(document: Any) -> Iterator[Document | Fault]:
    for part in PARTS.get(document.kind, ()):
        yield from _below(f"{document.kind}:{document.id}/{part}", getattr(document, part))
    imprest = getattr(document, "imprest", None)
    if imprest is not None:
        yield imprest


def fault_of(document: Document) -> Fault | None:
    """What is wrong with one document, its books included, or None."""
    try:
        what = _wrong_with(document)
    except Exception as error:
        what = f"cannot be read ({type(error).__name__})"
    return Fault(document.kind, document.id, what) if what else None


def _promised(site: Site) -> Counter[tuple[str, str]]:
    """What proposals hold of each source today, in its own unit; the hours of a contract pass to the order."""
    sums: Counter[tuple[str, str]] = Counter()
    for proposal in site["proposals"]:
        is_held = proposal.state == "accepted" or (proposal.state == "confirmed" and not proposal.order_path)
        if is_held:
            sums[proposal.source_kind, proposal.source_id] += proposal.amount
    return sums


def _hold_fault(document: Document, promised: Counter[tuple[str, str]]) -> Fault | None:
    """Whether a source holds what was promised of it: no more, and no less."""
    if isinstance(document, Contract):
        ordered = sum(order.left for order in document.orders)
        held, expected = document.ledger.account("hours").held, promised["contract", document.id] + ordered
    elif isinstance(document, Source):
        held, expected = document.reserved, promised[document.source_kind, document.id]
    else:
        return None
    return (
        None if held == expected else Fault(document.kind, document.id, f"{held} held, {expected} promised")
    )


def _wrong_with(document: Document) -> str | None:
    return (
        document.broken_chain()
        or _wrong_state(document)
        or (_wrong_file(document) if isinstance(document, Attachment) else None)
        or (_wrong_books(document.ledger, _stages(document)) if isinstance(document, Fund) else None)
        or (document.wrong() if isinstance(document, Closing) else None)
        or (_wrong_books(document.ledger, _hours(document)) if isinstance(document, Contract) else None)
        or (_wrong_books(document.ledger, _given(document)) if isinstance(document, Imprest) else None)
    )


def _wrong_file(document: Attachment) -> str | None:
    """What lies in the blob must be what the history of its case says."""
    said = (e for e in document.case.history if e.detail("attachment") == document.id)
    written = next((event.detail("digest") for event in said), None)
    return None if written == document.digest and document.is_whole() else "the file was changed"


def _wrong_state(document: Document) -> str | None:
    """The state must be the one that the last step wrote into the history."""
    said = next((s for event in document.history.newest() if (s := event.detail("after"))), None)
    expected = said or document.workflow.initial
    return None if document.state == expected else f"state {document.state} is not {expected}"


def _wrong_books(ledger: Ledger, expected: dict[str, int]) -> str | None:
    """The chain and sums of a ledger, then its accounts against the documents that moved the money."""
    broken = ledger.broken_chain()
    if broken:
        return broken
    if ledger.trial_balance():
        return "the trial balance is not 0"
    balances = ledger.balances() | {f"{a.name} held": a.held for a in ledger.accounts}
    wrong = [name for name, amount in expected.items() if balances[name] != amount]
    return f"account {wrong[0]} does not match its documents" if wrong else None


def _stages(fund: Fund) -> dict[str, int]:
    """What stands on each account of the fund, by the states of its allocations."""
    sums: Counter[str] = Counter()
    for allocation in fund.allocations:
        sums[STAGES[allocation.state]] += allocation.amount_fen
        sums["bank held"] += allocation.amount_fen if allocation.state in ("drafted", "signed") else 0
    return {name: sums[name] for name in ("bank held", "committed", "payable", "paid", "returned")}


def _hours(contract: Contract) -> dict[str, int]:
    return {"served": sum(order.charged for order in contract.orders)}


def _given(imprest: Imprest) -> dict[str, int]:
    """What a town holds back and has given, by the states of the aid of its cases, wherever these are now."""
    aids = [a for case in imprest.site["cases"] for a in case.aids if a.imprest_town == imprest.town]
    return {
        "cash held": sum(aid.amount_fen for aid in aids if aid.state == "decided"),
        "given": sum(aid.amount_fen for aid in aids if aid.state not in ("decided", "cancelled")),
    }


def _ledger_fault(ledger: Ledger) -> Fault | None:
    what = _wrong_books(ledger, {})
    return Fault("ledger", ledger.id, what) if what else None


def _policy_fault(version: str, text: str) -> Fault | None:
    same = sha256(text.encode()).hexdigest() == version
    return None if same else Fault("policy", version[:12], "the text was changed")


KINDS = {
    "account": _("账号"),
    "aid": _("先行救助"),
    "allocation": _("资金拨付"),
    "appeal": _("单位的需求"),
    "assessment": _("民主评议"),
    "attachment": _("照片和文件"),
    "batch": _("代发文件"),
    "bulletin": _("工作通报"),
    "budget_change": _("预算变更"),
    "case": _("案件"),
    "closing": _("月结"),
    "contract": _("服务合同"),
    "crosscheck": _("核查协助"),
    "discovery": _("急难报告"),
    "donation": _("捐赠"),
    "folder": _("文件夹"),
    "fund": _("公益基金"),
    "household": _("家庭"),
    "imprest": _("备用金"),
    "investigation": _("入户调查"),
    "ledger": _("账本"),
    "meeting": _("协调会议"),
    "need": _("需求"),
    "objection": _("异议"),
    "offer": _("志愿服务"),
    "order": _("服务订单"),
    "organisation": _("组织"),
    "pledge": _("答应的捐赠"),
    "policy": _("规则版本"),
    "policy_text": _("政策文件"),
    "project": _("慈善项目"),
    "proposal": _("匹配建议"),
    "public_need": _("公开的需求"),
    "publication": _("公布的结果"),
    "public_notice": _("公示"),
    "readlog": _("读取记录"),
    "recusal": _("近亲属备案"),
    "referral": _("转办"),
    "seal": _("封存"),
    "service_plan": _("服务计划"),
    "tip": _("举报"),
    "unit": _("单位"),
    "inquiry": _("审计问题"),
    "ruleset": _("提出的规则"),
    "sample": _("抽样"),
    "supervision": _("督办单"),
    "visit": _("走访"),
    "walkin": _("窗口来访"),
    "draft": _("没填完的登记"),
    "volunteer": _("志愿报名"),
}
"""What each kind of record is called before people."""

WORDS = (
    (r"event (?P<one>\d+) is missing", _("第 ${one} 条记录不见了")),
    (r"event (?P<one>\d+) does not follow its predecessor", _("第 ${one} 条记录和前一条接不上")),
    (r"event (?P<one>\d+) was changed", _("第 ${one} 条记录被改过")),
    (
        r"(?P<one>\d+) events were written, (?P<other>\d+) are there",
        _("写过 ${one} 条记录，现在只有 ${other} 条"),
    ),
    (r"the head does not match the last event", _("最后一条记录和封签对不上")),
    (r"posting (?P<one>\d+) does not balance", _("第 ${one} 笔记账不平")),
    (r"account (?P<one>.+) does not match its postings", _("科目 ${one} 的余额和记账对不上")),
    (r"account (?P<one>.+) does not match its documents", _("科目 ${one} 的余额和单据对不上")),
    (r"the statement was changed", _("关账时的表被改过")),
    (r"the books do not say what was closed", _("账和关账时的表对不上")),
    (r"a closed month is open in the book", _("关了账的月份在账本里没有锁住")),
    (r"the trial balance is not 0", _("试算不平")),
    (r"state (?P<one>\w+) is not (?P<other>\w+)", _("状态是 ${one}，按记录应当是 ${other}")),
    (r"row (?P<one>\d+) is missing", _("第 ${one} 行不见了")),
    (r"row (?P<one>\d+) was changed", _("第 ${one} 行被改过")),
    (r"row (?P<one>\d+) is not listed by document", _("第 ${one} 行和按单据的目录对不上")),
    (r"(?P<one>\d+) held, (?P<other>\d+) promised", _("占用着 ${one}，按匹配建议应当是 ${other}")),
    (
        r"(?P<one>\d+) events were sealed, (?P<other>\d+) are there",
        _("封存时有 ${one} 条记录，现在只有 ${other} 条"),
    ),
    (r"event (?P<one>\d+) is not the one that was sealed", _("第 ${one} 条记录和封存时不一样")),
    (
        r"(?P<one>\d+) rows were sealed, (?P<other>\d+) are there",
        _("封存时有 ${one} 行，现在只有 ${other} 行"),
    ),
    (r"row (?P<one>\d+) is not the one that was sealed", _("第 ${one} 行和封存时不一样")),
    (r"it was sealed and is gone", _("封存时有，现在整份不见了")),
    (r"it claims to be older than the seal and is not in it", _("日期早于封存，封存里却没有它")),
    (r"it belongs to another district", _("不是这个区的封存")),
    (r"the list does not give the root", _("清单和根值对不上")),
    (r"the signature does not fit", _("签名不对")),
    (r"the file is missing", _("文件不见了")),
    (r"the file was changed", _("文件被改过")),
    (r"the text was changed", _("文本被改过")),
    (r"cannot be read \((?P<one>\w+)\)", _("读不出来（${one}）")),
)


def said(what: str) -> Any:
    """A fault's words for people, to be translated; words not known here stay as they are."""
    for pattern, sentence in WORDS:
        if match := re.fullmatch(pattern, what):
            return TranslationString(sentence, domain="portal", mapping=match.groupdict())
    return what


def in_chinese(what: str) -> str:
    words = said(what)
    return words.interpolate() if isinstance(words, TranslationString) else str(words)
