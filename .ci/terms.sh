#!/bin/sh
# Usage: .ci/terms.sh [CHANCERY [DATA [TOOLS]]]
#
# The shipped glossary in the forms that other programs read, each checked by what others wrote:
# TBX version 2 by its DTD and RELAX NG schema, version 3 (DCA, DCT) by RELAX NG and Schematron,
# version 2 read back by translate-toolkit, and the OmegaT glossary and version 2 by OmegaT's reader.
#
# DATA is the folder of evaluation data (schemas/), TOOLS the one of small programs beside it. Needs
# xmllint; Python 3 with venv and a package index; javac and OmegaT (Debian packages libxml2-utils,
# python3-venv, default-jdk-headless, omegat). A check whose data is not there is left out and named.
# Exit code: 0 valid, or nothing to check with; 1 not valid; 2 a program is missing.
set -eu
cd "$(dirname "$0")/.."
chancery=${1:-target/debug/chancery}
data=${2:-../shared/data}
tools=${3:-../shared/tools}
[ -x "$chancery" ] || { echo "terms.sh: $chancery: no such program; build it first" >&2; exit 2; }
need() { command -v "$1" > /dev/null || { echo "terms.sh: $1 is not installed" >&2; exit 2; }; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

export_as() { "$chancery" --quiet term export glossaries/diplomatic -o "$@"; }
export_as "$work/v2.tbx" --format tbx
export_as "$work/dca.tbx" --format tbx3
export_as "$work/dct.tbx" --format tbx3-dct
export_as "$work/glossary.utf8" --format omegat --target-lang km
concepts=$(grep -c '<termEntry' "$work/v2.tbx")
echo "terms.sh: $concepts concepts exported"

schemas=$data/schemas
if [ ! -d "$schemas" ]; then
    echo "terms.sh: no schemas in $schemas: nothing was validated"
    exit 0
fi
need xmllint
valid() { # FILE HOW SCHEMA
    xmllint --nonet --noout "$2" "$schemas/$3" "$work/$1" 2> "$work/log" ||
        { cat "$work/log" >&2; echo "terms.sh: $1 is not valid by $3" >&2; exit 1; }
    echo "terms.sh: $1 is valid by $3"
}
valid v2.tbx --dtdvalid tbx2/TBXBasiccoreStructV02.dtd
valid v2.tbx --relaxng tbx2/TBXBasicRNGV02.rng
valid dca.tbx --relaxng tbx3/TBXcoreStructV03.rng
valid dct.tbx --relaxng tbx3/TBXcoreStructV03.rng

if [ ! -f "$tools/sch_check.py" ]; then
    echo "terms.sh: no sch_check.py in $tools: Schematron and readers left out"
    exit 0
fi
need python3
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check lxml elementpath translate-toolkit
# Schematron takes time here with the square of the entries: twenty concepts at a time.
mkdir "$work/parts"
for file in glossaries/diplomatic/*.toml; do
    awk -v stem="$work/parts/$(basename "$file" .toml)" '
        /^\[concept\.[^.]*\]/ { concepts++ }
        concepts { print > (stem "-" int((concepts - 1) / 20) ".toml") }' "$file"
done
for dialect in tbx3:TBX-Basic_DCA.sch tbx3-dct:TBX-Basic_DCT.sch; do
    form=${dialect%%:*}
    schema=${dialect#*:}
    for part in "$work"/parts/*.toml; do
        "$chancery" --quiet term export "$part" -o "${part%.toml}.$form.tbx" --format "$form"
    done
    parts=$(cat "$work"/parts/*."$form".tbx | grep -o '<conceptEntry' | wc -l)
    [ "$parts" = "$concepts" ] || { echo "terms.sh: $parts concepts in parts, $concepts in all" >&2; exit 1; }
    "$work/venv/bin/python" "$tools/sch_check.py" "$schemas/tbx3/$schema" "$work"/parts/*."$form".tbx \
        > "$work/log" 2>&1 || { cat "$work/log" >&2; echo "terms.sh: $schema could not be tried" >&2; exit 2; }
    files=$(grep -c ' checks ' "$work/log" || true)
    if [ "$files" = 0 ] || grep ' checks ' "$work/log" | grep -qv ' checks [1-9][0-9]* fails 0$'; then
        grep -v ' fails 0$' "$work/log" >&2
        echo "terms.sh: the glossary fails $schema" >&2
        exit 1
    fi
    echo "terms.sh: $concepts concepts in $files parts are valid by $schema"
done
"$work/venv/bin/python" - "$work/v2.tbx" "$concepts" << 'PYTHON'
import sys
from translate.storage.tbx import tbxfile
units = tbxfile.parsefile(sys.argv[1]).units
texts = [unit for unit in units if unit.source]
if len(units) != int(sys.argv[2]) or not texts:
    sys.exit(f"terms.sh: translate-toolkit reads {len(units)} units of {sys.argv[2]}, {len(texts)} with text")
print(f"terms.sh: translate-toolkit reads {len(units)} of {sys.argv[2]} concepts")
PYTHON

need javac
jar=$(find /usr/share/omegat /usr/share/java -name 'OmegaT*.jar' 2> /dev/null | head -1)
[ -n "$jar" ] || { echo "terms.sh: OmegaT is not installed" >&2; exit 2; }
libraries=$jar:$(dirname "$jar")/*:$(dirname "$jar")/lib/*:/usr/share/java/*
mkdir -p "$work/classes" "$work/project" "$work/config"
javac -encoding UTF-8 -nowarn -cp "$libraries" -d "$work/classes" "$tools/GlossTest.java" 2> "$work/log" ||
    { cat "$work/log" >&2; exit 2; }
java -cp "$work/classes:$libraries" GlossTest "$work/project" "$work/config" en km \
    "$work/glossary.utf8" "$work/v2.tbx" > "$work/read" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
grep '	' "$work/read"
lines=$(grep -vc '^#' "$work/glossary.utf8")
grep -q "^glossary.utf8	entries=$lines\$" "$work/read" ||
    { echo "terms.sh: OmegaT does not read the $lines lines of the glossary" >&2; exit 1; }
grep -q '^v2.tbx	entries=[1-9]' "$work/read" || { echo "terms.sh: OmegaT does not read TBX" >&2; exit 1; }
