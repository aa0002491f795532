"""The results: kept as JSON by size, compared with the last ones, printed."""

import json
from datetime import datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def read(name):
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() else {"lines": {}}


def keep(name, result):
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True)
    (RESULTS / f"{name}.json").write_text(text + "\n")


def machine():
    """Its processors and memory, as a reader may compare them."""
    cpu = [
        row.split(":")[1].strip()
        for row in Path("/proc/cpuinfo").read_text().splitlines()
        if row.startswith("model name")
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    return f"{len(cpu)} × {cpu[0] if cpu else 'processor'}, {memory:.0f} GB"


def now():
    return datetime.now().strftime("%Y-%m-%d %H:%M")


def seconds(value):
    if value is None:
        return ""
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1 or unit == "µs":
            return f"{value * factor:.3g} {unit}"


def number(value, form="{:.0f}"):
    return "" if value is None else form.format(value)


def queries(value):
    return number(value, "{:.0f}" if value and value >= 10 else "{:.2g}")


def cells(row):
    """One line, as texts: floor, measured, ratio, queries, peak, goal, met, note."""
    if row.get("failed"):
        return ["", "failed", "", "", "", row["goal"], "no", row["failed"]]
    met = {True: "yes", False: "no", None: "–"}[row["met"]]
    return [
        seconds(row["floor"] and row["floor"]["cpu"]),
        seconds(row["cpu"]),
        number(row["ratio"], "{:.2f} ×"),
        queries(row["queries"]),
        number(row["peak"], "{:.0f} MB"),
        row["goal"],
        met,
        ", ".join(f"{name}: {value:.4g}" for name, value in row["also"].items()),
    ]


HEADS = "work,floor,measured,ratio,queries,peak,goal,met,note".split(",")


def print_row(row, last):
    """One line as it ends, with its ratio to the last result."""
    floor, measured, ratio, asked, peak, goal, met, note = cells(row)
    print(f"{row['work']}\n    {measured}", end="")
    for text, value in (
        ("floor {}", floor),
        ("{} of the floor", ratio),
        ("{} queries", asked),
        ("{} of the floor's", queries((row.get("floor") or {}).get("queries"))),
        ("peak {}", peak),
        ("{} of the last result", compared(row, last)),
    ):
        if value:
            print(", " + text.format(value), end="")
    print(f"\n    goal: {goal}: {met}{' – ' + note if note else ''}", flush=True)


def compared(row, last):
    if not last or not last.get("cpu") or not row.get("cpu"):
        return ""
    return f"{row['cpu'] / last['cpu']:.2f} ×"


def markdown(names, keys):
    """The kept results of these lines beside those of before, a table for each size."""
    for name in names:
        after, before = read(name), read(f"{name}-before")
        if not after["lines"]:
            continue
        print(f"\n{int(name):,} people".replace(",", " "), end="")
        print(f" – {after['date']}, {after['machine']}; in CPU time.\n")
        print("| work | floor | before | now | ratio | queries | peak | goal | met |")
        print("|---|---|---|---|---|---|---|---|---|")
        for key in filter(after["lines"].get, keys):
            row = after["lines"][key]
            floor, now_, ratio, asked, peak, goal, met, _note = cells(row)
            old = before["lines"].get(key)
            then = cells(old)[1] if old else ""
            texts = (row["work"], floor, then, now_, ratio, asked, peak, goal, met)
            print(f"| {' | '.join(texts)} |")
