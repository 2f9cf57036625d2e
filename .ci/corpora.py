"""Pairs of English and Khmer out of unpacked Debian packages, as tables for `chancery check`.

Usage: corpora.py FOLDER (with one folder for each package); writes FOLDER/NAME.tsv.
"""

import gettext
import html
import json
import re
import sys
from pathlib import Path

KHMER = re.compile("[\u1780-\u17ff]")
BLOCK = re.compile(r'<(p|h\d)\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</\1>', re.DOTALL)


def catalogues(folder):
    for path in sorted(folder.rglob("km/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            for source, target in gettext.GNUTranslations(file)._catalog.items():
                if isinstance(source, str) and source:
                    # The context stands before the text; LibreOffice marks its shortcuts with `~`.
                    yield source.split("\x04")[-1], target


def messages(folder):
    for path in sorted(folder.rglob("i18n/**/km.json")):
        english = path.with_name("en.json")
        if english.exists():
            theirs = json.loads(path.read_text("utf-8"))
            for key, source in json.loads(english.read_text("utf-8")).items():
                if isinstance(source, str) and isinstance(theirs.get(key), str):
                    yield source, theirs[key]


def paragraphs(path):
    text = path.read_text("utf-8")
    plain = lambda inside: html.unescape(re.sub(r"<[^>]*>", "", inside))
    return {match[2]: plain(match[3]) for match in BLOCK.finditer(text)}


def help_pages(root):
    km = root / "libreoffice-help-km/usr/share/libreoffice/help/km"
    en = root / "libreoffice-help-en-us/usr/share/libreoffice/help/en-US"
    for path in sorted(km.rglob("*.html")):
        english = en / path.relative_to(km)
        if english.exists():
            theirs = paragraphs(path)
            for key, source in paragraphs(english).items():
                yield source, theirs.get(key, "")


def write(root, name, pairs):
    seen = set()
    with (root / f"{name}.tsv").open("w", encoding="utf-8") as out:
        out.write("en\tkm\n")
        for pair in pairs:
            pair = tuple(" ".join(text.split()) for text in pair)
            # What nobody has translated says nothing; a cell that begins with a quote is another.
            quoted = pair[0].startswith('"') or pair[1].startswith('"')
            if not quoted and pair not in seen and KHMER.search(pair[1]):
                seen.add(pair)
                out.write("\t".join(pair) + "\n")
    print(f"{name}: {len(seen)} pairs")


root = Path(sys.argv[1])
write(root, "libreoffice-ui", catalogues(root / "libreoffice-l10n-km"))
write(root, "libreoffice-help", help_pages(root))
write(root, "mediawiki", messages(root / "mediawiki"))
write(root, "gimp", catalogues(root / "gimp-data"))
write(root, "iso-codes", catalogues(root / "iso-codes"))
