"""Prints the texts of Swift files that are marked by word("…") as a C file that xgettext reads:
swift_words.py FILE…. xgettext itself knows no Swift.
"""

import re
import sys

TEXT = re.compile(
    r'\bword\(\s*(?:"""\n(?P<long>.*?)\n(?P<margin> *)"""|"(?P<short>(?:\\.|[^"\\\n])*)")', re.DOTALL
)


def lines_of(found):
    """A long text without its margin, with lines that end in a backslash joined."""
    margin = len(found["margin"])
    text = "\n".join(line[margin:] for line in found["long"].split("\n"))
    return text.replace("\\\n", "")


def main():
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            for found in TEXT.finditer(file.read()):
                text = found["short"]
                if text is None:
                    text = lines_of(found).replace('"', '\\"').replace("\n", "\\n")
                print(f'N_ ("{text}")')


if __name__ == "__main__":
    main()
