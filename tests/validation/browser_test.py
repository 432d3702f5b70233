"""The check of pages in a browser sees what it is for."""
import pathlib
import tempfile

import browser

GOOD = "<!DOCTYPE html><html><head><title>t</title></head><body><h1>Title</h1><p>Text</p>{}</body></html>"
FAULTS = {
    '<img src="beside.png">': "picture that is not drawn",
    '<link rel="stylesheet" href="beside.css">': "needs another file",
    "<p style='width: 3000px'>wide</p>": "pixels wide",
    "<h2 style='display: none'>hidden</h2>": "hidden parts",
    "<script>no_such_function()</script>": "script: ",
}


def main():
    with tempfile.TemporaryDirectory() as scratch:
        page = pathlib.Path(scratch) / "page.html"
        (page.parent / "beside.css").write_text("p { color: red }")
        page.write_text(GOOD.format(""), encoding="utf-8")
        assert browser.findings(page) == [], browser.findings(page)
        for fault, told in FAULTS.items():
            page.write_text(GOOD.format(fault), encoding="utf-8")
            found = browser.findings(page)
            assert any(told in finding for finding in found), f"{fault}: {found}"
        assert sorted(path.name for path in page.parent.iterdir()) == ["beside.css", "page.html"]


if __name__ == "__main__":
    main()
