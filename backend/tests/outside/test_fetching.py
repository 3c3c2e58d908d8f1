"""The only way to other hosts: it reaches no internal address, and its costs are bounded."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from made_up_shop import Shop, open_shop

from app.outside.fetching import AddressRefused, Fetched, Fetcher, FetchFailed, Guard, NoAnswer, TooMuch
from app.outside.fetching.addresses import is_public

MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with open_shop() as shop:
        yield shop


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server inside this network, on every local address: its port, and the connections it received."""
    came: list[str] = []
    with socket.socket(socket.AF_INET6) as server:
        server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        server.bind(("::", 0))
        server.listen()

        def take() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                came.append(str(address))
                connection.close()

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)


def names(**known: list[str]) -> Callable[[str], Awaitable[list[str]]]:
    async def resolve(name: str) -> list[str]:
        if name not in known:
            raise NoAnswer("There is no site of this name.")
        return known[name]

    return resolve


class Nowhere:
    """Replaces the network: records connection attempts."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    async def connect_tcp(self, ip: str, *_: object) -> None:
        self.connected.append(ip)
        raise httpcore.ConnectError


def fetch(guard: Guard, url: str, *, total_s: float = 60, max_bytes: int = MEBIBYTE) -> Fetched:
    return asyncio.run(Fetcher(guard, total_s).fetch(url, max_bytes))


INNER = (
    # As numbers, in each form that a resolver accepts.
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "127.0.0.1.",
    "0", "0.0.0.0", "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1",
    # Internal ranges: private, shared, link-local with the metadata service, broadcast, multicast, reserved.
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.100.100.200", "169.254.169.254", "168.63.129.16",
    "192.0.0.192", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    # The same through IPv6: mapped, compatible, NAT64, 6to4, Teredo, link-local, unique local, multicast.
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[fd00:ec2::254]",
    "[fec0::1]", "[ff02::1]", "[2001:db8::1]",
)  # fmt: skip


@pytest.mark.parametrize("host", INNER)
def test_no_inner_address_is_opened_in_whatever_form(host: str):
    async def as_inet_aton(name: str) -> list[str]:
        return [socket.inet_ntoa(socket.inet_aton(name))]

    guard = Guard(resolve=as_inet_aton)
    guard._backend = nowhere = Nowhere()
    with pytest.raises(AddressRefused):
        fetch(guard, f"http://{host}/")
    assert nowhere.connected == []


@pytest.mark.parametrize("address", [host.strip("[]") for host in INNER if ":" in host and "%" not in host])
def test_name_that_leads_inside_is_refused_however_it_does(address: str):
    guard = Guard(resolve=names(**{"shop.example": [address]}))
    guard._backend = nowhere = Nowhere()
    with pytest.raises(AddressRefused):
        fetch(guard, "http://shop.example/")
    assert nowhere.connected == []


def test_one_inner_address_among_public_ones_spoils_them_all():
    guard = Guard(resolve=names(**{"shop.example": ["93.184.215.14", "10.0.0.1"]}))
    guard._backend = nowhere = Nowhere()
    with pytest.raises(AddressRefused):
        fetch(guard, "http://shop.example/")
    assert nowhere.connected == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://shop.example/",
        "gopher://shop.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://shop.example:22/",
        "http://shop.example:8000/",
        "http://user:secret@shop.example/",
        "http://shop.example\\@127.0.0.1/",
        "http://shop.example@127.0.0.1/",
        "http://127.0.0.1\t.shop.example/",
        "http:///etc/passwd",
        "http://sh op.example/",
        "https://shop.example/" + "x" * 2000,
        "",
    ],
)
def test_odd_addresses_are_refused_before_a_name_is_looked_up(url: str):
    async def nobody(name: str) -> list[str]:
        raise AssertionError(f"looked up {name}")

    with pytest.raises(AddressRefused):
        fetch(Guard(resolve=nobody), url)


def test_name_that_is_rebound_is_connected_to_where_it_was_checked():
    """The first answer is public, every later one is this machine."""
    asked: list[str] = []

    async def rebound(name: str) -> list[str]:
        asked.append(name)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    guard = Guard(resolve=rebound)
    guard._backend = nowhere = Nowhere()
    with pytest.raises(NoAnswer):
        fetch(guard, "http://shop.example/")
    with pytest.raises(AddressRefused):
        fetch(guard, "http://shop.example/")
    assert nowhere.connected == ["93.184.215.14"]
    assert len(asked) == 2


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "//[::1]/", "http://2130706433/", "http://169.254.169.254/latest/", "file:///etc/"]
)
def test_redirect_inside_is_refused_at_its_hop(shop: Shop, target: str):
    with pytest.raises(AddressRefused):
        fetch(Guard([shop.host]), f"{shop.address}/to/{target}")


def test_redirect_to_the_same_machine_elsewhere_is_refused(shop: Shop, listener):
    port, came = listener
    with pytest.raises(AddressRefused):
        fetch(Guard([shop.host]), f"{shop.address}/to/http://127.0.0.1:{port}/")
    assert came == []


def test_public_addresses_are_public_and_others_not():
    assert all(is_public(ip_address(ip)) for ip in ("8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1", "2a00::1"))
    assert not any(is_public(ip_address(ip)) for ip in ("192.88.99.1", "2001:20::1", "3fff::1", "5f00::1", "4000::1"))


def test_gzip_bomb_is_left_when_it_passes_the_limit(shop: Shop):
    with pytest.raises(TooMuch, match="larger than 1 MB"):
        fetch(Guard([shop.host]), f"{shop.address}/gzip-bomb")


def test_endless_redirects_are_left(shop: Shop):
    with pytest.raises(TooMuch, match="more than 5 times"):
        fetch(Guard([shop.host]), f"{shop.address}/redirects")
    assert shop.asked["/redirects"] == 6


def test_slow_drip_is_left_in_time(shop: Shop):
    with pytest.raises(TooMuch, match="longer than 1 seconds"):
        fetch(Guard([shop.host]), f"{shop.address}/slow", total_s=1)


def test_proxies_of_the_environment_are_ignored(shop: Shop, listener, monkeypatch: pytest.MonkeyPatch):
    port, came = listener
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    assert fetch(Guard([shop.host]), f"{shop.address}/none").url == f"{shop.address}/none"
    assert came == []


def test_one_request_at_a_time_to_a_host():
    with open_shop() as shop:

        async def many() -> None:
            fetcher = Fetcher(Guard([shop.host]), 60)
            await asyncio.gather(*(fetcher.fetch(f"{shop.address}/json-ld", MEBIBYTE) for _ in range(12)))

        asyncio.run(many())
        assert shop.asked["/json-ld"] == 12
        assert shop.at_once == 1
        assert all("Curator" in agent for agent in shop.agents)


def test_certificate_is_the_names_though_the_address_is_pinned(tmp_path: Path):
    """TLS to the checked address, with the host's name: a certificate for another name is refused."""
    own = certificate(tmp_path, "shop.example")
    with tls_server(own) as (port, asked_for):
        guard = Guard(
            [f"shop.example:{port}", f"other.example:{port}"],
            names(**{"shop.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}),
            ssl.create_default_context(cafile=str(own)),
        )
        assert fetch(guard, f"https://shop.example:{port}/").content == b"hello"
        with pytest.raises(FetchFailed):
            fetch(guard, f"https://other.example:{port}/")
        assert asked_for == ["shop.example", "other.example"]


def certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    kind = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *kind) + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class tls_server:
    """A TLS server with the certificate `own`; records the names that clients request."""

    def __init__(self, own: Path) -> None:
        self._asked_for: list[str] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(own)
        self._context.sni_callback = lambda _socket, name, _context: self._asked_for.append(name)

    def __enter__(self) -> tuple[int, list[str]]:
        self._server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        return self._server.getsockname()[1], self._asked_for

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(connection, server_side=True) as speaking:
                    speaking.recv(65536)
                    speaking.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
            except OSError:
                continue
