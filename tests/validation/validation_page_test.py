"""The page of `nereus validate --out DIR` is drawn from what the library writes, and is one self-contained file.

usage: validation_page_test.py WRITE_PROGRAM PAGE_SCRIPT
"""
import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile

import browser

PICTURES = 4 + 2 + 2 * 4 + 2  # four for all; spread, projections (two sets of two), profiles for each of two


class Balanced(html.parser.HTMLParser):
    """Counts tags that are opened and not closed."""

    EMPTY = {"meta", "img", "br"}

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


def run(*command, succeeds=True):
    answer = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=500)
    assert (answer.returncode == 0) == succeeds, f"{command}: {answer.returncode}\n{answer.stderr}"
    return answer


def main():
    write, script = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        run(write, folder)
        run(sys.executable, script, folder / "validation.h5", "--out", folder / "page")
        assert [path.name for path in (folder / "page").iterdir()] == ["validation.html"]
        page = (folder / "page" / "validation.html").read_text(encoding="utf-8")
        parser = Balanced()
        parser.feed(page)
        assert not parser.open, parser.open
        assert page.count("data:image/png;base64,") == PICTURES, page.count("data:image/png;base64,")
        assert not re.search(r'(src|href)="(?!data:)', page), "the page needs other files"
        for number in ("669.3", "98.87", "0.53", "1.36", "arXiv:2502.14452", "RTX-4090"):
            assert number in page, f"the published {number} is missing"
        for mark in ("(i)", "(c)"):
            assert mark in page
        assert "FAIL" in page and "not judged" in page, "an untrained flow misses the limits, quick RMS_z is not judged"
        assert "No limits hold for the published system" in page
        assert "nereus validate --out &lt;here&gt;" in page and "Quick measurement" in page
        assert browser.findings(folder / "page" / "validation.html") == []

        (folder / "junk.h5").write_text("junk")
        refusal = run(sys.executable, script, folder / "junk.h5", "--out", folder / "no", succeeds=False).stderr
        assert len(refusal.splitlines()) == 1, refusal
        assert not (folder / "no").exists()


if __name__ == "__main__":
    main()
