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
exit $failed
