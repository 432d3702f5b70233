"""Reads validation.h5 of `nereus validate --out DIR` into dictionaries."""
import h5py


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def attributes(node):
    """Numbers as numbers, texts as str, lists of texts without their padding."""
    read = {}
    for name, value in node.attrs.items():
        if getattr(value, "shape", ()) != ():
            read[name] = [text(item).rstrip("\0") for item in value]
        elif isinstance(value, bytes) or isinstance(value, str):
            read[name] = text(value)
        else:
            read[name] = value
    return read


def tree(group):
    """Datasets as arrays, groups as dictionaries, attributes under their names."""
    read = attributes(group)
    for name, child in group.items():
        read[name] = tree(child) if isinstance(child, h5py.Group) else child[()]
    return read


def numbered(group):
    """Groups /0, /1 ... in order."""
    return [group[str(i)] for i in range(sum(key.isdigit() for key in group))]


def read(path):
    with h5py.File(path, "r") as file:
        if "quick" not in file.attrs or "surrogates" not in file:
            raise ValueError(f"{path} is no file of `nereus validate --out DIR`")
        content = tree(file["surrogates"])
        head = attributes(file)
    return head, numbered(content)
