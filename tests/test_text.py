import sqlite3
import sys
import unicodedata

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.errors import BadInput
from tawthiq.text import digits, fold, fold_column, index_column, match_expression, script, tidy

AWKWARD = "قصفمحـ. .·abAB3٣'’ًٌّ\u200b\u200f\u00a0ÉßİıÆﷺ½ｱ한\u0345\ufe70\ufe71ىةأئؤءک"
texts = st.text() | st.text(AWKWARD) | st.text("قصف.ـ ab")


def alone(column: pa.Array) -> list[str | None]:
    return column.to_pylist()


def test_digits_become_ascii_and_nothing_else_changes():
    assert digits("١٢ شباط ٢٠١٢، Ḥoms ۱۳۹۰") == "12 شباط 2012، Ḥoms 1390"


@pytest.mark.parametrize(
    ("said", "tidied"),
    [
        ("  حمـــص \u200f، بابا\u00a0عمرو\n", "حمص ، بابا عمرو"),
        ("\ufeffHo\u00adms\u202e", "Homs"),
        ("Ｈｏｍｓ ﻣﺤﻤﺪ", "Homs محمد"),
        ("Ḥoms, 'Amr", "Ḥoms, 'Amr"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\x00b", "a b"),
    ],
)
def test_tidy_keeps_the_spelling_and_drops_what_cannot_be_seen(said, tidied):
    assert tidy(said) == tidied


@given(texts)
def test_tidying_twice_changes_nothing(said):
    assert tidy(tidy(said)) == tidy(said)


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["أحمد", "احمد", "إحمد", "ٱحمد", "اَحْمَد", "احـمد", "أ\u200fحمد", "احمد"], "احمد"),
        (["فاطمة", "فاطمه", "فاطِمَة", "ﻓﺎﻃﻤﺔ"], "فاطمه"),
        (["مصطفى", "مصطفي", "مصطفی"], "مصطفي"),
        (["شيماء", "شيما"], "شيما"),
        (["مؤيد", "مويد"], "مويد"),
        (["نائل", "نايل"], "نايل"),
        (["هٰذا", "هذا"], "هذا"),
        (["کمال", "كمال"], "كمال"),
        (["په\u200cری", "پەری", "بهري"], "بهري"),
        (["ٯصڡ", "قصف"], "قصف"),
        (["ﷲ", "الله"], "الله"),
        (["HOMS", "Ḥoms", "homs", "Ｈoms", "𝐇𝐨𝐦𝐬"], "homs"),
        (["Straße", "STRASSE", "strasse"], "strasse"),
        (["Sørensen", "Sorensen"], "sorensen"),
        (["Işık", "ISIK", "İsik"], "isik"),
        (["Łódź", "lodz"], "lodz"),
        (["Dar'ā", "Darʿa", "Dar’a", "Dara"], "dara"),
        (["٣٫٥", "۳٫۵", "3.5", "3 5"], "3 5"),
        (["al-Quṣayr", "Al Qusayr"], "al qusayr"),
        (["(بابا عمرو)،", "«بابا\tعمرو»"], "بابا عمرو"),
        (["", " .,ـ؟!\u200b"], ""),
    ],
)
def test_every_spelling_folds_to_one(spellings, folded):
    assert {fold(s) for s in spellings} == {folded}


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("ق.ص.ف", "قصف"),
        ("قَ.صَ.ف", "قصف"),
        ("قصـ.ـف", "قصف"),
        ("قصـ..ـف", "قصف"),
        ("ق.ـصـ.ف", "قصف"),
        ("ق·ص•ف", "قصف"),
        ("ال.ـقصـ.ـف", "القصف"),
        ("b.o.m.b", "bomb"),
        ("(B.O.M.B.)", "bomb"),
        ("U.N.", "un"),
    ],
)
def test_words_broken_up_to_escape_moderation_are_whole_again(said, folded):
    assert fold(said) == folded


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("M. Ahmad", "m ahmad"),
        ("M.Ahmad", "m ahmad"),
        ("د.م.محمد", "د م محمد"),
        ("A B C", "a b c"),
        ("3.5", "3 5"),
        ("v.2", "v 2"),
        ("end.Next", "end next"),
        ("سنة 1433هـ.حمص", "سنه 1433ه حمص"),
    ],
)
def test_initials_numbers_and_ends_of_sentences_are_not_joined(said, folded):
    assert fold(said) == folded


@given(texts)
def test_folding_twice_changes_nothing(said):
    assert fold(fold(said)) == fold(said)


@given(texts)
def test_folded_text_is_words_parted_by_single_spaces(said):
    folded = fold(said)
    assert folded == " ".join(folded.split())
    assert not any(unicodedata.category(c)[0] in "PSZ" or c.isspace() for c in folded.replace(" ", ""))


