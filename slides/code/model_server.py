"""A stand-in for the model server: answers after 90 ms.

Run: python model_server.py [port], 9000 unless told.
"""

import json
import sys
import time
from http.server import (
    BaseHTTPRequestHandler,
    ThreadingHTTPServer,
)

WAIT = 0.090


class Model(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # one packet an answer, else delayed ACKs add to the wait
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        features = json.loads(self.rfile.read(size))["features"]
        time.sleep(WAIT)
        answer = json.dumps({"score": sum(features)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
    with Server(("127.0.0.1", port), Model) as server:
        server.serve_forever()
