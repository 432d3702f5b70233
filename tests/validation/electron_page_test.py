"""The page of electron data is drawn from what the library writes, and is one self-contained file.

usage: electron_page_test.py WRITE_PROGRAM PAGE_SCRIPT
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import browser


def run(*command, succeeds=True):
    answer = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=200)
    assert (answer.returncode == 0) == succeeds, f"{command}: {answer.returncode}\n{answer.stderr}"
    return answer


def main():
    write, script = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        report = run(write, folder / "e.h5").stdout
        assert "14 MeV lower" in report and "-14." in report, report

        run(sys.executable, script, folder / "e.h5", "--out", folder / "page")
        page = (folder / "page" / "electron_data.html").read_text(encoding="utf-8")
        pictures = sorted((folder / "page").glob("*.png"))
        assert len(pictures) == 1 and pictures[0].read_bytes().startswith(b"\x89PNG")
        assert page.count("data:image/png;base64,") == 1
        assert not re.search(r'(src|href)="(?!data:)', page), "the page needs other files"
        # Three settings, two models; every point lies one error from the first model.
        assert page.count("<tr") == 1 + 3 * 2
        assert page.count("<td>1.00</td>") == 2 * 3, "chi2 per point of the exact model"
        assert "nucl-ex/0603032" in page and "Gauss:1809xx" in page

        assert browser.findings(folder / "page" / "electron_data.html") == []

        # A second file adds its models; a file of another kind gets one line.
        run(sys.executable, script, folder / "e.h5", folder / "e.h5", "--out", folder / "both")
        assert (folder / "both" / "electron_data.html").read_text(encoding="utf-8").count("<tr") == 1 + 3 * 4
        (folder / "junk.h5").write_text("junk")
        refusal = run(sys.executable, script, folder / "junk.h5", "--out", folder / "no", succeeds=False).stderr
        assert len(refusal.splitlines()) == 1, refusal
        assert not (folder / "no").exists()


if __name__ == "__main__":
    main()
