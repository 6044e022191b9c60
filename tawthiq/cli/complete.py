"""What the shell offers when a word is half typed."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from tawthiq.cli.call import Call
from tawthiq.errors import TawthiqError


def sources(incomplete: str) -> list[str]:
    """Handles of the sources in the nearest case."""
    from tawthiq.case import casefile

    try:
        known = casefile.load(Call().root / "case.toml").sources
    except TawthiqError:
        return []
    return [one for one in known if one.startswith(incomplete)]


def signers(incomplete: str) -> list[str]:
    """Handles of the people who have a key on this machine."""
    from tawthiq.case import keys

    return [one for one in keys.handles() if one.startswith(incomplete)]


def verdicts(incomplete: str) -> list[str]:
    """What can be decided."""
    from tawthiq.case import judging

    return [one for one in judging.VERDICTS if one.startswith(incomplete)]
