"""What the public sees of a need: drafting, releasing, retracting, and keeping its amounts in step."""

from __future__ import annotations

from pyramid.request import Request

from content.need import Need


def refresh(request: Request, need: Need) -> None:
    """Let the public need follow its need; every command that changes what is covered ends with this."""
    public = request.site["needs"].get(need.public_id) if need.public_id else None
    if public is not None:
        public.update_amounts(need.amount, need.met, need.proposed)
