"""What a source file names: its imports and includes, and for Swift what it declares and what it uses."""

import re

INCLUDE = re.compile(r'^[ \t]*#[ \t]*(?:include|import)[ \t]*[<"]([^>"]+)[>"]', re.MULTILINE)
IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private) )?"
    r"import (?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)",
    re.MULTILINE,
)
# At the left margin, and not for its own file alone.
DECLARATION = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?\s+)*"
    r"(?:(?:public|package|internal|open|final|indirect|nonisolated|nonisolated\(unsafe\)) )*"
    r"(class|struct|enum|protocol|typealias|actor|func|let|var) (\w+)",
    re.MULTILINE,
)
TOKEN = re.compile(r"(?<![\w.])[A-Za-z_]\w*|\.[A-Za-z_]\w*")
COMMENTS_AND_STRINGS = re.compile(
    r'//[^\n]*|/\*.*?\*/|#+".*?"#+|""".*?"""|"(?:\\.|[^"\\\n])*"', re.DOTALL
)


def code(text):
    """The text with comments and strings blanked, lines in their places."""
    return COMMENTS_AND_STRINGS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def includes(text):
    """(line number, name) of each header that a C file includes."""
    return [(text.count("\n", 0, found.start()) + 1, found[1]) for found in INCLUDE.finditer(text)]


def imports(text):
    """(line number, module) of each import of a Swift file."""
    stripped = code(text)
    return [(stripped.count("\n", 0, found.end()) + 1, found[1]) for found in IMPORT.finditer(stripped)]


def declarations(text):
    """The names of types, functions and constants that a Swift file declares at the left margin."""
    return {found[2] for found in DECLARATION.finditer(code(text))}


def uses(text):
    """{name: line number of its first use} of the identifiers of a Swift file that stand behind no dot."""
    found = {}
    for number, line in enumerate(code(text).split("\n"), 1):
        for token in TOKEN.findall(line):
            if not token.startswith("."):
                found.setdefault(token, number)
    return found
