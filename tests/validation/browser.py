"""Opens a page in headless Chromium, as a reader's browser does, and says what is wrong with it."""
import html
import json
import pathlib
import re
import subprocess
import tempfile

# Nothing of these changes how a page is drawn: no sandbox, so that root can run it, and no calls home.
BROWSER = ["chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
           "--disable-background-networking", "--disable-component-update", "--window-size=1200,800"]

PROBE = """<script>
const findings = [];
addEventListener('error', event => findings.push('script: ' + event.message));
addEventListener('load', () => {
  for (const image of document.images) {
    if (image.naturalWidth === 0) findings.push('picture that is not drawn: ' + image.src.slice(0, 80));
  }
  for (const part of document.querySelectorAll('[src], link[href]')) {
    const file = part.src || part.href;
    if (!file.startsWith('data:')) findings.push('needs another file: ' + file);
  }
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) findings.push(`${width} pixels wide, in a window of ${innerWidth}`);
  const hidden = [...document.querySelectorAll('h1, h2, h3, td, img')].filter(
      part => part.offsetParent === null && !part.closest('details'));
  if (hidden.length > 0) findings.push(`${hidden.length} hidden parts`);
  if (!document.querySelector('h1')) findings.push('no title');
  const list = document.body.appendChild(document.createElement('pre'));
  list.id = 'findings';
  list.textContent = JSON.stringify(findings);
});
</script>"""


def findings(page):
    """What is wrong with the HTML file `page`, a list of sentences: pictures that are not drawn, files that it
    needs beside itself, a width beyond the window, hidden parts, errors of scripts."""
    with tempfile.TemporaryDirectory() as scratch:
        # Beside the page, so that relative links lead where they lead a reader.
        probed = pathlib.Path(page).with_suffix(".probed.html")
        probed.write_text(PROBE + pathlib.Path(page).read_text(encoding="utf-8"), encoding="utf-8")
        try:
            shown = subprocess.run([*BROWSER, f"--user-data-dir={scratch}", "--dump-dom", probed.resolve().as_uri()],
                                   capture_output=True, text=True, timeout=120)
        finally:
            probed.unlink()
    found = re.search(r'<pre id="findings">(.*?)</pre>', shown.stdout, re.DOTALL)
    if shown.returncode != 0 or found is None:
        return [f"the browser gave up with code {shown.returncode}: {shown.stderr[-500:]}"]
    return json.loads(html.unescape(found[1]))
