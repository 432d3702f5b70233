"""Each package may include only itself and the packages before it; <torch/torch.h> stays out of headers.

usage: includes_test.py SOURCE_FOLDER
The check is first tried on wrong trees, which it must refuse.
"""
import pathlib
import re
import sys
import tempfile

ORDER = ["base", "meanfield", "hadron_tensor", "surrogate", "generator", "validation", "cli", "embedding"]
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)


def violations(root):
    """List of "file: what is wrong"."""
    found = []
    for position, package in enumerate(ORDER):
        for path in sorted((root / package).rglob("*.?pp")):
            for quote, name in INCLUDE.findall(path.read_text()):
                found += check(root, path.relative_to(root), position, quote, name)
    return found


def check(root, path, position, quote, name):
    first = name.split("/")[0]
    if quote == "<":
        if first in ORDER and (root / name).exists():
            return [f'{path}: <{name}> is ours; write "{name}"']
        if first == "torch" and path.suffix == ".hpp":
            return [f"{path}: <{name}> in a header costs 16 s for each file that includes it"]
        return []
    if not (root / name).exists():
        return [f'{path}: "{name}" is not a path from the root of the project']
    if first not in ORDER:
        return [f'{path}: "{name}" belongs to no package']
    if ORDER.index(first) > position:
        return [f'{path}: "{name}" points the wrong way ({ORDER[position]} comes before {first})']
    return []


def check_the_check():
    """A right tree passes; each mutant is refused."""
    right = {
        "base/a.hpp": "#include <string>\n",
        "meanfield/b.cpp": '#include "base/a.hpp"\n#include "meanfield/b.hpp"\n#include <torch/torch.h>\n',
        "meanfield/b.hpp": "#pragma once\n",
    }
    mutants = [
        {"base/a.hpp": '#include "meanfield/b.hpp"\n'},
        {"base/a.hpp": '#  include  "meanfield/b.hpp"\n'},
        {"base/a.hpp": "#include <meanfield/b.hpp>\n"},
        {"meanfield/b.hpp": '#include "b.hpp"\n'},
        {"meanfield/b.hpp": '#include "../base/a.hpp"\n'},
        {"meanfield/b.hpp": "#include <torch/torch.h>\n"},
    ]
    for mutant in [{}] + mutants:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**right, **mutant}.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_text(text)
            found = violations(pathlib.Path(folder))
            assert bool(found) == bool(mutant), f"mutant {mutant}: found {found}"


def main():
    check_the_check()
    found = violations(pathlib.Path(sys.argv[1]))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
