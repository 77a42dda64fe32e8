"""A listing's Tornado application on another port than its own.

Run: python -m serve_tornado tornado_predict:app 8001
"""

import asyncio
import importlib
import sys


async def main(app: str, port: int) -> None:
    module, _, name = app.partition(":")
    getattr(importlib.import_module(module), name).listen(port, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
