"""One listing for each framework of the tree, on the server that its end names."""

import os
import re
import signal
import threading

import pytest
from aiohttp import ClientTimeout
from sanic import Sanic

from own_servers import OwnServer, by_aiohttp, by_sanic
from support import GUARD, Call, eventually, linux

LOOP = "the loop"
MANY = 12


@pytest.fixture
def by_itself(stop):
    """A framework on its own server."""

    def serve(serving):
        server = OwnServer(serving)
        stop.callback(server.stop)
        return server

    return serve


@pytest.fixture
def on_its_loop(listing, monkeypatch, in_uvicorn, by_itself):
    """A listing on a loop that the test can look into, and the threads that its handler ran in."""
    monkeypatch.setattr(Sanic, "_app_registry", {})  # it takes no name twice

    def serve(name):
        module, threads = listing(name), []
        prepare = module.prepare

        def noting(payload):
            threads.append(threading.current_thread().name)
            return prepare(payload)

        module.prepare = noting
        if name == "aiohttp_predict":
            module.TIMEOUT = ClientTimeout(total=GUARD)
            return by_itself(by_aiohttp(module.app)), threads
        if name == "sanic_predict":
            return by_itself(by_sanic(module.app)), threads
        return in_uvicorn(module.app), threads

    return serve


@pytest.mark.slide("which-framework")
def test_two_threads_of_django_serve_two_at_once_and_the_third_waits(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "--threads", "2", "django_predict:app")
    calls = [server.predict([0])]
    model.wait_for(inside=1)
    assert server.get().answer() == (200, b"ok")
    assert model.inside == 1
    calls += [server.predict([number]) for number in (1, 2)]
    model.wait_for(inside=2)
    probe = server.get()
    assert probe.is_silent()
    assert model.arrived == 2
    model.release()
    model.wait_for_arrival(3)
    model.open()
    assert [call.json()["score"] for call in calls] == [0, 1, 2]
    assert probe.answer() == (200, b"ok")
    assert model.peak == 2


@pytest.mark.slide("which-framework")
def test_many_wait_at_once_in_the_same_django_code_under_gevent(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "-k", "gevent", "django_predict:app")
    calls = [server.predict([number]) for number in range(MANY)]
    model.wait_for(inside=MANY)
    assert server.get().answer() == (200, b"ok")
    model.open()
    assert [call.json()["score"] for call in calls] == list(range(MANY))


@pytest.mark.slide("which-framework")
@pytest.mark.parametrize(
    "name", ["aiohttp_predict", "sanic_predict", "quart_predict", "litestar_predict"]
)
def test_many_wait_at_once_on_one_loop(on_its_loop, model, name):
    server, threads = on_its_loop(name)
    calls = [server.predict([number]) for number in range(MANY)]
    model.wait_for(inside=MANY)
    assert server.get().answer() == (200, b"ok")
    model.open()
    assert [call.json()["score"] for call in calls] == list(range(MANY))
    assert threads == [LOOP] * MANY


@pytest.fixture
def only(model):
    """An answer that one worker of a server has given, and none of the others could have."""

    def answer(server, worker, workers):
        others = set(workers) - {worker}
        for pid in others:
            os.kill(pid, signal.SIGSTOP)
        try:
            return server.predict().json()
        finally:
            for pid in others:
                os.kill(pid, signal.SIGCONT)

    model.open()
    return answer


def workers(server, said):
    """The numbers of two workers, by what the log says of them."""

    def found():
        return re.findall(said, "\n".join(server.output))

    eventually(lambda: len(found()) == 2, "two workers")
    return [int(pid) for pid in found()]


@linux
@pytest.mark.slide("which-framework")
def test_aiohttp_under_gunicorn_is_served_by_every_worker(in_gunicorn, only):
    server = in_gunicorn("-w", "2", "-k", "aiohttp.GunicornWebWorker", "aiohttp_predict:app")
    both = workers(server, r"Booting worker with pid: (\d+)")
    assert [only(server, each, both) for each in both] == [{"score": 3}] * 2


@linux
@pytest.mark.slide("which-framework")
def test_sanic_has_processes_of_its_own_and_every_one_serves(in_process, only):
    server = in_process("sanic_workers.py", "{fd}")
    both = workers(server, r"Worker ready \[(\d+)\]")
    assert [only(server, each, both) for each in both] == [{"score": 3}] * 2


@pytest.mark.slide("which-framework")
def test_quart_on_the_server_it_comes_with(in_process, model):
    model.open()
    server = in_process("-m", "hypercorn", "--bind", "fd://{fd}", "quart_predict:app")
    assert server.predict().json() == {"score": 3}
    assert server.get().answer() == (200, b"ok")


@pytest.mark.slide("which-framework")
def test_litestar_checks_what_comes_in_and_writes_the_documentation(on_its_loop, model):
    model.open()
    server, _ = on_its_loop("litestar_predict")
    assert server.predict(["many"]).answer()[0] == 400
    assert model.arrived == 0
    described = Call(server.port, "GET", "/schema/openapi.json").json()
    assert "Features" in described["components"]["schemas"]
    assert server.predict().json() == {"score": 3}
