"""The language of a text as far as the rules of this craft need it: Arabic, English, French, Spanish."""

from tawthiq.text import fold, script

_COMMON = {
    "en": "the of and in to was were is that by from with at on for who said they",
    "fr": "le la les des une et dans du est que par pour sur au aux qui ont été se d l un",
    "es": "el los las y en del una que por con para se fue fueron al un lo su como más",
}
_WORDS = {lang: frozenset(fold(said).split()) for lang, said in _COMMON.items()}


def language(text: str) -> str:
    """``ar``, ``en``, ``fr`` or ``es``: by the script, then by the commonest words; ``""`` where neither tells."""
    if script(text) == "Arab":
        return "ar"
    words = fold(text).split()
    counts = {lang: sum(word in common for word in words) for lang, common in _WORDS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] else ""
