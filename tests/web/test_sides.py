from tawthiq.case import Case
from tawthiq.nouns import Item, Record, Source
from tawthiq.web import sides
from tests.conftest import Lists


def side(source: str = "lcc", **fields: object) -> sides.Side:
    """A record as a column, by its fields."""
    record = Record("r-1", "i-1", "row 2", "person", {"name": "x"}, fields)
    return sides.Side(record, Item.__new__(Item), Source(source, source))


def marked(row: sides.Row) -> list[str]:
    return ["".join(f"[{one.text}]" if one.differs else one.text for one in cell) for cell in row.cells]


def test_what_differs_is_marked_and_what_is_silent_is_empty() -> None:
    found = {row.name: marked(row) for row in sides.rows([side(name="Omar", sex="male"), side(name="Omer")], "en")}
    assert found == {"name": ["Om[a]r", "Om[e]r"], "sex": ["male", ""]}


def test_spans_of_days_and_words_in_two_languages_are_not_compared_by_letters() -> None:
    one, other = side(date="2012-02-03", cause="sniper"), side(date="[2012-02-01..2012-02-05]", cause="قنص")
    assert [marked(row) for row in sides.rows([one, other], "en")] == [
        ["2012-02-03", "[2012-02-01..2012-02-05]"],
        ["sniper", "قنص"],
    ]
    days = side(date="2012-02-03"), side(date="2012-02-05")
    assert [marked(row) for row in sides.rows(days, "en")] == [["2012-02-0[3]", "2012-02-0[5]"]]


def test_our_own_words_are_in_the_language_of_the_reader() -> None:
    told = sides.shown({"sex": "female", "status": "died in custody", "age_from": 30.0, "age_to": 40.0}, "ar")
    assert told == {"sex": "أنثى", "status": "توفي في الاحتجاز", "age": "30–40"}


def test_a_record_without_a_name_is_called_by_its_longest_words() -> None:
    record = Record("r-1", "i-1", "¶ 2", "text", {"n": "5", "text": "They shelled the quarter."}, {})
    assert sides.Side(record, Item.__new__(Item), Source("a", "a")).title == "They shelled the quarter."


def test_a_record_stands_among_the_rows_of_its_file(case: Case, lists: Lists) -> None:
    names = {str(n): f"Name {n}" for n in range(10, 20)}
    lists.read(lists.receive("list.csv", *names.values()), names)
    found = sides.sides(case, [f"r-{'14':0>16}"])[0]
    lines = sides.around(case, found.record)
    assert lines
    assert (lines.columns, lines.here) == (("name",), 4)
    assert [row for row, _ in lines.rows] == [2, 3, 4, 5, 6]
    assert dict(lines.rows)[4] == ("Name 14",)
