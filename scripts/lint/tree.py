"""The files of the project as git knows them, new ones included, and what their names say of their language.
"""

import re
import subprocess
from pathlib import Path

COMMENT = {  # how a first line that is a comment begins
    "swift": "//", "c": "/*", "shell": "#", "python": '"""', "perl": "#", "make": "#", "yaml": "#",
    "scheme": ";", "table": "#",
}
SUFFIX = {
    ".swift": "swift", ".c": "c", ".h": "c", ".inc": "c", ".cu": "c", ".sh": "shell", ".py": "python",
    ".pl": "perl", ".mk": "make", ".yml": "yaml", ".yaml": "yaml", ".cff": "yaml", ".scm": "scheme",
    ".tsv": "table",
}
INTERPRETER = {"bash": "shell", "sh": "shell", "python3": "python", "perl": "perl"}


def paths(root):
    """The paths, relative to root, of all files that are not ignored and are there; fuzzing's inputs are no
    files of ours, but damaged ones."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
    own = (path for path in sorted(set(listed)) if path and "/Corpora/" not in path)
    return [path for path in own if (Path(root) / path).is_file()]


def text(root, path):
    """The file's text, or None if it is no text."""
    data = (Path(root) / path).read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def language(path, first_line):
    """A key of COMMENT, or None where no rule for code holds."""
    name = path.rsplit("/", 1)[-1]
    if name == "Makefile":
        return "make"
    if path.startswith("scripts/") and name.endswith(".txt"):
        return "table"
    for suffix, found in SUFFIX.items():
        if name.endswith(suffix):
            return found
    interpreter = re.match(r"#!.*[/ ](\w+)", first_line)
    return INTERPRETER.get(interpreter[1]) if interpreter else None
