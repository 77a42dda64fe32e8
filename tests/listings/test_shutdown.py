"""SIGTERM: who stops accepting, who finishes, who leaves; and what is lost where nobody does."""

import http.client
import os
import signal
import socket
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from servers import (
    GUARD,
    LOOPBACK,
    LOST,
    REFUSED,
    Answer,
    Gate,
    Server,
    gunicorn,
    later,
    until,
    uvicorn,
)

SLIDE = pytest.mark.slide("shutdown")

GTHREAD = ("--threads", "2")
ASGI = ("-k", "asgi")
GEVENT = ("-k", "gevent")
UVICORN_WORKER = ("-k", "uvicorn.workers.UvicornWorker")
TWO = ("--workers", "2")


# who is refused: where the listening socket is closed at once. Where a process keeps it open, the
# kernel goes on accepting for nobody, and breaks the connection when that process leaves.
DRAINED = {
    "sync": (gunicorn, "gated:wsgi", (), LOST),
    "gthread": (gunicorn, "gated:wsgi", GTHREAD, LOST),
    "gevent": (gunicorn, "gated:wsgi", GEVENT, REFUSED),
    "asgi": (gunicorn, "gated:asgi", ASGI, REFUSED),
    "uvicorn worker": (gunicorn, "gated:asgi", UVICORN_WORKER, REFUSED),
    "uvicorn": (uvicorn, "gated:asgi", (), REFUSED),
    "uvicorn --workers": (uvicorn, "gated:asgi", TWO, LOST),
}
CUT = ("sync", "gthread", "gevent", "asgi")


@dataclass(frozen=True)
class Exit:
    inflight: Answer
    newcomer: Answer
    code: int


@pytest.fixture(scope="module")
def drained(tmp_path_factory):
    """Every server told to stop with a request in flight that is then let go."""
    logs = tmp_path_factory.mktemp("drained")

    def drain(name):
        start, app, options, _ = DRAINED[name]
        with Gate() as gate, start(logs / name, app, *options, **gate.env) as server:
            inflight = server.later("/wait")
            handler = gate.visitor()
            server.signal(signal.SIGTERM)
            late = newcomer(server)
            assert not inflight.done()
            handler.let_go()
            return Exit(inflight.result(), late.result(), server.exit_code())

    yield from at_once(drain, DRAINED)


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    """Every worker of gunicorn's told to stop, with a request in flight that takes too long."""
    logs = tmp_path_factory.mktemp("cut")

    def run(name):
        start, app, options, _ = DRAINED[name]
        options = ("--graceful-timeout", "1", *options)
        with Gate() as gate, start(logs / name, app, *options, **gate.env) as server:
            inflight = server.later("/wait")
            handler = gate.visitor()
            server.signal(signal.SIGTERM)
            code = server.exit_code()
            assert handler.gone()
            return inflight.result(), code

    yield from at_once(run, CUT)


def at_once(scene, names):
    """The scenes play at the same time, as most of each is waiting."""
    results = {name: later(scene, name) for name in names}
    yield results
    for result in results.values():
        result.exception()


def newcomer(server: Server) -> Future:
    """The first request that is not answered as if nothing had happened."""
    while True:
        request = server.later("/")
        try:
            if request.result(timeout=2) == REFUSED:
                return request
        except NotYet:
            return request


@SLIDE
@pytest.mark.parametrize("name", DRAINED)
def test_what_is_in_flight_at_sigterm_is_answered(name, drained):
    assert drained[name].result().inflight.status == 200


@SLIDE
@pytest.mark.parametrize("name", DRAINED)
def test_a_newcomer_is_refused_or_waits_for_nobody(name, drained):
    assert drained[name].result().newcomer == DRAINED[name][-1]


@SLIDE
@pytest.mark.parametrize("name", DRAINED)
def test_a_drained_server_exits_with_0_but_one_uvicorn_process_dies_of_the_signal(name, drained):
    code = -signal.SIGTERM if name == "uvicorn" else 0
    assert drained[name].result().code == code


@SLIDE
@pytest.mark.parametrize("name", CUT)
def test_gunicorn_loses_what_outlives_its_grace_and_still_exits_with_0(name, cut):
    assert cut[name].result() == (LOST, 0)


@SLIDE
@pytest.mark.slide("probe")
@pytest.mark.parametrize(
    ("start", "app", "options"),
    [(gunicorn, "gated:wsgi", GTHREAD), (uvicorn, "gated:asgi", TWO)],
    ids=["gunicorn", "uvicorn --workers"],
)
def test_a_killed_worker_loses_what_is_in_flight_and_is_replaced(start, app, options, tmp_path):
    with Gate() as gate, start(tmp_path / "log", app, *options, **gate.env) as server:
        before = len(server.started(2 if options == TWO else 1))
        inflight = server.later("/wait")
        handler = gate.visitor()
        os.kill(handler.pid, signal.SIGKILL)
        assert inflight.result() == LOST
        assert server.started(before + 1)[-1] != handler.pid
        assert server.ask("/").status == 200


@SLIDE
@pytest.mark.slide("safe-settings")
def test_uvicorn_waits_for_ever_unless_told_how_long_and_for_a_blocked_loop_even_then(tmp_path):
    with ExitStack() as stack:

        def stopping(name, path, *options):
            gate = stack.enter_context(Gate())
            server = uvicorn(tmp_path / name, "gated:asgi", *options, **gate.env)
            server = stack.enter_context(server)
            request = server.later(path)
            handler = gate.visitor()
            server.signal(signal.SIGTERM)
            return server, request, handler

        grace = ("--timeout-graceful-shutdown", "1")
        stay = [
            stopping("untold", "/wait"),
            stopping("blocked", "/block", *grace),
            stopping("blocked, supervised", "/block", *grace, *TWO),
        ]
        # told last, and gone first
        told, cancelled, _ = stopping("told", "/wait", *grace)
        told.exit_code()
        assert cancelled.result().status == 500
        assert told.says("timeout graceful shutdown exceeded")

        for server, request, handler in stay:
            assert server.running()
            assert not request.done()
            handler.let_go()
            assert request.result() == Answer(200, str(handler.pid))
            server.exit_code()


