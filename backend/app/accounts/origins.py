"""Whether a browser's request comes from our own pages (RFC 6454, section 7; a defence against forged requests)."""

from collections.abc import Collection
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_own_origin(origin: str, hosts: Collection[str], is_https: bool) -> bool:
    """Whether `origin`, as a browser states it, is the site's own.

    `hosts` are the names with port under which this request reached us. An https page may speak to what looks like
    plain http (a proxy in front took the encryption off), never the other way round.
    """
    try:
        page = urlsplit(origin)
        if page.scheme not in _DEFAULT_PORTS or (is_https and page.scheme != "https"):
            return False
        stated = (page.hostname, page.port or _DEFAULT_PORTS[page.scheme])
        return any(stated == _host_and_port(host, page.scheme) for host in hosts)
    except ValueError:  # a port that is no number, brackets that do not close
        return False


def _host_and_port(host: str, scheme: str) -> tuple[str | None, int]:
    parts = urlsplit(f"//{host}")
    return parts.hostname, parts.port or _DEFAULT_PORTS[scheme]
