"""The inclusion rule of a register: which people are counted, and why each of the others is not.

The rule is data of the case, ``[rules.names.include]`` in ``case.toml``; who is not counted stays in the register.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from typing import Any, get_args

import polars as pl
import pyarrow as pa

from tawthiq.errors import BadInput
from tawthiq.fields import Status

UNSAID = "unsaid"
"""Stands in ``status`` for people of whom no record says a status."""

STATUSES = (*get_args(Status), UNSAID)


@dataclass(frozen=True, slots=True)
class Rule:
    """People are counted who have a name, a date and a place, where these are asked for, and one of the statuses.

    ``since`` and ``until`` are the first and the last day: all of what is known of the date must lie between them.
    """

    name: bool = True
    date: bool = True
    place: bool = True
    status: tuple[str, ...] = ("killed", "died in custody")
    since: dt.date | None = None
    until: dt.date | None = None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Rule":
        """The rule that ``case.toml`` tells; what it does not tell is as by default. Raises BadInput."""
        known = [field.name for field in fields(cls)]
        for key, value in told.items():
            if key not in known:
                raise BadInput("inclusion.unknown_key", value=key, known=", ".join(known))
            _CHECKS.get(key, _check_flag)(key, value)
        read: dict[str, Any] = {key: tuple(value) if key == "status" else value for key, value in told.items()}
        rule = cls(**read)
        if rule.since and rule.until and rule.since > rule.until:
            raise BadInput("inclusion.days_reversed", since=rule.since.isoformat(), until=rule.until.isoformat())
        if not rule.date and (rule.since or rule.until):
            raise BadInput("inclusion.days_without_date")
        return rule

    def reasons(self, people: pa.Table, named: Set[str]) -> Sequence[str | None]:
        """For each of ``tables.PEOPLE`` the message that says why they are not counted, None for who is.

        ``named`` are the ids of those of whom a record gives a name. Of several reasons the first holds, in the order
        of name, status, date, place.
        """
        frame = pl.DataFrame(pl.from_arrow(people)).with_columns(
            named=pl.Series([one in named for one in _ids(people)], dtype=pl.Boolean)
        )
        told: list[str | None] = frame.select(pl.coalesce(self._reasons()).alias("reason"))["reason"].to_list()
        return told

    def _reasons(self) -> list[pl.Expr]:
        dated = pl.col("date_from").is_not_null() | pl.col("date_to").is_not_null()
        placed = pl.any_horizontal(pl.col(name).is_not_null() for name in ("place", "place_within", "lat"))
        said = pl.col("status").is_not_null()
        told = [
            (~pl.col("named") & self.name, "inclusion.no_name"),
            (~said & (UNSAID not in self.status), "inclusion.status_unsaid"),
            (said & ~pl.col("status").is_in(self.status), "inclusion.other_status"),
            (~dated & self.date, "inclusion.no_date"),
            (self._outside(), "inclusion.outside"),
            (~placed & self.place, "inclusion.no_place"),
        ]
        return [pl.when(fails).then(pl.lit(key)) for fails, key in told]

    def _outside(self) -> pl.Expr:
        early = pl.col("date_from").is_null() | (pl.col("date_from") < self.since) if self.since else pl.lit(False)
        late = pl.col("date_to").is_null() | (pl.col("date_to") > self.until) if self.until else pl.lit(False)
        return early | late


def _ids(people: pa.Table) -> list[str]:
    return [str(one) for one in people["id"].to_pylist()]


def _check_flag(key: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise BadInput("inclusion.not_boolean", field=key, value=value)


def _check_statuses(key: str, value: Any) -> None:
    if not isinstance(value, list | tuple) or not value or any(one not in STATUSES for one in value):
        raise BadInput("inclusion.bad_status", value=value, known=", ".join(STATUSES))


def _check_day(key: str, value: Any) -> None:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise BadInput("inclusion.bad_day", field=key, value=value)


_CHECKS: Mapping[str, Callable[[str, Any], None]] = {
    "status": _check_statuses,
    "since": _check_day,
    "until": _check_day,
}
