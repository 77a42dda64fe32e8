"""Three tasks on one loop, and the order of their steps.

Run: python turns.py
"""

import asyncio
import socket
import threading

steps: list[str] = []


# region tasks
async def a():
    steps.append("A1")
    await asyncio.sleep(0.020)
    steps.append("A2")


async def b(network: socket.socket):
    steps.append("B1")
    loop = asyncio.get_running_loop()
    await loop.sock_recv(network, 1)
    steps.append("B2")


async def c():
    steps.append("C1")
    await asyncio.sleep(0)
    steps.append("C2")


# endregion


# region main
async def main():
    here, there = socket.socketpair()
    here.setblocking(False)
    with here, there:
        byte = threading.Timer(0.010, there.send, [b"!"])
        byte.start()
        await asyncio.gather(a(), b(here), c())
        byte.join()
    print(*steps)  # A1 B1 C1 C2 B2 A2


if __name__ == "__main__":
    asyncio.run(main())
# endregion
