"""A page as its scripts build it, printed as HTML: a headless Chromium, driven by selenium, behind a proxy of ours."""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from app.isolation import EXIT_SAYS_WHY
from app.outside.fetching import USER_AGENT

LOADING_S: Final = 40
SETTLING_S: Final = 8.0
STILL_S: Final = 1.5
LOOK_EVERY_S: Final = 0.25
MAX_LETTERS: Final = 5_000_000

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_LOOK: Final = (
    "return [document.readyState === 'complete', document.documentElement.outerHTML.length,"
    " performance.getEntriesByType('resource').length]"
)
_HTML: Final = "return document.documentElement.outerHTML.slice(0, arguments[0])"


class PartMissing(Exception):
    """Something that has to be installed first; the message says what."""


def render_page(address: str, proxy_port: int, profile: str, chromium: str, chromedriver: str) -> str:
    """Raises: PartMissing, WebDriverException."""
    options = _options(profile, proxy_port)
    options.binary_location = _found(chromium, _BROWSERS, "Chromium is not installed here")
    # A path given here keeps selenium from looking for a driver, and downloading one.
    driver_path = _found(chromedriver, ("chromedriver",), "Chromium's driver (chromedriver) is not installed here")
    with _driven(options, Service(driver_path)) as driver:
        driver.set_page_load_timeout(LOADING_S)
        driver.get(address)
        _settle(driver)
        return str(driver.execute_script(_HTML, MAX_LETTERS))


def _found(chosen: str, names: tuple[str, ...], missing: str) -> str:
    path = next((path for name in ([chosen] if chosen else names) if (path := shutil.which(name))), None)
    if path is None:
        raise PartMissing(
            f"This page is built by scripts, and {missing}. "
            "Save the picture from the page and add that; the person who runs Curator can install the packages "
            "`chromium` and `chromium-driver`."
        )
    return path


def _options(profile: str, proxy_port: int) -> ChromeOptions:
    options = ChromeOptions()
    options.page_load_strategy = "eager"
    arguments = [
        "--headless=new",
        f"--user-data-dir={profile}",
        f"--user-agent={USER_AGENT}",
        # Everything goes through the proxy, this machine's own addresses too, and no name is looked up beside it.
        f"--proxy-server=http://127.0.0.1:{proxy_port}",
        "--proxy-bypass-list=<-loopback>",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--disable-quic",
        "--disable-http2",  # requests follow each other on one connection
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        # Through a pipe, not a port that a page could find; and when its driver ends, Chromium does.
        "--remote-debugging-pipe",
        "--disable-background-networking",
        "--disable-breakpad",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-dev-shm-usage",
        "--disable-extensions",
        "--disable-gpu",
        "--disable-sync",
        "--metrics-recording-only",
        "--no-first-run",
        "--no-pings",
        "--blink-settings=imagesEnabled=false",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium does not start as root with one
    for argument in arguments:
        options.add_argument(argument)
    options.add_experimental_option(
        "prefs", {"download_restrictions": 3, "profile.default_content_setting_values.notifications": 2}
    )
    return options


@contextmanager
def _driven(options: ChromeOptions, service: Service) -> Iterator[Chrome]:
    driver = Chrome(options, service)
    try:
        yield driver
    finally:
        driver.quit()


def _settle(driver: Chrome) -> None:
    """Wait until the page is loaded and has not changed for a while; not for ever."""
    end = time.monotonic() + SETTLING_S
    seen, still_since = None, time.monotonic()
    while time.monotonic() < end:
        now_seen = driver.execute_script(_LOOK)
        if now_seen != seen:
            seen, still_since = now_seen, time.monotonic()
        elif now_seen[0] and time.monotonic() - still_since >= STILL_S:
            return
        time.sleep(LOOK_EVERY_S)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--proxy-port", type=int, required=True, help="of the proxy on 127.0.0.1 that guards")
    parser.add_argument("--profile", required=True, help="an empty folder that Chromium fills")
    parser.add_argument("--chromium", default="", help="its program, where it is not on the path")
    parser.add_argument("--chromedriver", default="", help="alike")
    arguments = parser.parse_args()
    # No proxy of this machine's shall stand between us and the driver.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ["SE_OFFLINE"], os.environ["SE_AVOID_STATS"] = "true", "true"
    try:
        html = render_page(**vars(arguments))
    except PartMissing as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_SAYS_WHY
    except WebDriverException as error:
        sys.stderr.write(f"This page is built by scripts, and Chromium could not open it ({_reason(error)}).\n")
        return EXIT_SAYS_WHY
    sys.stdout.buffer.write(html.encode("utf-8", "replace"))
    return 0


def _reason(error: WebDriverException) -> str:
    return (error.msg or type(error).__name__).splitlines()[0][:120].rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
