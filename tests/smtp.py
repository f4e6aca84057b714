"""A mail server for tests (RFC 5321, as much of it as smtplib says), which can also refuse, or hang up too early."""

from __future__ import annotations

import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[EmailMessage] = []
        self.conversations = 0
        self.answers: dict[str, str] = {}
        """What is answered to a recipient instead of "250 OK"."""
        self.on_mail: Callable[[], None] = lambda: None
        """Called when a mail has been taken, before that is said."""
        self.hangs_up = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.server.conversations += 1
        self.say("220 here")
        for line in self.rfile:
            verb = line.decode().strip()
            if verb.upper() == "DATA":
                if not self.take():
                    return None
            elif verb.upper() == "QUIT":
                return self.say("221 bye")
            else:
                self.say(self.answer(verb))
        return None

    def answer(self, verb: str) -> str:
        if verb.upper().startswith("RCPT TO:"):
            return self.server.answers.get(verb[8:].strip("<> "), "250 OK")
        return "250 OK"

    def take(self) -> bool:
        self.say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        made = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(made, EmailMessage)
        self.server.mails.append(made)
        self.server.on_mail()
        if not self.server.hangs_up:
            self.say("250 taken")
        return not self.server.hangs_up

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def listening() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
