"""Three lines that take a service down, and what their cures do instead."""

import os
import socket
import subprocess
import sys
import threading
from urllib.request import Request

import pytest

import three_lines
from support import CODE, GUARD


@pytest.mark.slide("three-lines")
def test_a_blocking_call_in_async_def_and_the_same_call_in_a_thread(listing, in_uvicorn, model):
    server = in_uvicorn(listing("three_lines").app)
    cured = [server.predict() for _ in range(2)]
    model.wait_for(inside=2)
    blocking = server.predict(path="/predict/blocking")
    model.wait_for(inside=3)
    another = server.predict()
    assert another.is_silent()
    assert model.arrived == 3
    model.open()
    assert [call.json() for call in (*cured, blocking, another)] == [{"score": 3}] * 4


@pytest.fixture
def silence():
    """A server that accepts and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Request(f"http://127.0.0.1:{listener.getsockname()[1]}/")


@pytest.fixture
def timeouts(monkeypatch):
    """The timeouts of all connections that are made; those of two seconds are cut short."""
    seen = []
    create_connection = socket.create_connection

    def noting(address, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, *more, **others):
        if timeout is socket._GLOBAL_DEFAULT_TIMEOUT:
            timeout = socket.getdefaulttimeout()
        seen.append(timeout)
        return create_connection(address, timeout and timeout / 100, *more, **others)

    monkeypatch.setattr(socket, "create_connection", noting)
    return seen


@pytest.mark.slide("three-lines")
def test_a_request_with_a_timeout_gives_up(silence, timeouts):
    with pytest.raises(TimeoutError):
        three_lines.fetch(silence)
    assert timeouts == [2.0]


@pytest.mark.slide("three-lines")
def test_a_request_without_a_timeout_waits_for_ever(monkeypatch):
    """Until the server lets go: there is nothing else that would end it."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(GUARD)
    request = Request(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    waits = []
    create_connection = socket.create_connection

    def noting(*arguments, **more):
        connection = create_connection(*arguments, **more)
        waits.append(connection.gettimeout())
        return connection

    monkeypatch.setattr(socket, "create_connection", noting)
    failed = []

    def fetch():
        try:
            three_lines.fetch_whenever(request)
        except OSError as error:
            failed.append(type(error).__name__)

    thread = threading.Thread(target=fetch)
    thread.start()
    connection, _ = listener.accept()
    thread.join(0.2)
    assert thread.is_alive()
    assert waits == [None]
    connection.close()
    thread.join(GUARD)
    assert not thread.is_alive()
    listener.close()
    assert len(failed) == 1


@pytest.mark.slide("three-lines")
@pytest.mark.slide("assume-nothing")
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux binds a process to a core")
def test_cpu_count_counts_the_machine_and_not_what_is_yours():
    """Bound to one core, it still counts all; the cure takes the number it is told."""
    program = (
        "import os, three_lines as t\n"
        "before = t.guessed_workers()\n"
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "print(t.guessed_workers() == before == 2 * os.cpu_count() + 1)\n"
        "print(len(os.sched_getaffinity(0)), t.workers())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(CODE), "WEB_CONCURRENCY": "3"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=GUARD,
    )
    assert done.stdout.split() == ["True", "1", "3"], done.stderr


@pytest.mark.slide("three-lines")
@pytest.mark.slide("assume-nothing")
def test_unless_told_there_is_one_worker_as_with_the_servers(monkeypatch):
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    assert three_lines.workers() == 1
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    assert three_lines.workers() == 4
