"""Tesseract, where it is installed."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tawthiq.readers.pages import ocr


@pytest.fixture(autouse=True)
def anew() -> None:
    ocr.engine.cache_clear()


def test_without_tesseract_there_is_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.engine("eng") is None


def test_without_a_language_there_is_no_engine() -> None:
    assert ocr.engine("") is None


needed = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed here")


@needed
def test_languages_that_are_not_installed_are_left_out() -> None:
    engine = ocr.engine("eng+xyz")
    assert engine is not None
    assert engine.languages == "eng"
    assert engine.version[0].isdigit()
    assert ocr.engine("xyz") is None


@needed
def test_paragraphs_are_read_from_a_picture() -> None:
    page = Image.new("L", (1_200, 700), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(64)
    pen.text((80, 60), "The shelling began\nat six.", font=font, fill="black")
    pen.text((80, 460), "Nobody was warned.", font=font, fill="black")
    engine = ocr.engine("eng")
    assert engine is not None
    found = [paragraph.lower() for paragraph in engine.paragraphs(page)]
    assert found == ["the shelling began at six.", "nobody was warned."]
