"""A small provider of identities (OpenID Connect) on this machine, that tells what a test wants it to tell."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from thongsuot.config.identity import IdentityProvider

CLIENT, SECRET = "thong-suot", "bi-mat-cua-ban-thu"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """`login` is whom it takes the visitor for; `claims` replace what the ID token says (None: leaves it out)."""

    login: str = "tonghop"
    claims: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    signs_with: str = "own"
    algorithm: str = "RS256"
    refuses: bool = False
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def settings(self) -> IdentityProvider:
        return IdentityProvider(self.issuer, CLIENT, SECRET, "Cổng định danh thử", "preferred_username")

    def discovery(self) -> dict[str, Any]:
        ends = {"authorization": "authorize", "token": "token"}
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            **{f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()},
        } | self.config

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes next."""
        answer = {"state": asked["state"]}
        if self.refuses:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe(8)
            self.codes[answer["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(sent.get("code", ""), None)
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        if asked is None or asked.get("code_challenge") != challenge:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        told = {
            "iss": self.issuer, "sub": f"so-{self.login}", "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": nonce, "preferred_username": self.login, "name": "Người Thử",
        }  # fmt: skip
        told = {name: value for name, value in (told | self.claims).items() if value is not None}
        signed_by: Any = (
            key(self.signs_with) if self.algorithm == "RS256" else "bi-mat-chung-that-dai-du-32-ky-tu"
        )
        if self.algorithm == "none":
            signed_by = None
        return jwt.encode(told, signed_by, algorithm=self.algorithm, headers={"kid": "1"})

    def jwks(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key("own").public_key()))
        return {"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]}


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
                return
            found = {"/.well-known/openid-configuration": provider.discovery, "/jwks": provider.jwks}
            self._say(200, found[parts.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            if self.headers.get("Authorization") != f"Basic {basic}":
                self._say(401, {"error": "invalid_client"})
            else:
                self._say(*provider.token(sent))

        def _say(self, status: int, told: dict[str, Any]) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
