"""What a scan finds and what it leaves. Every name, number and place is invented."""

from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.report.door.scan import Leak, Scanner, Secret

SECRETS = [
    Secret("j-1", "person", "سمير حدّاد المخترع / Samir Haddad"),
    Secret("j-2", "person", "Umm Zaydun"),
    Secret("j-3", "word", "Operation Lantern"),
    Secret("j-4", "number", "+963 944 123 456"),
    Secret("j-5", "place", "34 42 43N 36 40 58E"),
    Secret("j-6", "place", "قرية النبع"),
    Secret("j-7", "word", "i-00112233445566aa"),
]
SCANNER = Scanner(SECRETS)


@pytest.mark.parametrize(
    "said",
    [
        "Sameer Hadad was there",
        "HADDAD, Samir Ahmad",
        "رآه سَمير بن حداد",
        "وسمير المخترع",
        "samir_haddad.jpg",
        "Samir (Abu Omar) Haddad",
    ],
)
def test_a_name_is_found_in_every_spelling_script_and_order(said: str) -> None:
    assert SCANNER.secrets_in(said) == {"j-1"}


@pytest.mark.parametrize(
    "said", ["Samir was there", "Haddad & sons", "Samir said that his neighbour, Haddad, came", ""]
)
def test_one_part_of_a_name_is_not_the_name(said: str) -> None:
    """Between Samir and Haddad stand four words: two people. Half of a country is called Samir."""
    assert SCANNER.secrets_in(said) == set()


def test_a_name_of_one_part_is_found_by_its_consonants() -> None:
    assert SCANNER.secrets_in("we met Um Zeidoun there") == {"j-2"}


def test_a_name_of_two_consonants_is_found_as_it_is_written_only() -> None:
    """علي sounds like every word with an l alone."""
    scanner = Scanner([Secret("j", "person", "Ali")])
    assert scanner.secrets_in("Ali came") == {"j"}
    assert scanner.secrets_in("all came late") == set()


@pytest.mark.parametrize(
    "said",
    [
        "0944 123 456",
        "00963944123456",
        "٠٩٤٤-١٢٣-٤٥٦",
        "tel:+963(944)12.34.56",
        "id 9441234567",
        "۰۹۴۴۱۲۳۴۵۶",
        "+963\u00a0944\u2011123\u2011456",
        "944_123_456",
        "\u202a0944\u202c 123 456",
        "０９４４１２３４５６",
    ],
)
def test_a_number_is_found_in_every_format(said: str) -> None:
    assert SCANNER.secrets_in(said) == {"j-4"}


@pytest.mark.parametrize(
    "said",
    [
        "34 42 43N 36 40 58E",
        "34°42'43\"N, 36°40'58\"E",
        "[36.682778, 34.711944]",
        '"lon": 36.68279,\n  "lat": 34.71195',
        "12.345678 34.7119 36.6828",
        "near 37S BU 87790 43543",
        "N 34° 42.7166' E 036° 40.9666'",
        "lat 34 42 43, lon 36 40 58",
        "خط العرض ٣٤ درجة ٤٢ دقيقة ٤٣ ثانية، خط الطول ٣٦ درجة ٤٠ دقيقة ٥٨ ثانية",
        "34:42:43.0N/36:40:58.0E",
        "34,711944 ; 36,682778",
        "３４.７１１９４４ ３６.６８２７７８",
        "at 37S 287793 3843543 by its grid",
        "3 of 34.711944 by 36.682778",
        "34d42m43s 36d40m58s",
    ],
)
def test_a_place_is_found_however_it_is_written(said: str) -> None:
    """34°42'43" is 34.711944°, 36°40'58" is 36.682778°."""
    assert SCANNER.secrets_in(said) == {"j-5"}


def test_a_place_half_a_kilometre_away_is_another() -> None:
    assert SCANNER.secrets_in("34.716 36.6828") == set()


def test_words_are_found_folded_and_with_clitics() -> None:
    assert SCANNER.secrets_in("OPERATION  lantern began") == {"j-3"}
    assert SCANNER.secrets_in("وصلوا إلى بقريه النَّبع") == {"j-6"}
    assert SCANNER.secrets_in("see I-00112233445566AA") == {"j-7"}


@pytest.mark.parametrize(("kind", "value"), [("word", "…"), ("number", "112")])
def test_what_cannot_be_looked_for_is_said(kind: str, value: str) -> None:
    with pytest.raises(BadInput):
        Scanner([Secret("j", kind, value)])


def test_a_leak_names_the_file_and_the_place_in_it_but_not_the_words(tmp_path: Path) -> None:
    (tmp_path / "samir haddad.txt").write_text("nothing")
    (tmp_path / "b.html").write_text("<p>Operation&nbsp;<b>Lan</b>tern</p>", "utf-8")
    found = list(SCANNER.leaks([tmp_path / "samir haddad.txt", tmp_path / "b.html"]))
    assert found == [Leak("j-1", "samir haddad.txt", "name"), Leak("j-3", "b.html", "words")]
