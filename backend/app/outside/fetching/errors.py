"""Why something was not fetched, worded for the person who gave the address."""


class FetchFailed(Exception):
    """Nothing usable came from an address."""


class AddressRefused(FetchFailed):
    """An address that this service never visits."""


class NoAnswer(FetchFailed):
    """The host does not answer, or not with HTTP."""


class BadAnswer(FetchFailed):
    """The host answered with something other than the requested content."""


class TooMuch(FetchFailed):
    """The address exceeds the limits on bytes, time or redirects."""
