"""Compares measurements with those of an earlier time: the tables that Benchmarks/run prints, on its input.

    baseline.py compare FILE    prints the tables with two more columns: the baseline and today's share of it
    baseline.py write FILE      prints the tables as they are, and makes them the baseline

The file has the machine and the commit in its first lines, then a line a measurement: table, row, unit,
median. A row that a table has twice is numbered the second time.
"""

import collections
import os
import platform
import re
import subprocess
import sys

UNITS = ("ms", "s", "s a megapixel", "GFLOP/s", "GFLOP/s direct-equivalent")


def machine():
    """The processor's name and how many of its cores there are."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} processors"


def cells(line):
    """The cells of a table's row, or None if the line is none."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else None


class Measurements:
    """What rows measure; it counts them, because a table may have the same row twice."""

    def __init__(self):
        self.seen = collections.Counter()

    def of(self, table, header, row):
        """((table, what the row is about, unit), number): the first column that has a unit; or None."""
        for place, (unit, value) in enumerate(zip(header, row)):
            if unit in UNITS and re.fullmatch(r"[0-9.]+", value):
                key = table, " ".join(row[:place]), unit
                self.seen[key] += 1
                if self.seen[key] > 1:
                    key = table, f"{key[1]} ({self.seen[key]})", unit
                return key, float(value)
        return None


def rows(lines):
    """(line, table, header's cells or None, row's cells or None) for each line of Markdown."""
    table, header = "", None
    for line in lines:
        line = line.rstrip("\n")
        row = cells(line)
        if row is None:
            table, header = (line[3:].strip() if line.startswith("## ") else table), None
            yield line, table, None, None
        elif header is None:
            header = row
            yield line, table, header, None
        else:
            yield line, table, header, row


def read(path):
    """The facts in the first lines, and {(table, row, unit): number}."""
    facts, numbers = {}, {}
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line.startswith("# ") and ": " in line:
                name, value = line[2:].split(": ", 1)
                facts[name] = value
            elif line and not line.startswith("#"):
                table, row, unit, value = line.split("\t")
                numbers[table, row, unit] = float(value)
    return facts, numbers


def compare(path):
    if not os.path.exists(path):
        print(f"there is no baseline {path}; `make bench-baseline` writes it\n")
        sys.stdout.writelines(sys.stdin)
        return
    facts, numbers = read(path)
    print(f"baseline: commit {facts['commit']}, {facts['machine']}, load {facts['load']}")
    if facts["machine"] != machine():
        print(f"this is another machine, {machine()}: the shares say nothing about the code")
    print()
    measurements = Measurements()
    for line, table, header, row in rows(sys.stdin):
        if header is None:
            print(line)
        elif row is None:
            print(f"{line} baseline | of it |")
        elif set("".join(row)) <= set("-:"):
            print(f"{line}---|---|")
        else:
            key, now = measurements.of(table, header, row) or (None, None)
            then = numbers.get(key)
            print(f"{line} {then:g} | {100 * now / then:.0f} % |" if then else f"{line} – | – |")
        sys.stdout.flush()


def write(path):
    load = os.getloadavg()[0]
    described = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True)
    found, measurements = [], Measurements()
    for line, table, header, row in rows(sys.stdin):
        print(line, flush=True)
        if row and (measured := measurements.of(table, header, row)):
            found.append(measured)
    if not found:
        sys.exit("nothing was measured; the baseline stays as it was")
    with open(path, "w", encoding="utf-8") as file:
        file.write("# What Benchmarks/run has measured: table, row, unit, median.\n")
        file.write(f"# machine: {machine()}\n# commit: {described.stdout.strip() or 'unknown'}\n")
        file.write(f"# load: {load:.1f} when it began\n")
        file.writelines("\t".join(key) + f"\t{value:g}\n" for key, value in found)


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("compare", "write"):
        sys.exit("usage: baseline.py compare|write FILE, with tables on standard input")
    (compare if sys.argv[1] == "compare" else write)(sys.argv[2])


if __name__ == "__main__":
    main()
