"""The stack's short form: nginx, MLflow with accounts, the object store, service and site as processes."""

from pathlib import Path

import pytest

from prove.native_stack import NativeStack
from prove.stack import Findings, look_at_the_door, sign_in, walk


@pytest.mark.timeout(900)
def test_somebody_walks_through_the_whole_stack_and_the_door_keeps_what_is_inside(tmp_path: Path) -> None:
    findings = Findings()
    with NativeStack(tmp_path) as stack, sign_in(stack, "owner@example.org") as owner:
        assert walk(stack)
        look_at_the_door(stack, owner, findings)
    assert findings.wrong == []
