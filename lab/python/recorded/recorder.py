"""Middleware that notes when an application is called, and on a loop every step of its task.

Run: LAB_APP=flask_predict:app LAB_NOTES=notes gunicorn recorder:wsgi
"""

import importlib
import os

from notes import note, now, write

module, _, name = os.environ["LAB_APP"].partition(":")
app = getattr(importlib.import_module(module), name)


def wsgi(environ, start_response):
    request = environ.get("HTTP_X_REQUEST")
    if request is None:
        return app(environ, start_response)
    with note("call", int(request)):
        return app(environ, start_response)


async def asgi(scope, receive, send):
    headers = dict(scope.get("headers", []))
    request = headers.get(b"x-request")
    if request is None:
        return await app(scope, receive, send)
    return await Steps(app(scope, receive, send), int(request))


class Steps:
    """A coroutine, and when it ran: from when the loop calls it until it gives up its turn."""

    def __init__(self, coroutine, request: int) -> None:
        self.coroutine = coroutine
        self.request = request

    def __await__(self):
        step = self.coroutine.send
        value = None
        while True:
            begun = now()
            try:
                future = step(value)
            except StopIteration as end:
                return end.value
            finally:
                write("step", self.request, begun, now())
            try:
                step, value = self.coroutine.send, (yield future)
            except BaseException as error:
                step, value = self.coroutine.throw, error
