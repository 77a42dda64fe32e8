"""One FastAPI request with everything that leaves the loop.

In this order: opening the log, looking up the client, the
endpoint, validating its answer, the background task, closing
the log. Six trips to a thread, and five of them take one of
the forty tokens: closing has a limiter of its own.

Run: uvicorn fastapi_request:app
"""

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from typing import Annotated

import httpx
from fastapi import (
    BackgroundTasks,
    Depends,
    FastAPI,
    Header,
    HTTPException,
)
from pydantic import BaseModel

from example import MODEL_URL, prepare, render

AUDIT_LOG = os.environ.get("AUDIT_LOG", "audit.sqlite")
CLIENTS = {os.environ.get("API_KEY", "local"): "reporting"}

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    create_audit_log()
    with model:
        yield


app = FastAPI(lifespan=lifespan)


class Row(BaseModel):
    features: list[float]


class Score(BaseModel):
    score: float


# region dependencies
def audit_log() -> Iterator[sqlite3.Connection]:
    # opened, used and closed in whichever thread is free
    log = sqlite3.connect(AUDIT_LOG, check_same_thread=False)
    try:
        yield log
    finally:
        log.close()


def client(x_api_key: Annotated[str, Header()]) -> str:
    if x_api_key not in CLIENTS:
        raise HTTPException(401)
    return CLIENTS[x_api_key]


# endregion
Log = Annotated[sqlite3.Connection, Depends(audit_log)]
Client = Annotated[str, Depends(client)]


# region endpoint
@app.post("/predict")
def predict(
    row: Row, log: Log, client: Client, tasks: BackgroundTasks
) -> Score:
    features = prepare(row.model_dump())
    reply = model.post("/predict", json=features)
    reply.raise_for_status()
    score = Score(**render(reply.json()))
    tasks.add_task(record, log, client, score)
    return score


def record(
    log: sqlite3.Connection, client: str, score: Score
) -> None:
    with log:
        log.execute(INSERT, (client, score.score))


# endregion
INSERT = "INSERT INTO predictions VALUES (?, ?)"


def create_audit_log() -> None:
    with closing(sqlite3.connect(AUDIT_LOG)) as log:
        log.execute(
            "CREATE TABLE IF NOT EXISTS predictions"
            " (client TEXT, score REAL)"
        )
