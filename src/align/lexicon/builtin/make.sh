#!/usr/bin/env bash
# Makes the built-in lexicons again: bash make.sh DATA, where DATA holds the folders bitext/ and
# terms/ (see README.md). Needs the program (cargo build --release) and Python 3.
set -euo pipefail
data=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
chancery=$here/../../../../target/release/chancery
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Beads, term lists and terms as texts that are translations line by line.
python3 - "$data" "$work" <<'PY'
import csv, sys
data, work = sys.argv[1:]
def write(name, pairs):
    for side, tag in enumerate(("en", name.split(".")[1])):
        with open(f"{work}/{name}.{'source' if side == 0 else 'target'}", "w", encoding="utf-8") as out:
            out.writelines(" ".join(pair[side].split()) + "\n" for pair in pairs)
def lines(path):
    return open(f"{data}/{path}", encoding="utf-8").read().split("\n")
for lang in ("km", "th", "fr", "id"):
    source, target = lines("bitext/udhr/udhr.en"), lines(f"bitext/udhr/udhr.{lang}")
    pairs = []
    for row in lines(f"bitext/udhr/gold.en-{lang}.tsv"):
        if row and not row.startswith("#"):
            sides = row.split("\t")[:2]
            if all(sides):
                pairs.append([" ".join(text[int(n) - 1] for n in side.split(","))
                              for text, side in zip((source, target), sides)])
    write(f"udhr.{lang}", pairs)
pairs = []
for name in ("g_en_km.csv", "f_en-km_KH.csv"):
    for row in csv.DictReader(open(f"{data}/bitext/tico19/{name}", encoding="utf-8")):
        if row["sourceString"].strip() and row["targetString"].strip():
            pairs.append((row["sourceString"], row["targetString"]))
write("tico.km", pairs)
seed = {row.split("\t")[0] for row in lines("terms/seed-terms.tsv")}
rows = list(csv.DictReader(open(f"{data}/terms/diplomatic-terms.tsv", encoding="utf-8"),
                           delimiter="\t", quoting=csv.QUOTE_NONE))
for lang in ("km", "th", "lo", "vi", "id", "my", "zh", "fr"):
    column = "km_preferred" if lang == "km" else lang
    write(f"terms.{lang}", [(row["en_preferred"], row[column].split("|")[0])
                            for row in rows if row[column].strip() and row["concept_id"] not in seed])
PY

train() { # LANG FILES…
    local lang=$1
    shift
    "$chancery" lexicon train --segmented --source-lang en --target-lang "$lang" \
        -o "$here/en-$lang.lex" "$@"
}
own() { echo "$work/$1.$2.source $work/$1.$2.target"; }
tico() { echo "$data/bitext/tico19/tico.en $data/bitext/tico19/tico.$1"; }
sdg() { echo "$data/bitext/sdg/sdg.en $data/bitext/sdg/sdg.$1"; }
tatoeba() { echo "$data/bitext/tatoeba/en-$1.en $data/bitext/tatoeba/en-$1.$1"; }

# The names have no spaces.
# shellcheck disable=SC2046
{
    train km $(tico km) $(own tico km) $(sdg km) $(own udhr km) $(tatoeba km) $(own terms km)
    train th $(own udhr th) $(tatoeba th) $(own terms th)
    train lo $(sdg lo) $(own terms lo)
    train my $(tico my) $(sdg my) $(tatoeba my) $(own terms my)
    train vi $(tatoeba vi) $(own terms vi)
    train id $(tico id) $(own udhr id) $(own terms id)
    train ms $(tico ms)
    train tl $(tico tl)
    train zh $(tico zh) $(sdg zh) $(own terms zh)
    train fr $(tico fr) $(sdg fr) $(own udhr fr) $(own terms fr)
}