@pytest.mark.slide("safe-settings")
@pytest.mark.slide("production-fastapi")
def test_a_concurrency_limit_of_n_lets_n_minus_one_in_and_answers_503_at_once(tmp_path):
    options = ("--limit-concurrency", "3")
    with Gate() as gate, uvicorn(tmp_path / "log", "gated:asgi", *options, **gate.env) as server:
        inside = [server.later("/wait") for _ in range(2)]
        handlers = [gate.visitor() for _ in inside]
        # a probe as well
        assert server.ask("/healthz").status == 503
        assert not any(request.done() for request in inside)
        for handler in handlers:
            handler.let_go()
        assert [request.result().status for request in inside] == [200, 200]


@pytest.mark.slide("safe-settings")
def test_a_connection_that_asks_for_nothing_counts_towards_uvicorns_limit(tmp_path):
    with uvicorn(tmp_path / "log", "gated:asgi", "--limit-concurrency", "2") as server:
        assert server.ask("/").status == 200
        with socket.create_connection((LOOPBACK, server.port)):
            assert server.ask("/").status == 503


@pytest.mark.slide("safe-settings")
@pytest.mark.parametrize("options", [(), GTHREAD], ids=["sync", "gthread"])
def test_recycling_loses_no_request_under_load(options, tmp_path):
    options = ("--max-requests", "20", "--max-requests-jitter", "5", *TWO, *options)
    with gunicorn(tmp_path / "log", "gated:wsgi", *options) as server:

        def user():
            return [server.ask("/") for _ in range(25)]

        users = [later(user) for _ in range(6)]
        answers = [answer for user in users for answer in user.result()]
        assert {answer.status for answer in answers} == {200}
        # 150 requests of at most 25 a worker
        assert len({answer.body for answer in answers}) >= 6
        assert server.says("Autorestarting worker after current request", 4)


@pytest.mark.slide("safe-settings")
def test_uvicorn_at_its_limit_answers_what_it_has_read_and_cuts_what_it_has_half_read(
    tmp_path,
):
    options = ("--limit-max-requests", "5")
    with Gate() as gate, uvicorn(tmp_path / "log", "gated:asgi", *options, **gate.env) as server:
        inflight = server.later("/wait")
        handler = gate.visitor()
        with socket.create_connection((LOOPBACK, server.port), GUARD) as half:
            half.sendall(b"GET / HTTP/1.1\r\n")
            until(lambda: server.ask("/") == REFUSED, "the end of its listening")
            assert half.recv(1) == b""
        handler.let_go()
        assert inflight.result() == Answer(200, str(handler.pid))
        # one process on its own: nobody starts it again, and nobody calls it an error
        assert server.exit_code() == 0


@pytest.mark.slide("safe-settings")
def test_a_supervisor_of_uvicorns_starts_another_in_place_of_who_left_at_the_limit(tmp_path):
    options = ("--limit-max-requests", "5", "--timeout-worker-healthcheck", "1", *TWO)
    with uvicorn(tmp_path / "log", "gated:asgi", *options) as server:
        before = set(server.started(2))
        until(lambda: server.ask("/") and "Maximum request limit" in server.text(), "the limit")
        fresh = server.started(3)[-1]
        until(lambda: server.ask("/").status == 200, "an answer")
        assert fresh not in before


IDLE = {
    "gthread, keep-alive 0": (gunicorn, "gated:wsgi", (*GTHREAD, "--keep-alive", "0")),
    "gevent, after its keep-alive": (gunicorn, "gated:wsgi", (*GEVENT, "--keep-alive", "1")),
    "uvicorn": (uvicorn, "gated:asgi", ()),
    "uvicorn --workers": (uvicorn, "gated:asgi", TWO),
}


@SLIDE
@pytest.mark.parametrize("name", IDLE)
def test_an_idle_connection_does_not_keep_the_server_from_leaving(name, tmp_path):
    start, app, options = IDLE[name]
    with start(tmp_path / "log", app, *options) as server:
        client = idle(server)
        server.signal(signal.SIGTERM)
        assert server.exit_code() in (0, -signal.SIGTERM)
        client.close()


@SLIDE
def test_an_idle_connection_holds_gthread_and_asgi_for_all_of_their_grace(tmp_path):
    long = ("--keep-alive", "1", "--graceful-timeout", "600")
    with (
        gunicorn(tmp_path / "gthread", "gated:wsgi", *long, *GTHREAD) as gthread,
        gunicorn(tmp_path / "asgi", "gated:asgi", *long, *ASGI) as asgi,
        gunicorn(tmp_path / "last", "gated:wsgi", "--graceful-timeout", "2") as last,
    ):
        held = {server: idle(server) for server in (gthread, asgi)}
        for server in held:
            server.signal(signal.SIGTERM)
            assert server.says("Handling signal: term")
        # told last, and gone first: after twice the keep-alive of those that stay
        with socket.create_connection((LOOPBACK, last.port)):
            last.signal(signal.SIGTERM)
            last.exit_code()
        for server, client in held.items():
            assert server.running()
            client.close()
            assert server.exit_code() == 0


def idle(server: Server) -> http.client.HTTPConnection:
    """A connection that has been answered and is kept, if the server likes."""
    client = http.client.HTTPConnection(LOOPBACK, server.port, timeout=GUARD)
    client.request("GET", "/")
    client.getresponse().read()
    return client
