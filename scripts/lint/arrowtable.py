"""Reads scripts/arrows.txt: which part of the project lies in which folder, and what it may use."""

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Part:
    name: str
    folder: str
    uses: frozenset


class Table:
    """The parts by name, and what everyone may use."""

    def __init__(self, lines):
        self.parts, self.everyone = {}, frozenset()
        for line in lines:
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "everyone":
                self.everyone = frozenset(words[1:])
            elif words[1] == "+":
                part = self.parts[words[0]]
                self.parts[words[0]] = replace(part, uses=part.uses | frozenset(words[2:]))
            else:
                self.parts[words[0]] = Part(words[0], words[1].rstrip("/"), frozenset(words[2:]))

    def part_of(self, path):
        """The part whose folder holds the path: the innermost, or None."""
        holding = [part for part in self.parts.values() if path.startswith(part.folder + "/")]
        return max(holding, key=lambda part: len(part.folder), default=None)

    def allows(self, part, name):
        return name == part.name or name in part.uses or name in self.everyone


def read(root):
    return Table((Path(root) / "scripts/arrows.txt").read_text().splitlines())


def circles(graph):
    """The circles of {node: nodes}: a shortest one through each node that lies on any, each once."""
    found, seen = [], set()
    for start in sorted(graph):
        if start in seen:
            continue
        before, queue = {}, [start]
        while queue and start not in before:
            node = queue.pop(0)
            for target in sorted(graph.get(node, ())):
                if target not in before:
                    before[target] = node
                    queue.append(target)
        if start not in before:
            continue
        circle, node = [start], before[start]
        while node != start:
            circle.append(node)
            node = before[node]
        circle.append(start)
        found.append(circle[::-1])
        seen.update(circle)
    return found
