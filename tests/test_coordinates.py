from math import cos, hypot, radians

import mgrs
import pytest
import utm
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.coordinates import EARTH_M, FINEST_M, coordinates, degrees, looks_like, metres_between
from tawthiq.errors import BadInput

# within a centimetre south of the equator, mgrs writes squares that do not exist
lats = st.floats(-79.9, 83.9).filter(lambda lat: abs(lat) > 1e-6)
lons = st.floats(-179.9, 179.9)

# 34° 42' 43" = 34 + 42/60 + 43/3600 = 34.711944…, 36° 40' 58" = 36 + 40/60 + 58/3600 = 36.682777…
THE_SAME = [
    "34 42 43N 36 40 58E",
    "N34 42 43 E36 40 58",
    "36 40 58E 34 42 43N",
    "34°42′43″N 36°40′58″E",
    "34º42’43”N, 36º40’58”E",
    "34°42'43''N; 36°40'58''E",
    "34° 42' 43\" n / 36° 40' 58\" e",
    "34d42m43sN 36d40m58sE",
    "34D42M43S N 36D40M58S E",
    "34d42m43s n 36d40m58s e",
    "34:42:43N 36:40:58E",
    "34.42.43N 36.40.58E",
    "344243N 0364058E",
    "34 42 43 36 40 58",
    "+34 42 43, +36 40 58",
    "34 42 43 N - 36 40 58 E",
    "lat 34 42 43 lon 36 40 58",
    "Longitude: 36°40'58\"E, Latitude: 34°42'43\"N",
    "34 degrees 42 minutes 43 seconds North, 36 degrees 40 minutes 58 seconds East",
    "34 degrés 42 minutes 43 secondes nord, 36 degrés 40 minutes 58 secondes est",
    "٣٤°٤٢′٤٣″ شمالاً ٣٦°٤٠′٥٨″ شرقاً",
    "٣٤ درجة و٤٢ دقيقة و٤٣ ثانية شمالاً، و٣٦ درجة و٤٠ دقيقة و٥٨ ثانية شرقاً",
    "خط العرض 34 42 43 ش وخط الطول 36 40 58 ق",
    "(34 42 43N, 36 40 58E)",
]


@pytest.mark.parametrize("said", THE_SAME)
def test_degrees_minutes_and_seconds_are_read_however_they_are_written(said):
    place = coordinates(said)
    assert (place.lat, place.lon) == pytest.approx((34.711944, 36.682778), abs=1e-6)
    assert place.said == said


@pytest.mark.parametrize("said", THE_SAME)
def test_whole_seconds_leave_half_a_second_each_way(said):
    # half a second is 15.4 m of latitude, and 15.4 m × cos 34.7° = 12.7 m of longitude: half-diagonal 20.0 m
    assert coordinates(said).radius_m == pytest.approx(20.0, abs=0.05)


@pytest.mark.parametrize(
    ("said", "lat", "lon"),
    [
        ("34.7119, 36.6828", 34.7119, 36.6828),
        ("34.7119 36.6828", 34.7119, 36.6828),
        ("34,7119; 36,6828", 34.7119, 36.6828),
        ("34,7119 36,6828", 34.7119, 36.6828),
        ("34,7119, 36,6828", 34.7119, 36.6828),
        ("34.7119°N 36.6828°E", 34.7119, 36.6828),
        ("٣٤٫٧١١٩، ٣٦٫٦٨٢٨", 34.7119, 36.6828),
        ("33.8688 S 151.2093 E", -33.8688, 151.2093),
        ("-33.8688, 151.2093", -33.8688, 151.2093),
        ("34°42.5'S 70°40,5'W", -34.708333, -70.675),
        ("34 42,5; 36 40,5", 34.708333, 36.675),
        ("48.8566 N 2.3522 O", 48.8566, -2.3522),
        ("33 ج 70 غ", -33, -70),
        ("34 42 43S, 70 40 58W", -34.711944, -70.682778),
        ("34°42'43S 36°40'58E", -34.711944, 36.682778),
        ("-34.5 -70.1", -34.5, -70.1),
        ("geo:34.7119,36.6828", 34.7119, 36.6828),
        ("+34.7119+036.6828+485.000/", 34.7119, 36.6828),
        ("https://maps.google.com/?q=34.7119,36.6828", 34.7119, 36.6828),
        ("https://www.google.com/maps/place/x/@34.6,36.5,15z/data=!3d34.7119!4d36.6828", 34.7119, 36.6828),
        ("https://www.openstreetmap.org/?mlat=34.7119&mlon=36.6828#map=15/34.6/36.5", 34.7119, 36.6828),
    ],
)
def test_decimal_degrees_minutes_and_links_are_read(said, lat, lon):
    place = coordinates(said)
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=1e-6)


