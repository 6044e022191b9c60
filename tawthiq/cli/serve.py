"""The command for the local page: serve."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from typing import Annotated

import typer

from tawthiq.cli.call import Call, example

app = typer.Typer()


@app.command(epilog=example("tawthiq serve", "tawthiq serve --port 8123 --no-open --as ana-k"))
def serve(
    ctx: typer.Context,
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="NUMBER", help="The port; 0 takes a free one.")] = 0,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Open the case in the browser, on this machine alone.

    The address holds a token that works once. Who judges is asked on the page, unless --as tells; their key signs.
    Stop it with Ctrl-C.
    """
    from tawthiq.case import casefile, keys
    from tawthiq.web.server import serve as served

    call = ctx.ensure_object(Call)
    casefile.load(call.root / "case.toml")
    handle = keys.load(call.handle).handle if call.handle else ""

    def tell(address: str) -> None:
        typer.echo(call.say("web.open_at", address=address))

    served(call.root, language=call.language(), handle=handle, port=port, browse=open_, tell=tell)
