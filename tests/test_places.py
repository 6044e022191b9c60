"""The places in the user's own list are invented, so are the spellings of towns that do not exist."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.errors import BadInput
from tawthiq.nouns import Place
from tawthiq.places import Gazetteer, parse

OWN = """name,lat,lon,radius_m,within,aliases
Qasr Wahmi,34.7,36.7,1500,Syria / Homs,قصر وهمي;Wahmi Castle
Tell Khayal,34.8,36.8,500,Syria / Homs,تل خيال
Tell Khayal,36.2,37.1,500,Syria/Aleppo,تل خيال
Hayy Sarab,,,,Syria / Homs,حي سراب
Sarab,34.70,36.70,3000,Syria / Homs,
Sarab Market,34.71,36.71,100,Syria / Homs / Sarab,Sarab
"""


@pytest.fixture(scope="module")
def syria() -> Gazetteer:
    return Gazetteer(countries=["SY"])


@pytest.fixture(scope="module")
def levant() -> Gazetteer:
    return Gazetteer(countries=["SY", "LY", "TN", "PS"])


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("places") / "places.csv"
    path.write_text(OWN, "utf-8-sig")
    return Gazetteer(path, ["SY"])


def test_coordinates_are_read_before_any_name(syria):
    place = parse("34 42 43N 36 40 58E", syria, role="death", within=("Syria", "Homs"))
    assert (round(place.lat, 4), round(place.lon, 4), round(place.radius_m)) == (34.7119, 36.6828, 20)
    assert (place.name, place.role, place.within) == ("", "death", ("Syria", "Homs"))


def test_coordinates_that_cannot_be_read_are_no_name():
    with pytest.raises(BadInput, match="not on the Earth"):
        parse("95.3N 36.2E")


@pytest.mark.parametrize("said", ["Homs", "HOMS", "Ḥimş", "حمص", "حِمص", "مدينة حمص", "Хомс", "al-Homs", "Homs City"])
def test_a_name_is_found_in_every_spelling(said, syria):
    place = parse(said, syria, role="death")
    assert (place.said, place.name, place.within, place.role) == (said, "Homs", ("Syria",), "death")
    assert (place.lat, place.lon) == pytest.approx((34.72, 36.73), abs=0.01)


@pytest.mark.parametrize("said", ["الرستن", "رستن", "Ar Rastan", "Rastan", "ar-Rastan", "Al Rastan"])
def test_a_name_is_found_with_and_without_its_article(said, syria):
    assert parse(said, syria).name == "Ar Rastan"


def test_the_radius_of_a_town_holds_its_people_at_the_least_density_of_a_town(syria):
    # 1,500 people a km²: Homs with 775,404 people fills 516.9 km², a disc of 12.83 km; a village has 2 km at least
    assert parse("Homs", syria).radius_m == pytest.approx(12_828, abs=1)
    assert min(place.radius_m for place in syria.candidates("Talbiseh")) >= 2_000


@pytest.mark.parametrize("said", ["Nowhere-on-Earth", "", " - ", "بلدة لا وجود لها"])
def test_an_unknown_name_stays_a_place_without_position(said, syria):
    place = parse(said, syria)
    assert (place.said, place.lat, place.lon, place.radius_m) == (said, None, None, None)
    with pytest.raises(BadInput) as caught:
        syria.find(said)
    assert caught.value.key == "places.unknown"


def test_without_a_gazetteer_a_name_is_only_tidied():
    assert parse(" بابا  عمرو ", role="death") == Place(" بابا  عمرو ", "بابا عمرو", role="death")


def test_a_name_of_several_places_far_apart_has_no_position(levant):
    # Homs in Syria; al-Khums in Libya is also written Homs
    assert {place.within for place in levant.candidates("Homs")} == {("Syria",), ("Libya",)}
    assert parse("Homs", levant).lat is None
    with pytest.raises(BadInput, match="Libya / Al Khums; Syria / Homs"):
        levant.find("Homs")


@pytest.mark.parametrize("within", [("Syria",), ("سورية",), ("سوريا", "حمص"), ("Syrie",), ("Syrian Arab Republic",)])
def test_the_country_that_the_source_names_decides(within, levant):
    place = parse("Homs", levant, within=within)
    assert place.lat == pytest.approx(34.72, abs=0.01)
    assert place.within == within


def test_a_town_is_not_looked_for_in_another_country(syria):
    assert parse("Homs", syria, within=("Libya",)).lat is None


def test_a_town_of_another_region_is_not_taken(syria):
    assert syria.find("Douma", ("Syria",)).name == "Dūmā"
    with pytest.raises(BadInput) as caught:
        syria.find("Douma", ("Syria", "Aleppo"))
    assert caught.value.key == "places.elsewhere"


@pytest.mark.parametrize("said", ["Tunisia", "Turkey", "تونس", "Jordan", "Syrie"])
def test_a_country_is_never_taken_for_a_town(said, levant):
    assert parse(said, levant).lat is None


def test_a_country_is_a_place_without_position(syria):
    assert parse("سورية", syria).name == "Syria"


@pytest.mark.parametrize("said", ["Qasr Wahmi", "qasr wahmi", "قصر وهمي", "القصر الوهمي", "Wahmi castle"])
def test_the_users_own_places_are_found_by_name_and_alias(said, own):
    assert own.find(said) == Place(said, "Qasr Wahmi", 34.7, 36.7, 1500, ("Syria", "Homs"))


def test_the_hierarchy_chooses_among_the_users_own_places(own):
    assert len(own.candidates("تل خيال")) == 2
    assert parse("تل خيال", own).lat is None
    assert parse("تل خيال", own, within=("Syria", "Aleppo")).lat == 36.2


def test_of_places_inside_one_another_the_widest_is_meant(own):
    # Sarab Market lies 1.4 km from the middle of Sarab, inside its 3 km
    assert len(own.candidates("Sarab")) == 2
    assert (own.find("Sarab").name, own.find("Sarab").radius_m) == ("Sarab", 3000)


def test_a_place_of_the_users_own_may_have_no_position(own):
    assert own.find("حي سراب") == Place("حي سراب", "Hayy Sarab", within=("Syria", "Homs"))


def test_the_users_own_places_come_first(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("name,lat,lon,radius_m\nHoms,34.73,36.71,7000\n", "utf-8")
    assert Gazetteer(path).find("Homs") == Place("Homs", "Homs", 34.73, 36.71, 7000)


@pytest.mark.parametrize(
    ("lines", "key", "facts"),
    [
        (["title,lat", "Sarab,34"], "columns", {}),
        (
            ["name,lat,lon,radius_m", "Sarab,34,36,10", "Wahm,95,36,10"],
            "row",
            {"row": 3, "column": "lat", "value": "95"},
        ),
        (["name,lat,lon,radius_m", "Sarab,34,nan,10"], "row", {"row": 2, "column": "lon", "value": "nan"}),
        (["name,lat,lon,radius_m", "Sarab,34,36,about"], "row", {"row": 2, "column": "radius_m", "value": "about"}),
        (["name,lat,lon,radius_m", "Sarab,34,36,-1"], "row", {"row": 2, "column": "radius_m", "value": "-1"}),
        (["name,lat,lon,radius_m", ",34,36,10"], "row", {"row": 2, "column": "name", "value": ""}),
        (["name,lat,lon,radius_m", "Sarab,34,36,"], "half", {"row": 2}),
    ],
)
def test_a_bad_row_of_the_users_own_list_is_named(lines, key, facts, tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(BadInput) as caught:
        Gazetteer(path)
    assert caught.value.key == f"places.{key}"
    assert caught.value.facts.items() >= {"file": "places.csv", **facts}.items()


@pytest.mark.parametrize("content", [b"name,lat\n\xe3\xe1", None, b"name\n" + b"x" * 200_000])
def test_a_file_that_is_no_list_is_refused(content, tmp_path):
    path = tmp_path / "places.csv"
    if content:
        path.write_bytes(content)
    with pytest.raises(BadInput, match="cannot be read"):
        Gazetteer(path)


def test_an_unknown_country_is_refused():
    with pytest.raises(BadInput, match="'SYRIA' is no code"):
        Gazetteer(countries=["Syria"])


def test_importing_and_making_a_gazetteer_loads_no_places():
    code = "import tawthiq.places as p; p.Gazetteer(countries=['SY']); print(p._geonames.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"0"


@given(st.text(), st.lists(st.text(), max_size=3))
def test_no_text_is_lost_or_raises_anything_but_bad_input(said, within):
    try:
        place = parse(said, Gazetteer(countries=["SY"]), within=within)
    except BadInput as refused:
        assert refused.facts["value"] == said
    else:
        assert place.said == said


def test_real_names_keep_their_words_and_lie_in_their_country(real_data: Path):
    path = real_data / "names" / "syria_vdc" / "vdc_records.parquet"
    pairs = pl.read_parquet(path, columns=["Province", "Area \\ Place of birth"]).drop_nulls().unique()
    gazetteer = Gazetteer(countries=["SY"])
    places = [parse(area, gazetteer, within=("Syria", province)) for province, area in pairs.rows()]
    found = [place for place in places if place.lat is not None]
    assert all(place.name for place in places)
    assert len(found) > 200
    assert all(32.3 < place.lat < 37.4 and 35.6 < place.lon < 42.4 for place in found)
