"""What the watchdogs watch: gunicorn's --timeout, and the ping of uvicorn's supervisor."""

import os
import signal
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from servers import LOST, NONE, Answer, Gate, Server, Visitor, gunicorn, uvicorn

SLIDE = pytest.mark.slide("executioner")

# one stage for all: each waits for its timeout at the same time
UVICORN_WORKER = "uvicorn.workers.UvicornWorker"
STAGE = {
    "sync": ("gated:wsgi", "/wait", ()),
    "gthread": ("gated:wsgi", "/wait", ("--threads", "2")),
    # its second request is the /wait; the first asked whether it is up
    "gthread, recycled": ("gated:wsgi", "/wait", ("--threads", "2", "--max-requests", "2")),
    "gevent, waiting": ("gated:wsgi", "/wait", ("-k", "gevent")),
    "gevent, blocked": ("gated:wsgi", "/block", ("-k", "gevent")),
    "asgi, waiting": ("gated:asgi", "/wait", ("-k", "asgi")),
    "asgi, blocked": ("gated:asgi", "/block", ("-k", "asgi")),
    "uvicorn worker, waiting": ("gated:asgi", "/wait", ("-k", UVICORN_WORKER)),
    "uvicorn worker, blocked": ("gated:asgi", "/block", ("-k", UVICORN_WORKER)),
}


@dataclass
class Scene:
    """A server under --timeout 3 with one request that stays for as long as the test likes."""

    server: Server
    gate: Gate
    request: object
    visitor: Visitor

    def answer(self) -> Answer:
        return self.request.result()

    def successor(self) -> int:
        """Who serves once the worker of the request is gone."""
        self.visitor.gone()
        return int(self.server.ask("/").body)


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    logs = tmp_path_factory.mktemp("timeouts")
    with ExitStack() as stack:

        def started(name):
            app, _, options = STAGE[name]
            gate = stack.enter_context(Gate())
            log = logs / f"{name}.log"
            server = gunicorn(log, app, "--timeout", "3", *options, **gate.env)
            return stack.enter_context(server), gate

        def begun(name, server, gate):
            request = server.later(STAGE[name][1])
            return Scene(server, gate, request, gate.visitor())

        servers = {name: started(name) for name in STAGE}
        scenes = {name: begun(name, *servers[name]) for name in STAGE}
        yield scenes


@pytest.fixture(scope="module")
def time_is_up(stage):
    """Long after everybody's timeout: a sync worker, told later, was killed for it twice."""
    server, gate = stage["sync"].server, stage["sync"].gate
    stage["sync"].answer()
    again = server.later("/wait")
    gate.visitor()
    assert again.result().status == 500


@SLIDE
def test_a_sync_worker_is_aborted_and_its_client_gets_a_500(stage):
    scene = stage["sync"]
    assert scene.answer().status == 500
    assert scene.server.says(r"WORKER TIMEOUT \(pid:(\d+)\)")[0] == str(scene.visitor.pid)
    assert scene.successor() != scene.visitor.pid


@SLIDE
@pytest.mark.slide("who-runs-the-loop")
def test_a_blocked_asgi_worker_is_killed_outright_and_its_client_hears_nothing(stage):
    scene = stage["asgi, blocked"]
    assert scene.answer() == LOST
    killed = rf"Worker \(pid:{scene.visitor.pid}\) was sent SIGKILL! Perhaps out of memory\?"
    assert scene.server.says(killed)
    # SIGABRT came first, and a blocked loop never got to it
    assert scene.server.says(r"WORKER TIMEOUT \(pid:(\d+)\)")[0] == str(scene.visitor.pid)
    assert "SIGABRT" not in scene.server.text()
    assert scene.successor() != scene.visitor.pid


@SLIDE
@pytest.mark.slide("who-runs-the-loop")
def test_a_blocked_uvicorn_worker_dies_of_the_abort_and_its_client_hears_nothing(stage):
    scene = stage["uvicorn worker, blocked"]
    assert scene.answer() == LOST
    assert scene.server.says(rf"Worker \(pid:{scene.visitor.pid}\) was sent SIGABRT!")
    assert scene.successor() != scene.visitor.pid


