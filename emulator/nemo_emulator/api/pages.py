"""The few pages that links of the service lead to, so that a demo ends somewhere."""

from html import escape
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from nemo_emulator.api.requests import origin, services
from nemo_emulator.world.world import digest

router = APIRouter()
_PAGE: Final = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>nemulator</title>
<style>:root{{color-scheme:light dark}}
body{{font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}}</style>
<h1>{title}</h1><p>{text}</p><p><small>nemulator, a local stand-in for the NemoVideo API.
Nothing here leaves this machine.</small></p></html>"""


def page(title: str, *texts: str, status: int = 200) -> HTMLResponse:
    """A small page, a paragraph for each text; all are escaped."""
    text = "</p><p>".join(map(escape, texts))
    return HTMLResponse(_PAGE.format(title=escape(title), text=text), status)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


@router.get("/", include_in_schema=False)
async def index() -> HTMLResponse:
    return page("It works", "Point a client here with NEMO_API_URL. How it is: /__nemo/health")


@router.get("/workspace/claim", include_in_schema=False)
async def claim(request: Request, ct: str = "") -> HTMLResponse:
    """Where a claim link leads (contract.md 2.2)."""
    it = services(request)
    row = it.state.claims.get(digest(ct))
    if row is None or row.expires_at <= it.clock.now():
        return page("This link has run out", "Ask the client for a new claim link.", status=404)
    session = it.state.sessions[row.session_id]
    return page(
        f"Your project “{session.task_name}”",
        f"It holds {_counted(len(session.uploads), 'upload')} and a timeline of "
        f"{(session.draft.duration or 0) / 1000:g} s.",
    )


@router.get("/register", include_in_schema=False)
async def register(request: Request, bind: str = "") -> HTMLResponse:
    """Where the registration link leads (code 2001): here it is credits that are wanted."""
    who = bind or "USER"
    return page(
        "Register",
        f"The service would register {bind or 'an account'} here, for more credits. The emulator "
        f"gives them for nothing: nemo-emulator accounts grant {who} 1000 --url {origin(request)}",
        "Or start it with --set prices.edit=0 --set prices.generation=0, and nothing costs any.",
    )
