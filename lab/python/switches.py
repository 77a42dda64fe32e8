"""What one of three ways to wait costs: to switch to the next of its kind on one core, and memory.

The switch is a hand-over: each of two waits for the other, so many times. Times are microseconds,
the memory is that of a process, in MB.

Run: python switches.py
"""

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable

TIMES = 20_000


def per_switch(hand_over: Callable[[], None]) -> float:
    """Of one of the two: each time there are two switches, there and back."""
    begun = time.perf_counter()
    for _ in range(TIMES):
        hand_over()
    return round((time.perf_counter() - begun) * 1e6 / TIMES / 2, 2)


def coroutine() -> float:
    async def hand_over() -> None:
        for _ in range(TIMES):
            await asyncio.sleep(0)

    async def both() -> float:
        begun = time.perf_counter()
        await asyncio.gather(hand_over(), hand_over())
        return time.perf_counter() - begun

    return round(asyncio.run(both()) * 1e6 / TIMES / 2, 2)


def thread() -> float:
    ping, pong = threading.Lock(), threading.Lock()
    ping.acquire()
    pong.acquire()

    def answer() -> None:
        for _ in range(TIMES):
            ping.acquire()
            pong.release()

    def hand_over() -> None:
        ping.release()
        pong.acquire()

    other = threading.Thread(target=answer)
    other.start()
    taken = per_switch(hand_over)
    other.join()
    return taken


def process() -> float:
    there, back = os.pipe(), os.pipe()
    if os.fork() == 0:
        for _ in range(TIMES):
            os.read(there[0], 1)
            os.write(back[1], b".")
        os._exit(0)

    def hand_over() -> None:
        os.write(there[1], b".")
        os.read(back[0], 1)

    taken = per_switch(hand_over)
    os.wait()
    return taken


def memory() -> float:
    """Of an interpreter that has imported nothing: its own, and its share of what others have."""
    bare = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    time.sleep(0.5)
    with open(f"/proc/{bare.pid}/smaps_rollup") as file:
        line = next(line for line in file if line.startswith("Pss:"))
    bare.communicate(b"\n")
    return round(int(line.split()[1]) * 1024 / 1e6, 1)


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(
        json.dumps(
            {
                "coroutine": coroutine(),
                "thread": thread(),
                "process": process(),
                "memory": memory(),
            }
        )
    )
