"""What can go wrong around accounts, worded for the person who reads it."""


class NotSignedIn(PermissionError):
    def __init__(self, why: str = "Sign in first.") -> None:
        super().__init__(why)


class SignInFailed(PermissionError):
    def __init__(self) -> None:
        super().__init__("This address and password do not belong together. Check both and try again.")


class ForeignOrigin(PermissionError):
    """A write with a cookie whose `Origin` is not this site."""

    def __init__(self) -> None:
        super().__init__("This request came from another site. Open Curator itself and try again there.")


class NotAdministrator(PermissionError):
    def __init__(self) -> None:
        super().__init__("Only an administrator may do this.")


class RegistrationClosed(PermissionError):
    def __init__(self) -> None:
        super().__init__("New accounts are closed here. Ask the administrator to open them.")


class EmailTaken(ValueError):
    def __init__(self) -> None:
        super().__init__("This address has an account already. Sign in, or use another address.")


class LastAdministrator(ValueError):
    def __init__(self) -> None:
        super().__init__(
            "You are the last administrator, so this account cannot be erased. Make somebody else one first."
        )


class TooManySignIns(PermissionError):
    def __init__(self, retry_after_s: int) -> None:
        minutes = max(1, round(retry_after_s / 60))
        super().__init__(f"Too many failed sign-ins for this address. Try again in {minutes} min.")
        self.retry_after_s = retry_after_s
