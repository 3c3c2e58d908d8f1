"""Refuse requests whose Host header names another site.

A page of another site can make its own name resolve to this machine (DNS rebinding). A browser then takes this service
for a part of that site, and only the Host header tells the two apart. `/health/` and `/metrics` answer under any name:
orchestrators and Prometheus know an address only.
"""

import re
import socket
from collections.abc import Collection
from functools import cache
from ipaddress import ip_address
from typing import Final

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import Problem, problem
from app.settings import get_settings

_HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\s:/?#@\[\]]+)(?::\d*)?", re.IGNORECASE)
_REFUSAL: Final = (
    "Curator does not answer to this host name. Open it under a name that it knows, or add the name to "
    "CURATOR_ALLOWED_HOSTS and start it again."
)


class AllowedHosts:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_for_machines(scope["path"]) or _is_allowed(scope):
            return await self._app(scope, receive, send)
        return await Problem(problem(400, _REFUSAL, name="unknown-host"), 400)(scope, receive, send)


def install(app: FastAPI) -> None:
    app.add_middleware(AllowedHosts)


def is_listed(name: str, listed: Collection[str]) -> bool:
    """Whether the lower-case `name` is in the list, by itself or through an entry like `*.example.org`."""
    return name in listed or any(one.startswith("*.") and name.endswith(one[1:]) for one in listed)


def _is_for_machines(path: str) -> bool:
    return path.startswith("/health/") or path == "/metrics"


def _is_allowed(scope: Scope) -> bool:
    hosts = Headers(scope=scope).getlist("host")
    found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if found is None:
        return False
    name = found["name"].strip("[]").lower().removesuffix(".")
    if listed := get_settings().allowed_hosts:
        return is_listed(name, listed)
    return name in _own_names() or _is_own_address(name, scope)


@cache
def _own_names() -> frozenset[str]:
    """Names of this machine, also the one that it has in a home network (RFC 6762)."""
    own = socket.gethostname().lower()
    first = own.partition(".")[0]
    return frozenset({"localhost", own, first, f"{first}.local"})


def _is_own_address(name: str, scope: Scope) -> bool:
    """Whether `name` is a loopback address, or the address of this machine at which the request arrived."""
    try:
        address = ip_address(name)
        return address.is_loopback or address == ip_address((scope.get("server") or ("",))[0])
    except ValueError:
        return False
