"""WSGI applications for the tests that tell on standard output what their server does.

`app` is called by a server under test; gunicorn runs it in processes of its own.
"""

import threading

from support import GUARD
from wsgi_raw import model


def say(what):
    print(f"app: {what}", flush=True)


class Blocks:
    """A body in three blocks, the last of which waits for the model."""

    def __init__(self):
        self.left = [b"one ", b"two ", b"three"]

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        if len(self.left) == 1:
            model.post("/predict", json={"features": [3]}, timeout=GUARD)
        block = self.left.pop(0)
        say(f"gives {block.decode().strip()}")
        return block

    def close(self):
        say("close()")


def app(environ, start_response):
    if environ["PATH_INFO"] == "/flags":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ['wsgi.multithread']} {environ['wsgi.multiprocess']}".encode()]
    if environ["PATH_INFO"] == "/thread":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(threading.get_ident() == threading.main_thread().ident).encode()]
    if environ["PATH_INFO"] == "/healthz":
        start_response("200 OK", [("Content-Type", "text/plain")])
        say("is well")
        return [b"ok"]
    say("is called")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")])
    say("has called start_response")
    return Blocks()
