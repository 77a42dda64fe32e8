"""What the tests have around a listing: a model server that they hold, and real servers.

Nothing here measures time. A test says when the model answers, and asks who is inside meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from tornado.httpserver import HTTPServer

HERE = Path(__file__).parent
CODE = HERE.parent.parent / "slides" / "code"

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what the others do not tell")

GUARD = 30.0
"""Seconds after which a test that hangs gives up. Nothing is expected to take this long."""

PAUSE = 0.2
"""Seconds for which something must not happen that nothing but a fault could make happen."""


def eventually(true: Callable[[], object], what: str) -> None:
    """Waits until it is so, for what nobody announces."""
    deadline = time.monotonic() + GUARD
    while not true():
        assert time.monotonic() < deadline, f"not in {GUARD:.0f} s: {what}"
        time.sleep(0.005)


class Model:
    """A model server that answers when the test says so."""

    def __init__(self) -> None:
        self.lock = threading.Condition()
        self.inside = self.peak = self.arrived = self.permits = 0
        self.is_open = False
        self.features: list[Any] = []
        self.server = _ModelServer(("127.0.0.1", 0), _ModelHandler)
        self.server.model = self
        threading.Thread(target=self.server.serve_forever, args=[0.02], daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, features: Any) -> dict:
        with self.lock:
            self.inside += 1
            self.arrived += 1
            self.peak = max(self.peak, self.inside)
            self.features.append(features)
            self.lock.notify_all()
            self.lock.wait_for(lambda: self.is_open or self.permits > 0)
            self.permits = max(0, self.permits - 1)
            self.inside -= 1
            self.lock.notify_all()
        return {"score": sum(features)}

    def wait_for(self, inside: int) -> None:
        """A barrier: passed when so many requests are here at the same time."""
        with self.lock:
            assert self.lock.wait_for(lambda: self.inside >= inside, GUARD), (
                f"{self.inside} at once, not {inside}"
            )

    def wait_for_arrival(self, number: int) -> None:
        with self.lock:
            assert self.lock.wait_for(lambda: self.arrived >= number, GUARD), (
                f"{self.arrived} arrived, not {number}"
            )

    def release(self, number: int = 1) -> None:
        with self.lock:
            self.permits += number
            self.lock.notify_all()

    def open(self) -> None:
        with self.lock:
            self.is_open = True
            self.lock.notify_all()

    def close(self) -> None:
        self.open()
        self.server.shutdown()
        self.server.server_close()


class _ModelServer(ThreadingHTTPServer):
    model: Model
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed has closed its connection: no word about that."""


class _ModelHandler(BaseHTTPRequestHandler):
    server: _ModelServer
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        features = json.loads(self.rfile.read(size))["features"]
        answer = json.dumps(self.server.model.answer(features)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Call:
    """One request that has been sent, and an answer that may be asked for later."""

    def __init__(self, port: int, method: str, path: str, payload: object = None, **headers: str):
        body = b"" if payload is None else json.dumps(payload).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            f"Content-Length: {len(body)}",
            "Content-Type: application/json",
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        self.socket = socket.create_connection(("127.0.0.1", port), GUARD)
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def is_silent(self) -> bool:
        """Whether no byte of an answer comes; a pause gives it the chance to."""
        return not select.select([self.socket], [], [], PAUSE)[0]

    def answer(self) -> tuple[int, bytes]:
        with self.socket:
            response = http.client.HTTPResponse(self.socket)
            response.begin()
            return response.status, response.read()

    def json(self) -> Any:
        status, body = self.answer()
        assert status == 200, body
        return json.loads(body)

    def rest(self) -> bytes:
        """All bytes that are still to come."""
        with self.socket, self.socket.makefile("rb") as stream:
            return stream.read()

    def hang_up(self) -> None:
        self.socket.close()


class Server:
    """A server on a free port of the loopback, which the test has bound and may ask about."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self.listener.getsockname()[1]

    def predict(self, features: list | None = None, path: str = "/predict", **headers: str) -> Call:
        return Call(self.port, "POST", path, {"features": features or [1, 2]}, **headers)

    def get(self, path: str = "/healthz") -> Call:
        return Call(self.port, "GET", path)

    def in_the_kernel(self) -> int:
        """Connections that are made and that nobody has accepted (Linux)."""
        info = self.listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
        return struct.unpack("8B24I", info)[12]  # tcpi_unacked

    def stop(self) -> None:
        self.listener.close()


class Process(Server):
    """A server in processes of its own, which form a group."""

    def __init__(self, model: Model, *command: str) -> None:
        super().__init__()
        self.output: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-u", *(part.format(fd=self.listener.fileno()) for part in command)],
            pass_fds=[self.listener.fileno()],
            cwd=HERE,
            env={**os.environ, "MODEL_URL": model.url, "PYTHONPATH": f"{CODE}{os.pathsep}{HERE}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.output.append(line.rstrip("\n"))

    def __repr__(self) -> str:
        """For whoever reads why a test failed."""
        return "\n".join(["a server that said:", *self.output[-40:]])

    def said(self, *starts: str) -> list[str]:
        """The lines of output that begin like this, in order."""
        return [line for line in self.output if line.startswith(starts)]

    def members(self) -> list[int]:
        """All live processes of its group."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                state, _, group = status.read_text().rpartition(")")[2].split()[:3]
                if int(group) == self.process.pid and state != "Z":
                    found.append(int(status.parent.name))
        return found

    def stop(self) -> None:
        super().stop()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(GUARD)
        self.reader.join(GUARD)
        self.process.stdout.close()


