"""How long reading a list of 2,000,000 invented rows takes, against DuckDB's plain ``COPY csv TO parquet`` of it."""

import random
from pathlib import Path

import duckdb

ROWS = 2_000_000
GIVEN = "أحمد محمد محمود علي حسن حسين خالد عمر يوسف إبراهيم فاطمة مريم عائشة زينب سلمى هدى ليلى نور آمنة سعاد".split()
FAMILY = "السالم العمر الحسن النجار الحداد الخطيب البيطار السقا العلي الخوري القاسم المصري الشامي الديري".split()
AREAS = "باب الريح|حي الزيتونة|تل القمر|قرية النبع|حي المحطة|وادي السدر|خان اللوز|مشتى التين".split("|")
CAUSES = "قصف|shelling|sniper|إطلاق نار|air strike|تعذيب|explosion|طلق ناري".split("|")
STATUSES = "killed|قتيل|missing|مفقود|detained|معتقل".split("|")


def make_csv(path: Path, rows: int = ROWS, seed: int = 2012) -> None:
    """Write an invented list of 12 columns; the same seed gives the same bytes. No name in it is anybody's."""
    drawn = random.Random(seed)
    given, family = _spread(drawn, GIVEN, 600), _spread(drawn, FAMILY, 1200)
    with duckdb.connect() as db:
        db.execute("SET threads = 1")
        db.execute(_ROWS, {"rows": rows, "seed": seed, "given": given, "family": family, "areas": AREAS,
                           "causes": CAUSES, "statuses": STATUSES})  # fmt: skip
        db.execute(f"COPY made TO '{path}' (HEADER, DELIMITER ',')")


def _spread(drawn: random.Random, words: list[str], size: int) -> list[str]:
    """Names as uneven as real ones: a few are common, many are rare."""
    made = words + [f"{drawn.choice(words)}{drawn.choice(['', ' '])}{drawn.choice(words)}" for _ in range(size)]
    return [made[min(int(drawn.paretovariate(0.7)), len(made)) - 1] for _ in range(4096)]


_ROWS = """
CREATE TABLE made AS
WITH drawn AS (
    SELECT i, CAST(hash(i, $seed, 1) >> 1 AS BIGINT) AS a, CAST(hash(i, $seed, 2) >> 1 AS BIGINT) AS b,
        CAST(hash(i, $seed, 3) >> 1 AS BIGINT) AS c
    FROM range($rows) t(i)
)
SELECT
    'k' || i AS "id",
    $given[1 + a % 4096] || ' ' || $family[1 + (a >> 12) % 4096] AS "الاسم",
    $given[1 + (a >> 24) % 4096] AS "اسم الأب",
    $given[1 + (a >> 36) % 4096] AS "اسم الأم",
    CASE WHEN a % 20 = 0 THEN '' WHEN a % 3 = 0 THEN 'أنثى' ELSE 'ذكر' END AS "الجنس",
    CASE WHEN b % 10 = 0 THEN '' ELSE CAST((b >> 8) % 90 AS VARCHAR) END AS "العمر",
    CASE WHEN b % 4 = 0 THEN '' ELSE strftime(DATE '1930-01-01' + CAST((b >> 16) % 30000 AS INT), '%Y-%m-%d') END
        AS "تاريخ الميلاد",
    strftime(DATE '2011-03-18' + CAST((c >> 8) % 3000 AS INT), '%d/%m/%Y') AS "تاريخ الوفاة",
    $areas[1 + (c >> 20) % len($areas)] AS "مكان الوفاة",
    $causes[1 + (c >> 28) % len($causes)] AS "سبب الوفاة",
    $statuses[1 + (c >> 36) % len($statuses)] AS "الحالة",
    CASE WHEN c % 3 = 0 THEN 'رواه شاهد، انظر الملف ' || (c >> 40) % 5000 ELSE '' END AS "ملاحظات"
FROM drawn ORDER BY i
"""
