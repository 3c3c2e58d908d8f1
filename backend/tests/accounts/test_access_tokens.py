"""Access tokens: valid ones are accepted, forged ones refused."""

import base64
import hmac
import json
import string
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from conftest import PASSWORD, Clock, Person, Service
from jose import jwt

from app.accounts.tokens import AccessToken, sign_access_token
from app.settings import get_settings


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def answer_to(service: Service, token: str) -> int:
    answer = service.client(Authorization=f"Bearer {token}").get("/v1/me")
    if answer.status_code == 401:
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]
    return answer.status_code


@pytest.fixture(scope="module")
def tokens(service: Service, person: Person) -> dict[str, str]:
    return service.sign_in(person.email)


@pytest.fixture(scope="module")
def claims(tokens: dict[str, str]) -> dict:
    return jwt.get_unverified_claims(tokens["access_token"])


def signed(claims: dict, key: bytes | str | None = None) -> str:
    """A token signed with our own key, or another one."""
    if key is None:
        secret = get_settings().secret_key.get_secret_value().encode()
        key = hmac.digest(secret, b"access token", "sha256")
    return jwt.encode(claims, key, "HS256")


def test_token_of_a_sign_in_opens_the_door(service, tokens):
    assert answer_to(service, tokens["access_token"]) == 200


def test_token_signed_here_by_hand_opens_it_too(service, claims):
    """Otherwise the forgeries below would be refused for the wrong reason."""
    assert answer_to(service, signed(claims)) == 200


def test_token_says_its_kind_its_session_and_its_times(claims):
    assert claims["typ"] == "access"
    assert claims["exp"] - claims["iat"] == 15 * 60
    assert UUID(claims["sub"]).version == UUID(claims["sid"]).version == 7


def test_expired_token_is_refused(service, person, clock: Clock):
    token = service.sign_in(person.email)["access_token"]
    clock.wait(minutes=14, seconds=58)
    assert answer_to(service, token) == 200
    clock.wait(seconds=3)
    assert answer_to(service, token) == 401


def test_tampered_token_is_refused(service, tokens, claims):
    head, body, signature = tokens["access_token"].split(".")
    assert answer_to(service, f"{head}.{encoded(claims | {'sub': str(uuid4())})}.{signature}") == 401
    for i in range(0, len(signature), 7):
        other = "A" if signature[i] != "A" else "B"
        assert answer_to(service, f"{head}.{body}.{signature[:i]}{other}{signature[i + 1 :]}") == 401


def test_signature_has_one_spelling(service, tokens):
    """32 bytes leave two bits of the last letter unused: a token that differs only in them is forged too."""
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    token = tokens["access_token"]
    others = [alphabet[alphabet.index(token[-1]) ^ bits] for bits in (1, 2, 3)]
    assert [answer_to(service, token[:-1] + other) for other in others] == [401, 401, 401]


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "HS384", "HS512", "RS256", "ES256", "", None])
def test_token_that_names_another_algorithm_is_refused(service, claims, algorithm):
    """Even if it is correctly signed by that algorithm with our own key."""
    secret = get_settings().secret_key.get_secret_value().encode()
    key = hmac.digest(secret, b"access token", "sha256")
    signing_input = f"{encoded({'alg': algorithm, 'typ': 'JWT'})}.{encoded(claims)}"
    digest = {"HS384": "sha384", "HS512": "sha512"}.get(algorithm, "sha256")
    signature = base64.urlsafe_b64encode(hmac.digest(key, signing_input.encode(), digest)).rstrip(b"=").decode()
    assert answer_to(service, f"{signing_input}.") == 401
    assert answer_to(service, f"{signing_input}.{signature}") == 401
    assert answer_to(service, signing_input) == 401


@pytest.mark.parametrize(
    "key", ["another secret", b"", b"\0" * 32, lambda: get_settings().secret_key.get_secret_value()]
)
def test_token_of_another_key_is_refused(service, claims, key):
    assert answer_to(service, signed(claims, key() if callable(key) else key)) == 401


@pytest.mark.parametrize("kind", ["refresh", "upload", "link", "", None, ["access"]])
def test_token_of_another_kind_is_refused(service, claims, kind):
    assert answer_to(service, signed(claims | {"typ": kind})) == 401


def test_token_without_a_kind_is_refused(service, claims):
    assert answer_to(service, signed({name: value for name, value in claims.items() if name != "typ"})) == 401


def test_refresh_token_is_no_access_token_nor_the_other_way_round(service, tokens):
    assert answer_to(service, tokens["refresh_token"]) == 401
    swapped = service.http.post("/v1/auth/refresh", json={"refresh_token": tokens["access_token"]})
    assert swapped.status_code == 401


def test_token_of_a_session_that_never_was_is_refused(service, claims):
    assert answer_to(service, signed(claims | {"sid": str(uuid4())})) == 401


def test_token_of_one_person_under_anothers_session_is_refused(service, claims):
    stranger = service.http.post("/v1/auth/register", json={"email": "s@example.org", "password": PASSWORD}).json()
    assert answer_to(service, signed(claims | {"sub": stranger["id"]})) == 401


def test_token_is_refused_right_after_logout_and_so_is_its_refresh_token(service, person):
    tokens = service.sign_in(person.email)
    client = service.client(Authorization=f"Bearer {tokens['access_token']}")
    assert client.post("/v1/auth/logout").status_code == 204
    assert answer_to(service, tokens["access_token"]) == 401
    again = service.http.post("/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert again.status_code == 401
    assert client.post("/v1/auth/logout").status_code == 401


def test_token_is_refused_right_after_erasure(service):
    someone = service.join()
    tokens = service.sign_in(someone.email)
    assert someone.http.request("DELETE", "/v1/me", json={"password": PASSWORD}).status_code == 204
    assert answer_to(service, tokens["access_token"]) == 401
    again = service.http.post("/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert again.status_code == 401


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        ".",
        "..",
        "...",
        "a.b.c",
        "null",
        "ä.ö.ü",
        "A" * 5000,
        "é" * 3000,
        "%00.%00.%00",
        "{}.{}.{}",
        "😀".encode().decode("latin-1"),
    ],
)
def test_rubbish_for_a_token_is_refused(service, value):
    header = f"Bearer {value}".encode("latin-1", "replace")
    answer = service.http.get("/v1/me", headers={b"Authorization": header})
    assert answer.status_code == 401


def test_another_scheme_is_nobody(service):
    assert service.http.get("/v1/me", headers={"Authorization": "Basic YTpi"}).status_code == 401
    assert service.http.get("/v1/me").status_code == 401


def test_purposes_have_keys_of_their_own():
    at = datetime.now(UTC)
    token = sign_access_token(AccessToken(uuid4(), uuid4()), "secret", at, timedelta(minutes=1))
    with pytest.raises(Exception, match="Signature"):
        jwt.decode(token, "secret", algorithms=["HS256"])
