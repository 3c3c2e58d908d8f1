"""Why something was not fetched, worded for the person who gave the address."""


class FetchFailed(Exception):
    """Nothing usable came from an address."""


class AddressRefused(FetchFailed):
    """An address that this service does not visit for anybody."""


class NoAnswer(FetchFailed):
    """Nobody is there, or what came was not HTTP."""


class BadAnswer(FetchFailed):
    """The other side answered, and it is not what was asked for."""


class TooMuch(FetchFailed):
    """More bytes, time or redirects than one address may cost."""
