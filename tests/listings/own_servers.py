"""Frameworks on their own server, in a thread of this process, which a test may look into."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from socket import socket

from aiohttp import web
from sanic import Sanic

from support import GUARD, Threaded


class OwnServer(Threaded):
    """Serves from when the test enters until it leaves."""

    def __init__(self, serving: Callable[[socket], AbstractAsyncContextManager]) -> None:
        self.serving = serving
        super().__init__()

    def run(self) -> None:
        asyncio.run(self.serve())

    async def serve(self) -> None:
        self.loop, self.leave = asyncio.get_running_loop(), asyncio.Event()
        async with self.serving(self.listener):
            self.ready.set()
            await self.leave.wait()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.leave.set)
        super().stop()


def by_aiohttp(app: web.Application) -> Callable[[socket], AbstractAsyncContextManager]:
    @asynccontextmanager
    async def serving(listener: socket) -> AsyncIterator[None]:
        runner = web.AppRunner(app, shutdown_timeout=GUARD)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield
        await runner.cleanup()

    return serving


def may_be_one_of_several(app: Sanic) -> None:
    """Sanic rewrites its own methods when an application starts, and can do so once a process."""
    app.config.TOUCHUP = False


def by_sanic(app: Sanic) -> Callable[[socket], AbstractAsyncContextManager]:
    may_be_one_of_several(app)

    @asynccontextmanager
    async def serving(listener: socket) -> AsyncIterator[None]:
        server = await app.create_server(sock=listener, return_asyncio_server=True)
        await server.startup()
        await server.before_start()
        await server.after_start()
        await server.start_serving()
        yield
        await server.before_stop()
        await server.close()
        await server.after_stop()

    return serving
