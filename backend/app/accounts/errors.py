"""What can go wrong around accounts, worded for the person who reads it."""


class NotSignedIn(PermissionError):
    def __init__(self, why: str = "Sign in first.") -> None:
        super().__init__(why)


class SignInFailed(PermissionError):
    def __init__(self) -> None:
        super().__init__("This address and password do not belong together. Check both and try again.")


class WrongPassword(PermissionError):
    """Of somebody who is signed in: no reason to sign in again."""

    def __init__(self) -> None:
        super().__init__("This is not the password of your account. Check it and try again.")


class PasswordRefused(ValueError):
    """A new password that is easy to guess; `field` is the part of the request that it came in."""

    def __init__(self, warning: str | None, field: str) -> None:
        because = f" {warning}" if warning else ""
        message = f"This password is easy to guess.{because} Choose another one, such as a few words in a row."
        super().__init__(message)
        self.members = {"errors": [{"field": field, "message": message}]}


class InvitationRefused(PermissionError):
    def __init__(self) -> None:
        super().__init__(
            "This invitation was used already, is too old, or is for another address. Ask an administrator for a "
            "new one."
        )


class ResetRefused(PermissionError):
    def __init__(self) -> None:
        super().__init__("This link was used already or is too old. Ask an administrator for a new one.")


class AccountDisabled(PermissionError):
    def __init__(self) -> None:
        super().__init__("This account is disabled. Ask an administrator to enable it.")


class LinkRefused(PermissionError):
    """A one-time sign-in link that is unknown, used, or too old."""

    def __init__(self) -> None:
        super().__init__(
            "This sign-in link was used already or is too old. `python -m app.accounts.link` prints a new one."
        )


class LinksAreForLaptops(PermissionError):
    def __init__(self) -> None:
        super().__init__("Sign-in links work on a laptop only. Sign in with your address and password.")


class ForeignOrigin(PermissionError):
    """A write with a cookie whose `Origin` is not this site."""

    def __init__(self) -> None:
        super().__init__("This request came from another site. Open Curator itself and try again there.")


class NotAdministrator(PermissionError):
    def __init__(self) -> None:
        super().__init__("Only an administrator may do this.")


class RegistrationClosed(PermissionError):
    def __init__(self) -> None:
        super().__init__("New accounts need an invitation here. Ask an administrator for one.")


class InvalidEmail(ValueError):
    """Not an e-mail address."""


class EmailTaken(ValueError):
    def __init__(self) -> None:
        super().__init__("This address has an account already. Sign in, or use another address.")


class LastAdministrator(ValueError):
    def __init__(self) -> None:
        super().__init__(
            "This is the last administrator, who cannot be erased, disabled or demoted. Make somebody else an "
            "administrator first: `python -m app.accounts.administrator ADDRESS` does it where Curator runs."
        )


class TooManySignIns(PermissionError):
    def __init__(self, retry_after_s: int) -> None:
        minutes = max(1, round(retry_after_s / 60))
        super().__init__(f"Too many wrong passwords for this account. Try again in {minutes} min.")
        self.retry_after_s = retry_after_s


class UnknownSession(LookupError):
    def __init__(self) -> None:
        super().__init__("You have no such session. It may have ended already.")


class UnknownPerson(LookupError):
    def __init__(self) -> None:
        super().__init__("There is no such person. The account may have been erased.")


class UnknownInvitation(LookupError):
    def __init__(self) -> None:
        super().__init__("There is no such invitation. It may have been accepted or withdrawn.")


class UnknownAccount(LookupError):
    def __init__(self, address: str) -> None:
        super().__init__(f"There is no account with the address {address}.")


class TooManyAtOnce(RuntimeError):
    """More passwords wait to be checked than can be checked soon."""

    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__("Too many people are signing in right now. Try again in a few seconds.")
