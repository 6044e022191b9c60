"""The help of a command: how it is typed, what it does, what it takes, an example; in English or Arabic.

English stands in the code, beside what it explains; Arabic in ``messages/help``, by command and option.
"""

import re
import shutil
import sys
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tawthiq import messages
from tawthiq.cli.call import Call

EVERYWHERE = "everywhere"
ITSELF = "help"
NARROW, WIDE, COLUMN = 50, 100, 28
WORD = r"(?:--?|\.)?[A-Za-z0-9][A-Za-z0-9_./:;=|+*,-]*"
LATIN = re.compile(rf"`[^`]+`|{WORD}(?: {WORD})*(?<![.,:;])")


def page(ctx: Any) -> str:
    """The help of the command that a context stands at, as wide as the terminal, in the language of the call."""
    lang = ctx.ensure_object(Call).language()
    width = min(max(shutil.get_terminal_size().columns, NARROW), WIDE) - 2
    own = [one for one in ctx.command.get_params(ctx) if ctx.parent is None or not _shared(one)]
    shared = [one for one in ctx.command.get_params(ctx) if one not in own]
    parts = [
        [usage(ctx, lang)],
        _prose(text_of(ctx.command, path(ctx), lang), width, lang),
        _section("arguments", _rows(ctx, own, "argument", lang), width, lang),
        _section("options", _rows(ctx, own, "option", lang), width, lang),
        _section("shared", _rows(ctx, shared, "option", lang), width, lang),
        _section("commands", _commands(ctx, lang), width, lang),
        _example(ctx.command.epilog, lang),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def usage(ctx: Any, lang: str) -> str:
    """How the command is typed, in one line."""
    arguments = [_argument(one) for one in ctx.command.params if one.param_type_name == "argument"]
    under = ["COMMAND [ARGS]..."] if hasattr(ctx.command, "commands") else []
    typed = " ".join(["tawthiq", *names(ctx), "[OPTIONS]", *arguments, *under])
    return f"{directed(messages.say('helping.usage', lang), lang)} {typed}"


def names(ctx: Any) -> list[str]:
    """The words that name a command, without ``tawthiq``."""
    return [*names(ctx.parent), ctx.info_name] if ctx.parent else []


def path(ctx: Any) -> str:
    """The name of a command as the Arabic tables are keyed by it: ``source add``; ``tawthiq`` for all of it."""
    return " ".join(names(ctx)) or "tawthiq"


def key(param: Any) -> str:
    """The name of an option or argument as the Arabic tables are keyed by it: ``--dry-run``, ``files``."""
    return str(max(param.opts, key=len)).rstrip("_")


def text_of(command: Any, at: str, lang: str) -> str:
    """What a command does."""
    return (lang == "ar" and arabic().get(at, {}).get(ITSELF)) or command.help or ""


@cache
def arabic() -> Mapping[str, Mapping[str, str]]:
    """The Arabic of all help: by command, by option; under ``everywhere`` what says the same wherever it stands."""
    table: dict[str, dict[str, str]] = {}
    for file in sorted(files(messages).joinpath("help").iterdir(), key=lambda one: one.name):
        table |= tomllib.loads(file.read_text("utf-8"))
    return table


def directed(line: str, lang: str) -> str:
    """A line for a terminal: Arabic runs from right to left, what is typed in it stays as it is typed."""
    if lang != "ar" or not sys.stdout.isatty():
        return line
    return "\u2067" + LATIN.sub(lambda found: f"\u2066{found.group()}\u2069", line) + "\u2069"


def _prose(text: str, width: int, lang: str, indent: str = "  ") -> list[str]:
    """Paragraphs, wrapped and indented."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        lines += ["", *textwrap.wrap(paragraph, width - len(indent), break_long_words=False, break_on_hyphens=False)]
    return [indent + directed(line, lang) if line else "" for line in lines[1:]]


def _section(head: str, rows: Iterable[tuple[str, str]], width: int, lang: str) -> list[str]:
    """A heading, and below it what is explained, left, with what it means, right."""
    listed = list(rows)
    if not listed:
        return []
    column = min(max(len(left) for left, _ in listed), COLUMN)
    indent = " " * (column + 4)
    lines = [directed(messages.say(f"helping.{head}", lang), lang)]
    for left, right in listed:
        meant = _prose(right, width, lang, indent) or [indent]
        fits = len(left) <= column
        lines += [f"  {left:<{column}}  {meant[0].strip()}".rstrip(), *meant[1:]] if fits else [f"  {left}", *meant]
    return lines


def _rows(ctx: Any, params: Iterable[Any], kind: str, lang: str) -> Iterator[tuple[str, str]]:
    at = path(ctx)
    for one in params:
        if one.param_type_name == kind and not getattr(one, "hidden", False):
            left = _argument(one) if kind == "argument" else _option(one)
            notes = ("؛ " if lang == "ar" else "; ").join(_notes(one, lang))
            yield left, f"{_meaning(one, at, lang)} {f'[{notes}]' if notes else ''}".rstrip()


def _meaning(param: Any, at: str, lang: str) -> str:
    table = arabic() if lang == "ar" else {}
    name = key(param)
    return table.get(at, {}).get(name) or table.get(EVERYWHERE, {}).get(name) or param.help or ""


def _argument(param: Any) -> str:
    name = param.metavar or key(param).upper() + ("..." if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    if param.secondary_opts:
        return f"{names} / {', '.join(param.secondary_opts)}"
    choices = param.type_descriptor.choices or ()
    value = "" if param.is_flag else param.metavar or "|".join(map(str, choices)) or "VALUE"
    return f"{names} {value}".rstrip()


def _notes(param: Any, lang: str) -> Iterator[str]:
    """What is said of an option in brackets: that it is required, its default, its range."""
    if param.required:
        yield messages.say("helping.required", lang)
    if param.default is not False and param.default not in (None, "", (), []):
        switch = param.secondary_opts and param.opts[0].removeprefix("--")
        yield messages.say("helping.default", lang, value=switch or param.default)
    least, most = getattr(param, "min", None), getattr(param, "max", None)
    if least is not None or most is not None:
        bound = "between" if None not in (least, most) else "least" if most is None else "most"
        yield messages.say(f"helping.{bound}", lang, least=least, most=most)


def _commands(ctx: Any, lang: str) -> Iterator[tuple[str, str]]:
    for name, one in getattr(ctx.command, "commands", {}).items():
        if not one.hidden:
            at = " ".join([*names(ctx), name])
            yield name, text_of(one, at, lang).split("\n\n")[0]


def _example(epilog: str | None, lang: str) -> list[str]:
    if not epilog:
        return []
    return [directed(messages.say("helping.example", lang), lang), *(f"  {one}" for one in epilog.splitlines())]


def _shared(param: Any) -> bool:
    """Whether an option is one that every command has."""
    return param.param_type_name == "option" and (key(param) == "--help" or not param.expose_value)
