"""Templates: Jinja2, everything escaped, nothing undefined passed over, and how values are written for people."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from tawthiq import __version__
from tawthiq.messages import say
from tawthiq.web.places import NAVIGATION

TEMPLATES = Path(__file__).parent / "templates"
LOCALES = {"en": "en_GB", "ar": "ar@numbers=latn"}


@dataclass(frozen=True)
class Shell:
    """What every page stands in: the language, who judges, the title of the case, and which page it is."""

    lang: str
    who: str
    title: str
    name: str


def rendered(template: str, shell: Shell, **values: Any) -> str:
    """A template with its values, in its shell."""
    speak = partial(say, lang=shell.lang)
    return environment().get_template(template).render(shell=shell, say=speak, **values)


@cache
def environment() -> Environment:
    """The templates with their filters: ``number``, ``percent``, ``day``, ``time``, ``span``, ``size``, ``short``."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(number=number, percent=percent, day=day, time=time, span=span_of, size=size, short=short)
    made.globals.update(navigation=NAVIGATION, version=__version__)
    return made


@pass_context
def number(context: Context, value: float | None, places: int = 0) -> str:
    """``1,234``; a dash for nothing. Digits are the same in both languages, as in the lists themselves."""
    if value is None:
        return "—"
    return str(format_decimal(round(value, places), locale=_locale(context)))


@pass_context
def percent(context: Context, share: float | None, places: int = 0) -> str:
    """``98.7 %``; a dash for nothing."""
    if share is None:
        return "—"
    return str(
        format_percent(round(share, places + 2), "#,##0.##%", locale=_locale(context), decimal_quantization=False)
    )


@pass_context
def day(context: Context, value: date | None) -> str:
    """``3 February 2012``."""
    return "—" if value is None else str(format_date(value, "d MMMM y", locale=_locale(context)))


@pass_context
def time(context: Context, value: datetime | None) -> str:
    """``3 February 2012, 14:05``, in the time of this machine."""
    return (
        "—" if value is None else str(format_datetime(value.astimezone(), "d MMMM y, HH:mm", locale=_locale(context)))
    )


def span_of(low: Any, high: Any) -> str:
    """An interval of numbers or days: ``34``, ``30–40``, ``≥ 30``; nothing where both are open."""
    from tawthiq.names.register.people import span  # noqa: PLC0415 (the room of names takes its time to import)

    return span(low, high) or ""


def size(count: int) -> str:
    """A number of bytes: ``12.3 MB``."""
    step = min(len(str(count)) - 1, 14) // 3
    return f"{count / 1000**step:.1f} {('B', 'kB', 'MB', 'GB', 'TB')[step]}" if step else f"{count} B"


def short(id_: str) -> str:
    """An id as it is shown where there is little room: its kind and eight digits."""
    return id_[:10]


def _locale(context: Context) -> str:
    return LOCALES[context["shell"].lang]
