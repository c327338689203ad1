"""The portal on one screen: what it is made of, in the order in which it is put together."""

from __future__ import annotations

import warnings
from typing import Any

# Pyramid 2.1 warns about itself on every import; setuptools is pinned for it, and nobody who types can help it.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")

from pyramid.config import Configurator  # noqa: E402

from portal.settings import read_settings  # noqa: E402

DEFAULTS = {
    "tm.manager_hook": "pyramid_tm.explicit_manager",
    "tm.commit_veto": "pyramid_tm.default_commit_veto",
    "retry.attempts": "8",
    "pyramid.default_locale_name": "zh_Hans",
    "available_languages": "zh_Hans en",
}


def main(global_config: dict[str, str], **raw: str) -> Any:
    """The WSGI application, from the settings of an ini file."""
    settings = read_settings(raw)
    with Configurator(settings={**DEFAULTS, **raw}) as config:
        config.registry.portal = settings
        config.include("pyramid_retry")
        config.include("pyramid_tm")
        config.include("pyramid_chameleon")
        config.include("portal.database")
        config.include("portal.root")
        config.include("portal.security")
        config.include("portal.throttle")
        config.include("portal.readlog")
        config.include("portal.i18n")
        config.include("portal.indexing")
        config.include("portal.mail")
        config.include("portal.page")
        config.include("portal.errors")
        config.include("portal.address")
        config.include("portal.body")
        config.scan("portal.views")
        config.scan("portal.errors")
        config.scan("portal.body")
        config.scan("portal.i18n")
    return config.make_wsgi_app()
