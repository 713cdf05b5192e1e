#!/usr/bin/python3
"""Stylises a picture file with the operation adain:stylize in a graph of GEGL, by GObject introspection.

    graph.py IN OUT STYLE [STRENGTH]

It needs Debian's python3-gi and gir1.2-gegl-0.4, which belong to the system's own Python.
"""

import sys

import gi

gi.require_version("Gegl", "0.4")
from gi.repository import Gegl  # noqa: E402


def node(graph, operation, **properties):
    """A node of the graph with these properties."""
    made = graph.create_child(operation)
    for name, value in properties.items():
        made.set_property(name.replace("_", "-"), value)
    return made


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__.strip())
    source, target, style = sys.argv[1:4]
    Gegl.init(None)
    if not Gegl.has_operation("adain:stylize"):
        sys.exit("graph.py: GEGL does not have adain:stylize; is GEGL_PATH set?")
    graph = Gegl.Node()
    nodes = [
        node(graph, "gegl:load", path=source),
        node(graph, "adain:stylize", style=style, strength=float((sys.argv[4:] or ["1"])[0])),
        node(graph, "gegl:save", path=target),
    ]
    for first, second in zip(nodes, nodes[1:]):
        first.link(second)
    nodes[-1].process()
    # The operation passes the picture through when it cannot work, and says why.
    if nodes[1].get_property("error"):
        sys.exit(f"graph.py: {nodes[1].get_property('error')}")


main()
