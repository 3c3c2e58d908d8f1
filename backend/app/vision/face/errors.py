"""Why a portrait cannot be measured, worded for the person in it."""

from typing import Any, ClassVar, Literal

from app.vision.images import ImageRefused

Reason = Literal["no_face", "too_small", "turned_away", "too_dark", "blurred"]


class PortraitRefused(ImageRefused):
    """A picture without a measurable face; `reason` is for programs, `str(error)` for people."""

    reason: ClassVar[Reason]
    advice: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.advice)
        self.members: dict[str, Any] = {"reason": self.reason}


class NoFace(PortraitRefused):
    reason = "no_face"
    advice = (
        "No face was found in this picture. Take one from the front, at arm's length, with the whole face "
        "in it, hair and hands out of the way."
    )


class FaceTooSmall(PortraitRefused):
    reason = "too_small"
    advice = "The face is too small to be measured. Come closer, or crop the picture so that the face fills it."


class TurnedAway(PortraitRefused):
    reason = "turned_away"
    advice = "The face is turned too far to be measured. Look straight into the camera, the head upright."


class TooDark(PortraitRefused):
    reason = "too_dark"
    advice = "The face is too dark to be measured. Turn to a window or a lamp and take the picture again."


class Blurred(PortraitRefused):
    reason = "blurred"
    advice = "The face is blurred. Hold the camera still, wipe its lens, and take the picture again."