class Threaded(Server):
    """A server on an event loop in a thread of this process, which a test may look into."""

    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, name="the loop", daemon=True)
        self.thread.start()
        assert self.ready.wait(GUARD)

    def run(self) -> None:
        raise NotImplementedError

    def on_the_loop(self, ask: Callable[[], Any]) -> Any:
        """What is the answer there? Never ends if the loop is blocked."""

        async def answer() -> Any:
            return ask()

        return asyncio.run_coroutine_threadsafe(answer(), self.loop).result(GUARD)

    def stop(self) -> None:
        self.thread.join(GUARD)
        assert not self.thread.is_alive()
        super().stop()


class Uvicorn(Threaded):
    def __init__(self, app: Any, **settings: Any) -> None:
        defaults = {"log_level": "warning", "loop": "asyncio", "timeout_graceful_shutdown": 5}
        self.server = _Uvicorn(uvicorn.Config(app, **{**defaults, **settings}), self)
        super().__init__()

    def run(self) -> None:
        self.server.run([self.listener])

    def stop(self) -> None:
        self.server.should_exit = True
        super().stop()


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, owner: Uvicorn) -> None:
        super().__init__(config)
        self.owner = owner

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.owner.loop = asyncio.get_running_loop()
        self.owner.ready.set()


class Tornado(Threaded):
    def __init__(self, app: Any) -> None:
        self.app = app
        super().__init__()

    def run(self) -> None:
        asyncio.run(self.serve())

    async def serve(self) -> None:
        self.loop, self.leave = asyncio.get_running_loop(), asyncio.Event()
        self.listener.setblocking(False)
        server = HTTPServer(self.app)
        server.add_sockets([self.listener])
        self.ready.set()
        await self.leave.wait()
        server.stop()
        await server.close_all_connections()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.leave.set)
        super().stop()


def gunicorn(*arguments: str) -> tuple[str, ...]:
    settings = ("-c", "patient.py", "--bind", "fd://{fd}", "--graceful-timeout", "5")
    return ("-m", "gunicorn", *settings, *arguments)


def be_patient(module: Any) -> None:
    """A listing gives up on its model after two seconds; a test may hold it for longer."""
    client = vars(module).get("model")
    if isinstance(client, httpx.Client | httpx.AsyncClient):
        client.timeout = GUARD


class Steps(list):
    """What happened, in order, noted by whoever it happened to."""

    def around(self, name: str, function: Callable) -> Callable:
        """The same function, noting when it is entered and left."""

        def noting(*args: Any, **kwargs: Any) -> Any:
            with self.within(name):
                return function(*args, **kwargs)

        async def noting_async(*args: Any, **kwargs: Any) -> Any:
            with self.within(name):
                return await function(*args, **kwargs)

        return noting_async if asyncio.iscoroutinefunction(function) else noting

    @contextlib.contextmanager
    def within(self, name: str) -> Iterator[None]:
        self.append(f"> {name}")
        try:
            yield
        finally:
            self.append(f"< {name}")


class Clock:
    """A loop's clock and selector: time passes only while the loop sleeps, or when told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked: list[float | None] = []
        self.meanwhile: dict[float, Callable[[], object]] = {}
        self.loop = asyncio.SelectorEventLoop()
        self.loop.time = lambda: self.now
        self.selector = self.loop._selector
        self.select, self.selector.select = self.selector.select, self._select

    def at(self, when: float, then: Callable[[], object]) -> None:
        """Happens outside of the loop, which may be asleep then."""
        self.meanwhile[when] = then

    def _select(self, timeout: float | None = None) -> list:
        self.asked.append(timeout)
        if timeout == 0:
            return self.select(0)
        until = self.now + timeout if timeout is not None else float("inf")
        due = min([when for when in self.meanwhile if when <= until], default=None)
        if due is None:
            assert timeout is not None, "the loop sleeps for ever"
            self.now = until
        else:
            self.now = due
            self.meanwhile.pop(due)()
        return self.select(0)

    def run(self, main: Any) -> Any:
        asyncio.set_event_loop(None)
        try:
            return self.loop.run_until_complete(main)
        finally:
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()