@SLIDE
@pytest.mark.slide("gevent")
def test_a_gevent_worker_dies_if_a_greenlet_keeps_the_hub(stage):
    scene = stage["gevent, blocked"]
    assert scene.answer() == LOST
    assert scene.server.says(r"WORKER TIMEOUT \(pid:(\d+)\)")[0] == str(scene.visitor.pid)
    assert scene.successor() != scene.visitor.pid


@SLIDE
@pytest.mark.slide("safe-settings")
def test_a_gthread_worker_that_is_recycled_beats_no_more_and_dies_with_its_slow_request(stage):
    scene = stage["gthread, recycled"]
    assert scene.answer() == LOST
    assert scene.server.says("Autorestarting worker after current request")
    assert scene.server.says(r"WORKER TIMEOUT \(pid:(\d+)\)")[0] == str(scene.visitor.pid)
    assert scene.successor() != scene.visitor.pid


@SLIDE
@pytest.mark.usefixtures("time_is_up")
@pytest.mark.parametrize(
    "name", ["gthread", "gevent, waiting", "asgi, waiting", "uvicorn worker, waiting"]
)
def test_a_handler_is_not_killed_for_its_age_where_somebody_else_beats(stage, name):
    scene = stage[name]
    # the same process still serves others, and the old request when it is done
    assert scene.server.ask("/") == Answer(200, str(scene.visitor.pid))
    assert not scene.request.done()
    scene.visitor.let_go()
    assert scene.answer() == Answer(200, str(scene.visitor.pid))
    assert "WORKER TIMEOUT" not in scene.server.text()


@SLIDE
@pytest.mark.slide("probe")
@pytest.mark.slide("who-runs-the-loop")
def test_uvicorns_supervisor_replaces_the_dead_and_does_not_see_the_blocked(tmp_path):
    options = ("--workers", "2", "--timeout-worker-healthcheck", "1")
    with Gate() as gate, uvicorn(tmp_path / "log", "gated:asgi", *options, **gate.env) as server:
        pair = server.started(2)
        stuck = server.later("/block")
        blocked = gate.visitor()
        (other,) = set(pair) - {blocked.pid}
        # twice: the second time it looked, it surely looked at a blocked loop
        for count in (3, 4):
            os.kill(other, signal.SIGKILL)
            assert server.says(rf"Child process \[{other}\] died")
            other = server.started(count)[-1]
        assert not stuck.done()
        blocked.let_go()
        assert stuck.result() == Answer(200, str(blocked.pid))


@pytest.mark.slide("who-runs-the-loop")
def test_uvicorns_ping_is_answered_by_any_process_that_runs_at_all(tmp_path):
    options = ("--workers", "2", "--timeout-worker-healthcheck", "1")
    with uvicorn(tmp_path / "log", "gated:asgi", *options) as server:
        frozen = server.started(2)[0]
        os.kill(frozen, signal.SIGSTOP)
        assert server.says(rf"Child process \[{frozen}\] died")
        assert server.started(3)[-1] != frozen


@pytest.mark.slide("probe")
def test_a_blocked_loop_leaves_the_probe_without_an_answer_and_a_blocked_thread_does_not(tmp_path):
    with Gate() as gate, uvicorn(tmp_path / "log", "gated:asgi", **gate.env) as server:
        beside = server.later("/def")
        thread = gate.visitor()
        assert server.ask("/healthz", patience=1).status == 200
        blocking = server.later("/block")
        loop = gate.visitor()
        assert server.ask("/healthz", patience=1) == NONE
        loop.let_go()
        assert server.ask("/healthz").status == 200
        thread.let_go()
        assert [beside.result().status, blocking.result().status] == [200, 200]


@pytest.mark.slide("production-fastapi")
def test_of_two_loops_on_one_socket_the_probe_finds_out_only_when_both_are_blocked(tmp_path):
    two = ("gated:asgi", "--workers", "2")
    with Gate() as gate, uvicorn(tmp_path / "log", *two, **gate.env) as server:
        server.started(2)
        first_call = server.later("/block")
        first = gate.visitor()
        # a blocked loop accepts nobody, so the other takes them all
        assert [server.ask("/healthz").status for _ in range(5)] == [200] * 5
        second_call = server.later("/block")
        second = gate.visitor()
        assert first.pid != second.pid
        assert server.ask("/healthz", patience=1) == NONE
        first.let_go()
        second.let_go()
        assert [first_call.result().status, second_call.result().status] == [200, 200]
