"""What 10,000 sleeping tasks cost, or 1,000 idle threads, in memory that is resident.

Run: python waiting_tasks.py tasks 10000
"""

import asyncio
import json
import sys
import threading


def resident() -> int:
    """Bytes."""
    with open("/proc/self/smaps_rollup") as file:
        line = next(line for line in file if line.startswith("Rss:"))
    return int(line.split()[1]) * 1024


async def tasks(count: int) -> int:
    before = resident()
    waiting = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(0)
    after = resident()
    for task in waiting:
        task.cancel()
    return after - before


def threads(count: int) -> int:
    over, before = threading.Event(), resident()
    waiting = [threading.Thread(target=over.wait, daemon=True) for _ in range(count)]
    for thread in waiting:
        thread.start()
    after = resident()
    over.set()
    for thread in waiting:
        thread.join()
    return after - before


if __name__ == "__main__":
    kind, count = sys.argv[1], int(sys.argv[2])
    grown = asyncio.run(tasks(count)) if kind == "tasks" else threads(count)
    print(json.dumps({"memory": round(grown / 1e6, 2), "each": round(grown / 1e3 / count, 3)}))
