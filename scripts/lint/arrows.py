"""Holds the sources against scripts/arrows.txt: arrows.py [ROOT]. Prints what breaks it, a line each.

Looks at each import and #include, at the dependencies of Package.swift's targets, and at circles: among
parts, and among the folders of a part. There a Swift folder uses another when it names a type, a function or
a constant that is declared at the left margin there and nowhere else in the part. It does not see members
that an extension adds to another folder's type, nested types, what stands inside strings, nor names that
Swift infers.
"""

import collections
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import arrowtable
import sources
import tree

C_SUFFIXES = (".c", ".h", ".inc", ".cu", ".cuh")


class Sources:
    """The Swift and C files of all parts."""

    def __init__(self, root, table):
        paths = tree.paths(root)
        self.table = table
        self.headers = collections.defaultdict(list)  # file name: paths
        self.texts = {}
        for path in paths:
            if path.endswith((".swift",) + C_SUFFIXES) and table.part_of(path):
                self.texts[path] = tree.text(root, path) or ""
                if path.endswith((".h", ".inc", ".cuh")):
                    self.headers[path.rsplit("/", 1)[-1]].append(path)
        self.with_public = {p.folder for p in table.parts.values() if self.has_include(p.folder, paths)}

    @staticmethod
    def has_include(folder, paths):
        return any(path.startswith(folder + "/include/") for path in paths)

    def header(self, path, name):
        """The header of ours that the file includes by this name, its own part's first; or None."""
        own = self.table.part_of(path)
        found = self.headers.get(name.rsplit("/", 1)[-1], [])
        return next((h for h in found if self.table.part_of(h) is own), found[0] if found else None)

    def is_public(self, header):
        folder = self.table.part_of(header).folder
        return folder not in self.with_public or header.startswith(folder + "/include/")


def file_faults(files):
    """Imports and includes that the table does not allow, and the modules that each part imports."""
    table, faults, imported = files.table, [], collections.defaultdict(dict)
    for path, text in files.texts.items():
        part = table.part_of(path)
        if path.endswith(".swift"):
            for line, module in sources.imports(text):
                imported[part.name].setdefault(module, f"{path}:{line}")
                if not table.allows(part, module):
                    faults.append(f"{path}:{line}: {part.name} may not import {module}")
            continue
        for line, name in sources.includes(text):
            header = files.header(path, name)
            owner = table.part_of(header) if header else part
            if owner is not part:
                imported[part.name].setdefault(owner.name, f"{path}:{line}")
                if not table.allows(part, owner.name):
                    faults.append(f"{path}:{line}: {part.name} may not include {name} of {owner.name}")
                elif not files.is_public(header):
                    faults.append(f"{path}:{line}: {name} is {owner.name}'s own, outside its include/")
    return faults, imported


def is_test(target):
    return target["type"] == "test" or (target.get("path") or "").startswith("Tests/")


def package_faults(root, table, imported):
    """Targets that the table does not know, and dependencies that differ from it or from the imports."""
    if not (Path(root) / "Package.swift").exists():
        return
    with tempfile.TemporaryDirectory() as scratch:  # a build under way keeps its own to itself
        command = ["swift", "package", "--scratch-path", scratch, "dump-package"]
        dump = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if dump.returncode != 0:
        yield f"Package.swift:1: swift package dump-package failed: {dump.stderr.strip()[-300:]}"
        return
    targets = [target for target in json.loads(dump.stdout)["targets"] if not is_test(target)]
    names = {target["name"] for target in targets}
    for target in targets:
        name, folder = target["name"], target.get("path") or "Sources/" + target["name"]
        part = table.parts.get(name)
        if not part or part.folder != folder:
            yield f"Package.swift:1: scripts/arrows.txt has no line for the target {name} in {folder}"
            continue
        needs = {(d.get("byName") or d.get("product") or d.get("target"))[0] for d in target["dependencies"]}
        for need in sorted(needs):
            if not table.allows(part, need):
                yield f"Package.swift:1: {name} may not depend on {need}"
        for module, where in imported[name].items():
            if module in names and module not in needs and module != name:
                yield f"{where}: {name} uses {module}, which Package.swift does not list for it"


def table_faults(root, table):
    for part in table.parts.values():
        if not (Path(root) / part.folder).is_dir():
            yield f"scripts/arrows.txt:1: there is no folder {part.folder}"
    for circle in arrowtable.circles({name: part.uses for name, part in table.parts.items()}):
        yield f"scripts/arrows.txt:1: a circle: {' → '.join(circle)}"


def folder_of(part, path):
    """The folder inside the part, or "" for its own files; include/ is no folder of its own."""
    inside = path[len(part.folder) + 1:].split("/")
    return "" if len(inside) == 1 or inside[0] == "include" else inside[0]


def folder_arrows(files, part):
    """{folder: {folder: the first place that shows it}} inside a part."""
    arrows = collections.defaultdict(dict)
    own = {path: text for path, text in files.texts.items() if files.table.part_of(path) is part}
    homes = collections.defaultdict(set)
    for path, text in own.items():
        for name in sources.declarations(text) if path.endswith(".swift") else ():
            homes[name].add(folder_of(part, path))
    for path, text in sorted(own.items()):
        folder = folder_of(part, path)
        if path.endswith(".swift"):
            named = [(line, name, min(homes[name])) for name, line in sources.uses(text).items()
                     if len(homes.get(name, ())) == 1]
        else:
            found = [(line, name, files.header(path, name)) for line, name in sources.includes(text)]
            named = [(line, name, folder_of(part, header)) for line, name, header in found if header in own]
        for line, name, home in named:
            if home != folder:
                arrows[folder].setdefault(home, f"{path}:{line}: names {name}")
    return arrows


def circle_faults(files):
    for part in files.table.parts.values():
        arrows = folder_arrows(files, part)
        for circle in arrowtable.circles(arrows):
            steps = "; ".join(arrows[a][b] for a, b in zip(circle, circle[1:]))
            names = " → ".join(folder or "." for folder in circle)
            yield f"{part.folder}: its folders form a circle, {names} ({steps})"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    table = arrowtable.read(root)
    files = Sources(root, table)
    found, imported = file_faults(files)
    found += [*table_faults(root, table), *package_faults(root, table, imported), *circle_faults(files)]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
