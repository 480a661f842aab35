"""What is wanted of each benchmark, as a table: where the figure stands in its file, and the limit. Pure.

The limits are those of docs/performance.md. A figure that nobody set a limit for has None and is only shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST, LEAST = "at most", "at least"
# What comes of reading a file that is not as expected here.
ANOTHER_SHAPE = (LookupError, AttributeError, ArithmeticError, TypeError, ValueError, StopIteration)


@dataclass(frozen=True)
class Figure:
    """One line of the table. `met` is None when nothing is wanted of it."""

    what: str
    value: float | str | None
    wanted: str = ""
    met: bool | None = None


def figure(what: str, value: Any, sense: str = MOST, limit: float | None = None) -> Figure:
    """A line with its verdict; a value of None was not measured, so a limit is not met."""
    if limit is None:
        return Figure(what, value)
    met = value is not None and (value <= limit if sense == MOST else value >= limit)
    return Figure(what, value, f"{sense} {limit:g}", met)


def ratio(large: float, small: float, places: int = 2) -> float:
    return round(large / small, places)


def directory(said: Any) -> list[Figure]:
    return [
        figure(f"large / small: {name}", ratio(row["ms"][1], row["ms"][0]), MOST, 1.5)
        for name, row in said.items()
    ]


def board(said: Any) -> list[Figure]:
    """The board and the desk in one process; the first page and the deep one have limits of their own."""
    limits = {"first page": 1.1, "deep page": 1.15}
    found = [
        figure(f"large / small: {name}", ratio(row["ms"][1], row["ms"][0]), MOST, limits.get(name, 1.3))
        for name, row in said.items()
    ]
    more = [row["queries"][1] - row["queries"][0] for row in said.values()]
    return [*found, figure("queries more at the large size", max(more), MOST, 0)]


def pages(said: Any) -> list[Figure]:
    from tests.benchmarks.bench_pages import CONSTANT, checks

    rows, rules = said["found"], checks(said["found"])
    found = [
        figure(f"{base} / {name}", ratio(rows[base][1], rows[name][1]), LEAST, round(limit, 2))
        for name, base, limit in rules
    ]
    rest = [
        name for name in rows if (name, CONSTANT) not in {rule[:2] for rule in rules} and name != CONSTANT
    ]
    return [
        *found,
        *(figure(f"{CONSTANT} / {name}", ratio(rows[CONSTANT][1], rows[name][1])) for name in rest),
    ]


def wagtail(said: Any) -> list[Figure]:
    return [figure(name, row["ratio"], LEAST, row["wanted"]) for name, row in said["ratios"].items()]


def import_export(said: Any) -> list[Figure]:
    found = []
    for name, row in said.items():
        times = [f"{what} {took['s of processor']}" for what, took in row.items() if what != "peak MB"]
        found += [Figure(f"{name}: s of processor", ", ".join(times))]
        found += [figure(f"{name}: MB at most", row["peak MB"], MOST, 512)]
    return found


def desk(said: Any) -> list[Figure]:
    """A decision about a whole flood is one request: nginx waits 30 s for it (proxy_read_timeout of deploy/)."""
    return [
        figure(f"{row['what']}: s", row["seconds"], MOST, 30 if row["what"].endswith(" all") else None)
        for row in said
    ]


def flood(said: Any) -> list[Figure]:
    found = [
        figure(f"{wave}: stored of {said[wave]['posts']}", said[wave]["stored"])
        for wave in ("one address", "no work", "with work")
    ]
    return [*found, figure("caps held (1: yes)", int(said["caps held"]), LEAST, 1)]


def _not_200(said: Any) -> int:
    return sum(count for answer, count in said["answers"].items() if answer != "200")


def writers(said: Any) -> list[Figure]:
    return [
        figure("lost promises", said["lost"], MOST, 0),
        figure("readings that failed", _not_200(said["reading"]), MOST, 0),
        figure("writings that failed", _not_200(said["writing"]), MOST, 0),
        figure("whole forms a second", said["promises over HTTP a second"]),
        figure("promises in own words a second (one process)", said["promises in own words"]["a_second"]),
        figure("writes of 4 kB that this disk takes a second", said["disk, 4 kB a second"]),
    ]


def sqlite_writers(said: Any) -> list[Figure]:
    return [*writers(said), figure("rows a second, SQLite FULL", said["rows"]["a_second"], LEAST, 150)]


def postgres_writers(said: Any) -> list[Figure]:
    return [*writers(said), figure("rows a second, PostgreSQL", said["rows"]["a_second"], LEAST, 500)]


def kill(said: Any) -> list[Figure]:
    names = ("lost promises", "promises twice", "lost decisions", "raw 500")
    found = [figure(name, said[name], MOST, 0) for name in names]
    for what in ("the workers", "PostgreSQL"):
        if times := said[f"recovery after a kill of {what}, s"]:
            found.append(figure(f"longest recovery, {what}, s", round(max(times), 2), MOST, 2))
    return found


def restore(said: Any) -> list[Figure]:
    return [
        figure("acknowledged promises that are lost", said["lost"], MOST, 0),
        figure("erased promises that came back", said["came back"], MOST, 0),
        figure(f"s to bring back {said['rows there']} promises", said["restore, s"], MOST, 60),
        figure("s to copy them while people write", said["backup, s"]),
    ]


def machines(said: Any) -> list[Figure]:
    late = "approved promise on the second after, s (command and start of a process included)"
    capped = said["of 10 promises from one address to both in turn (cap 6)"]
    return [
        figure("readings that failed", _not_200(said["reading while one is killed"]), MOST, 0),
        figure("of 10 from one address, stored", capped, MOST, 6),
        figure("approved promise on both after, s", said[late]),
    ]


def slow(said: Any) -> list[Figure]:
    beside = next(row for name, row in said.items() if name.startswith("beside"))
    return [
        figure("readings that failed beside them", _not_200(beside), MOST, 0),
        figure("p95 of the others, ms", beside["p95 ms"], MOST, 1000),
    ]


def static(said: Any) -> list[Figure]:
    return [
        figure(f"nginx as documented / alone: {page}", value, MOST, 1.2)
        for page, value in said["ratios"].items()
    ]


def process(said: Any) -> list[Figure]:
    """Memory of the worker after so many requests, and both starts by the clock. What was not measured is missed."""
    kept = {row["requests"]: row for row in said.get("megabytes", [])}
    first, last = kept.get(10_000, {}), kept.get(50_000, {})
    # "No growth" has room for 3 MB of 100: what is kept of a page is made anew when its minute is over, so the worker
    # goes up and down by a megabyte or two. A leak of 100 bytes a request would be 4 MB.
    grown = ratio(last["rss"], first["rss"], 3) if first and last else None
    return [
        figure("MB (RSS) after 10,000 requests", first.get("rss"), MOST, 90),
        figure("MB (PSS) after 10,000 requests", first.get("pss"), MOST, 90),
        figure("RSS after 50,000 / after 10,000 requests", grown, MOST, 1.03),
        figure("manage.py check, s", said.get("check", {}).get("seconds"), MOST, 1),
        figure("./run to first byte, s", said.get("./run to first byte", {}).get("seconds"), MOST, 3),
    ]


def lighthouse(said: Any) -> list[Figure]:
    columns = [name for name in said[0]["scores"] if name != "seo"]
    return [
        figure(f"lowest of all pages: {name}", min(row["scores"][name] for row in said), LEAST, 100)
        for name in columns
    ]


WANTED: dict[str, Callable[[Any], list[Figure]]] = {
    "pages": pages,
    "wagtail": wagtail,
    "board": board,
    "directory": directory,
    "directory-postgres": directory,
    "process": process,
    "desk": desk,
    "import": import_export,
    "writers": sqlite_writers,
    "writers-postgres": postgres_writers,
    "kill": kill,
    "kill-postgres": kill,
    "restore": restore,
    "restore-postgres": restore,
    "machines": machines,
    "slow": slow,
    "static": static,
    "flood": flood,
    "lighthouse": lighthouse,
}


def judged(look: Callable[[Any], list[Figure]], said: Any) -> list[Figure]:
    """The figures; where no limit applies to any, nobody would notice that the file has another shape than before."""
    found = look(said)
    if all(one.met is None for one in found):
        found = [*found, Figure("nothing of it was judged", None, "", False)]
    return found