@settings(deadline=None)
@given(st.lists(st.none() | texts))
def test_a_column_folds_as_its_values_do(values):
    expected = [None if v is None else fold(v) for v in values]
    assert alone(fold_column(pa.array(values, pa.string()))) == expected
    assert alone(fold_column(pa.chunked_array([values, values], pa.large_string()))) == expected * 2


def test_a_column_folds_every_character_of_unicode_as_the_scalar_does():
    every = [f"a{chr(c)}b" for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000]
    assert alone(fold_column(pa.array(every))) == [fold(one) for one in every]


@pytest.mark.parametrize(
    ("folded", "indexed"),
    [
        ("بقصف بابا عمرو", "بقصف قصف بابا ابا عمرو"),
        ("القصف", "القصف قصف"),
        ("والقصف", "والقصف قصف"),
        ("بالقصف", "بالقصف قصف"),
        ("للقصف", "للقصف قصف"),
        ("فللقصف", "فللقصف قصف"),
        ("وليد", "وليد ليد"),
        ("والد", "والد الد"),
        ("الله من حمص", "الله من حمص"),
        ("homs al 2012", "homs al 2012"),
        ("", ""),
        (None, None),
    ],
)
def test_the_index_keeps_each_word_and_adds_it_without_clitics(folded, indexed):
    assert alone(index_column(pa.array([folded], pa.string()))) == [indexed]


@given(st.lists(st.text("وفبكلاقص", min_size=1, max_size=7), min_size=1, max_size=5))
def test_the_index_only_adds_words_and_only_ends_of_them(words):
    indexed = index_column(pa.array([" ".join(words)]))[0].as_py().split()
    assert [w for w in words if w not in indexed] == []
    assert all(any(word.endswith(one) for word in words) and len(one) >= min(3, *map(len, words)) for one in indexed)


def found(query: str, *texts: str) -> list[str]:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE search USING fts5(folded, detail=none, tokenize='ascii')")
    indexed = index_column(fold_column(pa.array(texts)))
    index.executemany("INSERT INTO search VALUES (?)", [(one,) for one in alone(indexed)])
    hits = index.execute("SELECT rowid FROM search WHERE search MATCH ?", [match_expression(query)])
    return [texts[rowid - 1] for (rowid,) in hits]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("قصف بابا عمرو", "استشهد بقصفِ حي بابا عَمرو"),
        ("قصف بابا عمرو", "والقصـ.ـف على بابا عمرو"),
        ("بالقصف", "قصف مدفعي"),
        ("القصف", "وبقصف"),
        ("عمرو بابا", "بابا عمرو"),
        ('"بابا عمرو"', "حي بابا عمرو"),
        ("Homs", "HOMS"),
        ("Homs", "city of Ḥoms, Syria"),
        ("hom*", "Homs"),
        ("قصـ*", "وقصفت"),
        ("Baba-Am*", "Baba Amr"),
        ("NOT near(homs", "not near homs"),
        ("١٢", "12 killed"),
    ],
)
def test_a_query_finds_every_spelling(query, text):
    assert found(query, text, "nothing of the kind") == [text]


@pytest.mark.parametrize("query", ["قصف حلب", "hom", "Homs Aleppo", "ho*ms"])
def test_a_query_finds_only_what_holds_all_its_words(query):
    assert found(query, "قصف حمص, Homs") == []


def test_the_expression_of_a_query():
    assert match_expression("بقصف Hom*") == '("بقصف" OR "قصف") AND "hom"*'


@settings(deadline=None)
@given(texts.filter(fold))
def test_any_query_is_safe_and_finds_its_own_text(said):
    assert found(said.replace("*", " "), said) == [said]


@pytest.mark.parametrize("query", ["", "  ", "؟!", "*", '""', "ـ"])
def test_a_query_without_words_is_refused_in_two_languages(query):
    with pytest.raises(BadInput) as caught:
        match_expression(query)
    assert query in caught.value.say("en")
    assert query in caught.value.say("ar")


@pytest.mark.parametrize(
    ("said", "code"),
    [("حمص", "Arab"), ("Ḥoms", "Latn"), ("حمص Homs city", "Latn"), ("Хомс", "Zzzz"), ("12/3", "Zyyy"), ("", "Zyyy")],
)
def test_the_script_of_most_letters(said, code):
    assert script(said) == code


def test_the_names_of_real_lists_fold_in_the_column_as_alone(real_data):
    vdc = pq.read_table(real_data / "names/syria_vdc/vdc_records.parquet", columns=["Name", "Notes"])
    moh = pq.read_table(real_data / "names/gaza_moh/all_releases.parquet", columns=["name_ar", "name_en"])
    for column in (*vdc.columns, *moh.columns):
        names = column.unique().drop_null()
        folded = alone(fold_column(names))
        assert sum(one != fold(name) for one, name in zip(folded, names.to_pylist(), strict=True)) == 0
        assert sum(fold(one) != one for one in folded) == 0
