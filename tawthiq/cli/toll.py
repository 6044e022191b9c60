"""Commands about the toll: estimate."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import leaving, show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tawthiq.toll.register import Toll
    from tawthiq.toll.shape import Estimate, Estimator

app = typer.Typer()


@app.command(
    epilog=example(
        "tawthiq estimate",
        "tawthiq estimate --by governorate,month",
        "tawthiq estimate --merge lcc+vdc --dry-run",
        "tawthiq estimate --table kosovo.csv --figure toll.svg",
        "tawthiq estimate --table i-0123456789abcdef",
    )
)
def estimate(
    ctx: typer.Context,
    *,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|ITEM",
            help="A table of counts: a column of 0 and 1 a list, and count. A file needs no case and stays outside; "
            "an item of the case is put back as the toll of the case.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="The strata, such as governorate,month; else those of case.toml."),
    ] = None,
    merge: Annotated[
        list[str] | None, typer.Option(metavar="LIST+LIST", help="Lists to be counted as one; may be repeated.")
    ] = None,
    method: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this method; may be repeated. Else all.")
    ] = None,
    figure: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the answer (.svg or .png), the other pictures beside it.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="The seed of all that is drawn.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say it; put nothing into the case.")] = False,
) -> None:
    """Estimate how many died, with those on no list.

    From the register of the case, only of people who are counted, or from a plain table. The documented count comes
    first, then a range over stated assumptions, or why there is none; below it what every method says, how far it rests
    on each list, and what must be told with it.
    """
    call = ctx.ensure_object(Call)
    methods = _methods(method or [])
    if table is not None:
        if by is not None or merge:
            raise BadInput("toll.which")
        made = _of_table(call, table, methods, seed=seed, dry_run=dry_run)
    else:
        made = _of_case(call, by, merge=merge or [], methods=methods, seed=seed, dry_run=dry_run)
    outside = table is not None and not _is_item(table)
    files = _draw(call, made, figure, outside=outside) if figure else []
    show.put(call, _document(call, made, files), *_lines(call, made, files))


def _methods(names: Sequence[str]) -> "tuple[Estimator, ...]":
    from tawthiq.toll import ESTIMATORS
    from tawthiq.toll.register import method_of

    return tuple(method_of(name) for name in names) or ESTIMATORS


def _of_table(call: Call, table: str, methods: "Sequence[Estimator]", *, seed: int, dry_run: bool) -> "Toll":
    from tawthiq.toll import Overlap, estimate
    from tawthiq.toll.register import Toll, toll_of_table

    if _is_item(table):
        signer = None if dry_run else call.signer()
        with call.opened() as case:
            return toll_of_table(case, table, by=signer, methods=methods, seed=seed)
    overlap = Overlap.from_table(Path(table))
    return Toll(estimate(overlap, methods, seed=seed), overlap, {}, 0)


def _is_item(table: str) -> bool:
    return table.startswith("i-") and not Path(table).exists()


def _of_case(
    call: Call, by: str | None, *, merge: Sequence[str], methods: "Sequence[Estimator]", seed: int, dry_run: bool
) -> "Toll":
    from tawthiq.toll.register import toll

    signer = None if dry_run else call.signer()
    strata = None if by is None else [one.strip() for one in by.split(",") if one.strip()]
    with call.opened() as case:
        return toll(case, by=signer, strata=strata, merge=merge, methods=methods, seed=seed)


def _document(call: Call, made: "Toll", files: Sequence[Path]) -> dict[str, Any]:
    told = made.side.document(call.language())
    strata = [{"stratum": name, "documented": one.documented, **_numbers(call, one)}
              for name, one in made.strata.items()]  # fmt: skip
    more = {"strata": strata, "linkages": made.linkages, "findings": [one.id for one in made.findings]}
    return {**told, **more, "figures": files}


def _numbers(call: Call, one: "Estimate") -> dict[str, Any]:
    why = one.why and one.why.say(call.language())
    return {"estimate": one.point, "lower": one.lower, "upper": one.upper, "level": one.level, "why": why}


def _lines(call: Call, made: "Toll", files: Sequence[Path]) -> Iterator[str]:
    yield made.side.say(call.language())
    for name, one in made.strata.items():
        said = one.why.say(call.language()) if one.why else ""
        if one.point is not None:
            numbers = {"lower": f"{one.lower:,.0f}", "point": f"{one.point:,.0f}", "upper": f"{one.upper:,.0f}"}
            said = call.say("toll.range", **numbers)
        yield call.say("toll.stratum_line", stratum=name, documented=f"{one.documented:,}", said=said)
    for finding in made.findings:
        yield call.say("toll.put_back", id=finding.id)
    for file in files:
        yield call.say("toll.drawn", file=file)


def _draw(call: Call, made: "Toll", file: Path, *, outside: bool) -> list[Path]:
    """Write the pictures: the intervals into the file, the others beside it under its name.

    Those of a case are stamped and noted; those of a plain table belong to no case.
    """
    from tawthiq.toll import figures

    if file.suffix not in (".svg", ".png"):
        raise BadInput("toll.figure_kind", file=file)
    named = {file.with_name(f"{file.stem}-{name}{file.suffix}") if name else file: figure
             for name, figure in _figures(call, made)}  # fmt: skip
    if outside:
        for path, figure in named.items():
            figures.save(figure, path)
        return list(named)
    with call.opened() as case:
        return [leaving.figure(call, case, path, partial(figures.save, figure), "toll")
                for path, figure in named.items()]  # fmt: skip


def _figures(call: Call, made: "Toll") -> "Iterator[tuple[str, Figure]]":
    from tawthiq.toll import figures

    side, lang = made.side, call.language()
    yield "", figures.intervals([*([side.headline] if side.headline else []), *side.estimates], lang=lang)
    yield "overlaps", figures.upset(made.overlap, lang=lang)
    if side.curve is not None:
        yield "xi", figures.xi_curve(side.curve, side.documented, lang=lang)
    chains = next((one.details["chains"] for one in side.estimates if "chains" in one.details), None)
    if chains is not None:
        yield "traces", figures.traces(chains, lang=lang)
        yield "ranks", figures.ranks(chains, lang=lang)
    if made.strata:
        yield "strata", figures.strata(made.strata, lang=lang)
