#!/usr/bin/env bash
# Alarms about terms on translations that nobody tuned on: English and Khmer of LibreOffice, MediaWiki,
# GIMP and the ISO codes, out of Debian's packages. Nothing of them enters the repository.
# Usage: bash .ci/corpora.sh [FOLDER]  (default target/corpora; keeps what was downloaded)
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-target/corpora}
packages="libreoffice-l10n-km libreoffice-help-km libreoffice-help-en-us mediawiki gimp-data iso-codes"
mkdir -p "$folder"
for package in $packages; do
    [ -d "$folder/$package" ] && continue
    rm -f "$folder/$package"_*.deb
    (cd "$folder" && apt-get download -qq "$package") || { echo "$package cannot be had: left out"; continue; }
    dpkg -x "$folder/$package"_*.deb "$folder/$package"
done
python3 .ci/corpora.py "$folder"
cargo build --quiet
for table in "$folder"/*.tsv; do
    told=$(cargo run --quiet -- check "$table" --only T001 --format short 2>/dev/null | grep -c 'T001' || true)
    pairs=$(($(wc -l <"$table") - 1))
    awk -v name="$(basename "$table" .tsv)" -v told="$told" -v pairs="$pairs" \
        'BEGIN { printf "%s: %d pairs, %d with T001, %.1f per 1,000\n", name, pairs, told, 1000 * told / pairs }'
done
