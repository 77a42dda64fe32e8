"""process_pool.py for the tests: its processes ask the test's model instead of computing."""

import os
from urllib.request import Request, urlopen

import process_pool
from example import MODEL_URL
from process_pool import app  # noqa: F401


def hold(payload):
    """Tells the model which process it is in, and stays there until it is let go."""
    body = b'{"features": [%d]}' % os.getpid()
    with urlopen(Request(f"{MODEL_URL}/predict", body, method="POST")):
        return {"pid": os.getpid(), "score": sum(payload["features"])}


process_pool.infer = hold
