"""The commands put together: the options that every one of them has, and what becomes of an error."""

# ruff: noqa: PLC0415 (help and complaints are imported when there is need of them)

import io
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

from tawthiq import __version__
from tawthiq.cli import (
    bearing,
    case,
    claims,
    compare,
    complete,
    craters,
    custody,
    imagery,
    judge,
    people,
    publish,
    read,
    receive,
    report,
    review,
    serve,
    show,
    toll,
    verifying,
    weigh,
)
from tawthiq.cli.call import Call
from tawthiq.errors import TawthiqError

STOPPED = 130


class Asked(typer.Context):
    """A command that is being run; its help is told in the person's language."""

    def get_help(self) -> str:
        """The help of the command."""
        from tawthiq.cli import helping

        return helping.page(self)


class Spoken(TyperGroup):
    """The commands; an error is said in the person's language and ends with the exit code of its kind."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take what was typed; the call sees all of it, so that a mistake in it is told in the right language."""
        call = ctx.ensure_object(Call)
        call.typed = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            _refuse(ctx, error)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was typed."""
        call = ctx.ensure_object(Call)
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            _refuse(ctx, error)
        except KeyboardInterrupt as stop:
            typer.echo("\n" + call.say("cli.stopped"), err=True)
            raise typer.Exit(STOPPED) from stop
        except BrokenPipeError:
            raise
        except (TawthiqError, OSError) as error:
            _end(call, show.failed(error))


def _end(call: Call, error: TawthiqError) -> NoReturn:
    show.complain(call, error)
    show.put(call, error)
    raise typer.Exit(error.exit_code) from error


def _refuse(ctx: Any, error: typer.TyperException) -> NoReturn:
    """End with what was typed wrong; a group that was typed alone is shown its help instead."""
    from tawthiq.cli import mistyped

    if type(error).__name__ == "NoArgsIsHelpError":
        raise error
    call = ctx.ensure_object(Call)
    call.json = call.json or "--json" in call.typed
    _end(call, mistyped.error_of(error, ctx))


app = typer.Typer(
    cls=Spoken,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for group in (
    case,
    receive,
    read,
    people,
    review,
    imagery,
    compare,
    craters,
    claims,
    verifying,
    weigh,
    bearing,
    judge,
    toll,
    report,
    custody,
    serve,
    publish,
):
    app.add_typer(group.app)


def _note(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> None:
    if value:
        setattr(ctx.ensure_object(Call), str(param.name), value)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tawthiq {__version__}")
        raise typer.Exit


@app.callback(no_args_is_help=True)
def everywhere(
    case: Annotated[
        Path | None,
        typer.Option(
            "--case", metavar="FOLDER", callback=_note, expose_value=False, help="The case; else the nearest one above."
        ),
    ] = None,
    handle: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="HANDLE",
            callback=_note,
            expose_value=False,
            autocompletion=complete.signers,
            help="Who acts, where several people have a key on this machine.",
        ),
    ] = None,
    lang: Annotated[
        Literal["en", "ar"] | None,
        typer.Option(
            "--lang",
            callback=_note,
            expose_value=False,
            help="The language of messages; else the case's, else the machine's.",
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", callback=_note, expose_value=False, help="Answer with one JSON document.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """From files to a report in which every sentence can be traced.

    Make a case with `new`, put files in with `receive`, turn them into records with `read`. The options --case, --as,
    --lang and --json may stand before or after any command.
    """


def _share(command: Any, options: list[Any]) -> None:
    command.context_class = Asked
    for one in getattr(command, "commands", {}).values():
        one.params += options
        _share(one, options)


def _built() -> Any:
    built = typer.main.get_command(app)
    _share(built, [one for one in built.params if not one.expose_value and one.name in Call.__dataclass_fields__])
    return built


command = _built()


def main() -> None:
    """Run the command line with what was typed, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    command(prog_name="tawthiq")
