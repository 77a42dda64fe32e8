"""The model server of the lab, which notes when it was asked and when it had answered.

Run: LAB_NOTES=notes python -m model 90 9000
"""

import json
import sys

import model_server
from notes import note


class Server(model_server.Server):
    request_queue_size = 4096


class Model(model_server.Model):
    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.peek(size)[:size]
        with note("model", json.loads(body)["features"][0]):
            super().do_POST()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


if __name__ == "__main__":
    wait, port = float(sys.argv[1]), int(sys.argv[2])
    model_server.WAIT = wait / 1000
    with Server(("127.0.0.1", port), Model) as server:
        server.serve_forever()
