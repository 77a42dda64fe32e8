"""Applications whose handlers stay at a gate of the test's until it lets them go.

/wait waits in the server's own way: on a blocking socket, which gevent patches, or with an await.
/block waits in C, where neither gevent nor asyncio can switch. /def blocks a thread beside the
loop, as a `def` endpoint does. Anything else is answered at once. Every answer is the number of
the process that gave it.
"""

import _socket
import asyncio
import os
import socket

GATE = ("127.0.0.1", int(os.environ.get("GATE", "0")))


def wait(path):
    with socket.create_connection(GATE) as gate:
        gate.sendall(f"{os.getpid()} {path}\n".encode())
        gate.recv(1)


def block(path):
    gate = _socket.socket()
    gate.connect(GATE)
    gate.send(f"{os.getpid()} {path}\n".encode())
    gate.recv(1)
    gate.close()


async def wait_on_the_loop(path):
    reader, writer = await asyncio.open_connection(*GATE)
    try:
        writer.write(f"{os.getpid()} {path}\n".encode())
        await reader.read(1)
    finally:
        writer.close()


def wsgi(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/wait":
        wait(path)
    elif path == "/block":
        block(path)
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


async def asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        return await lifespan(receive, send)
    path = scope["path"]
    if path == "/wait":
        await wait_on_the_loop(path)
    elif path == "/block":
        block(path)
    elif path == "/def":
        # what Starlette does with a `def`; here, lest the WSGI servers import it
        from starlette.concurrency import run_in_threadpool

        await run_in_threadpool(block, path)
    body = str(os.getpid()).encode()
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": body})


async def lifespan(receive, send):
    for phase in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{phase}.complete"})
