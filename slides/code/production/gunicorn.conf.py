"""How gunicorn runs the Flask service: nothing by default.

Run: gunicorn, in this folder; it reads this file where it
starts, and so would any other service started here.
"""

import os

pythonpath = ".."
wsgi_app = "production_flask:create_app()"

# region settings
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
backlog = 64  # 0.4 s in line, at 160 a second

threads = 8  # this makes it gthread
worker_connections = threads  # the rest in line
keepalive = 0  # nobody idle in a seat

timeout = 30  # for a stuck main thread
worker_tmp_dir = "/dev/shm"  # no disk

max_requests = 100_000
max_requests_jitter = 10_000  # not all at once

graceful_timeout = 20  # of the platform's 30
# endregion
