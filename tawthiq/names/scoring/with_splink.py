"""Splink 5 behind the shape of this craft: fed with our columns, on DuckDB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import polars as pl

from tawthiq.errors import Refused
from tawthiq.names.scoring.columns import UNKNOWN, Columns, columns
from tawthiq.names.shape import Known, Lists, Scores
from tawthiq.names.words.chains import Chains, strings
from tawthiq.names.words.kernels import LINKS

FLOOR, SAMPLE, RECALL = -10.0, 1_000_000.0, 0.7
"""Pairs below so many bits are forgotten; random pairs for what strangers share; recall held of the strictest rules."""

_RULES = (
    ("given_sound", "family_sound"), ("given_sound", "father_sound"),
    ("birth", "given_sound"), ("birth", "family_sound"),
    ("father_sound", "family_sound", "birth_year"), ("day", "given_sound"), ("day", "family_sound"),
    ("place", "given_sound"),
)  # fmt: skip
_STRICT = (("given_sound", "family_sound", "birth"), ("given_sound", "father_sound", "family_sound"))


@dataclass(frozen=True)
class Splink:
    """Splink 5 (Linacre and others 2022), a Fellegi–Sunter linker, on skeletons, chains and dates as we read them.

    Assumes that records of one person and of two are told apart by comparisons that err independently: it knows no
    relatives and no competition, so lists of families killed together mislead it, which is refused where it is plain.
    What people decided is not learnt from. Needs the package ``splink``.
    """

    name: ClassVar[str] = "splink"
    version: ClassVar[str] = "1"
    steps: int = 25

    def score(self, lists: Lists, known: Known, *, seed: int) -> Scores:
        """Compare and score pairs, the same for the same seed; Refused where the fit is degenerate."""
        told = columns(lists)
        frame = fed(told)
        linker = _linker(frame, _settings(frame, told, self.steps))
        _train(linker, frame, seed)
        model = linker.misc.save_model_to_json()
        if wrong := _degenerate(model):
            raise Refused("linking.degenerate", comparisons=", ".join(wrong))
        found = linker.inference.predict(threshold_match_weight=FLOOR).as_pyarrow_table()
        return _scores(pl.DataFrame(found), model, told)


def fed(told: Columns) -> pl.DataFrame:
    """The columns that Splink compares, one row a record; ``unique_id`` is the row."""
    chains = told.chains
    last = np.minimum(chains.count, LINKS).astype(np.int64) - 1
    rows = np.arange(len(told))
    at = {"given": chains.links[:, 0], "family": np.where(last > 0, chains.links[rows, np.maximum(last, 0)], -1)}
    at["father"] = np.where(last > 1, chains.links[:, 1], -1)
    single = told.birth[:, 0] == told.birth[:, 1]
    said = {name: _words(chains, code) for name, code in at.items()}
    return pl.DataFrame(
        {
            "unique_id": rows,
            "source_dataset": told.source.astype(str),
            **{name: words for name, (words, _) in said.items()},
            **{f"{name}_sound": sounds for name, (_, sounds) in said.items()},
            "birth": _date(told.birth, single & ~told.aged),
            "birth_year": _middle(told.birth),
            "day": _date(told.day, told.day[:, 0] == told.day[:, 1]),
            "place": _spelt(told),
            "sex": pl.Series([None, "m", "f"]).gather(told.sex.astype(np.int64)),
        }
    )


def _words(chains: Chains, code: Any) -> tuple[pl.Series, pl.Series]:
    words, sounds = pl.Series(strings(chains.words.folded)), pl.Series(strings(chains.words.skeletons))
    known = pl.Series(code >= 0)
    safe = np.maximum(code, 0)
    if not len(words):
        nulls = pl.Series([None] * len(code), dtype=pl.String)
        return nulls, nulls
    pick = pl.DataFrame(
        {"word": words.gather(safe), "sound": sounds.gather(chains.words.skeleton[safe]), "known": known}
    )
    kept = pick.select(pl.when("known").then("word").alias("word"), pl.when("known").then("sound").alias("sound"))
    return kept["word"], kept["sound"]


def _date(span: Any, said: Any) -> pl.Series:
    known = said & (span[:, 0] != UNKNOWN)
    return pl.Series(
        [str(np.datetime64(int(day), "D")) if ok else None for day, ok in zip(span[:, 0], known, strict=True)],
        dtype=pl.String,
    )


def _middle(span: Any) -> pl.Series:
    years = np.floor(span.mean(axis=1) / 365.2425).astype(np.int64) + 1970
    return pl.Series(
        [int(year) if day != UNKNOWN else None for year, day in zip(years, span[:, 0], strict=True)], dtype=pl.Int64
    )


def _spelt(told: Columns) -> pl.Series:
    return pl.Series([told.spellings[code] if code >= 0 else None for code in told.places[:, 0]], dtype=pl.String)


def _level(condition: str, label: str, rare: str = "") -> dict[str, Any]:
    level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": label}
    return level | ({"tf_adjustment_column": rare, "tf_adjustment_weight": 1.0} if rare else {})


def _comparison(name: str, column: str, *levels: dict[str, Any]) -> dict[str, Any]:
    null = {
        "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL",
        "label_for_charts": "null",
        "is_null_level": True,
    }
    return {"output_column_name": name, "comparison_levels": [null, *levels, _level("ELSE", "else")]}


def _named(name: str) -> dict[str, Any]:
    sound = f"{name}_sound"
    return _comparison(
        name,
        sound,
        _level(f"{name}_l = {name}_r", "exact", name),
        _level(f"{sound}_l = {sound}_r", "same skeleton", sound),
        _level(f"jaro_winkler_similarity({name}_l, {name}_r) >= 0.9", "alike"),
        _level(f"levenshtein({sound}_l, {sound}_r) <= 1 AND length({sound}_l) > 2", "skeletons alike"),
    )


def _dated(name: str) -> dict[str, Any]:
    apart = f"abs(date_diff('day', CAST({name}_l AS DATE), CAST({name}_r AS DATE)))"
    return _comparison(
        name,
        name,
        _level(f"{name}_l = {name}_r", "same day", name),
        _level(f"damerau_levenshtein({name}_l, {name}_r) <= 1", "one slip"),
        _level(f"{apart} <= 31", "within a month"),
        _level(f"{apart} <= 366", "within a year"),
    )


def _settings(frame: pl.DataFrame, told: Columns, steps: int) -> dict[str, Any]:
    born = _comparison(
        "birth_year", "birth_year",
        _level("birth_year_l = birth_year_r", "same"),
        _level("abs(birth_year_l - birth_year_r) <= 1", "one"),
        _level("abs(birth_year_l - birth_year_r) <= 5", "five"),
    )  # fmt: skip
    every = {
        "given": _named("given"), "father": _named("father"), "family": _named("family"),
        "birth": _dated("birth"), "birth_year": born, "day": _dated("day"),
        "place": _comparison("place", "place", _level("place_l = place_r", "same", "place"),
                             _level("jaro_winkler_similarity(place_l, place_r) >= 0.9", "alike")),
        "sex": _comparison("sex", "sex", _level("sex_l = sex_r", "same")),
    }  # fmt: skip
    if frame["birth"].is_not_null().any():
        every.pop("birth_year")
    used = [made for name, made in every.items() if frame[name].n_unique() > 1]
    return {
        "link_type": _kind(told),
        "comparisons": used,
        "blocking_rules_to_generate_predictions": [_rule(rule) for rule in _usable(frame)],
        "unique_id_column_name": "unique_id",
        "source_dataset_column_name": "source_dataset",
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
        "max_iterations": steps,
        "probability_two_random_records_match": 1 / max(len(frame), 2),
    }


def _kind(told: Columns) -> str:
    if len(told.once) == 1:
        return "dedupe_only"
    return "link_only" if told.once.all() else "link_and_dedupe"


def _usable(frame: pl.DataFrame) -> list[Sequence[str]]:
    return [rule for rule in _RULES if all(frame[name].is_not_null().any() for name in rule)]


def _rule(names: Sequence[str]) -> str:
    return " AND ".join(f"l.{name} = r.{name}" for name in names)


def _linker(frame: pl.DataFrame, settings: Mapping[str, Any]) -> Any:
    from splink import DuckDBAPI, Linker  # noqa: PLC0415

    api = DuckDBAPI()
    if settings["link_type"] == "dedupe_only":
        return Linker(api.register(frame.to_arrow()), dict(settings), log_level=50)
    parts = [part.to_arrow() for part in frame.partition_by("source_dataset", maintain_order=True)]
    return Linker([api.register(part) for part in parts], dict(settings), log_level=50)


def _train(linker: Any, frame: pl.DataFrame, seed: int) -> None:
    usable = _usable(frame)
    strict = [rule for rule in _STRICT if all(frame[name].is_not_null().any() for name in rule)]
    linker.training.estimate_probability_two_random_records_match([_rule(r) for r in strict or usable[:1]], RECALL)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLE, seed=seed)
    for rule in (("given_sound", "family_sound"), ("birth",), ("day", "given_sound")):
        if all(frame[name].is_not_null().any() for name in rule):
            linker.training.estimate_parameters_using_expectation_maximisation(
                _rule(rule), record_sample_proportion=1.0
            )


def _degenerate(model: Mapping[str, Any]) -> list[str]:
    """Names of which most pairs of one person would plainly conflict."""
    wrong = []
    for one in model["comparisons"]:
        last = one["comparison_levels"][-1]
        if one["output_column_name"] in ("given", "family") and last.get("m_probability", 0) > 0.5:
            wrong.append(one["output_column_name"])
    return wrong


def _scores(found: pl.DataFrame, model: Mapping[str, Any], told: Columns) -> Scores:
    left, right = (found[f"unique_id_{side}"].to_numpy().astype(np.int32) for side in "lr")
    found = found.with_columns(a=pl.Series(np.minimum(left, right)), b=pl.Series(np.maximum(left, right)))
    found = found.unique(["a", "b"], keep="any").sort("a", "b")
    names = [one["output_column_name"] for one in model["comparisons"]]
    weight = found["match_weight"].to_numpy().astype(np.float32)
    levels = {f"splink {name}": _int8(found[f"gamma_{name}"] + 1) for name in names}
    bits = {f"splink {name}": _bits(found, name) for name in names}
    return Scores(
        found["a"].to_numpy(), found["b"].to_numpy(), weight,
        (1 / (1 + np.exp2(-weight.astype(np.float64)))).astype(np.float32),
        levels, bits, model=dict(model),
    )  # fmt: skip


def _int8(values: pl.Series) -> Any:
    return values.to_numpy().astype(np.int8)


def _bits(found: pl.DataFrame, name: str) -> Any:
    weight = found[f"mw_{name}"].to_numpy().astype(np.float32)
    rare = f"mw_tf_adj_{name}"
    return weight + found[rare].to_numpy().astype(np.float32) if rare in found.columns else weight