@pytest.mark.parametrize(
    ("said", "metres"),
    [
        ("0N 0E", 78626),  # half a degree each way: 55,597 m × √2
        ("0.0N 0.0E", 7863),
        ("0.0000N 0.0000E", 7.86),
        ("0.00000000N 0.00000000E", FINEST_M),
        ("0°00'N 0°00'E", 1310),
        ("60.00N 0.00E", 622),  # 556 m north, 278 m east
        ("geo:0.0000,0.0000;u=35", 35),
        ("31NAA6602100000", 1.0),
    ],
)
def test_the_radius_is_what_the_last_digit_leaves_open(said, metres):
    assert coordinates(said).radius_m == pytest.approx(metres, rel=0.002)


@pytest.mark.parametrize(
    "said",
    ["37SBU8779181301", "37S BU 87791 81301", "37s bu 87791 81301", "MGRS: 37SBU 8779181301", "٣٧SBU8779181301"],
)
def test_mgrs_is_the_middle_of_its_square(said):
    # the square lies from 287791 to 287792 m east and from 3881301 to 3881302 m north
    place = coordinates(said)
    assert (place.lat, place.lon) == pytest.approx(utm.to_latlon(287791.5, 3881301.5, 37, "S"), abs=1e-6)


def test_fewer_figures_of_mgrs_are_a_larger_square():
    assert coordinates("37S BU 87 81").radius_m == pytest.approx(500 * 2**0.5)
    assert coordinates("37S BU 8 8").radius_m == pytest.approx(5000 * 2**0.5)


@pytest.mark.parametrize(
    "said",
    [
        "37S 292000 3840000",
        "37N 292000 3840000",
        "37 north 292000 3840000",
        "UTM zone 37N 292000mE 3840000mN",
        "UTM 37 S E 292000 N 3840000",
        "292000 3840000 37N",
        "292000E, 3840000N, zone 37S",
    ],
)
def test_utm_takes_the_band_or_the_hemisphere(said):
    # 37S is the band S (32–40° north), where Syria lies
    place = coordinates(said)
    assert (place.lat, place.lon) == pytest.approx(utm.to_latlon(292000, 3840000, 37, northern=True), abs=1e-9)
    assert place.radius_m == FINEST_M


