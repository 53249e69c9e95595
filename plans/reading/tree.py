"""Lines as a tree: who stands below whom. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.blocks import Line


@dataclass(slots=True)
class Node:
    """A line of the paper with those below it. `index` is its place among the lines, -1 for the root."""

    index: int
    line: Line
    children: list["Node"] = field(default_factory=list)

    def below(self) -> Iterator["Node"]:
        """Every line below, in order."""
        for child in self.children:
            yield child
            yield from child.below()


def grow(lines: Sequence[Line]) -> Node:
    """The tree of some lines; its root is no line."""
    root = Node(-1, Line("", level=-1))
    open_nodes = [root]
    for index, line in enumerate(lines):
        while open_nodes[-1].line.level >= line.level and len(open_nodes) > 1:
            open_nodes.pop()
        node = Node(index, line)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
    return root
