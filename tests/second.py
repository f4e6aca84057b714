"""A server for tests that speaks as a language model's does, and can be late, silent, wrong or rude."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.content = "{}"
        """What the model says."""
        self.body: bytes | None = None
        """The whole answer, instead of one around `content`."""
        self.status = 200
        self.location = ""
        self.may_answer = Event()
        self.may_answer.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def says(self, *items: dict[str, Any]) -> None:
        self.content = json.dumps({"items": [*items]}, ensure_ascii=False)


class Talk(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        server = self.server
        length = int(self.headers["Content-Length"])
        server.asked.append({"path": self.path} | json.loads(self.rfile.read(length)))
        server.headers.append(dict(self.headers))
        server.may_answer.wait(30)
        whole = {"choices": [{"message": {"role": "assistant", "content": server.content}}]}
        body = json.dumps(whole).encode() if server.body is None else server.body
        try:
            self.send_response(server.status)
            if server.location:
                self.send_header("Location", server.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # whoever asked has gone

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on standard error."""


@contextmanager
def served() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.may_answer.set()
        server.shutdown()
        server.server_close()
        thread.join()


def item(quote: str, kind: str = "directive", **more: Any) -> dict[str, Any]:
    usual = {
        "kind": kind,
        "quote": quote,
        "text": quote,
        "by": "",
        "to": "",
        "assignees": [],
        "deadline_words": "",
    }
    return usual | more
