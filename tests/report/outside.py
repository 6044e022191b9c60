"""Run by the Python of ``.venv/validators``: judges files by the validators of others, without any network.

    outside.py crate FOLDER CACHE | entities FILE | provenance FILE

Prints what is wrong, line by line, and ends with 1 where there is anything.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def crate(folder: str, cache: str) -> list[str]:
    """The judgement of roc-validator's own command, offline; the context comes from the package rocrate."""
    _remember(CONTEXT, files("rocrate.data").joinpath("ro-crate.jsonld").read_bytes(), cache)
    command = [str(Path(sys.executable).with_name("rocrate-validator")), "--disable-color", "validate", "--offline",
               "--no-paging", "--cache-path", cache, "--profile-identifier", "ro-crate-1.1",
               "--output-format", "json", "--output-file", f"{cache}.json", folder]  # fmt: skip
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if not Path(f"{cache}.json").exists():
        return [told.stdout + told.stderr]
    found = json.loads(Path(f"{cache}.json").read_text("utf-8"))
    return [] if found["passed"] else [f"{one['check']['identifier']}: {one['message']}" for one in found["issues"]]


def _remember(url: str, content: bytes, cache: str) -> None:
    """Put an answer where the validator looks instead of asking the network."""
    import requests  # noqa: PLC0415
    from rocrate_validator.utils.http import HttpRequester  # noqa: PLC0415

    HttpRequester.initialize_cache(cache_max_age=-1, cache_path=cache)
    answer = requests.Response()
    answer.status_code, answer._content, answer.url = 200, content, url
    answer.headers["Content-Type"] = "application/ld+json"
    answer.request = requests.Request("GET", url).prepare()
    answer.raw = requests.packages.urllib3.HTTPResponse(body=content, status=200, preload_content=False)
    HttpRequester().session.cache.save_response(answer, expires=datetime(2100, 1, 1, tzinfo=UTC))


def entities(file: str) -> list[str]:
    """The judgement of followthemoney on each line."""
    from followthemoney import model  # noqa: PLC0415
    from followthemoney.exc import InvalidData  # noqa: PLC0415

    wrong = []
    for n, line in enumerate(Path(file).read_text("utf-8").splitlines(), 1):
        try:
            told = json.loads(line)
            model.get(told["schema"]).validate(told)
            kept = model.get_proxy(told, cleaned=False).to_dict()["properties"]
            wrong += [
                f"line {n}: {told['schema']}.{name} was dropped" for name in told["properties"] if name not in kept
            ]
        except (InvalidData, AttributeError) as error:
            wrong.append(f"line {n}: {error}")
    return wrong


def provenance(file: str) -> list[str]:
    """Whether the package prov reads the document, and finds as many records in it as stand there."""
    from prov.model import ProvDocument  # noqa: PLC0415

    told = json.loads(Path(file).read_text("utf-8"))
    count = sum(len(records) for kind, records in told.items() if kind != "prefix")
    read = len(ProvDocument.deserialize(file).get_records())
    return [] if read == count else [f"{read} of {count} records were understood"]


if __name__ == "__main__":
    said = {"crate": crate, "entities": entities, "provenance": provenance}[sys.argv[1]](*sys.argv[2:])
    print("\n".join(said))
    sys.exit(bool(said))
