"""Plain rules that every file of the project keeps: files.py [ROOT]. Prints what breaks them, a line each.

A file begins with a comment that says what it does; its lines have up to 110 columns and no white space at
their end; it has up to 250 lines unless scripts/lint/long-files.txt lets it have more; it names nobody's
folders. Markdown may have longer lines, for its tables. What a formatter decides, swift-format and clang-
format decide.
"""

import sys
from pathlib import Path

import places
import tree

COLUMNS = 110
LINES = 250


def exceptions(root):
    """The lines that long-files.txt lets a file have: {path: lines}."""
    table = Path(root) / "scripts/lint/long-files.txt"
    lines = table.read_text().splitlines() if table.exists() else []
    rows = (line.split(maxsplit=2) for line in lines if line and not line.startswith("#"))
    return {row[1]: int(row[0]) for row in rows}


def first_comment(lines, language):
    """Whether the first line, after what tools need there, is a comment with words in it."""
    start = 0
    while start < len(lines) and lines[start].startswith(("#!", "// swift-tools-version")):
        start += 1
    begin = tree.COMMENT[language]
    if start == len(lines):
        return False
    line = lines[start].strip()
    if language == "c" and line.startswith("//"):
        begin = "//"
    return line.startswith(begin) and any(letter.isalpha() for letter in line[len(begin):])


def line_faults(line, language):
    """What is wrong with one line."""
    if line != line.rstrip():
        yield "ends with white space"
    if language and len(line) > COLUMNS:
        yield f"has {len(line)} columns; {COLUMNS} are the most"
    if language and language != "make" and language != "table" and "\t" in line:
        yield "has a tab"
    if place := places.named(line):
        yield place


def faults(root, path, limits):
    """What is wrong with a file: (line number, text) each."""
    text = tree.text(root, path)
    if not text:
        return
    lines = text.split("\n")
    if lines[-1] != "":
        yield len(lines), "does not end with a line break"
    else:
        lines.pop()
        if not lines or lines[-1] == "":
            yield len(lines), "ends with an empty line"
    language = tree.language(path, lines[0] if lines else "")
    for number, line in enumerate(lines, 1):
        for fault in line_faults(line, language):
            yield number, fault
    if not language:
        return
    if not first_comment(lines, language):
        yield 1, "does not begin with a comment that says what the file does"
    limit = limits.get(path, LINES)
    if language != "table" and len(lines) > limit:
        yield len(lines), f"has {len(lines)} lines; {limit} are the most (see scripts/lint/long-files.txt)"
    if path in limits and len(lines) <= LINES:
        yield len(lines), f"has {len(lines)} lines and needs no exception in scripts/lint/long-files.txt"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    limits = exceptions(root)
    paths = tree.paths(root)
    found = [f"{path}:{line}: {text}" for path in paths for line, text in faults(root, path, limits)]
    gone = [path for path in limits if path not in paths]
    found += [f"{path}:1: has an exception in scripts/lint/long-files.txt, but is gone" for path in gone]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
