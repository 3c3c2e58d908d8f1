"""`python -m app [APPLICATION] [uvicorn's options]`: the service on uvicorn, the same way for every deployment."""

import sys
from typing import Final

import uvicorn

SERVICE: Final = "app.main:create_app"
# Longer than clients keep idle connections (nginx 4 s, browsers a minute). A server that closes first sometimes does so
# just as a request arrives, and the client gets no answer.
KEEP_ALIVE_S: Final = 75
# Running requests may finish.
GRACE_S: Final = 15


def main() -> None:
    given = sys.argv[1:]
    application = [] if given and not given[0].startswith("-") else [SERVICE]
    bounds = ["--timeout-keep-alive", str(KEEP_ALIVE_S), "--timeout-graceful-shutdown", str(GRACE_S)]
    uvicorn.main([*application, *given, "--factory", *bounds])


if __name__ == "__main__":
    main()
