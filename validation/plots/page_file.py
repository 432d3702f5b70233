"""Writes an HTML page as a whole or not at all."""
import os


def write_page(folder, name, text):
    """The folder is made; an existing page is replaced in one step. Raises OSError."""
    os.makedirs(folder, exist_ok=True)
    partial = os.path.join(folder, f".part-{os.getpid()}.html")
    with open(partial, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(partial, os.path.join(folder, name))
