"""All tables: people and their sessions, wardrobes, models, jobs."""

from app.db.tables.base import Base
from app.db.tables.everyday import Plan, PlanItem, Wear, WearItem
from app.db.tables.job import Job
from app.db.tables.model import ActiveModel, Prediction, ShadowAnswer
from app.db.tables.people import (
    Invitation,
    PasswordReset,
    RefreshToken,
    Session,
    SignInAttempt,
    SignInLink,
    User,
)
from app.db.tables.request import STRANGERS, IdempotentAnswer
from app.db.tables.upload import Upload
from app.db.tables.wardrobe import (
    Correction,
    CutoutProposal,
    Embedding,
    Item,
    KeptApart,
    Outfit,
    OutfitFeedback,
    OutfitItem,
    Photo,
)

__all__ = [
    "STRANGERS",
    "ActiveModel",
    "Base",
    "Correction",
    "CutoutProposal",
    "Embedding",
    "IdempotentAnswer",
    "Invitation",
    "Item",
    "Job",
    "KeptApart",
    "Outfit",
    "OutfitFeedback",
    "OutfitItem",
    "PasswordReset",
    "Photo",
    "Plan",
    "PlanItem",
    "Prediction",
    "RefreshToken",
    "Session",
    "ShadowAnswer",
    "SignInAttempt",
    "SignInLink",
    "Upload",
    "User",
    "Wear",
    "WearItem",
]
