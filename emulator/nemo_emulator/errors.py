"""How the emulator says no: one exception, one handler."""

from nemo_contract import Code


class Refused(Exception):
    """The service refuses: a code of the contract and a sentence for the client's author."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
