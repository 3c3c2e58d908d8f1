"""Start the MLflow server with accounts from the environment.

`admin` may do everything. `curator`, the service's account, may read everything and write what it created: the models
that it registers on its first start. There are no other accounts. A changed password takes effect at the next start.
"""

import os
import sys
import tempfile
from pathlib import Path

ACCOUNTS = {"admin": "MLFLOW_ADMIN_PASSWORD", "curator": "MLFLOW_SERVICE_PASSWORD"}
SHORTEST_PASSWORD = 12  # MLflow refuses shorter ones
CONFIG = """[mlflow]
default_permission = READ
database_uri = {database}
admin_username = admin
admin_password = {password}
authorization_function = mlflow.server.auth:authenticate_request_basic_auth
"""


def main() -> None:
    data_dir = Path(os.environ.get("MLFLOW_DATA_DIR", "/data"))
    passwords = {name: os.environ.get(variable, "") for name, variable in ACCOUNTS.items()}
    for name, password in passwords.items():
        if len(password) < SHORTEST_PASSWORD:
            sys.exit(f"{ACCOUNTS[name]} needs at least {SHORTEST_PASSWORD} characters: `make secrets` generates one.")
    make_accounts(f"sqlite:///{data_dir / 'accounts.db'}", passwords)

    handle, config = tempfile.mkstemp(suffix=".ini")  # readable only by this user
    with os.fdopen(handle, "w") as file:
        file.write(CONFIG.format(database=f"sqlite:///{data_dir / 'accounts.db'}", password=passwords["admin"]))
    settings = {
        "MLFLOW_AUTH_CONFIG_PATH": config,
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",  # it would start eight helper processes
        "MLFLOW_DISABLE_TELEMETRY": "true",
    }
    command = [
        *(sys.executable, "-m", "mlflow", "server", "--app-name", "basic-auth", "--workers", "1"),
        *("--host", os.environ.get("MLFLOW_HOST", "0.0.0.0"), "--port", os.environ.get("MLFLOW_PORT", "5000")),
        *("--backend-store-uri", f"sqlite:///{data_dir / 'mlflow.db'}"),
        # The server passes files on, so clients need an account and no keys of the store.
        *("--artifacts-destination", "s3://curator-mlflow"),
    ]
    os.execve(sys.executable, command, os.environ | settings)


def make_accounts(database: str, passwords: dict[str, str]) -> None:
    from mlflow.server.auth.sqlalchemy_store import SqlAlchemyStore

    accounts = SqlAlchemyStore()
    accounts.init_db(database)
    for name, password in passwords.items():
        if not accounts.has_user(name):
            accounts.create_user(name, password, is_admin=name == "admin")
        elif not accounts.authenticate_user(name, password):
            accounts.update_user(name, password=password)


if __name__ == "__main__":
    main()
