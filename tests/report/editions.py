"""Two small editions made by hand, in English and in Arabic; all people and events in them are invented."""

from pathlib import Path

from PIL import Image, ImageDraw

from tawthiq.report.edition import Block, Edition, Grid, Heading, Listing, Note, Paragraph, Picture, Section, Span

DIGEST = "3b5d5c3712955042212316173ccf37be8001f0d3a0b6b9c3a9c2f9b8e0f1a2b3"


def drawn(folder: Path) -> Picture:
    """A picture with its data beside it."""
    png, data = folder / "counts.png", folder / "counts.csv"
    made = Image.new("RGB", (600, 300), "#e8e2d4")
    ImageDraw.Draw(made).rectangle((60, 120, 180, 280), fill="#0072b2")
    made.save(png)
    data.write_text("list,people\ncommittees,41\nhospital,17\n", "utf-8")
    return Picture(png, "Two bars: 41 people on one list, 17 on the other", "People by list", data, (2,), True)


def english(folder: Path) -> Edition:
    body = (
        Heading(1, "Bab 'Amr, February 2012"),
        Heading(2, "What was counted"),
        Paragraph(
            (
                (Span("At least "), Span("58 people", (1, 2)), Span(" were documented as killed.")),
                (Span("Two accounts say that aid was cut off"), Span(" on 9 February", (3,)), Span(".")),
            )
        ),
        Paragraph(((Span("We counted them twice.", (3,)),),), quoted=True),
        Listing(((Span("41 on the first list", (1,)),), (Span("17 on the second, 'مستشفى النبع'", (2,)),))),
        Grid("People by list", ("list", "people"), (("committees", "41"), ("المستشفى", "17")), (1,)),
        drawn(folder),
    )
    return Edition(
        "Bab 'Amr, February 2012",
        "en",
        sections(body, "What we could not verify", "All of it."),
        notes("en"),
        DIGEST,
        "2026-11-22",
        "SIMULATED · INTERNAL",
        (("version", "0.1.0"), ("seed", "1")),
    )  # fmt: skip


def arabic(folder: Path) -> Edition:
    body = (
        Heading(2, "ما جرى إحصاؤه"),
        Paragraph(
            (
                (Span("وُثّق مقتل "), Span("58 شخصًا", (1, 2)), Span(" على الأقل في حي بابا عمرو بين 3 و 29 شباط 2012.")),
                (Span("يقول مصدران إن المساعدات قُطعت"), Span(" في 9 شباط", (3,)), Span(".")),
            )
        ),
        Paragraph(((Span("أحصيناهم مرتين.", (3,)),),), quoted=True),
        Listing(((Span("41 في القائمة الأولى", (1,)),), (Span("17 في الثانية (records of “the spring”)", (2,)),))),
        Grid("الأشخاص بحسب القائمة", ("القائمة", "الأشخاص"), (("لجان الأحياء", "41"), ("hospital", "17")), (1,)),
        drawn(folder),
    )
    return Edition(
        "باب عمرو، شباط 2012",
        "ar",
        sections(body, "ما لم نستطع التحقق منه", "كلّه."),
        notes("ar"),
        DIGEST,
        "2026-11-22",
        "محاكاة · SIMULATED",
        (("الإصدار", "0.1.0"), ("البذرة", "1")),
    )  # fmt: skip


def sections(body: tuple[Block, ...], title: str, words: str) -> tuple[Section, ...]:
    return Section("body", body), Section("unverified", (Heading(2, title), Paragraph(((Span(words),),))))


def notes(lang: str) -> tuple[Note, ...]:
    source, place = ("source", "place") if lang == "en" else ("المصدر", "الموضع")
    lines = ((source, "committees"), (place, "row 3"), ("SHA-256", DIGEST))
    steps = ((0, "record r-042fb2273edfc7ee (row 3)"), (1, "item i-43c586576a4e845d"), (2, "source committees"))
    return (
        Note(1, "toll.documented", "58 people documented" if lang == "en" else "58 شخصًا موثّقًا", lines,
             ("f-00112233",), steps),
        Note(2, "lists.hospital", "hospital: 17" if lang == "en" else "المستشفى: 17", lines, ("i-43c586576a4e845d",)),
        Note(3, "claim:c-12", "aid was cut off" if lang == "en" else "قُطعت المساعدات", lines, ("c-12",), steps),
    )  # fmt: skip
