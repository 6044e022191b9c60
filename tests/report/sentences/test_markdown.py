"""A draft is parted into blocks and sentences; each keeps its line, and what stands in references ends none."""

import pytest

from tawthiq.report.sentences.markdown import Phrase, asked, parse, tokens

DRAFT = """# Harbour {case.title}

First sentence of Dr. Nawwar {claim:c-1}. Second has
{toll.total} people. [[over 7,500. And more]{item:i-1 p2}] died.{claim:c-2} Next
one.
- a point
  goes on {people.counted}
- another

> [[words]{item:i-1 p2} of somebody]

{figure:overlap}

| list | people |
|---|---|
| lcc | {people.named} |
<!-- for us:
not a sentence -->
End.
"""


def words(phrase: Phrase) -> str:
    return "".join(one.words or f"<{one.asked}>" for one in phrase.tokens)


def test_blocks_stand_in_their_order_with_their_kind() -> None:
    kinds = [part.kind for part in parse(DRAFT)]
    assert kinds == ["heading", "paragraph", "points", "quoted", "figure", "table", "paragraph"]


def test_a_sentence_keeps_the_line_where_it_begins() -> None:
    paragraph = parse(DRAFT)[1]
    assert [(one.line, words(one)) for one in paragraph.phrases] == [
        (3, "First sentence of Dr. Nawwar <claim:c-1>."),
        (3, "Second has <toll.total> people."),
        (4, "over 7,500. And more died.<claim:c-2>"),
        (4, "Next one."),
    ]


def test_a_point_goes_on_in_the_next_line() -> None:
    assert [words(one) for one in parse(DRAFT)[2].phrases] == ["a point goes on <people.counted>", "another"]


def test_a_table_is_its_cells_row_by_row() -> None:
    table = parse(DRAFT)[5]
    assert (table.width, [words(one) for one in table.phrases]) == (2, ["list", "people", "lcc", "<people.named>"])


def test_comments_are_no_sentences_and_lines_go_on_counting() -> None:
    assert parse(DRAFT)[-1].phrases[0].line == 19


def test_all_references_are_found_in_their_order() -> None:
    assert list(asked(parse("{a.b} and {c:d}. [[w]{item:x y}]"))) == ["a.b", "c:d", "item:x y"]


@pytest.mark.parametrize(
    "text",
    ["He came at 10 a.m. on foot.", "See no. 7 of the list.", "A. Nawwar left.", "It was 3.5 km away."],
)
def test_what_is_no_end_does_not_part_a_sentence(text: str) -> None:
    assert len(parse(text)[0].phrases) == 1


def test_arabic_sentences_end_with_their_own_signs() -> None:
    assert len(parse("من قصف السوق؟ لا نعلم. قال د. سليم إنه رأى.")[0].phrases) == 3


def test_markup_gives_way_to_plain_words() -> None:
    assert tokens("**bold** and *slanted* `code` 3 * 4")[0].words == "bold and slanted code 3 * 4"
