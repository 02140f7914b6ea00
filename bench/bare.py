"""The baseline: FastAPI with one route and nothing else. usage: python -m bench.bare PORT"""

import sys

import uvicorn
from fastapi import FastAPI, Response

app = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})
REPLY = b'{"code":0,"message":"success","data":{"available":100,"frozen":0,"total":100}}'


@app.get("/bare")
async def bare() -> Response:
    return Response(REPLY, media_type="application/json")


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False, ws="none")
