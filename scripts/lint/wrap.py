"""Wraps comments that are wider than 110 columns, in place: wrap.py FILE…. What fits stays as it is.

Only comments that have their lines to themselves: the words that do not fit go to the beginning of the next
line of the same paragraph, or to a new one. A paragraph ends at an empty line, at another indentation, or at
an item. Lists that are aligned by hand, commands in comments, and Python's documentation strings stay.
"""

import re
import sys

import tree

COLUMNS = 110
MARKS = dict.fromkeys(("shell", "python", "make", "yaml", "table"), "#")
MARKS |= {"swift": "///?", "c": r"//|/\*|\*"}
ITEM = re.compile(r"[-*•|`]|\d+\. |\S+:$")
BY_HAND = re.compile(r"\S+ {2,}\S|shellcheck|swift-format|clang-format|!")


def comment(line, language):
    """The mark of a comment with its indentation, the white space behind it, and the words; or None."""
    found = re.match(rf"(\s*(?:{MARKS[language]}))(\s*)(.*)$", line)
    return found.groups() if found else None


def continues(line, language, mark, gap, item):
    """Whether a line goes on with the paragraph of a line with this mark and gap."""
    mark_here, gap_here, words = comment(line, language) or ("", "", "")
    if mark_here != mark or words in ("", "*/") or ITEM.match(words) or BY_HAND.match(words):
        return False
    return len(gap_here) > len(gap) if item else gap_here == gap


def cut(line):
    """Where to break a line: at the last space that leaves both parts words."""
    at = line.rfind(" ", 0, COLUMNS + 1)
    return line.rfind(" ", 0, at) if line[at + 1:] == "*/" else at


def in_blocks(lines):
    """For each line of C whether it begins inside a block comment or opens one."""
    inside = False
    for line in lines:
        yield inside or line.lstrip().startswith(("/*", "//"))
        inside = (inside or "/*" in line) and line.rfind("*/") <= line.rfind("/*")


def is_prose(lines, number, language, gap, words):
    """Whether a line that looks like a comment is one, and has sentences."""
    if BY_HAND.match(words) or len(gap) > (4 if "- " in words else 2):
        return False
    return language != "c" or list(in_blocks(lines[: number + 1]))[-1]


def wrap(lines, language):
    """The lines, with those too wide wrapped."""
    lines, number = list(lines), 0
    while number < len(lines):
        line, found = lines[number], comment(lines[number], language)
        if len(line) > COLUMNS and found and is_prose(lines, number, language, *found[1:]):
            mark, gap, words = found
            at, item = cut(line), words.startswith("- ")
            mark = mark.replace("/*", " *")
            if at > len(mark + gap):
                rest = line[at + 1:]
                lines[number] = line[:at].rstrip()
                following = lines[number + 1] if number + 1 < len(lines) else ""
                if not words.endswith("*/") and continues(following, language, mark, gap, item):
                    _, gap, words = comment(following, language)
                    lines[number + 1] = f"{mark}{gap}{rest} {words}"
                else:
                    lines.insert(number + 1, f"{mark}{gap}{'  ' if item else ''}{rest}")
        number += 1
    return lines


def main():
    for path in sys.argv[1:]:
        before = tree.text(".", path) or ""
        language = tree.language(path, before.split("\n", 1)[0])
        after = "\n".join(wrap(before.split("\n"), language)) if language in MARKS else before
        if after != before:
            with open(path, "w", encoding="utf-8") as file:
                file.write(after)


if __name__ == "__main__":
    main()
