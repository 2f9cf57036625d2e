#!/bin/sh
# Usage: .ci/omegat.sh [CHANCERY]
#
# Acceptance with OmegaT: a memory that chancery makes from documents in samples/ has to fill a
# document in OmegaT, from tm/auto and from tm/enforce, under the codes en/km and en-US/km-KH, with
# nothing to complain of in OmegaT's log. The document is made of the sentences of the sample that
# OmegaT does not cut, so what has to come out is known: their translations in the memory.
#
# Needs OmegaT (Debian packages omegat and default-jre-headless); no display, no network. About 15 s.
# Exit code: 0 all filled, 1 not filled, 2 OmegaT or the program is missing.
set -eu
cd "$(dirname "$0")/.."
chancery=${1:-target/debug/chancery}
command -v omegat > /dev/null || { echo "omegat.sh: omegat is not installed" >&2; exit 2; }
[ -x "$chancery" ] || { echo "omegat.sh: $chancery: no such program; build it first" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

# The document, and what it is to become: whole sentences, each a paragraph, which in OmegaT ends
# with a blank line.
"$chancery" --quiet align samples/note-verbale.en.txt samples/note-verbale.km.txt -o "$work/pairs.tmx"
"$chancery" --quiet convert "$work/pairs.tmx" "$work/pairs" --to moses
paste "$work/pairs.en" "$work/pairs.km" |
    awk -F '\t' '$1 !~ /[.:;!?] / && !seen[$1]++ { print $1 "\n" > source; print $2 "\n" > expected }' \
        source="$work/source.txt" expected="$work/expected.txt"
lines=$(grep -c . "$work/source.txt")
[ "$lines" -ge 5 ] || { echo "omegat.sh: only $lines sentences to try" >&2; exit 1; }

project() { # FOLDER SOURCE TARGET
    mkdir -p "$1/source" "$1/target" "$1/tm/auto" "$1/tm/enforce" "$1/glossary" "$1/omegat" "$1/dictionary"
    cat > "$1/omegat.project" <<XML
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
  <project version="1.0">
    <source_dir>__DEFAULT__</source_dir>
    <target_dir>__DEFAULT__</target_dir>
    <tm_dir>__DEFAULT__</tm_dir>
    <glossary_dir>__DEFAULT__</glossary_dir>
    <glossary_file>__DEFAULT__</glossary_file>
    <dictionary_dir>__DEFAULT__</dictionary_dir>
    <source_lang>$2</source_lang>
    <target_lang>$3</target_lang>
    <source_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</source_tok>
    <target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
    <sentence_seg>true</sentence_seg>
    <support_default_translations>true</support_default_translations>
    <remove_tags>false</remove_tags>
  </project>
</omegat>
XML
    cp "$work/source.txt" "$1/source/document.txt"
}

try() { # NAME SOURCE TARGET FOLDER ALIGN-OPTION…
    name=$1 source=$2 target=$3 folder=$4
    shift 4
    project=$work/$name
    project "$project" "$source" "$target"
    memory=$project/tm/$folder/memory.tmx
    "$chancery" --quiet align samples/note-verbale.en.txt samples/note-verbale.km.txt -o "$memory" "$@"
    "$chancery" tmx check "$memory" --for omegat > "$work/check" || { cat "$work/check" >&2; exit 1; }
    timeout 120 omegat "$project" --mode=console-translate --config-dir="$work/config" \
        --disable-project-locking --disable-location-save --no-team > "$work/log" 2>&1 ||
        { cat "$work/log" >&2; exit 2; }
    # OmegaT ends with 0 even when it could not read the memory.
    if grep -E 'TF_TM_LOAD_ERROR|TMXR_(WARNING|ERROR|FATAL)|XMLStreamException|Exception' "$work/log" >&2; then
        echo "omegat.sh: $name: OmegaT complains of the memory" >&2
        exit 1
    fi
    if ! cmp -s "$work/expected.txt" "$project/target/document.txt"; then
        diff "$work/expected.txt" "$project/target/document.txt" >&2 || true
        echo "omegat.sh: $name: not filled" >&2
        exit 1
    fi
    echo "omegat.sh: $name: $lines of $lines sentences filled, log clean"
}

try auto-en-km EN KM auto --for omegat
try enforce-en-km EN KM enforce --for omegat
try auto-en-US-km-KH EN-US KM-KH auto --tmx-langs en-US,km-KH
try enforce-en-US-km-KH EN-US KM-KH enforce --tmx-langs en-US,km-KH
try trados-profile EN-US KM-KH auto --for trados
try memoq-context EN KM auto --for memoq --context
