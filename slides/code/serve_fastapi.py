"""How uvicorn runs the FastAPI service: nothing by default.

Run: HOST=0.0.0.0 python serve_fastapi.py
In a container, CMD ["python", "serve_fastapi.py"]: no shell, so
that the signals of the platform reach uvicorn.
"""

import os

import uvicorn

# region settings
SETTINGS = {
    "host": os.environ.get("HOST", "127.0.0.1"),
    "port": int(os.environ.get("PORT", "8000")),
    # two or more have a supervisor, which replaces the dead
    "workers": int(os.environ.get("WEB_CONCURRENCY", "2")),
    "backlog": 64,
    "limit_concurrency": 101,  # 100 connections, then 503
    "timeout_keep_alive": 5,
    "limit_max_requests": 100_000,
    "limit_max_requests_jitter": 10_000,
    "timeout_graceful_shutdown": 20,  # within a platform's 30
}

if __name__ == "__main__":  # a spawned worker imports this
    uvicorn.run("production_fastapi:app", **SETTINGS)
# endregion
