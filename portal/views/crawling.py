"""robots.txt and sitemap.xml: what search engines may read of the portal."""

from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.site import Site
from portal import crawling


@view_config(context=Site, name="robots.txt", permission="site:view", request_method="GET")
def robots(site: Site, request: Request) -> Response:
    return Response(crawling.robots(request.application_url), content_type="text/plain", charset="utf-8")


@view_config(context=Site, name="sitemap.xml", permission="site:view", request_method="GET")
def sitemap(site: Site, request: Request) -> Response:
    return Response(crawling.sitemap(site, request.application_url), content_type="application/xml")
