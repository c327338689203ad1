"""What has to hold of every page, asked of a real browser: each check gives back what is wrong, in words."""

from __future__ import annotations

from typing import Any

PHONE, DESK, NARROW = {"width": 390, "height": 844}, {"width": 1280, "height": 900}, 320
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
EVERYTHING = {"resultTypes": ["violations"]}

VIOLATIONS = """options => axe.run(document, options).then(found => found.violations.map(
    v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3).join(' | ')}`))"""

FRAME = """() => {
    const wrong = [], all = selector => [...document.querySelectorAll(selector)];
    if (all('h1').length !== 1) wrong.push(`${all('h1').length} h1`);
    if (!/^(zh-CN|en)$/.test(document.documentElement.lang)) wrong.push(`lang ${document.documentElement.lang}`);
    const titled = document.querySelector('.sheet') ? /\\S/ : /^\\S.* - \\S/;
    if (!titled.test(document.title)) wrong.push(`title ${document.title}`);
    if (all('main#main').length !== 1) wrong.push('no main');
    if (all('[style]').length) wrong.push('inline style');
    const twice = all('[id]').map(tag => tag.id).filter((id, at, ids) => ids.indexOf(id) !== at);
    if (twice.length) wrong.push(`ids twice: ${twice}`);
    return wrong;
}"""

SHAPES = """() => {
    const known = new Map([[document.body, '']]), named = ['role', 'type', 'aria-hidden', 'lang'];
    const own = tag => [tag.tagName, [...tag.classList].sort().join('.'), tag.getAttributeNames().sort().join(' '),
        ...named.map(name => tag.getAttribute(name))].join(';');
    const path = tag => {
        if (!known.has(tag)) known.set(tag, `${path(tag.parentElement)}>${own(tag)}`);
        return known.get(tag);
    };
    const shapes = new Set([...document.body.querySelectorAll('*')].map(path));
    const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(tag => tag.tagName);
    shapes.add(levels.filter((level, at) => level !== levels[at - 1]).join(' '));
    return [...shapes];
}"""
"""Every element with its classes, attributes and ancestors, and the order of headings: what axe judges by."""

CRUMBS = "() => document.querySelectorAll('nav.crumbs a').length"
SOLID = """() => [...document.querySelectorAll('main .btn-primary')]
    .filter(button => button.offsetParent && button.clientWidth > 1).length"""

# A link counts as inline where words stand beside it; a box or radio button is pressed by its whole row.
SMALL = """() => {
    const shown = tag => tag.offsetParent !== null && !tag.closest('.visually-hidden, .skip, [aria-hidden=true]');
    const inText = tag => tag.tagName === 'A' && getComputedStyle(tag).display === 'inline'
        && [...tag.parentElement.childNodes].some(n => n.nodeType === 3 && n.textContent.trim().length > 1);
    const target = tag => tag.matches('.form-check-input') ? tag.closest('.form-check')
        : tag.matches('.stretched-link') ? tag.closest('article, li, .door') : tag;
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
        .filter(tag => shown(tag) && !inText(tag))
        .map(tag => [tag, target(tag).getBoundingClientRect()])
        .filter(([tag, box]) => box.height < 43.5)
        .map(([tag, box]) => `${box.height.toFixed(1)} px high: ${tag.outerHTML.slice(0, 100)}`);
}"""

WIDER = """width => [...document.querySelectorAll('body *')]
    .filter(tag => tag.getBoundingClientRect().right > width + .5 && !tag.closest('.visually-hidden, .skip, thead'))
    .slice(0, 3).map(tag => `wider than ${width} px: ${tag.outerHTML.slice(0, 100)}`)"""

SCROLLS = "() => document.documentElement.scrollWidth"

FOCUS = """() => {
    const tag = document.activeElement, style = getComputedStyle(tag), box = tag.getBoundingClientRect();
    if (tag === document.body) return ['done', ''];
    const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return ['', ringed && seen ? '' : `focus not seen on ${tag.outerHTML.slice(0, 100)}`];
}"""


def faults(page: Any, judged: set[str] | None = None) -> list[str]:
    """Everything that is wrong with the page as it stands, at both widths, in light and in dark.

    *judged* are the shapes that axe has been asked about: of a page that has no others it says nothing new.
    """
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    found = page.evaluate(FRAME) + page.evaluate(SMALL)
    shapes, judged = set(page.evaluate(SHAPES)), set() if judged is None else judged
    if not shapes <= judged:
        found += _violations(page)
        judged |= shapes
    return found + sideways(page)


def _violations(page: Any) -> list[str]:
    found = page.evaluate(VIOLATIONS, EVERYTHING)
    page.set_viewport_size(DESK)
    found += page.evaluate(VIOLATIONS, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {wrong}" for wrong in page.evaluate(VIOLATIONS, CONTRAST)]
    page.set_viewport_size(PHONE)
    return [*found, *(f"dark {wrong}" for wrong in page.evaluate(VIOLATIONS, CONTRAST))]


def sideways(page: Any) -> list[str]:
    """What makes the page scroll sideways on the narrowest screen."""
    page.set_viewport_size({"width": NARROW, "height": 700})
    if page.evaluate(SCROLLS) <= NARROW:
        return []
    return page.evaluate(WIDER, NARROW) or [f"scrolls sideways at {NARROW} px"]


def skips(page: Any) -> bool:
    """The first Tab shows a link that leads past the menus: the next Tab is beyond them."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.keyboard.press("Tab")
    if not page.evaluate(
        "document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0"
    ):
        return False
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    return bool(page.evaluate("document.activeElement.closest('header, .crumbs') === null"))


def unseen_focus(page: Any, steps: int = 80) -> list[str]:
    """Where the keyboard is on a control that does not show it, or that has scrolled out of sight."""
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        end, wrong = page.evaluate(FOCUS)
        if end:
            break
        found += [wrong] if wrong else []
    return found
