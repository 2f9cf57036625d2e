#!/usr/bin/env python3
"""Reviews an alignment in a real browser, as a person would, and looks at what comes back.

review.py CHANCERY FOLDER: pages, downloads and a screenshot go to the folder. Needs chromium and
chromedriver; drives them by the WebDriver protocol."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request

CHANCERY, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute()
SAMPLES = pathlib.Path("samples").absolute()
PORT = 9517
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def chancery(*args):
    done = subprocess.run([CHANCERY, *map(str, args)], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


class Browser:
    def __init__(self):
        self.driver = subprocess.Popen(
            [shutil.which("chromedriver"), f"--port={PORT}"], stdout=subprocess.DEVNULL)
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,1300"],
            "prefs": {"download.default_directory": str(FOLDER)},
        }
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        for _ in range(100):
            try:
                self.session = self.call("POST", "", wanted, "/session")["sessionId"]
                break
            except OSError:
                time.sleep(0.1)

    def call(self, method, path, body=None, at=None):
        url = f"http://127.0.0.1:{PORT}" + (at or f"/session/{self.session}{path}")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["value"]

    def open(self, path):
        self.call("POST", "/url", {"url": path.as_uri()})

    def run(self, script, *args):
        return self.call("POST", "/execute/sync", {"script": script, "args": args})

    def press(self, *keys):
        """Presses keys where the focus is."""
        for key in keys:
            key = {"ArrowDown": "\ue015"}.get(key, key)
            actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
            self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def click(self, selector):
        found = self.call("POST", "/element", {"using": "css selector", "value": selector})
        self.call("POST", f"/element/{found[ELEMENT]}/click", {})

    def rows(self):
        """The beads that are shown: number, shape, source texts, target texts."""
        return self.run("""
            return [...document.querySelectorAll('.bead:not([hidden])')].map((row) => [
                row.querySelector('.about b').textContent,
                ...[...row.querySelectorAll('.side')].map((side) =>
                    [...side.querySelectorAll('.text')].map((text) => text.textContent))])""")

    def counts(self):
        return self.run("return document.getElementById('counts').textContent")

    def close(self):
        self.call("DELETE", "")
        self.driver.terminate()


def downloaded(name):
    path = FOLDER / name
    for _ in range(100):
        if path.exists() and not list(FOLDER.glob("*.crdownload")):
            return path
        time.sleep(0.1)
    raise SystemExit(f"{name} was not saved")


def segments(rows, side):
    return [text for row in rows for text in row[side]]


def review(browser):
    page = FOLDER / "note.html"
    chancery("align", "-q", SAMPLES / "note-verbale.en.txt", SAMPLES / "note-verbale.km.txt", "-o", page)
    browser.open(page)
    first = browser.rows()
    assert len(first) > 5, first
    assert browser.run("return performance.getEntriesByType('resource').length") == 0

    # Merge, undo.
    browser.press("m")
    merged = browser.rows()
    assert len(merged) == len(first) - 1
    assert merged[0][1] == first[0][1] + first[1][1]
    browser.press("u")
    assert browser.rows() == first

    # Split a 1-1 bead: each side is alone; shift the target back: it is whole again.
    browser.press("ArrowDown", "s")
    parted = browser.rows()
    assert (parted[1][2], parted[2][1]) == ([], []), parted[1:3]
    browser.press("]")
    assert browser.rows()[1][1:] == first[1][1:], browser.rows()[1]

    # The last target segment goes to the next bead and nothing is lost.
    browser.press("}")
    shifted = browser.rows()
    for side in (1, 2):
        assert segments(shifted, side) == segments(first, side)
    browser.press("u")

    # Mark as wrong, edit the text of a bead, in Khmer.
    browser.press("ArrowDown", "x", "ArrowDown", "e")
    khmer = browser.rows()[3][2][0]
    edited = khmer + " \u17d4"
    browser.run("""
        const text = document.querySelectorAll('.bead [contenteditable]');
        text[text.length - 1].textContent = arguments[0];
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));""",
        edited)
    assert browser.rows()[3][2][-1].startswith(edited), browser.rows()[3]

    # Filters and search; a search in Khmer does not care for break hints.
    browser.run("const f = document.getElementById('filter'); f.value = 'wrong'; f.dispatchEvent(new Event('input'))")
    assert len(browser.rows()) == 1
    browser.run("const f = document.getElementById('filter'); f.value = 'all'; f.dispatchEvent(new Event('input'))")
    browser.run("const s = document.getElementById('search'); s.value = arguments[0]; s.dispatchEvent(new Event('input'))", khmer[:12])
    found = browser.rows()
    assert 1 <= len(found) < len(first), found
    browser.run("const s = document.getElementById('search'); s.value = ''; s.dispatchEvent(new Event('input'))")

    # The state is there after a reload.
    before = (browser.rows(), browser.counts())
    browser.open(page)
    assert (browser.rows(), browser.counts()) == before
    shot = browser.call("GET", "/screenshot")
    import base64
    (FOLDER / "review.png").write_bytes(base64.b64decode(shot))

    for button in ("#save-tmx", "#save-review", "#save-gold"):
        browser.click(button)
    memory, saved, gold = (downloaded(f"note-verbale.en-km.{kind}")
                           for kind in ("tmx", "review.json", "gold.tsv"))

    # What the page saves and what the program makes of the review are the same memory.
    applied = FOLDER / "applied.tmx"
    chancery("align", "-q", "--apply", saved, "-o", applied)
    tables = []
    for path in (memory, applied):
        table = path.with_suffix(".tsv")
        chancery("convert", "-q", path, table)
        # The first column has ids, which the page does not give.
        tables.append([line.split("\t")[1:] for line in table.read_text().splitlines()])
    assert tables[0][1:] == tables[1][1:]
    tables = ["\n".join("\t".join(row) for row in table) for table in tables]
    assert edited in tables[0]
    assert first[2][1][0] not in tables[0]
    chancery("tmx", "check", memory)

    # The gold file is one that chancery evaluates against.
    for lang in ("en", "km"):
        shutil.copy(SAMPLES / f"note-verbale.{lang}.txt", FOLDER)
    assert "note-verbale" in chancery("evaluate", "--documents", FOLDER)
    print(f"reviewed: {len(first)} beads, {len(tables[0].splitlines()) - 1} units, {gold.name}")


def many(browser):
    """Five thousand beads."""
    for lang, word in (("en", "Item"), ("fr", "Point")):
        lines = (f"{word} {number} concerne {number * 7919 % 1000} visa." for number in range(5000))
        (FOLDER / f"many.{lang}.txt").write_text("\n".join(lines) + "\n")
    chancery("align", "-q", "--segmented", FOLDER / "many.en.txt", FOLDER / "many.fr.txt", "-o", FOLDER / "many.html")
    started = time.time()
    browser.open(FOLDER / "many.html")
    opened = time.time() - started
    beads = len(browser.rows())
    assert beads >= 4900, beads
    started = time.time()
    browser.press("ArrowDown", "m", "u")
    print(f"{beads} beads: open {opened:.1f} s, three keys {time.time() - started:.1f} s")


FOLDER.mkdir(parents=True, exist_ok=True)
for old in FOLDER.iterdir():
    old.unlink()
browser = Browser()
try:
    review(browser)
    many(browser)
finally:
    browser.close()
