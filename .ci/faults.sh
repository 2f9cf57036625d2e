#!/usr/bin/env bash
# What needs more than a test can have: a terminal, and a disk that is full.
# faults.sh CHANCERY
set -euo pipefail
chancery=$(realpath "$1")
work=$(mktemp -d)
trap 'mountpoint -q "$work/disk" && umount "$work/disk"; rm -rf "$work"' EXIT

units() { # COUNT
    echo '<tmx version="1.4"><header srclang="en"/><body>'
    for ((n = 0; n < $1; n++)); do
        echo "<tu><tuv xml:lang=\"en\"><seg>Note $n on visas</seg></tuv><tuv xml:lang=\"fr\"><seg>La note $n sur les visas</seg></tuv></tu>"
    done
    echo '</body></tmx>'
}

# The prompt: what is typed on a terminal is looked up, until the end of input.
units 10 > "$work/few.tmx"
"$chancery" memory import -q "$work/few.tmx" --memory "$work/memory.db"
printf 'Note 7 on visas\nnothing like it\n\004' |
    TERM=xterm XDG_STATE_HOME="$work" script -qec "'$chancery' lookup --memory '$work/memory.db'" /dev/null > "$work/typed"
grep -q 'La note 7 sur les visas' "$work/typed" || { cat "$work/typed"; exit 1; }
echo "the prompt answers"

# A full disk: the import says so, and the memory is as it was.
mkdir "$work/disk"
if mount -t tmpfs -o size=3m none "$work/disk" 2> /dev/null; then
    "$chancery" memory import -q "$work/few.tmx" --memory "$work/disk/memory.db"
    export_to() { "$chancery" memory export -q "$work/$1.tsv" --memory "$work/disk/memory.db"; }
    export_to before
    units 60000 > "$work/many.tmx"
    status=0
    "$chancery" memory import -q "$work/many.tmx" --memory "$work/disk/memory.db" 2> "$work/said" || status=$?
    cat "$work/said"
    [ "$status" = 2 ] && [ "$(wc -l < "$work/said")" = 1 ]
    export_to after
    cmp "$work/before.tsv" "$work/after.tsv"
    status=0
    "$chancery" memory import -q "$work/many.tmx" --memory "$work/disk/new.db" 2> "$work/said" || status=$?
    [ "$status" = 2 ] && [ "$(wc -l < "$work/said")" = 1 ]
    echo "a full disk loses nothing"
else
    echo "no disk can be made here: left out"
fi
