#!/bin/sh
# Runs a script of this copy of the repository with the interpreter of `make setup`. DVC runs queued experiments in copies
# below .dvc/tmp/exps, which have no environment of their own. PYTHONPATH comes before the installed package, whose `ml`
# and `app` are those of the checkout.
set -eu
checkout=${PWD%%/.dvc/tmp/exps/*}
export PYTHONPATH="$PWD/backend"
export CURATOR_DATA_DIR="${CURATOR_DATA_DIR:-$checkout/backend}" # MLflow's records outlive the copy
exec "$checkout/.venv-train/bin/python" "$@"
