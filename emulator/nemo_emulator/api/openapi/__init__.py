"""The API as an OpenAPI 3.1 document, true to the wire of the run that is asked.

Product routes take the raw request, so FastAPI knows nothing of them: their part is built from the
contract's models and endpoint table. The control plane's is FastAPI's own, completed by a table.
"""

from nemo_emulator.api.openapi.route import router

__all__ = ["router"]
