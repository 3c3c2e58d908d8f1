"""The everyday words for kinds of garments, and what a search for some words means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from app.vision.vocabulary import ALL_CATEGORIES, KINDS, KINDS_OF_CATEGORY

# Singular, besides the kinds' own names; hyphens count as spaces.
SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "dress": ("gown", "frock", "sundress", "pinafore"),
    "jumpsuit": ("playsuit", "romper", "overalls", "dungarees", "onesie", "boilersuit", "boiler suit"),
    "bodysuit": ("body", "leotard", "swimsuit", "bathing suit"),
    "cap": ("baseball cap", "flat cap", "visor"),
    "beanie": ("beret", "bonnet", "bobble hat", "woolly hat", "knitted hat", "wool hat"),
    "brimmed-hat": ("sun hat", "straw hat", "bucket hat", "fedora", "panama", "panama hat"),
    "top": ("long sleeve", "henley", "long sleeved top"),
    "sweater": ("jumper", "pullover", "jersey", "knit", "knitwear"),
    "cardigan": ("cardi", "knitwear"),
    "hoodie": ("hoody", "sweatshirt", "hooded sweatshirt", "sweat jacket"),
    "jacket": ("anorak", "windbreaker", "bomber", "fleece", "puffer", "parka", "rain jacket", "raincoat"),
    "coat": ("overcoat", "trench", "trench coat", "trenchcoat", "parka", "raincoat", "dressing gown"),
    "blazer": ("suit jacket", "sports jacket", "sport coat", "sports coat"),
    "vest": ("waistcoat", "gilet", "slipover", "body warmer"),
    "jeans": ("denim",),
    "trousers": ("chinos", "slacks", "cords", "corduroys", "cargos", "culottes", "suit trousers"),
    "sweatpants": ("joggers", "jogging bottoms", "jogging pants", "track pants", "tracksuit bottoms", "pyjama bottoms"),
    "leggings": ("tights", "yoga pants"),
    "shirt": ("button up", "button down", "dress shirt", "oxford shirt", "flannel shirt"),
    "blouse": (),
    "sneakers": ("trainers", "runners", "running shoes", "sports shoes", "gym shoes", "tennis shoes", "plimsolls"),
    "boots": ("wellingtons", "wellies", "rubber boots", "ankle boots", "booties"),
    "sandals": ("slides", "flip flops", "mules", "clogs", "sliders"),
    "heels": ("high heels", "pumps", "stilettos", "wedges", "court shoes"),
    "flats": ("loafers", "ballerinas", "ballet flats", "oxfords", "brogues", "moccasins", "boat shoes", "dress shoes"),
    "shorts": ("bermudas", "swim shorts", "trunks", "swimming trunks"),
    "skirt": ("miniskirt", "skort"),
    "t-shirt": ("tee", "tshirt", "tee shirt"),
    "polo": ("polo shirt", "polo neck shirt"),
    "tank-top": ("tank", "vest top", "camisole", "cami", "singlet", "crop top", "undershirt", "sleeveless top"),
    "bag": ("handbag", "backpack", "rucksack", "tote", "purse", "shoulder bag"),
    "scarf": ("shawl", "neckerchief"),
    "belt": (),
    "tie": ("necktie", "bow tie"),
    "gloves": ("mittens",),
    "jewellery": ("jewelry", "necklace", "bracelet", "earrings", "ring", "watch", "brooch"),
    "other": (),
}
# Words for the kinds of several categories, or of a whole one.
WIDER: Final[dict[str, tuple[str, ...]]] = {
    "hat": KINDS_OF_CATEGORY["hat"],
    "headwear": KINDS_OF_CATEGORY["hat"],
    "longsleeve": KINDS_OF_CATEGORY["longsleeve"],
    "outwear": KINDS_OF_CATEGORY["outwear"],
    "outerwear": KINDS_OF_CATEGORY["outwear"],
    "pants": KINDS_OF_CATEGORY["pants"],
    "bottoms": (*KINDS_OF_CATEGORY["pants"], "shorts", "skirt"),
    "shoes": KINDS_OF_CATEGORY["shoes"],
    "footwear": KINDS_OF_CATEGORY["shoes"],
    "accessory": ("bag", "scarf", "belt", "tie", "gloves", "jewellery"),
}
# Spellings of words that a garment's own text has: colours and patterns.
SPELLINGS: Final[dict[str, str]] = {
    "gray": "grey",
    "checkered": "checked",
    "chequered": "checked",
    "plaid": "checked",
    "tartan": "checked",
    "stripes": "striped",
    "stripy": "striped",
    "dots": "dotted",
    "spotted": "dotted",
    "flowers": "floral",
    "flowery": "floral",
}
LONGEST_PHRASE: Final = 3  # words
SHORTEST_START: Final = 2  # letters; fewer could begin nearly any word


def _terms() -> dict[str, frozenset[str]]:
    terms: dict[str, set[str]] = {word: set(kinds) for word, kinds in WIDER.items()}
    for kind in KINDS:
        for term in (kind.replace("-", " "), *SYNONYMS[kind]):
            terms.setdefault(term, set()).add(kind)
    return {term: frozenset(kinds) for term, kinds in terms.items()}


_TERMS: Final = _terms()
assert all(_TERMS.get(c.replace("-", " ")) for c in ALL_CATEGORIES)  # noqa: S101  categories can be searched for, too


@dataclass(frozen=True)
class Sought:
    """One word or phrase of a search: a garment has it in its own text, or is one of `kinds`.

    With `whole`, it is a word for these kinds, and only the beginnings of words in the text count.
    """

    text: str
    kinds: frozenset[str] = field(default_factory=frozenset)
    whole: bool = False


def read_search(text: str) -> list[Sought]:
    """What each word or phrase of a search means; a garment has to match all."""
    return list(_phrases(text.casefold().split()))


def _phrases(words: list[str]) -> Iterator[Sought]:
    start = 0
    while start < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            if term := _term_of(phrase.replace("-", " ")):
                yield Sought(min(phrase, term, key=len), _TERMS[term], whole=True)
                break
        else:
            length, word = 1, words[start]
            yield Sought(SPELLINGS.get(word, word), _kinds_that_begin(word))
        start += length


def _term_of(phrase: str) -> str | None:
    """The term that a phrase is, in singular or plural."""
    forms = [phrase, phrase.removesuffix("s"), phrase.removesuffix("es"), f"{phrase}s"]
    if phrase.endswith("ies"):
        forms.append(f"{phrase[:-3]}y")
    if phrase.endswith("ves"):
        forms.append(f"{phrase[:-3]}f")
    return next((form for form in forms if form in _TERMS), None)


def _kinds_that_begin(word: str) -> frozenset[str]:
    if len(word) < SHORTEST_START:
        return frozenset()
    begun = (kinds for term, kinds in _TERMS.items() if term.startswith(word.replace("-", " ")))
    return frozenset().union(*begun)
