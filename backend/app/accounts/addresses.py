"""E-mail addresses: the names that people sign in with."""

import unicodedata
from hashlib import sha256

import email_validator

from app.accounts.errors import InvalidEmail

MAX_LENGTH = 320

# No mail is ever sent to an address here, so a household may well use `anna@home.local` (the library's own way
# to allow such names is to take them off this list).
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


def canonical_address(text: str) -> str:
    """The one form in which an address is kept and compared: Unicode-normalised, in lower case.

    Casefolding would go further and make one address of `straße@` and `strasse@`, which are two mailboxes.
    Raises: InvalidEmail.
    """
    try:
        valid = email_validator.validate_email(text, check_deliverability=False, globally_deliverable=False)
    except email_validator.EmailNotValidError as error:
        raise InvalidEmail(str(error)) from error
    return unicodedata.normalize("NFC", valid.normalized.lower())


def casefolded_address(address: str) -> str:
    """The form in which version 0.1 kept the canonical `address`."""
    return unicodedata.normalize("NFC", address.casefold())


def address_digest(text: str) -> str:
    """SHA-256 in hex of whatever was given as an address, valid or not."""
    return sha256(text.strip().lower().encode("utf-8", "surrogatepass")).hexdigest()
