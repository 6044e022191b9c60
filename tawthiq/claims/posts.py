"""Posts: accounts from a plain table as it is gathered from channels (text, channel, date, url)."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tawthiq import dates
from tawthiq.claims.entering import kind_from
from tawthiq.errors import BadInput, TawthiqError
from tawthiq.nouns import Account
from tawthiq.text import fold

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "message", "content", "body", "post", "tweet", "caption", "full text", "description",
             "النص", "نص", "المنشور", "نص المنشور", "الرسالة", "المحتوى"),
    "source": ("source", "channel", "author", "account", "user", "username", "screen name", "page", "publisher",
               "outlet", "channel name", "from", "المصدر", "القناة", "الصفحة", "الحساب", "الناشر"),
    "date": ("date", "datetime", "published", "created at", "time", "timestamp", "posted", "date time",
             "التاريخ", "تاريخ", "الوقت", "تاريخ النشر"),
    "address": ("url", "link", "address", "permalink", "href", "الرابط", "رابط", "العنوان"),
    "lang": ("lang", "language", "اللغة"),
    "title": ("title", "headline", "subject", "عنوان المنشور"),
    "kind": ("kind", "type of origin", "نوع المصدر"),
}  # fmt: skip
"""What the columns of a table of posts are called; letters are compared folded, _ and - as spaces."""

NEEDED = ("text", "source")
LONGEST = 1_000_000
"""Characters that one field may have."""
LARGEST = 500_000_000
"""Bytes that a table may have: it is read as a whole."""

_ENGLISH = re.compile(r"^[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d) [+-]\d{4} (\d{4})$")
"""As a program writes it: Mon Mar 05 18:02:11 +0000 2012."""


@dataclass(frozen=True, slots=True)
class Posts:
    """What a table holds: accounts whose source is still a name, rows that are none, columns that were not read."""

    accounts: Sequence[Account]
    bad: Sequence[tuple[int, TawthiqError]]
    unread: tuple[str, ...]


def read_posts(path: Path) -> Posts:
    """The posts of a CSV (parted by commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1256).

    ``locator`` is the row. Where days and months cannot be told apart in one date, all dates of the table tell. Raises
    BadInput for a table without a column of texts and one of sources, or one that is too large.
    """
    if path.stat().st_size > LARGEST:
        raise BadInput("entering.posts_large", file=str(path), size=path.stat().st_size, most=LARGEST)
    head, rows = _rows(path)
    columns = {name: found for name in HEADINGS if (found := _column(name, head)) is not None}
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        known = "; ".join(f"{name}: {', '.join(HEADINGS[name])}" for name in missing)
        raise BadInput("entering.posts_columns", file=str(path), known=known)
    try:
        listed = [(n, row) for n, row in rows if any(row)]
    except csv.Error as error:
        raise BadInput("entering.posts_broken", file=str(path)) from error
    told = [(n, {name: row[at].strip() for name, at in columns.items() if at < len(row)}) for n, row in listed]
    order = dates.order_of([fields.get("date", "") for _, fields in told]).order
    accounts, bad = [], []
    for n, fields in told:
        try:
            accounts.append(_account(path, n, fields, order))
        except TawthiqError as error:
            bad.append((n, error))
    unread = tuple(name for at, name in enumerate(head) if at not in columns.values())
    return Posts(accounts, bad, unread)


def handle_of(name: str) -> str:
    """A handle for a channel: its folded words, joined."""
    return "-".join(re.findall(r"\w+", fold(name).replace("_", " "))) or "unnamed"


def _account(path: Path, row: int, fields: Mapping[str, str], order: dates.Order | None) -> Account:
    if not fields.get("text") or not fields.get("source"):
        raise BadInput("entering.posts_empty", file=str(path))
    written = _ENGLISH.sub(r"\1 \3 \2", fields.get("date", ""))
    when = dates.parse(written, order=order) if written else None
    return Account(
        "", fields["source"], fields["text"], fields.get("lang", ""), when, fields.get("title", ""),
        locator=f"row {row}", kind=kind_from(fields.get("kind", "")), address=fields.get("address", ""),
    )  # fmt: skip


def _column(name: str, head: Sequence[str]) -> int | None:
    wanted = [fold(one) for one in HEADINGS[name]]
    found = {fold(one): at for at, one in reversed([*enumerate(head)])}
    return next((found[one] for one in wanted if one in found), None)


def _rows(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    lines = _decoded(path.read_bytes()).splitlines(keepends=True)
    head = lines[0] if lines else ""
    parted = max(",;\t", key=head.count)
    csv.field_size_limit(LONGEST)
    reader = csv.reader(lines, delimiter=parted)
    first = [one.strip() for one in next(reader, [])]
    return first, ((n, row) for n, row in enumerate(reader, start=2))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")
