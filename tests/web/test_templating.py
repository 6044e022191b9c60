import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from tawthiq.web.templating import TEMPLATES, Shell, environment, rendered, short, size, span_of

SHELLS = {lang: Shell(lang, "ana", "Homs", "home") for lang in ("en", "ar")}


def shown(words: str, lang: str = "en", **values: object) -> str:
    return environment().from_string(words).render(shell=SHELLS[lang], **values)


def test_everything_is_escaped() -> None:
    assert shown("{{ name }}", name="<b>") == "&lt;b&gt;"
    assert "<b>" not in rendered("_told.html", SHELLS["en"], said="<b>")


def test_what_is_not_there_is_an_error_and_not_an_empty_word() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ nobody }}")


def test_numbers_and_days_are_written_for_the_reader() -> None:
    assert shown("{{ 1234.5 | number(1) }} {{ none | number }}") == "1,234.5 —"
    assert shown("{{ 0.987 | percent(1) }} {{ 1 | percent }}") == "98.7% 100%"
    assert shown("{{ one | day }}", one=date(2012, 2, 3)) == "3 February 2012"
    assert shown("{{ one | day }}", "ar", one=date(2012, 2, 3)) == "3 فبراير 2012"
    assert "2012" in shown("{{ one | time }}", one=datetime(2012, 2, 3, 14, 5, tzinfo=UTC))
    assert (span_of(30, 40), span_of(34, 34), span_of(None, None)) == ("30–40", "34", "")
    assert (size(12_345_678), size(12)) == ("12.3 MB", "12 B")
    assert short("p-0123456789abcdef") == "p-01234567"


def test_no_template_has_what_the_policy_forbids() -> None:
    for path in sorted(Path(TEMPLATES).glob("*.html")):
        text = path.read_text("utf-8")
        assert " style=" not in text, path.name
        assert not re.search(r"\son[a-z]+=\"", text), path.name
        assert "|safe" not in text.replace(" ", ""), path.name
        assert "<style" not in text, path.name
        assert "://" not in text.replace("http://www.w3.org", ""), path.name
