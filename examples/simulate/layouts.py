"""How four invented list-keepers write a row: their columns, languages, calendars and customs."""

import polars as pl

from examples.simulate import MARK
from examples.simulate.people import Rng
from examples.simulate.spelling import (
    ages,
    careless,
    chain,
    chance,
    choose,
    either,
    gaps,
    hijri,
    indic,
    latin,
    slipped,
)

ARABIC_SEX = {"male": "ذكر", "female": "أنثى"}
DISGUISED = {"قصف": "قصـ.ـف"}
CIRCA = ("%Y-%m-%d", "%d %B %Y", "%Y-%m", "%B %Y")


def committees(people: pl.DataFrame, rng: Rng) -> pl.DataFrame:
    """Arabic, whole names of two to four parts, Arabic-Indic digits, day before month, a status, disguised words."""
    n = people.height
    cause = people["cause"]
    return pl.DataFrame(
        {
            "الاسم": slipped(careless(chain(people, rng, (0.3, 0.4, 0.3)), rng, 0.3), rng, 0.03),
            "الجنس": gaps(people["sex"].replace_strict(ARABIC_SEX), rng, 0.03),
            "العمر": gaps(indic(ages(people, "{} أشهر")), rng, 0.15),
            "تاريخ الوفاة": indic(people["died"].dt.strftime("%d/%m/%Y")),
            "المحافظة": ["حمص"] * n,
            "مكان الوفاة": gaps(careless(people["area"], rng, 0.1), rng, 0.05),
            "سبب الوفاة": gaps(either(chance(rng, n, 0.3), cause.replace(DISGUISED), cause), rng, 0.1),
            "الحالة": choose(rng, ("شهيد", "مفقود", "معتقل"), n, (0.9, 0.08, 0.02)),
            "ملاحظات": [MARK] * n,
        }
    )


def hospital(people: pl.DataFrame, rng: Rng) -> pl.DataFrame:
    """Arabic, the parts of the name apart, the mother's name, Hijri dates, no number of its own."""
    n = people.height
    return pl.DataFrame(
        {
            "الاسم": slipped(careless(people["given"], rng, 0.15), rng, 0.02),
            "اسم الأب": gaps(careless(people["father"], rng, 0.15), rng, 0.2),
            "الكنية": slipped(careless(people["family"], rng, 0.15), rng, 0.02),
            "اسم الأم": gaps(people["mother"], rng, 0.3),
            "العمر": gaps(ages(people, "{} أشهر"), rng, 0.1),
            "تاريخ الوفاة": hijri(people["died"]),
            "الحي": gaps(people["area"], rng, 0.15),
            "السبب": people["cause"],
            "ملاحظات": [MARK] * n,
        }
    )


def archive(people: pl.DataFrame, rng: Rng) -> pl.DataFrame:
    """English, transliterated, month before day."""
    n = people.height
    return pl.DataFrame(
        {
            "Given name": slipped(latin(people["given"], rng), rng, 0.02),
            "Father": gaps(latin(people["father"], rng), rng, 0.25),
            "Family name": slipped(latin(people["family"], rng), rng, 0.02),
            "Sex": gaps(people["sex"].replace_strict({"male": "M", "female": "F"}), rng, 0.05),
            "Age": gaps(ages(people, "{} months"), rng, 0.15),
            "Date of death": people["died"].dt.strftime("%m/%d/%Y"),
            "Place of death": gaps("Homs - " + latin(people["area"], rng), rng, 0.05),
            "Cause of death": gaps(latin(people["cause"], rng), rng, 0.1),
            "Notes": [MARK] * n,
        }
    )


def monitor(people: pl.DataFrame, rng: Rng) -> pl.DataFrame:
    """Both scripts, dates to the day or only to the month, positions of some, no number of its own."""
    n = people.height
    died = [people["died"].dt.strftime(form) for form in CIRCA]
    exact, month = either(chance(rng, n, 0.6), died[0], died[1]), either(chance(rng, n, 0.5), died[2], died[3])
    return pl.DataFrame(
        {
            "name": slipped(latin(people["given"], rng) + " " + latin(people["family"], rng), rng, 0.03),
            "name_ar": gaps(careless(chain(people, rng, (0.6, 0.4, 0.0)), rng, 0.2), rng, 0.2),
            "sex": people["sex"],
            "age": gaps(ages(people, "{} months"), rng, 0.3),
            "date_of_death": either(chance(rng, n, 0.7), exact, month),
            "place_of_death": gaps(latin(people["area"], rng), rng, 0.05),
            "lat": people["lat"].cast(pl.String),
            "lon": people["lon"].cast(pl.String),
            "cause": latin(people["cause"], rng),
            "civilian": choose(rng, ("yes", "unknown"), n, (0.6, 0.4)),
            "notes": [MARK] * n,
        }
    )
