"""Tornado: the same `def`, on the loop."""

import asyncio
import os
import threading

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.ioloop import IOLoop

import tornado_predict

LOOP = "the loop"


@pytest.fixture
def served(listing, in_tornado):
    """A listing on Tornado's server, with the names of the threads that its handler runs in."""

    def serve(name):
        module, threads = listing(name), []
        prepare = module.prepare

        def noting(payload):
            threads.append(threading.current_thread().name)
            return prepare(payload)

        module.prepare = noting
        return in_tornado(module.app), threads

    return serve


@pytest.mark.slide("tornado")
def test_a_coroutine_waits_for_many_at_once_on_one_thread(served, model):
    server, threads = served("tornado_predict")
    calls = [server.predict([number]) for number in range(12)]
    model.wait_for(inside=12)
    assert server.get().answer() == (200, b"ok")
    model.open()
    assert [call.json()["score"] for call in calls] == list(range(12))
    assert threads == [LOOP] * 12


@pytest.mark.slide("tornado")
def test_tornados_client_makes_ten_requests_at_once_unless_told(served, model):
    AsyncHTTPClient.configure(None)  # what it is without the listing's line
    try:
        server, _ = served("tornado_predict")
        AsyncHTTPClient.configure(None)
        calls = [server.predict() for _ in range(11)]
        model.wait_for(inside=10)
        assert server.get().answer() == (200, b"ok")
        model.release()
        model.wait_for_arrival(11)
        model.open()
        assert [call.json() for call in calls] == [{"score": 3}] * 11
        assert model.peak == 10
    finally:
        AsyncHTTPClient.configure(None, max_clients=100)


@pytest.mark.slide("same-def")
def test_a_def_handler_runs_on_the_loop(served, model):
    model.open()
    server, threads = served("tornado_def")
    assert server.predict().json() == {"score": 3}
    assert threads == [LOOP]


@pytest.mark.slide("same-def")
def test_two_users_of_a_def_handler_are_never_inside_at_once(served, model):
    server, _ = served("tornado_def")
    calls = [server.predict([number]) for number in range(2)]
    probe = server.get()
    model.wait_for(inside=1)
    assert probe.is_silent()
    model.release()
    model.wait_for_arrival(2)
    model.release()
    assert [call.json()["score"] for call in calls] == [0, 1]
    assert probe.answer() == (200, b"ok")
    assert model.peak == 1


@pytest.mark.slide("same-def")
@pytest.mark.slide("tornado")
def test_the_executor_is_asyncios_default_one(served, model):
    """min(32, cores + 4) threads, and the loop goes on."""
    server, threads = served("tornado_executor")
    threads_there = min(32, (getattr(os, "process_cpu_count", os.cpu_count)() or 1) + 4)
    calls = [server.predict() for _ in range(threads_there + 1)]
    model.wait_for(inside=threads_there)
    assert server.get().answer() == (200, b"ok")
    assert model.arrived == threads_there
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * len(calls)
    assert all(name.startswith("asyncio_") for name in threads)
    assert server.loop._default_executor._max_workers == threads_there
    assert model.peak == threads_there


@pytest.mark.slide("tornado")
@pytest.mark.slide("same-def")
def test_tornados_loop_is_asyncios(monkeypatch):
    async def main():
        return IOLoop.current().asyncio_loop is asyncio.get_running_loop()

    assert asyncio.run(main())


@pytest.mark.slide("tornado")
def test_the_listing_listens_and_serves_until_it_is_stopped(monkeypatch):
    listened = []
    monkeypatch.setattr(tornado_predict.app, "listen", lambda *where: listened.append(where))

    async def main():
        serving = asyncio.create_task(tornado_predict.main())
        await asyncio.sleep(0)
        assert not serving.done()
        serving.cancel()

    asyncio.run(main())
    assert listened == [(8000, "127.0.0.1")]
