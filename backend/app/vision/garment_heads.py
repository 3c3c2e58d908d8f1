"""What a garment network says of a photo: one joint answer of category and kind, and pattern and warmth.

An `.onnx` file describes itself in its metadata; lists and objects are JSON:

categories    the categories, in the order of the output `probabilities`, or of the sums of `kind`
kinds         the kinds, in the order of the output `kind`; their sum within a category is the category's probability
patterns      in the order of the output `pattern`
warmths       in the order of the output `warmth`
say_above     {"kind": 0..1, "pattern": 0..1, "warmth": 0..1}: below, the head says nothing

Every output is Float[batch, words]: calibrated probabilities (the temperatures are folded into the network). A file
has the output `kind` or, if it knows categories only, `probabilities`. `pattern` and `warmth` may be missing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.vision.vocabulary import ALL_CATEGORIES, CATEGORY_OF_KIND, KINDS, PATTERNS, WARMTHS, only_kind

Answers = Mapping[str, NDArray[np.float32]]  # by the output's name: Float[words], of one photo

# The outputs beside the category's own: the metadata's list of their words, and the words the service has.
_HEADS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "kind": ("kinds", KINDS),
    "pattern": ("patterns", PATTERNS),
    "warmth": ("warmths", WARMTHS),
}


@dataclass(frozen=True)
class Guess:
    """A head's most likely word, with its calibrated probability (0..1)."""

    value: str
    confidence: float


class GarmentHeads:
    """The outputs of one garment network, in words.

    Raises KeyError or ValueError where the metadata do not describe them, UnknownWords where they have other words.
    """

    def __init__(self, metadata: Mapping[str, str], output_names: Sequence[str]) -> None:
        self.categories: list[str] = json.loads(metadata["categories"])
        _check("classes", self.categories, ALL_CATEGORIES)
        self.words: dict[str, list[str]] = {}
        for output, (listed, known) in _HEADS.items():
            if output in output_names:
                self.words[output] = json.loads(metadata[listed])
                _check(listed, self.words[output], known)
        if "kind" not in self.words and "probabilities" not in output_names:
            raise ValueError("no output `kind` or `probabilities`")
        self._say_above: dict[str, float] = json.loads(metadata.get("say_above", "{}"))
        if "kind" in self.words:
            columns = [self.categories.index(CATEGORY_OF_KIND[kind]) for kind in self.words["kind"]]
            self._category_of_kind = np.eye(len(self.categories), dtype=np.float32)[columns]

    def sizes(self) -> dict[str, int]:
        """The outputs that are read, each with the number of its words."""
        sizes = {output: len(words) for output, words in self.words.items()}
        return sizes if "kind" in sizes else {"probabilities": len(self.categories), **sizes}

    def category_probabilities(self, answers: Answers) -> NDArray[np.float32]:
        """The probability of each of `categories`: Float[categories]."""
        if "kind" not in self.words:
            return answers["probabilities"]
        return np.asarray(answers["kind"] @ self._category_of_kind)

    def kind(self, answers: Answers, category: str, confidence: float) -> Guess | None:
        """The most likely kind of this category, which has the probability `confidence`."""
        if kind := only_kind(category):
            return Guess(kind, confidence)
        return self._guess("kind", self._within(answers, category)) if "kind" in self.words else None

    def kinds_by_category(self, answers: Answers) -> dict[str, Guess]:
        """The most likely kind of each category, if the category is known to be that one; not those in doubt."""
        guesses = {}
        for category in self.categories if "kind" in self.words else ():
            within = self._within(answers, category)
            if guess := self._guess("kind", within / max(float(within.sum()), 1e-9)):
                guesses[category] = guess
        return guesses

    def _within(self, answers: Answers, category: str) -> NDArray[np.float32]:
        """The joint probabilities of kinds, 0 for those of other categories."""
        return (answers["kind"] * self._category_of_kind[:, self.categories.index(category)]).astype(np.float32)

    def pattern(self, answers: Answers) -> Guess | None:
        return self._guess("pattern", answers["pattern"]) if "pattern" in self.words else None

    def warmth(self, answers: Answers) -> Guess | None:
        return self._guess("warmth", answers["warmth"]) if "warmth" in self.words else None

    def _guess(self, output: str, probabilities: NDArray[np.floating]) -> Guess | None:
        best = int(probabilities.argmax())
        confidence = float(probabilities[best])
        return Guess(self.words[output][best], confidence) if confidence >= self._say_above.get(output, 0) else None


class UnknownWords(ValueError):
    """A network's words that this service does not have."""


def _check(listed: str, words: Sequence[str], known: Sequence[str]) -> None:
    unknown = sorted(set(words) - set(known))
    if unknown:
        raise UnknownWords(f"has {listed} that this service does not have: {', '.join(unknown)}.")
