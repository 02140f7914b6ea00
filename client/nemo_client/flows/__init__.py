"""What to ask the service, when, and what to make of the answers: pure generators.

A flow yields steps (``steps``), is sent their answers, and returns its result. It never waits,
connects or looks at a clock itself; ``client`` and ``aclient`` drive the same flows.
"""

from nemo_client.flows.chat import Outcome, Words, say
from nemo_client.flows.credits import credit_balance
from nemo_client.flows.desk import Account, Desk, Profile, Talk
from nemo_client.flows.export import Exported, claim_link, deliver, export, resume
from nemo_client.flows.follow import cancel
from nemo_client.flows.render import render
from nemo_client.flows.send import Talked, send, worth_sending
from nemo_client.flows.sessions import connect, go_on, keep, ready
from nemo_client.flows.state import show, state
from nemo_client.flows.upload import check, prepare, upload, upload_urls

__all__ = [
    "Account",
    "Desk",
    "Exported",
    "Outcome",
    "Profile",
    "Talk",
    "Talked",
    "Words",
    "cancel",
    "check",
    "claim_link",
    "connect",
    "credit_balance",
    "deliver",
    "export",
    "go_on",
    "keep",
    "prepare",
    "ready",
    "render",
    "resume",
    "say",
    "send",
    "show",
    "state",
    "upload",
    "upload_urls",
    "worth_sending",
]
