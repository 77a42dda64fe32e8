"""How gunicorn runs the Flask service: nothing by default.

Run: gunicorn, in this folder; it reads this file where it
starts, and so would any other service started here.
"""

import os

pythonpath = ".."
wsgi_app = "production_flask:create_app()"

# region settings
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
backlog = 64  # 0.4 s in line at 160 requests a second

threads = 8  # seats of a worker: this makes it gthread
worker_connections = threads  # the rest wait for any worker
keepalive = 0  # no idle connection takes a seat

timeout = 30  # for a stuck main thread, not for a request
worker_tmp_dir = "/dev/shm"  # the heartbeat needs no disk

max_requests = 100_000
max_requests_jitter = 10_000  # not all of them at once

graceful_timeout = 20  # within a platform's 30
# endregion
