"""Learning what a person likes, on simulated people.

A simulated person has a weight for each kind, each colour and for contrast, drawn at random, and likes the outfits
whose sum is in the upper 40 % of 50 different outfits of their wardrobe. They answer 20 suggestions, six to a call, as
the site shows them. The comparison is the shared model after the same answers, which keeps dislikes away and learns
nothing.
"""

from dataclasses import dataclass

import numpy as np
from wardrobes import GREEN, NAVY, RED, WHITE, garment, ids, random_scores, scores_from_matrix

from app.vision.colors import Color
from app.vision.vocabulary import CATEGORY_OF_KIND
from app.wardrobe.outfits.garments import Garment, PairScore
from app.wardrobe.outfits.suggest import Outfit, OutfitRequest, suggest
from app.wardrobe.outfits.taste import MOST, Answer, Taste

COLORS = (NAVY, WHITE, RED, GREEN, Color("black", "#111111", 1.0, (5, 0, 0)), Color("grey", "#888888", 1.0, (56, 0, 0)))
KINDS = (
    *["t-shirt"] * 9, *["shirt"] * 6, *["sweater"] * 6, *["blouse"] * 4, *["jeans"] * 6, *["trousers"] * 6,
    *["skirt"] * 4, *["dress"] * 5, *["sneakers"] * 5, *["boots"] * 4, *["flats"] * 3, *["cap"] * 3, *["bag"] * 4,
)  # fmt: skip


@dataclass
class Simulated:
    """A person with a wardrobe, and the shared model's scores of it."""

    garments: list[Garment]
    score: PairScore
    worth: np.ndarray
    contrast: float
    bar: float = 0.0

    @classmethod
    def of(cls, seed: int) -> "Simulated":
        random = np.random.default_rng(seed)
        garments = [
            garment(number, CATEGORY_OF_KIND[kind], COLORS[random.integers(len(COLORS))], kind=kind)
            for number, kind in enumerate(KINDS)
        ]
        scores = np.clip(0.55 + 0.5 * (random_scores(seed, len(garments)) - 0.5), 0, 1)
        by_kind = {kind: random.normal() for kind in sorted(set(KINDS))}
        by_color = {color.name: random.normal() for color in COLORS}
        worth = np.array([by_kind[one.kind or ""] + by_color[one.colors[0].name] for one in garments])
        person = cls(garments, scores_from_matrix(scores), worth, random.normal())
        sample = suggest(garments, scores_from_matrix(random_scores(seed + 1, len(garments))), OutfitRequest(limit=50))
        person.bar = float(np.quantile([person.utility(outfit) for outfit in sample.outfits], 0.6))
        return person

    def utility(self, outfit: Outfit) -> float:
        members = ids(outfit)
        light = np.array([self.garments[index].colors[0].lab[0] for index in members])
        return float(self.worth[members].mean() + self.contrast * np.abs(light[:, None] - light).mean() / 50)

    def likes(self, outfit: Outfit) -> bool:
        return self.utility(outfit) > self.bar

    def shown(self, answers: list[Answer], *, learn: bool, seen: tuple[str, ...] = ()) -> list[Outfit]:
        request = OutfitRequest(limit=6, seen=seen)
        return suggest(self.garments, self.score, request, answers=answers, learn=learn).outfits

    def answered(self, count: int) -> list[Answer]:
        answers, seen = list[Answer](), tuple[str, ...]()
        while len(answers) < count:
            outfits = self.shown(answers, learn=True, seen=seen)
            answers += [Answer(frozenset(ids(outfit)), self.likes(outfit)) for outfit in outfits]
            seen += tuple(outfit.key for outfit in outfits)
        return answers[:count]

    def liked_share(self, answers: list[Answer], *, learn: bool) -> float:
        return float(np.mean([self.likes(outfit) for outfit in self.shown(answers, learn=learn)]))


PEOPLE = [Simulated.of(seed) for seed in range(12)]


def test_after_twenty_answers_people_like_more_of_the_first_six() -> None:
    answers = [person.answered(20) for person in PEOPLE]
    shared, own = (
        float(np.mean([p.liked_share(a, learn=learn) for p, a in zip(PEOPLE, answers, strict=True)]))
        for learn in (False, True)
    )
    assert own >= shared + 0.15


def test_contradictory_answers_do_no_harm() -> None:
    shared, own = list[float](), list[float]()
    for person in PEOPLE:
        answers = person.answered(20)
        contradicted = [*answers, *(Answer(answer.garments, not answer.liked) for answer in answers)]
        shared.append(person.liked_share(contradicted, learn=False))
        own.append(person.liked_share(contradicted, learn=True))
    assert np.mean(own) >= np.mean(shared) - 0.03


def test_what_is_learnt_is_bounded() -> None:
    person = PEOPLE[0]
    every = np.arange(len(person.garments))
    taste = Taste(person.garments, person.answered(20) * 10)
    assert np.abs(taste.worth).max() <= MOST
    assert np.abs(taste.score(person.score)(every, every) - person.score(every, every)).max() <= MOST + 1e-6


def test_the_first_answer_counts() -> None:
    person = PEOPLE[0]
    (first, *_) = person.shown([], learn=False)
    members = ids(first)
    worth = [Taste(person.garments, [Answer(frozenset(members), liked)]).worth[members] for liked in (True, False)]
    assert (worth[0] > 0).all()
    assert (worth[1] < 0).all()


def test_a_disliked_pair_scores_less_and_a_liked_one_more() -> None:
    person = PEOPLE[1]
    one, other = np.array([0]), np.array([30])
    for liked, sign in ((True, 1), (False, -1)):
        taste = Taste(person.garments, [Answer(frozenset({0, 30, 47}), liked)])
        moved = taste.score(person.score)(one, other) - person.score(one, other)
        assert sign * moved[0, 0] > 0
        assert taste.score(person.score)(other, one) == taste.score(person.score)(one, other).T


def test_pairs_that_a_person_often_likes_are_a_reason() -> None:
    person = PEOPLE[2]
    (first, *_) = person.shown([], learn=False)
    top, bottom, *_ = ids(first)
    answers = [Answer(frozenset({top, bottom, shoes}), True) for shoes in (46, 47, 48)]
    told = [o.reasons[0] for o in person.shown(answers, learn=True) if {top, bottom} <= set(ids(o))]
    assert told[0].kind == "liked"
    assert {item_id.int for item_id in told[0].item_ids} == {top, bottom}
    assert "often like" in told[0].text
