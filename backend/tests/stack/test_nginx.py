"""nginx alone, in front of a service without security headers: the headers it adds, also on rewritten paths."""

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from getpass import getuser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from prove.composition import nginx_configuration
from prove.native_stack import NGINX

API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
OWN_POLICY = "default-src 'self'"


class Bare(BaseHTTPRequestHandler):
    """Answers everything; a path that ends with /own with a policy of its own."""

    def do_GET(self) -> None:
        self.send_response(200)
        if self.path.endswith("/own"):
            self.send_header("Content-Security-Policy", OWN_POLICY)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Discards the server's log lines."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder, port, nobody = tmp_path_factory.mktemp("nginx"), free_port(), f"127.0.0.1:{free_port()}"
    service = ThreadingHTTPServer(("127.0.0.1", 0), Bare)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    environment = {
        "NGINX_DIR": str(folder),
        "LISTEN": f"127.0.0.1:{port}",
        "TLS_CONF": "/nonexistent/tls*.conf",
        "SITE_HOST": "localhost",
        "STORE_HOST": "store.localhost",
        "BACKEND": f"127.0.0.1:{service.server_address[1]}",
        "FRONTEND": nobody,
        "STORE": nobody,
    }
    configuration = folder / "nginx.conf"
    text = nginx_configuration(environment).replace("/dev/stdout", str(folder / "access.log"))
    configuration.write_text(text)
    command = [NGINX, "-c", str(configuration), "-e", "stderr", "-g", f"user {getuser()};"]
    with (folder / "error.log").open("w") as log:
        process = subprocess.Popen(command, stderr=log)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Host": "localhost"}, trust_env=False) as client:
        for _ in range(100):
            try:
                client.get("/api/health/live")
                break
            except httpx.ConnectError:
                time.sleep(0.05)
        yield client
    process.terminate()
    process.wait(10)
    service.shutdown()


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/items", "/api/v1/imports/archive", "/api/v1/auth/login"])
def test_every_answer_of_the_api_has_the_headers(nginx: httpx.Client, path: str) -> None:
    headers = nginx.post(path).headers
    assert headers.get_list("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_list("Content-Security-Policy") == [API_POLICY]


def test_a_policy_of_the_service_stays(nginx: httpx.Client) -> None:
    assert nginx.get("/api/own").headers.get_list("Content-Security-Policy") == [OWN_POLICY]


def test_what_nginx_itself_refuses_has_them_too(nginx: httpx.Client) -> None:
    tries = [nginx.post("/api/v1/auth/login") for _ in range(60)]
    refused = next(answer for answer in tries if answer.status_code == 429)
    assert refused.headers["Retry-After"] == "5"
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert refused.headers["Content-Security-Policy"] == API_POLICY
    assert "Retry-After" not in tries[0].headers
