"""A WSGI application for the tests that says what gevent had patched when it was imported."""

from gevent.monkey import is_module_patched

MODULES = ("socket", "select", "threading", "time", "sqlite3")
PATCHED = [name for name in MODULES if is_module_patched(name)]


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [" ".join(PATCHED).encode()]
