"""Parses standard input as `powershell` or `hcl`. Prints what is not understood, and then ends with 1."""

import sys

import tree_sitter_hcl
import tree_sitter_powershell
from tree_sitter import Language, Parser

GRAMMARS = {"hcl": tree_sitter_hcl, "powershell": tree_sitter_powershell}


def wrong(node):
    if node.is_error or node.is_missing:
        yield node
    for child in node.children:
        yield from wrong(child)


def main():
    source = sys.stdin.buffer.read()
    tree = Parser(Language(GRAMMARS[sys.argv[1]].language())).parse(source)
    found = list(wrong(tree.root_node))
    for node in found:
        print(f"line {node.start_point[0] + 1}: {node.type} {source[node.start_byte : node.end_byte][:60]!r}")
    sys.exit(1 if found else 0)


main()
