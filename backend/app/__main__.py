"""`python -m app [APPLICATION] [uvicorn's options]`: the service on uvicorn, as every way to run it does."""

import sys
from typing import Final

import uvicorn

SERVICE: Final = "app.main:create_app"
# Longer than any client keeps an idle connection (nginx 4 s, browsers a minute): a server that closes first does so
# now and then just as a request arrives, and the client has no answer.
KEEP_ALIVE_S: Final = 75
# Requests at work may end.
GRACE_S: Final = 15


def main() -> None:
    given = sys.argv[1:]
    application = [] if given and not given[0].startswith("-") else [SERVICE]
    bounds = ["--timeout-keep-alive", str(KEEP_ALIVE_S), "--timeout-graceful-shutdown", str(GRACE_S)]
    uvicorn.main([*application, *given, "--factory", *bounds])


if __name__ == "__main__":
    main()
