"""What Python itself does: the key, and waiting without it."""

import asyncio
import socket
import sys
import sysconfig
import threading

import pytest

from support import GUARD

with_key = pytest.mark.skipif(
    bool(sysconfig.get_config_var("Py_GIL_DISABLED")), reason="free-threaded Python has no key"
)


@pytest.fixture
def nobody_may_ask_for_the_key():
    """Who waits for the key asks for it after this long; a day means never."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(86_400)
    yield
    sys.setswitchinterval(before)


@with_key
@pytest.mark.slide("one-key")
def test_only_the_holder_of_the_key_runs_python(nobody_may_ask_for_the_key):
    go, ran = threading.Lock(), []
    go.acquire()

    def step():
        with go:
            ran.append("the other")

    thread = threading.Thread(target=step)
    thread.start()
    go.release()  # from here on the other could run, had it the key
    seen = [bool(ran) for _ in range(100_000)]
    assert not any(seen)
    thread.join(GUARD)  # to wait is to let go of the key
    assert ran == ["the other"]


@with_key
@pytest.mark.slide("one-key")
def test_who_waits_may_ask_for_the_key_after_five_milliseconds():
    assert sys.getswitchinterval() == 0.005


@with_key
@pytest.mark.slide("no-key")
def test_waiting_needs_no_key(nobody_may_ask_for_the_key):
    """Four threads wait in recv(), nobody ever asks for the key, and a fifth runs Python."""
    pairs = [socket.socketpair() for _ in range(4)]
    started, back = threading.Barrier(5, timeout=GUARD), []

    def wait(near):
        started.wait()
        near.settimeout(GUARD)
        back.append(near.recv(1))

    threads = [threading.Thread(target=wait, args=[near]) for near, _ in pairs]
    for thread in threads:
        thread.start()
    started.wait()
    for _, far in pairs:
        far.send(b"!")
    for thread in threads:
        thread.join(GUARD)
    assert back == [b"!"] * 4
    for pair in pairs:
        for end in pair:
            end.close()


@pytest.mark.slide("footguns")
def test_a_timeout_abandons_a_thread_and_does_not_stop_it():
    """asyncio.wait_for comes back at once; the thread goes on to its end."""
    let_go, ended = threading.Event(), threading.Event()

    def work():
        let_go.wait(GUARD)
        ended.set()

    async def main():
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(work), 0.01)
        still_running = not ended.is_set()
        let_go.set()
        await asyncio.to_thread(ended.wait, GUARD)
        return still_running

    assert asyncio.run(main())
    assert ended.is_set()
