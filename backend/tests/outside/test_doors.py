"""All places in the service that open connections to other hosts are listed here, with their reason."""

import ast
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app"

# Any import of these packages; of the standard library, the calls that connect.
CLIENTS = {
    *("httpx", "httpcore", "requests", "urllib3", "aiohttp", "http.client", "urllib.request", "ftplib", "smtplib"),
    *("telnetlib", "imaplib", "poplib", "xmlrpc", "websockets", "websocket", "paramiko", "pycurl", "socket", "anyio"),
    *("selenium", "boto3", "botocore", "aiobotocore", "s3fs", "fsspec", "mlflow", "socketserver"),
}
CALLS = {"open_connection", "create_connection", "open_unix_connection", "sock_connect", "urlopen", "urlretrieve"}
STARTS = {"create_subprocess_exec", "create_subprocess_shell", "Popen", "check_output", "check_call", "system", "execv"}

# The one door for addresses that other people name.
DOOR = "outside/fetching/"
MAY = {
    # Opens no connection: its Chromium can only use the door's proxy.
    "outside/product_page/rendering.py": {"selenium"},
    # Opens none either: it starts modules of our own, which this test looks through too.
    "isolation.py": {"create_subprocess_exec"},
    "http/allowed_hosts.py": {"socket"},  # asks for this machine's own name
    # Servers named in the settings by the person who runs Curator.
    "outside/bucket.py": {"boto3", "botocore"},
    "registry/mlflow_registry.py": {"mlflow"},
    "registry/downloads.py": {"create_subprocess_exec"},  # the same, in a separate process
}


def opened_by(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                found |= {name for alias in node.names if (name := client_of(alias.name))}
            case ast.ImportFrom(module=str(module), level=0):
                found |= {name for alias in node.names if (name := client_of(f"{module}.{alias.name}"))}
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in CALLS | STARTS:
                found.add(name)
            case ast.Call(func=ast.Name(id="__import__") | ast.Attribute(attr="import_module"), args=[first, *_]):
                found.add(client_of(first.value) if isinstance(first, ast.Constant) else "import by name")
    return found - {None}


def client_of(module: str) -> str | None:
    return next((name for name in CLIENTS if f"{module}.".startswith(f"{name}.")), None)


def test_outside_connections_are_opened_by_one_door_and_by_clients_of_configured_servers():
    opened = {
        name: what
        for path in sorted(APP.rglob("*.py"))
        if not (name := path.relative_to(APP).as_posix()).startswith(DOOR) and (what := opened_by(path.read_text()))
    }
    unknown = {name: what - MAY.get(name, set()) for name, what in opened.items() if what - MAY.get(name, set())}
    assert unknown == {}, "fetch what others name by app.outside.fetching; name a configured server's client in MAY"


def test_the_search_sees_what_it_is_for():
    for source, client in (
        ("import httpx", "httpx"),
        ("from urllib.request import urlopen", "urllib.request"),
        ("from urllib import request", "urllib.request"),
        ("def f():\n import boto3.session", "boto3"),
        ("asyncio.open_connection(host, 80)", "open_connection"),
        ("subprocess.Popen(['curl', url])", "Popen"),
        ("importlib.import_module('requests')", "requests"),
    ):
        assert opened_by(source) == {client}, source
