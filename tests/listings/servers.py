"""Real servers for the tests: started on a free port of loopback, watched, and always stopped."""

import http.client
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LISTINGS = Path(__file__).parent
CODE = LISTINGS.parent.parent / "slides" / "code"
# where gunicorn finds its settings: started elsewhere it has its defaults
PRODUCTION = CODE / "production"
LOOPBACK = "127.0.0.1"

# seconds after which a test that waits for something has failed; never a measure of anything
GUARD = 25.0


def until(true: Callable[[], object], what: str):
    """The first truthy value; asking is the only way where there is nothing to block on."""
    end = time.monotonic() + GUARD
    while not (value := true()):
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.02)
    return value


@dataclass(frozen=True)
class Answer:
    """What the client saw: a status, or why there is none."""

    status: int | str
    body: str = ""


REFUSED = Answer("refused")  # nobody listens
LOST = Answer("lost")  # the connection broke before the answer was complete
NONE = Answer("none")  # the client's patience was shorter


def ask(port: int, path: str, body: object = None, patience: float | None = None) -> Answer:
    """One request on a connection of its own."""
    client = http.client.HTTPConnection(LOOPBACK, port, timeout=patience or GUARD)
    headers = {"Connection": "close", "Content-Type": "application/json"}
    try:
        method = "GET" if body is None else "POST"
        client.request(method, path, None if body is None else json.dumps(body), headers)
        reply = client.getresponse()
        return Answer(reply.status, reply.read().decode())
    except TimeoutError:
        if patience is None:
            raise
        return NONE
    except ConnectionRefusedError:
        return REFUSED
    except (ConnectionError, http.client.HTTPException):
        return LOST
    finally:
        client.close()


def later(function: Callable, *arguments) -> Future:
    """The function's result, once there is one: it runs on a thread of its own."""
    future = Future()

    def run():
        try:
            future.set_result(function(*arguments))
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


class Server:
    """A running server: its port, its log, its workers."""

    def __init__(self, process: subprocess.Popen, log: Path):
        self.process = process
        self.log = log
        self.port = 0

    def text(self) -> str:
        return self.log.read_text()

    def says(self, pattern: str, times: int = 1) -> list[str]:
        """Waits until the log has the pattern so many times; what it captured."""

        def found():
            running = self.running()  # asked first: what it said last is in the log by then
            hits = re.findall(pattern, self.text())
            if len(hits) < times and not running:
                raise AssertionError(f"it left, and never said {pattern!r} {times} times")
            return hits if len(hits) >= times else None

        return until(found, f"the log to say {pattern!r} {times} times")

    def started(self, count: int) -> list[int]:
        """The numbers of the workers, once so many have been started, oldest first."""
        said = r"(?:Booting worker with pid: |Started server process \[)(\d+)"
        return list(dict.fromkeys(int(pid) for pid in self.says(said, count)))

    def ask(self, path: str = "/", body: object = None, patience: float | None = None) -> Answer:
        return ask(self.port, path, body, patience)

    def later(self, path: str = "/", body: object = None) -> Future:
        return later(ask, self.port, path, body)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def exit_code(self) -> int:
        return self.process.wait(GUARD)

    def running(self) -> bool:
        return self.process.poll() is None


@contextmanager
def serve(log: Path, *command: str, cwd: Path = PRODUCTION, **env: str) -> Iterator[Server]:
    """Runs the command, with nothing of this process's environment that could configure it."""
    clean = {
        "PATH": os.environ["PATH"],
        "HOME": str(log.parent),
        "PYTHONPATH": os.pathsep.join((str(CODE), str(LISTINGS))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GUNICORN_CMD_ARGS": "--no-control-socket",
        **env,
    }
    with log.open("w") as sink:
        process = subprocess.Popen(
            (sys.executable, *command),
            cwd=cwd,
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a group of its own: it goes as one
        )
    server = Server(process, log)
    try:
        said = server.says(r"(?:Listening at:|Uvicorn running on) http://[\d.]+:(\d+)")
        server.port = int(said[0])
        until(lambda: server.ask("/healthz").status in (200, 404), "the first answer")
        yield server
    except BaseException:
        print(f"{shlex.join(command)}\n{server.text()}")  # shown with the test that failed
        raise
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(GUARD)


def gunicorn(log: Path, app: str, *options: str, **env: str):
    bind = ("--bind", f"{LOOPBACK}:0")
    # cwd: gunicorn reads the gunicorn.conf.py of the folder it starts in
    return serve(log, "-m", "gunicorn", *bind, *options, app, cwd=LISTINGS, **env)


def uvicorn(log: Path, app: str, *options: str, **env: str):
    return serve(log, "-m", "uvicorn", "--port", "0", *options, app, cwd=LISTINGS, **env)


@dataclass(frozen=True)
class Visitor:
    """A handler that stays at the gate."""

    pid: int
    path: str
    line: socket.socket

    def let_go(self) -> None:
        self.line.sendall(b"!")

    def gone(self) -> bool:
        """Waits until the handler has left the gate, let go or not."""
        try:
            return self.line.recv(1) == b""
        except ConnectionError:
            return True


class Gate:
    def __init__(self):
        self.listener = socket.create_server((LOOPBACK, 0), backlog=128)
        self.listener.settimeout(GUARD)
        self.env = {"GATE": str(self.listener.getsockname()[1])}
        self.visitors: list[Visitor] = []

    def visitor(self) -> Visitor:
        line, _ = self.listener.accept()
        line.settimeout(GUARD)
        pid, path = line.makefile().readline().split()
        visitor = Visitor(int(pid), path, line)
        self.visitors.append(visitor)
        return visitor

    def __enter__(self):
        return self

    def __exit__(self, *error) -> None:
        """Whoever still waits reads the end of the line, and goes on."""
        self.listener.close()
        for visitor in self.visitors:
            visitor.line.close()


class Model(ThreadingHTTPServer):
    """The model server of the running example: it remembers who asked, and can be held back."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, wait: float = 0.0):
        super().__init__((LOOPBACK, 0), ModelHandler)
        self.port: int = self.server_address[1]
        self.env = {"MODEL_URL": f"http://{LOOPBACK}:{self.port}"}
        self.wait = wait
        self.answers = threading.Event()
        self.answers.set()
        self.asked: list[float] = []
        self.inside: set[float] = set()
        self.most_inside = 0
        self.counting = threading.Lock()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self.leave()

    def leave(self) -> None:
        self.answers.set()
        self.shutdown()
        self.server_close()

    def enter(self, score: float) -> None:
        with self.counting:
            self.asked.append(score)
            self.inside.add(score)
            self.most_inside = max(self.most_inside, len(self.inside))

    def handle_error(self, request, client_address) -> None:
        """A client that is gone is what some tests are about."""


class ModelHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer
    disable_nagle_algorithm = True

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        score = sum(json.loads(self.rfile.read(size))["features"])
        self.server.enter(score)
        self.server.answers.wait(GUARD)
        time.sleep(self.server.wait)
        self.server.inside.discard(score)
        body = json.dumps({"score": score}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass
