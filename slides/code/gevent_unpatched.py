"""The running example with a driver that gevent cannot patch.

It waits for its answer in poll(2), called from C, as libpq
does under psycopg2 and as other drivers in C do. gevent has
patched Python's socket and select, and sees nothing of that:
it does not switch. flask_predict.py is the same without.

Run: gunicorn -k gevent -w 1 gevent_unpatched:app
"""

import ctypes
import json
import select
from http.client import HTTPConnection
from urllib.parse import urlsplit

from flask import Flask, request

from example import MODEL_URL, prepare, render

app = Flask(__name__)
libc = ctypes.CDLL(None, use_errno=True)


class PollFd(ctypes.Structure):
    _fields_ = (
        ("fd", ctypes.c_int),
        ("events", ctypes.c_short),
        ("revents", ctypes.c_short),
    )


# region driver
def ask(features: dict, timeout: float = 2.0) -> dict:
    server = urlsplit(MODEL_URL).netloc
    connection = HTTPConnection(server, timeout=timeout)
    connection.request("POST", "/predict", json.dumps(features))
    wait_in_c(connection.sock.fileno(), timeout)
    answer = json.load(connection.getresponse())
    connection.close()
    return answer


def wait_in_c(fd: int, timeout: float) -> None:
    waiting = PollFd(fd, select.POLLIN)
    ready = libc.poll(
        ctypes.byref(waiting), 1, int(timeout * 1e3)
    )
    if ready != 1:
        raise TimeoutError(ctypes.get_errno())


# endregion


# region app
@app.post("/predict")
def predict():
    features = prepare(request.get_json())
    return render(ask(features))


# endregion


@app.get("/healthz")
def healthz():
    return "ok"
