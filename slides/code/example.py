"""What the running example does itself.

A request costs 5 ms of CPU, then 90 ms of waiting for the model
server (see model_server.py), then 5 ms of CPU. Where the model
runs inside the service, it costs 100 ms of CPU and no waiting.
"""

import os
import time

MODEL_URL = os.environ.get("MODEL_URL", "http://127.0.0.1:9000")


def prepare(payload: dict) -> dict:
    burn(0.005)
    return {"features": payload["features"]}


def render(reply: dict) -> dict:
    burn(0.005)
    return {"score": reply["score"]}


def infer(payload: dict) -> dict:
    """The model itself, where it runs inside the service."""
    burn(0.100)
    return {"score": sum(payload["features"])}


def burn(seconds: float) -> None:
    """Keep this thread's processor busy for so long."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
