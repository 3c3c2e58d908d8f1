"""The only way to hosts that a person, a page or a redirect names."""

from app.outside.fetching.browser_proxy import run_browser_proxy
from app.outside.fetching.errors import AddressRefused, BadAnswer, FetchFailed, NoAnswer, TooMuch
from app.outside.fetching.fetcher import USER_AGENT, Fetched, Fetcher
from app.outside.fetching.guard import Guard

__all__ = [
    "USER_AGENT",
    "AddressRefused",
    "BadAnswer",
    "FetchFailed",
    "Fetched",
    "Fetcher",
    "Guard",
    "NoAnswer",
    "TooMuch",
    "run_browser_proxy",
]
