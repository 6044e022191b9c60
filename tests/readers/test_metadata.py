"""What pictures say of themselves, in each standard's own way."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from tawthiq.dates import parse
from tawthiq.readers import metadata
from tawthiq.readers.metadata import metres, moment, number

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmp:CreateDate="2012-02-03T14:05:11+02:00"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">قصف</rdf:li>
</rdf:Alt></dc:description><dc:subject><rdf:Bag><rdf:li>smoke</rdf:li><rdf:li>street</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def told(standard: str, **save: object) -> dict[str, str]:
    kept = BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "JPEG", **save)
    with Image.open(kept) as picture:
        return metadata.sources(picture)[standard]()


def exif(**tags: object) -> Image.Exif:
    made = Image.Exif()
    block = made.get_ifd(ExifTags.IFD.Exif)
    for name, value in tags.items():
        block[ExifTags.Base[name]] = value
    return made


def test_exif_is_told_by_the_names_of_its_tags() -> None:
    made = exif(DateTimeOriginal="2012:02:03 14:05:11", MakerNote=b"\x00\x01")
    made[ExifTags.Base.Make] = "Invented"
    assert told("EXIF", exif=made) == {"EXIF Make": "Invented", "EXIF DateTimeOriginal": "2012:02:03 14:05:11"}


def test_a_comment_in_exif_says_its_own_encoding() -> None:
    assert told("EXIF", exif=exif(UserComment=b"UNICODE\0" + "قصف".encode("utf-16-be"))) == {"EXIF UserComment": "قصف"}
    assert told("EXIF", exif=exif(UserComment=b"ASCII\0\0\0smoke")) == {"EXIF UserComment": "smoke"}


def test_bytes_that_are_no_text_are_told_in_hexadecimal() -> None:
    assert told("EXIF", exif=exif(UserComment=b"\xfe\xff\xfe")) == {"EXIF UserComment": "fefffe"}


def test_arabic_in_exif_is_not_garbled() -> None:
    """EXIF promises ASCII; programs write UTF-8 all the same, and a library reads Latin-1."""
    kept = BytesIO()
    made = Image.Exif()
    made[ExifTags.Base.ImageDescription] = "X" * 8
    Image.new("RGB", (8, 8)).save(kept, "JPEG", exif=made)
    changed = kept.getvalue().replace(b"X" * 8, "قصفن".encode())
    with Image.open(BytesIO(changed)) as picture:
        assert metadata.sources(picture)["EXIF"]() == {"EXIF ImageDescription": "قصفن"}


def test_xmp_is_told_without_its_scaffolding() -> None:
    assert told("XMP", xmp=XMP.encode()) == {
        "XMP CreateDate": "2012-02-03T14:05:11+02:00",
        "XMP description": "قصف",
        "XMP subject": "smoke; street",
    }


def test_an_entity_bomb_in_xmp_is_an_error_and_not_a_bomb() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
    with pytest.raises(ValueError, match="Entities"):
        told("XMP", xmp=bomb.encode())


def test_iptc_is_told_by_the_names_of_its_datasets() -> None:
    """A dataset is 1C, its number (2:120, 2:25), the length, the value; Photoshop's block 0404 holds them."""
    sets = [(120, "قصف".encode()), (25, b"smoke"), (25, b"street")]
    block = b"".join(b"\x1c\x02" + bytes([kind]) + len(value).to_bytes(2, "big") + value for kind, value in sets)
    photoshop = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block
    segment = b"\xff\xed" + (len(photoshop) + 2).to_bytes(2, "big") + photoshop
    kept = BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "JPEG")
    with Image.open(BytesIO(kept.getvalue()[:2] + segment + kept.getvalue()[2:])) as picture:
        found = metadata.sources(picture)["IPTC"]()
    assert found == {"IPTC Caption": "قصف", "IPTC Keywords": "smoke; street"}


def test_comments_are_told() -> None:
    assert told("comment", comment=b"seen by nobody") == {"comment comment": "seen by nobody"}


DAY = date(2012, 2, 3)


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("2012:02:03 14:05:11", "2012-02-03T14:05:11"),
        ("2012:02:03 14:05:11+02:00", "2012-02-03T14:05:11+02:00"),
        ("2012-02-03T14:05:11.25+0200", "2012-02-03T14:05:11+02:00"),
        ("2012-02-03 14:05", "2012-02-03T14:05:00"),
        ("20120203140511+0200", "2012-02-03T14:05:11+02:00"),
        ("20120203", "2012-02-03"),
        ("2012:02:03", "2012-02-03"),
    ],
)
def test_a_clock_of_the_place_tells_the_day_of_the_place(said: str, edtf: str) -> None:
    found = moment(said, "taken")
    assert found is not None
    assert (found.said, found.edtf, found.start, found.end, found.kind) == (said, edtf, DAY, DAY, "taken")
    assert parse(edtf).start == DAY


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2012-02-03T12:00:00Z", date(2012, 2, 3), date(2012, 2, 4)),
        ("2012-02-03T11:59:00Z", date(2012, 2, 2), date(2012, 2, 4)),
        ("2012-02-03T09:00:00+00:00", date(2012, 2, 2), date(2012, 2, 3)),
    ],
)
def test_a_time_in_utc_leaves_the_neighbouring_days_open(said: str, first: date, last: date) -> None:
    """12:00 less 12 hours is still the third, and with 14 hours more it is 02:00 on the fourth."""
    found = moment(said, "taken")
    assert found is not None
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize("said", ["", "0000:00:00 00:00:00", "2012:13:40", "    :  :     :  :  ", "yesterday"])
def test_what_is_no_time_is_none(said: str) -> None:
    assert moment(said, "taken") is None


@given(st.text(alphabet="0123456789:-T Z+.", max_size=25))
def test_a_moment_is_none_or_holds_its_day(said: str) -> None:
    found = moment(said, "taken")
    assert found is None or (found.start is not None and found.end is not None and found.start <= found.end)


def test_numbers_and_distances() -> None:
    assert number("8.5") == 8.5
    assert number("none") != number("none")
    assert metres({"error": "8.5"}, "error") == 8.5
    assert [metres({"error": said}, "error") for said in ("0", "-1", "inf", "nan", "")] == [None] * 5
    assert metres({}, "error") is None
