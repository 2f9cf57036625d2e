#!/usr/bin/env bash
# Usage: .ci/documents.sh [CHANCERY]
#
# Acceptance with files of an office program: LibreOffice makes DOCX, ODT, HTML and PDF of the samples,
# and every one of them has to give the same segments as the text it was made of. Khmer and Thai PDF
# files have to be refused. Needs soffice (Debian package libreoffice-writer-nogui) and jq. About 30 s.
# Exit code: 0 all the same, 1 not the same, 2 a program is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
chancery=${1:-target/debug/chancery}
for program in soffice jq "$chancery"; do
    command -v "$program" > /dev/null || { echo "documents.sh: $program is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

office() { # FORMAT FILES...
    local format=$1
    shift
    soffice "-env:UserInstallation=file://$work/profile" --headless \
        ${filter:+--infilter="$filter"} --convert-to "$format" --outdir "$work/$format" "$@" > "$work/office.log" 2>&1 ||
        { cat "$work/office.log" >&2; exit 2; }
}
texts() { "$chancery" segment --format jsonl "$1" | jq -r .text; }

filter='Text (encoded):UTF8,LF' office docx samples/*.txt
filter='Text (encoded):UTF8,LF' office odt samples/*.txt
office html "$work"/docx/*.docx
office pdf "$work"/docx/*.docx

failed=0
for text in samples/*.txt; do
    name=$(basename "$text" .txt)
    texts "$text" > "$work/wanted"
    for format in docx odt html pdf; do
        file=$work/$format/$name.$format
        case $format.$name in
            pdf.*.km | pdf.*.th)
                if texts "$file" > "$work/found" 2> "$work/message" || ! grep -q 'comes out of PDF' "$work/message"; then
                    echo "documents.sh: $name.$format should have been refused" >&2
                    failed=1
                fi
                continue
                ;;
        esac
        if texts "$file" 2>&1 | diff "$work/wanted" - > "$work/difference"; then
            echo "same: $name.$format, $(wc -l < "$work/wanted") segments"
        else
            echo "documents.sh: $name.$format differs from $text:" >&2
            cat "$work/difference" >&2
            failed=1
        fi
    done
done

# A press release as it came out of a PDF file, wrapped, with its letterhead twice and some words lost,
# against the same one clean: beads are the same if their translations are, and if their last letters are.
documents=../shared/data/documents
if [ -d "$documents" ]; then
    for name in seed-press-release seed-press-release.raw; do
        "$chancery" align -q "$documents/$name.en.txt" "$documents/seed-press-release.km.txt" --format jsonl |
            jq -r 'select((.source | length) > 0 and (.target | length) > 0)
                | (.target | join("")) + "|" + (.source | join("") | gsub("\\s"; "") | .[-12:])' |
            sort > "$work/$name.beads"
    done
    clean=$(wc -l < "$work/seed-press-release.beads")
    raw=$(wc -l < "$work/seed-press-release.raw.beads")
    same=$(comm -12 "$work/seed-press-release.beads" "$work/seed-press-release.raw.beads" | wc -l)
    echo "raw press release: $same of $clean beads as from the clean one"
    # F1 of at least .98.
    [ $((200 * same)) -ge $((98 * (clean + raw))) ] || failed=1
fi
exit $failed
