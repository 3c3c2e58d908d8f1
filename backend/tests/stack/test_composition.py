"""The files of the compose stack, checked by the tools that read them."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.__main__ import KEEP_ALIVE_S
from prove.composition import COMPOSE, ROOT, compose, make_env_file, nginx_configuration
from prove.native_stack import NGINX

HADOLINT = ROOT / ".venv-train/bin/hadolint"
DOCKERFILES = sorted(
    path for name in ("backend", "frontend", "mlflow", "deploy/store") for path in (ROOT / name).glob("Dockerfile")
)
OPEN = {"nginx"}


@pytest.fixture(scope="module")
def env_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_env_file(tmp_path_factory.mktemp("env") / ".env")


@pytest.mark.parametrize("files", [(), ("docker-compose.minio.yml",), ("docker-compose.tls.yml",)])
@pytest.mark.parametrize("profiles", [(), ("monitoring",), ("train",), ("monitoring", "train")])
def test_compose_accepts_every_file_and_profile(
    env_file: Path, files: tuple[str, ...], profiles: tuple[str, ...]
) -> None:
    services = compose(env_file, *files, profiles=profiles)["services"]
    assert {"nginx", "frontend", "backend", "mlflow", "store", "store-setup"} <= services.keys()
    assert ("grafana" in services) == ("monitoring" in profiles)
    assert ("train" in services) == ("train" in profiles)


def test_stack_refuses_to_start_without_its_secrets(tmp_path: Path) -> None:
    example = tmp_path / ".env"
    example.write_text((ROOT / ".env.example").read_text())
    command = [COMPOSE, "--env-file", example, "-f", ROOT / "docker-compose.yml", "config", "-q"]
    done = subprocess.run(command, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    empty = re.findall(r"^([A-Z_]+)=$", example.read_text(), re.MULTILINE)
    assert len(empty) == 9
    for name in empty:
        assert f"required variable {name} is missing a value: run make secrets" in done.stderr


def test_example_of_env_names_every_variable_of_compose_with_its_default() -> None:
    read = {
        (name, default)
        for path in ROOT.glob("docker-compose*.yml")
        for name, default in re.findall(r"(?<!\$)\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", path.read_text())
    }
    example = re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert {name for name, _ in example} == {name for name, _ in read}
    assert {name: default for name, default in read if default}.items() <= dict(example).items()


def test_secrets_are_generated_once_and_readable_only_by_their_owner(tmp_path: Path) -> None:
    path = make_env_file(tmp_path / ".env", SITE_URL="https://example.org", MINE="kept")
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    values = dict(line.split("=", 1) for line in first.splitlines() if re.match(r"[A-Z_]+=", line))
    assert values["SITE_URL"] == "https://example.org"
    assert values["MINE"] == "kept"
    made = [value for name, value in values.items() if re.search("SECRET|PASSWORD", name)]
    assert len(made) == len(set(made)) == 9
    assert all(len(value) >= 48 for value in made)
    subprocess.run([sys.executable, ROOT / "deploy/make_secrets.py", path], check=True, capture_output=True)
    assert path.read_text() == first


@pytest.mark.parametrize("files", [(), ("docker-compose.minio.yml",)])
def test_every_container_has_few_rights(env_file: Path, files: tuple[str, ...]) -> None:
    composition = compose(env_file, *files, profiles=("monitoring", "train"))
    for name, service in composition["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert int(service["mem_limit"]) > 0, name
        assert service.get("restart") in {"unless-stopped", "on-failure", "no"}, name
        user = service.get("user")
        if user:
            assert not user.startswith("0"), name
        else:
            folder = Path(service["build"]["context"]) if "build" in service else ROOT / "backend"
            assert re.findall(r"^USER (\S+)", (folder / "Dockerfile").read_text(), re.MULTILINE)[-1] == "10001:10001", (
                name
            )
        image = service["image"]
        if not image.startswith("curator-"):
            assert re.search(r":(v?\d+\.\d+|RELEASE\.)", image), f"{image} has no exact tag"
        for port in service.get("ports", []):
            assert name in OPEN or port["host_ip"] == "127.0.0.1", name


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.parent.name)
def test_hadolint_finds_nothing(dockerfile: Path) -> None:
    done = subprocess.run([HADOLINT, "--no-color", dockerfile], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.parent.name)
def test_image_takes_its_base_as_an_argument_and_runs_without_root(dockerfile: Path) -> None:
    text = dockerfile.read_text()
    assert re.match(r"(#.*\n)+ARG BASE_IMAGE=\S+:\S+\n", text)
    stages = re.findall(r"AS (\S+)", text)
    assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) <= {"${BASE_IMAGE}", *stages}
    assert re.findall(r"^USER (\S+)", text, re.MULTILINE)[-1] == "10001:10001"
    assert "HEALTHCHECK" in text


def test_images_contain_the_tested_versions_and_no_test_tools() -> None:
    def pinned(path: Path) -> set[str]:
        return set(re.findall(r"^\S+==[^\s;]+", path.read_text(), re.MULTILINE))

    service = pinned(ROOT / "backend/requirements/image.txt")
    project = tomllib.loads((ROOT / "backend/pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}
    assert wanted <= {line.partition("==")[0] for line in service}
    assert service <= pinned(ROOT / "backend/requirements/serve.txt")
    assert not {"pytest", "dvc", "torch"} & {line.partition("==")[0] for line in service}
    assert pinned(ROOT / "mlflow/requirements.txt") <= pinned(ROOT / "backend/requirements/train.txt")


def test_nginx_accepts_the_template_with_and_without_https(env_file: Path, tmp_path: Path) -> None:
    given = compose(env_file)["services"]["nginx"]["environment"]
    given |= {"NGINX_DIR": str(tmp_path), "TLS_CONF": f"{tmp_path}/tls*.conf"}
    given |= dict.fromkeys(("BACKEND", "FRONTEND", "STORE"), "127.0.0.1:9")
    assert _nginx(given, tmp_path) == []

    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = (ROOT / "deploy/nginx/tls.conf").read_text().replace("/etc/nginx/certificates", str(tmp_path))
    (tmp_path / "tls.conf").write_text(tls)
    listen = compose(env_file, "docker-compose.tls.yml")["services"]["nginx"]["environment"]["LISTEN"]
    assert _nginx(given | {"LISTEN": listen}, tmp_path) == []
    (tmp_path / "fullchain.pem").write_text("none")
    assert "cannot load certificate" in "".join(_nginx(given | {"LISTEN": listen}, tmp_path))


def _nginx(given: dict[str, str], folder: Path) -> list[str]:
    """Errors and warnings of `nginx -t`."""
    file = folder / "nginx.conf"
    file.write_text(nginx_configuration(given))
    assert not re.search(r"\$\{[A-Z_]+\}", file.read_text())
    done = subprocess.run([NGINX, "-t", "-e", "stderr", "-c", file], capture_output=True, text=True, check=False)
    return [line for line in done.stderr.splitlines() if "[emerg]" in line or "[warn]" in line]


def test_dashboard_shows_only_metrics_of_the_service(person) -> None:
    dashboard = json.loads((ROOT / "deploy/monitoring/grafana/dashboards/curator.json").read_text())
    shown = person.http.get("/metrics").text
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            names = set(re.findall(r"\b(?:http|curator)_\w+", target["expr"]))
            assert names, panel["title"]
            for name in names - {"curator_model_problem", "curator_corrected_share"}:
                assert f"# TYPE {name.removesuffix('_bucket')} " in shown, name


def test_nginx_closes_an_idle_connection_before_the_service_does() -> None:
    template = (ROOT / "deploy/nginx/nginx.conf.template").read_text()
    upstream = template[template.index("upstream backend") : template.index("upstream frontend")]
    (seconds,) = re.findall(r"keepalive_timeout (\d+)s;", upstream)
    assert int(seconds) < KEEP_ALIVE_S
