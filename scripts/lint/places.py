"""What no file and no commit message of the project names: somebody's folders, and hosts of package
registries.

The patterns are written so that none of them matches this file.
"""

import re

# An absolute path; the reader's own folder in an example is "/home/me".
MACHINE = re.compile(r"(?<![\w.$}~/-])/(?:work/|root/|Users/|home/(?!me\b))\w[\w./-]*")
REGISTRY = re.compile(
    r"\b(?:registry|proxy|artifactory|nexus)\.[a-z-]+\.[a-z]{2,}\b"
    r"|\b(?:pypi|npmjs|pythonhosted|crates|rubygems)\.(?:org|com|io)\b",
    re.IGNORECASE,
)


def named(line):
    """What the line names that it should not, as a text; or None."""
    found = MACHINE.search(line)
    if found:
        return f"names a machine's path, {found[0]}"
    found = REGISTRY.search(line)
    return f"names a package registry, {found[0]}" if found else None
