"""How uvicorn runs the FastAPI service: nothing by default.

Run: HOST=0.0.0.0 python serve_fastapi.py
In a container, CMD ["python", "serve_fastapi.py"]: no shell, so
that the signals of the platform reach uvicorn.
"""

import os

import uvicorn

# region settings
SETTINGS = {
    "workers": int(os.environ.get("WEB_CONCURRENCY", "2")),
    "backlog": 64,
    "limit_concurrency": 101,  # a hundred, then 503
    "timeout_keep_alive": 5,
    "limit_max_requests": 100_000,
    "limit_max_requests_jitter": 10_000,
    "timeout_graceful_shutdown": 20,  # of the platform's 30
}
# endregion

if __name__ == "__main__":  # a spawned worker imports this
    uvicorn.run(
        "production_fastapi:app",
        host=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        **SETTINGS,
    )
