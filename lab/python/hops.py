"""What it costs to go to a thread and back, and to go round the loop once. In microseconds.

Run: python hops.py
"""

import asyncio
import json
import time
from statistics import median

from anyio import to_thread

TIMES = 2000


def nothing() -> None:
    pass


async def main() -> dict[str, float]:
    async def timed(once) -> float:
        for _ in range(100):
            await once()
        taken = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            await once()
            taken.append(time.perf_counter() - begun)
        return round(median(taken) * 1e6, 2)

    return {
        "anyio": await timed(lambda: to_thread.run_sync(nothing)),
        "asyncio": await timed(lambda: asyncio.to_thread(nothing)),
        "turn": await timed(lambda: asyncio.sleep(0)),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main())))
