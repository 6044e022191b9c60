"""What was typed wrong, as an error of ours, so that it is told in the person's language like any other."""

import re
from typing import Any

from tawthiq.cli.helping import key, names
from tawthiq.errors import BadInput

SAID = {
    "no_command": r"No such command '(?P<value>.*?)'(?:.*Did you mean (?P<near>[^?]*))?",
    "which_command": r"Missing command",
    "too_much": r"Got unexpected extra argument\(s\) \((?P<value>.*)\)$",
    "no_value": r"Option '(?P<option>.*?)' requires (?:an argument|\d+ arguments)",
    "takes_none": r"Option '(?P<option>.*?)' does not take a value",
}
BOUNDS = {"greater_than_equal": ("least", "ge"), "less_than_equal": ("most", "le")}


def error_of(error: Any, ctx: Any) -> BadInput:
    """The error of ours for one of Typer's (a ``TyperException``): what is wrong, and which help tells how it is right.

    ``ctx`` is that of all commands; it is asked where the error does not say which command it is about.
    """
    known = names(error.ctx) if getattr(error, "ctx", None) else [ctx.invoked_subcommand]
    command = " ".join(["tawthiq", *filter(None, known)])
    kind, facts = _told(error)
    return BadInput(f"mistyped.{kind}", command=command, **facts)


def _told(error: Any) -> tuple[str, dict[str, Any]]:
    if hasattr(error, "possibilities"):
        near = ", ".join(sorted(error.possibilities or ()))
        return ("near_option" if near else "no_option"), {"option": error.option_name, "near": near}
    if getattr(error, "param", None):
        return _of_value(error, _name(error.param))
    for kind, pattern in SAID.items():
        if found := re.search(pattern, error.message, re.DOTALL):
            facts = found.groupdict()
            return ("near_command" if facts.get("near") else kind), facts
    return "other", {"cause": error.message}


def _of_value(error: Any, option: str) -> tuple[str, dict[str, Any]]:
    """A value that is missing or does not fit; why it does not is asked of what checked it."""
    if type(error).__name__ == "MissingParameter":
        return f"missing_{error.param.param_type_name}", {"option": option}
    first: dict[str, Any] = error.__cause__.errors()[0] if hasattr(error.__cause__, "errors") else {"type": ""}
    if choices := error.param.type_descriptor.choices:
        return "choice", {"option": option, "value": first["input"], "bound": ", ".join(choices)}
    if first["type"].startswith(("int_", "float_")):
        return "number", {"option": option, "value": first["input"]}
    if first["type"] in BOUNDS:
        kind, bound = BOUNDS[first["type"]]
        return kind, {"option": option, "value": first["input"], "bound": first["ctx"][bound]}
    return "value", {"option": option, "cause": error.message}


def _name(param: Any) -> str:
    name = key(param)
    return name if name.startswith("-") else name.upper()
