"""Compares measurements with those of an earlier time: the tables that Benchmarks/run prints, from standard input.

    baseline.py compare FILE    prints the tables with two more columns: the baseline and today's share of it
    baseline.py write FILE      prints the tables as they are, and makes them the baseline

The file has the machine and the commit in its first lines, then a line a measurement: table, row, unit, median.
"""

import os
import platform
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


def measurement(header, row):
    """What a row is about, its unit and its number: the first column that has a unit; or None."""
    for place, (name, value) in enumerate(zip(header, row)):
        if name in UNITS:
            try:
                return " ".join(row[:place]), name, float(value)
            except ValueError:
                return None
    return None


def rows(lines):
    """(line, table, header's cells or None, row's cells or None) for each line of Markdown."""
    table, header = "", None
    for line in lines:
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
        sys.exit(f"{path} is not there; `make bench-baseline` writes it")
    facts, numbers = read(path)
    print(f"baseline: commit {facts['commit']}, {facts['machine']}, load {facts['load']}")
    if facts["machine"] != machine():
        print(f"this is another machine, {machine()}: the shares say nothing about the code")
    print()
    for line, table, header, row in rows(line.rstrip("\n") for line in sys.stdin):
        if header is None:
            print(line)
        elif row is None:
            print(f"{line} baseline | of it |")
        elif set("".join(row)) <= set("-:"):
            print(f"{line}---|---|")
        else:
            found = measurement(header, row)
            then = numbers.get((table, found[0], found[1])) if found else None
            print(f"{line} {then:g} | {100 * found[2] / then:.0f} % |" if then else f"{line} – | – |")
        sys.stdout.flush()


def write(path):
    load = os.getloadavg()[0]
    described = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True)
    found = []
    for line, table, header, row in rows(line.rstrip("\n") for line in sys.stdin):
        print(line, flush=True)
        if row and (numbers := measurement(header, row)):
            found.append((table, *numbers))
    if not found:
        sys.exit("nothing was measured; the baseline stays as it was")
    with open(path, "w", encoding="utf-8") as file:
        file.write("# What Benchmarks/run has measured: table, row, unit, median. `make bench-baseline` writes it.\n")
        file.write(f"# machine: {machine()}\n# commit: {described.stdout.strip() or 'unknown'}\n")
        file.write(f"# load: {load:.1f} of other programs when it began\n")
        file.writelines(f"{table}\t{row}\t{unit}\t{value:g}\n" for table, row, unit, value in found)


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("compare", "write"):
        sys.exit("usage: baseline.py compare|write FILE, with tables on standard input")
    (compare if sys.argv[1] == "compare" else write)(sys.argv[2])


if __name__ == "__main__":
    main()
