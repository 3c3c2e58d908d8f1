"""`python -m app.openapi` prints the OpenAPI document, from which the site's client is generated."""

import json
import sys

from app.main import create_app

if __name__ == "__main__":
    json.dump(create_app().openapi(), sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")
