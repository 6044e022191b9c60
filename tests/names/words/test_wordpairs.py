"""Grades of pairs of words of names."""

import numpy as np
import pytest

from tawthiq import tables
from tawthiq.names.shape import Lists
from tawthiq.names.words import kernels
from tawthiq.names.words.chains import chains
from tawthiq.names.words.wordpairs import GRADES, grade_words, letters


def grade(one: str, other: str) -> str:
    told = chains(Lists(tables.rows(tables.RECORDS, [{"name": one}, {"name": other}])))
    x, y = told.links[:, :1].astype(np.int32)
    grades = [GRADES[grade_words(letters(told.words), *pair)[0]] for pair in ((x, y), (y, x))]
    assert grades[0] == grades[1]
    return grades[0]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Khaled", "khaled", "exact"),
        ("Khaled", "خالد", "same"),
        ("Mohammad", "محمد", "same"),
        ("Mahmoud", "محمود", "same"),
        ("Mohammad", "Muhammed", "same"),
        ("Hassan", "Hussein", "consonants"),
        ("Mohammad", "Mahmoud", "consonants"),
        ("محمد", "محمود", "consonants"),
        ("Osman", "عثمان", "variant"),
        ("Martinez", "Martines", "variant"),
        ("Katherine", "Katerhine", "typo"),
        ("Noah", "Noag", "typo"),
        ("Hannah", "Hannzh", "typo"),
        ("Борис", "Бориз", "typo"),
        ("مصطفى", "مصطقى", "typo"),
        ("سمر", "سحر", "conflict"),
        ("ماجد", "ماهد", "conflict"),
        ("Борис", "Павел", "conflict"),
        ("Борис", "Boris", "conflict"),
        ("K", "Khalil", "initial"),
        ("K", "Mohammad", "conflict"),
        ("M", "Mohammad", "initial"),
        ("Fred", "Frederick", "initial"),
        ("Willie", "William", "initial"),
        ("Paula", "Paulita", "initial"),
        ("Omar", "Olga", "conflict"),
        ("Antonio", "Antonia", "conflict"),
        ("Mario", "Maria", "conflict"),
        ("Khaled", "Omar", "conflict"),
        ("Khaled", "عمر", "conflict"),
    ],
)
def test_how_alike_two_words_are(one: str, other: str, expected: str) -> None:
    assert grade(one, other) == expected


def test_the_constants_are_the_places_of_the_grades() -> None:
    assert [GRADES[getattr(kernels, name.upper())] for name in GRADES] == [*GRADES]
