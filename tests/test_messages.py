"""Every sentence is there in English and Arabic with the same facts, and every sentence is used."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from tawthiq.messages import LANGUAGES, say

ROOT = Path(__file__).parent.parent / "tawthiq"
SENTENCES = {
    f"{path.stem}.{name}": spoken
    for path in sorted((ROOT / "messages").glob("*.toml"))
    for name, spoken in tomllib.loads(path.read_text("utf-8")).items()
}


def facts(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_both_languages_tell_the_same_facts(key: str) -> None:
    spoken = SENTENCES[key]
    assert set(spoken) == set(LANGUAGES)
    assert facts(spoken["en"]) == facts(spoken["ar"])
    assert re.search("[\u0600-\u06ff]", spoken["ar"])


def test_every_sentence_is_written_and_used() -> None:
    written = [*ROOT.rglob("*.py"), *(ROOT / "web" / "templates").rglob("*.html")]
    code = "\n".join(path.read_text("utf-8") for path in written)
    areas = "|".join(sorted({key.split(".")[0] for key in SENTENCES}))
    used = set(re.findall(rf'"((?:{areas})\.[a-z_0-9]+)"', code))
    files = (".toml", ".lock", ".holder", ".csv", ".parquet", ".html", ".typ")
    used = {key for key in used if key in SENTENCES or not key.endswith((*files, "_"))}
    assert used - set(SENTENCES) == set(), "keys without a sentence"
    begun = tuple(set(re.findall(rf'f?"((?:{areas})\.[a-z_0-9]*)(?:\{{|" ~)', code)))
    dynamic = {key for key in SENTENCES if key.startswith(begun)}
    assert set(SENTENCES) - used - dynamic == set(), "sentences that nothing says"


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert say("keys.none", "en").startswith("Nobody has a key")
    assert say("keys.none", "ar").startswith("لا يملك أحد")
    assert say("keys.none", "fr") == say("keys.none", "en")
