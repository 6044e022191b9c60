"""The page: one file, nothing fetched, nothing run; notes open their cards."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tawthiq.report.drawn.images import ready
from tawthiq.report.edition import Edition, Heading, Paragraph, Section, Span, apart
from tawthiq.report.outputs.html import direction, page
from tests.report import editions


@pytest.fixture(params=[editions.english, editions.arabic], ids=["en", "ar"])
def edition(request: pytest.FixtureRequest, tmp_path: Path) -> Edition:
    made: Edition = request.param(tmp_path)
    return made


def test_it_needs_nothing_from_outside_and_runs_nothing(edition: Edition) -> None:
    html = page(edition, ready(edition))
    tree = HTMLParser(html)
    assert tree.css("script, link, iframe, object, embed") == []
    addresses = [one.attributes[name] or "" for name in ("src", "href") for one in tree.css(f"[{name}]")]
    assert all(one.startswith(("#", "data:")) for one in addresses)
    assert not re.search(r"url\(|@import", html)


def test_language_and_direction_are_set(edition: Edition) -> None:
    html = HTMLParser(page(edition, ready(edition))).css_first("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == (edition.language, direction(edition.language))
    assert (direction("en"), direction("ar"), direction("ar-SY")) == ("ltr", "rtl", "rtl")


def test_each_note_leads_to_its_card_and_back(edition: Edition) -> None:
    tree = HTMLParser(page(edition, ready(edition)))
    for link in tree.css("sup a"):
        card = tree.css_first((link.attributes["href"] or "") + " dl")
        assert card is not None and editions.DIGEST in card.text()
        back = {one.attributes["href"] for one in tree.css(f"{link.attributes['href']} p a")}
        assert f"#{link.attributes['id']}" in back
    ids = [one.attributes["id"] for one in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def test_pictures_have_words_data_and_their_stamp(edition: Edition) -> None:
    figure = HTMLParser(page(edition, ready(edition))).css_first("figure")
    assert figure.css_first("img").attributes["alt"] == "Two bars: 41 people on one list, 17 on the other"
    assert "SIMULATED" in figure.css_first("figcaption").text()
    assert figure.css_first("a[download]").attributes["download"] == "counts.csv"
    assert [one.text(strip=True) for one in figure.css("td")] == ["committees", "41", "hospital", "17"]


def test_headings_go_down_by_one(edition: Edition) -> None:
    levels = [int(one.tag[1]) for one in HTMLParser(page(edition, ready(edition))).css("h1, h2, h3, h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_stand_out_from_their_ground(edition: Edition) -> None:
    """AA asks for 4.5; black on white, worked by hand, is 21."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", page(edition, ready(edition))))
    pairs = [(word, ground) for word in ("ink", "soft", "link") for ground in ("paper", "note")]
    assert min(contrast(colours[word], colours[ground]) for word, ground in pairs) >= 4.5
    assert contrast("#ffffff", colours["stamp"]) >= 4.5


def test_words_are_never_code(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    body = (Heading(2, evil), Paragraph(((Span(evil),),)))
    edition = replace(editions.english(tmp_path), title=evil, sections=(Section("body", body),))
    assert HTMLParser(page(edition, ready(edition))).css("script") == []


def test_a_date_keeps_its_own_direction() -> None:
    assert apart("2012-02-20") == "\u20682012-02-20\u2069"
