"""Five simulated lists with known truth: as many records as asked for, families together, errors as told."""

import numpy as np
import polars as pl
import pytest

from examples.simulate.register import SOURCES, Source, killed, register
from examples.simulate.vocabulary import invented
from tawthiq import tables

TABLE, PERSON = register(4_000, seed=3)
FRAME = pl.DataFrame(pl.from_arrow(TABLE)).with_columns(person=pl.Series(PERSON))


def test_there_are_as_many_records_as_asked_for_in_the_order_of_source_and_id() -> None:
    assert TABLE.num_rows == len(PERSON) == 4_000
    assert TABLE.schema.remove(TABLE.schema.get_field_index("source")).equals(tables.RECORDS)
    assert FRAME.equals(FRAME.sort("source", "id"))
    assert FRAME["id"].is_unique().all()
    assert set(FRAME["source"]) == {source.name for source in SOURCES}


def test_the_same_seed_gives_the_same_rows() -> None:
    again, person = register(4_000, seed=3)
    assert again.equals(TABLE)
    assert np.array_equal(person, PERSON)
    assert not register(4_000, seed=4)[0].equals(TABLE)


def test_only_some_lists_have_a_person_twice() -> None:
    twice = FRAME.group_by("source", "person").len().filter(pl.col("len") > 1)
    assert set(twice["source"]) == {source.name for source in SOURCES if source.twice}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_what_is_missing_is_missing_as_often_as_told(source: Source) -> None:
    rows = FRAME.filter(source=source.name)
    assert rows["date"].null_count() / rows.height == pytest.approx(source.no_date, abs=0.06)
    assert rows["age_from"].null_count() / rows.height == pytest.approx(source.no_age, abs=0.08)
    assert rows["name"].null_count() == (rows.height if source.parts else 0)


def test_arabic_lists_are_arabic_and_latin_lists_are_not() -> None:
    arabic = {source.name for source in SOURCES if source.arabic}
    said = FRAME.filter(pl.col("name").is_not_null()).with_columns(
        arabic=pl.col("name").str.contains("[\u0600-\u06ff]"), expected=pl.col("source").is_in([*arabic])
    )
    assert (said["arabic"] == said["expected"]).all()


def test_a_family_dies_together_and_nobody_has_the_name_of_a_brother() -> None:
    people = killed(3_000, invented(np.random.default_rng(1)), np.random.default_rng(1))
    for column in ("family", "event"):
        assert people.group_by("household").agg(pl.col(column).n_unique())[column].max() == 1
    brothers = people.filter(pl.col("household").is_duplicated())
    assert not brothers.select("household", "woman", "given", "father").is_duplicated().any()
    assert people["household"].n_unique() < 0.85 * people.height


def test_who_is_on_one_list_is_likelier_on_another() -> None:
    """Among those on a third list, the odds ratio of two others is 1 if capture is independent."""
    table, person = register(30_000, seed=5)
    on = pl.DataFrame({"source": pl.Series(table["source"]), "person": pl.Series(person)}).unique()
    third = on.filter(source="committees")["person"]
    centre, network = (third.is_in(on.filter(source=name)["person"].implode()) for name in ("centre", "network"))
    both, neither = (centre & network).sum(), (~centre & ~network).sum()
    assert both * neither > 1.2 * (centre & ~network).sum() * (~centre & network).sum()
