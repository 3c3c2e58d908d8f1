"""The stack's short form: nginx, MLflow with accounts, the object store, service and site as processes."""

from pathlib import Path

import pytest

from prove.native_stack import NativeStack
from prove.stack import Findings, browse, check_nginx, set_up_owner


@pytest.mark.timeout(900)
def test_browser_gets_through_the_whole_stack_and_nginx_keeps_the_rest_internal(tmp_path: Path) -> None:
    findings = Findings()
    with NativeStack(tmp_path) as stack, set_up_owner(stack, "owner@example.org") as owner:
        assert browse(stack)
        check_nginx(stack, owner, findings)
    assert findings.wrong == []
