"""Workflows and manifests, checked by the tools that read them."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".venv-train/bin"  # too large for .venv
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
MANIFESTS = sorted((ROOT / "deploy/kubernetes").glob("*.yaml"))


def run(*command: str | Path) -> None:
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_actionlint_finds_nothing():
    assert len(WORKFLOWS) == 5
    run(TOOLS / "actionlint", *WORKFLOWS)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_has_read_permission_unless_a_job_asks_for_more(workflow: Path):
    described = yaml.safe_load(workflow.read_text())
    assert described["permissions"] == {"contents": "read"}
    for job in described["jobs"].values():
        granted = {name for name, level in job.get("permissions", {}).items() if level == "write"}
        ours = [step.get("run", "") for step in job.get("steps", [])]
        # A job with write permission runs no code of the branch.
        assert not (granted - {"packages"} and any("make " in line for line in ours))
    for action in re.findall(r"uses: (.+)", workflow.read_text()):
        assert action.startswith("./") or re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_kubernetes_accepts_every_manifest():
    assert MANIFESTS
    run(TOOLS / "kubernetes-validate", "--strict", *MANIFESTS)


def test_no_container_runs_as_root_or_without_limits():
    documents = [one for path in MANIFESTS for one in yaml.safe_load_all(path.read_text())]
    pods = [one["spec"]["template"]["spec"] for one in documents if one["kind"] == "Deployment"]
    assert len(pods) == 2
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"]
        for container in (*pod["containers"], *pod.get("initContainers", [])):
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert {"requests", "limits"} <= container["resources"].keys()
            assert not container["image"].endswith((":latest", "backend", "frontend"))
    assert not [one for one in documents if one["kind"] == "Secret"]
