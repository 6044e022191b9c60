"""The verification record of an item, and the sun; all invented."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def item(tawthiq: Type, inside: Path, ana: object, letter: Path) -> str:
    tawthiq("receive", letter, "--source", "lcc", "--how", "by hand")
    return str(tawthiq("items", "--json").json[0]["id"])


def test_a_record_grows_and_says_what_was_not_done(tawthiq: Type, item: str) -> None:
    assert "Nobody made the technical analysis yet." in tawthiq("item", "verify", item).out
    said = tawthiq(
        "item", "verify", item, "--analysis", "content", "--set", "seen=a ward", "--why", "roofs", "--not-done",
        "no weather data", "--frame", "00:12|a courtyard|Infirmary|34.73, 36.71|50|2031-03",
    )  # fmt: skip
    assert said.code == 0
    assert "00:12 · a courtyard · Infirmary (34.73, 36.71 ± 50 m) · 2031-03" in said.out
    assert "Not done: no weather data" in said.out
    record = tawthiq("item", "verify", item, "--json").json
    assert record["analyses"][0]["by"] == "ana"
    assert "لم يُجرِ أحد" in tawthiq("item", "verify", item, "--lang", "ar").out
    assert "verify" in tawthiq("trace", item).out


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--analysis", "astral", "--why", "x"), "no analysis of an item"),
        (("--analysis", "source"), "no reasons"),
        (("--analysis", "source", "--why", "x", "--set", "moon=full"), "does not ask for: moon"),
        (("--not-done", "all"), "no analysis of an item"),
    ],
)
def test_what_is_no_analysis(tawthiq: Type, item: str, typed: tuple[str, ...], sentence: str) -> None:
    said = tawthiq("item", "verify", item, *typed)
    assert (said.code, sentence in said.err) == (2, True)


def test_the_sun_and_the_shadows(tawthiq: Type, inside: Path) -> None:
    assert "azimuth 131.4°, 29.5° high" in tawthiq("item", "sun", "34.73, 36.71", "2012-02-20T09:00+02:00").out
    assert "nothing cast a shadow" in tawthiq("item", "sun", "34.73, 36.71", "2012-02-20T01:00+02:00").out
    assert tawthiq("item", "sun", "34.73, 36.71", "2012-02-20T09:00").code == 2
    assert tawthiq("item", "sun", "34.73, 36.71", "at noon").code == 2
    assert (
        "between 07:10 and 07:50 UTC"
        in tawthiq("item", "shadows", "34.73, 36.71", "2012-02-20", "--towards", 318.6).out
    )
    assert "At no time of that day" in tawthiq("item", "shadows", "34.73, 36.71", "2012-02-20", "--towards", 180).out
    assert tawthiq("item", "shadows", "34.73, 36.71", "yesterday", "--towards", 180).code == 2
