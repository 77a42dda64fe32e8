"""What an instrument saw, a line of JSON each, in the file LAB_NOTES.

Times are those of CLOCK_MONOTONIC, which all processes of a machine share, in ms.
"""

import json
import os
import threading
import time
from contextlib import contextmanager

_file = open(os.environ["LAB_NOTES"], "a", buffering=1)  # noqa: SIM115


def now() -> float:
    return time.monotonic() * 1000


def write(kind: str, request: int, begun: float, ended: float) -> None:
    # AnyIO gives all its threads one name
    where = f"{threading.current_thread().name} {threading.get_native_id()}"
    line = {"kind": kind, "request": request, "from": begun, "to": ended, "thread": where}
    _file.write(json.dumps(line) + "\n")


@contextmanager
def note(kind: str, request: int):
    begun = now()
    try:
        yield
    finally:
        write(kind, request, begun, now())