def test_utm_in_the_south():
    assert coordinates("33S 500000 8000000").lat == pytest.approx(-18.09, abs=0.01)
    assert coordinates("33 south 500000 3840000").lat == pytest.approx(-55.6, abs=0.1)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("95.3, 36.2", "order"),
        ("120, 36", "order"),
        ("95.3N 36.2E", "range"),
        ("34.5, 190.0", "range"),
        ("18S 322000 4306000", "south"),
        ("37SBU877918130", "mgrs"),
        ("37S BU 877 8130", "mgrs"),
        ("61SBU87798130", "mgrs"),
        ("61N 292000 3840000", "utm"),
        ("37N 292000 93840000", "utm"),
        ("34.7N 36.7", "unreadable"),
        ("34.7N 36.7N", "unreadable"),
        ("34 ش 36 ش", "unreadable"),
        ("34.7 - 36.7", "unreadable"),
        ("34,7 36.7", "unreadable"),
        ("34,7,36,7", "unreadable"),
        ("-34.5S 36.1E", "unreadable"),
        ("34 62 10N 36 10 10E", "unreadable"),
        ("34.5 42 10N 36 10 10E", "unreadable"),
        ("34.7119", "unreadable"),
        ("Homs", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_what_is_wrong_or_unclear_is_refused_and_never_swapped(said, key):
    with pytest.raises(BadInput) as caught:
        coordinates(said)
    assert caught.value.key == f"coordinates.{key}"
    assert caught.value.facts["value"] == said


@pytest.mark.parametrize("said", [*THE_SAME[:4], "95.3, 36.2", "95.3N 36.2E", "37SBU877918130", "geo:1,2"])
def test_what_looks_like_coordinates(said):
    assert looks_like(said)


@pytest.mark.parametrize("said", ["Homs", "12/5", "80101", "Street 15, 3", "10 kms", "حي الحمراء 3", "", "34"])
def test_what_does_not(said):
    assert not looks_like(said)


def dms(degrees: float, letters: str, decimals: int) -> str:
    units = round(abs(degrees) * 3600 * 10**decimals)
    minutes, seconds = divmod(units, 60 * 10**decimals)
    whole, minutes = divmod(minutes, 60)
    return f"{whole}°{minutes:02}'{seconds / 10**decimals:0.{decimals}f}\"{letters[degrees < 0]}"


def decimal_minutes(degrees: float, letters: str, decimals: int) -> str:
    whole, minutes = divmod(round(abs(degrees) * 60 * 10**decimals), 60 * 10**decimals)
    return f"{letters[degrees < 0]} {whole} {minutes / 10**decimals:.{decimals}f}"


NOTATIONS = {
    "decimal": lambda lat, lon, n: f"{lat:.{n}f}, {lon:.{n}f}",
    "decimal comma": lambda lat, lon, n: f"{lat:.{n + 1}f}; {lon:.{n + 1}f}".replace(".", ","),
    "hemispheres": lambda lat, lon, n: f"{abs(lat):.{n}f}{'NS'[lat < 0]} {abs(lon):.{n}f}{'EO'[lon < 0]}",
    "seconds": lambda lat, lon, n: f"{dms(lat, 'NS', n)} {dms(lon, 'EW', n)}",
    "Arabic": lambda lat, lon, n: f"{dms(lat, 'شج', n)}، {dms(lon, 'قغ', n)}",
    "minutes": lambda lat, lon, n: f"{decimal_minutes(lat, 'NS', n)} {decimal_minutes(lon, 'EW', n)}",
    "MGRS": lambda lat, lon, n: mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=n + 1),
    "UTM": lambda lat, lon, n: "{2}{3} {0:.2f} {1:.2f}".format(*utm.from_latlon(lat, lon)).replace("-", ""),
    "geo": lambda lat, lon, n: f"geo:{lat:.{n}f},{lon:.{n}f}",
}


@pytest.mark.parametrize("notation", NOTATIONS)
@given(lat=lats, lon=lons, decimals=st.integers(0, 4))
def test_a_position_written_and_read_lies_within_its_radius(notation, lat, lon, decimals):
    said = NOTATIONS[notation](lat, lon, decimals)
    try:
        place = coordinates(said)
    except BadInput as refused:
        assert refused.key == "coordinates.south"
        return
    assert metres_between(lat, lon, place.lat, place.lon) <= place.radius_m * 1.01
    assert looks_like(said) or decimals == 0


@given(st.text() | st.text("0123456789.,;:°'\"NSEWO -+شجقغ٣mds") | st.from_regex(r"\d\d?[C-X] ?[A-Z]* ?\d* ?\d*"))
def test_anything_else_is_refused_in_words(said):
    looks_like(said)
    try:
        place = coordinates(said)
    except BadInput as refused:
        assert str(refused) and refused.say("ar")
    else:
        assert abs(place.lat) <= 90 and abs(place.lon) <= 180 and place.radius_m >= FINEST_M


@given(lats, lons, lats, lons)
def test_a_distance_is_symmetric_and_no_longer_than_half_the_earth(lat, lon, other_lat, other_lon):
    there = metres_between(lat, lon, other_lat, other_lon)
    assert there == pytest.approx(metres_between(other_lat, other_lon, lat, lon))
    assert 0 <= there <= 3.1416 * EARTH_M


@given(lats, lons, st.floats(-0.001, 0.001), st.floats(-0.001, 0.001))
def test_a_short_distance_is_that_of_the_plane(lat, lon, north, east):
    plane = radians(hypot(north, east * cos(radians(lat)))) * EARTH_M
    assert metres_between(lat, lon, lat + north, lon + east) == pytest.approx(plane, rel=0.001, abs=0.001)


def test_a_place_is_written_as_investigators_write_it():
    assert degrees(34.711944, 36.682778) == "34 42 43N 36 40 58E"
    assert degrees(-0.5, -70.99999) == "0 30 00S 71 00 00W"
