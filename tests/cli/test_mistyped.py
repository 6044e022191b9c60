"""What was typed wrong is told like any other error: in the person's language, with the help to read."""

import re

import pytest

from tawthiq.cli.app import command
from tawthiq.cli.mistyped import error_of
from tests.cli.conftest import Type

MISTYPED = [
    ("receive --sorce lcc", "no option --sorce; perhaps --case, --json, --source.", "tawthiq receive --help"),
    ("receive -x", "no option -x.", "tawthiq receive --help"),
    ("--nowhere", "no option --nowhere", "tawthiq --help"),
    ("reciev", "no command 'reciev'; perhaps 'receive'.", "tawthiq --help"),
    ("xyzzy", "no command 'xyzzy'. ", "tawthiq --help"),
    ("source ad", "no command 'ad'; perhaps 'add'.", "tawthiq source --help"),
    ("--json", "Which command?", "tawthiq --help"),
    ("forget --why because", "SUBJECT is missing.", "tawthiq forget --help"),
    ("forget r-1", "--why is missing; it is required.", "tawthiq forget --help"),
    ("trace r-1 r-2 r-3", "'r-2 r-3' is more than the command takes.", "tawthiq trace --help"),
    ("marks --limit", "The option --limit needs a value", "tawthiq marks --help"),
    ("status --json=yes", "The option --json takes no value.", "tawthiq status --help"),
    ("search a --limit many", "--limit: 'many' is not such a number", "tawthiq search --help"),
    ("serve --port 70000", "--port: 70000 is too large; it takes 65535 or less.", ""),
    ("serve --port -1", "--port: -1 is too small; it takes 0 or more.", ""),
    ("status --lang fr", "--lang: 'fr' is none of en, ar.", ""),
]


@pytest.mark.parametrize(("typed", "told", "see"), MISTYPED, ids=[typed for typed, *_ in MISTYPED])
def test_what_is_wrong_and_which_help_to_read(typed: str, told: str, see: str, tawthiq: Type) -> None:
    said = tawthiq(*typed.split())
    assert said.code == 2
    assert told in said.err
    assert said.err.strip().endswith(see)
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("typed", [typed for typed, *_ in MISTYPED if "--lang" not in typed])
def test_it_is_told_in_arabic_too(typed: str, tawthiq: Type) -> None:
    said = tawthiq("--lang", "ar", *typed.split())
    assert said.code == 2
    assert not re.search(r"\b(the|is|no|and)\b", said.err)
    assert re.search("[\u0600-\u06ff]", said.err)


def test_as_json_it_is_one_document(tawthiq: Type) -> None:
    said = tawthiq("receive", "--json", "--nowhere")
    assert said.json["error"] == "mistyped.no_option"
    assert said.json["facts"]["option"] == "--nowhere"


def test_a_mistake_that_it_does_not_know_keeps_its_own_words(tawthiq: Type) -> None:
    class Strange(Exception):
        message = "the moon is full"

    error = error_of(Strange(), command.make_context("tawthiq", ["status"]))
    assert "the moon is full" in str(error)
