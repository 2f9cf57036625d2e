#!/bin/sh
# Usage: .ci/sarif.sh CHANCERY FILE…
#
# Holds SARIF logs of `chancery check` against the schema of SARIF 2.1.0 (OASIS), by the Python package
# jsonschema. The schema is read from the crate serde-sarif, which carries it; it is fetched by cargo
# and not kept in this repository. Without FILE, logs of the samples are made and checked: one with
# findings, one without, one with a baseline.
#
# Exit code: 0 valid; 1 not valid; 2 a program or the schema is missing.
set -eu
cd "$(dirname "$0")/.."
chancery=${1:-target/debug/chancery}
[ $# -gt 0 ] && shift
[ -x "$chancery" ] || { echo "sarif.sh: $chancery: no such program; build it first" >&2; exit 2; }
chancery=$(cd "$(dirname "$chancery")" && pwd)/$(basename "$chancery")
command -v python3 > /dev/null || { echo "sarif.sh: python3 is not installed" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/schema/src"
cat > "$work/schema/Cargo.toml" << 'TOML'
[package]
name = "schema"
version = "0.0.0"
edition = "2021"
[dependencies]
serde-sarif = "=0.8.0"
TOML
: > "$work/schema/src/lib.rs"
cargo fetch --quiet --manifest-path "$work/schema/Cargo.toml"
schema=$(find "${CARGO_HOME:-$HOME/.cargo}/registry/src" -path '*/serde-sarif-0.8.0/src/schema.json' | head -1)
[ -n "$schema" ] || { echo "sarif.sh: the schema was not found" >&2; exit 2; }

if [ $# -eq 0 ]; then
    mkdir "$work/project"
    cd "$work/project"
    printf 'en\tfr\nThe  ASEAN Secretariat met on 5 May 2025.\tLe  secretariat, 7.\nThe same.\tThe same.\n' > "a b.tsv"
    printf '[[ignore]]\nrule = "T001"\nconcept = "asean-secretariat"\nreason = "the old name"\n' > chancery.toml
    check() { "$chancery" --quiet check --format sarif "$@" > "$work/$name.sarif" || [ $? = 1 ]; }
    name=findings; check --severity info
    name=broken; echo '<html/>' > broken.tmx; check
    "$chancery" --quiet check --write-baseline
    name=known; check
    rm ./*.tsv ./*.tmx ./*.json chancery.toml
    name=clean; check
    grep -q '"results": \[\]' "$work/clean.sarif"
    grep -q suppressions "$work/findings.sarif"
    grep -q unchanged "$work/known.sarif"
    set -- "$work"/*.sarif
    cd - > /dev/null
fi

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jsonschema rfc3987-syntax rfc3339-validator
"$work/venv/bin/python" - "$schema" "$@" << 'PYTHON'
import json, sys
from jsonschema import validators, FormatChecker
schema = json.load(open(sys.argv[1], encoding="utf-8"))
Validator = validators.validator_for(schema)
Validator.check_schema(schema)
validator = Validator(schema, format_checker=FormatChecker())
bad = 0
for path in sys.argv[2:]:
    log = json.load(open(path, encoding="utf-8"))
    for error in validator.iter_errors(log):
        bad += 1
        print(f"sarif.sh: {path}: {'/'.join(map(str, error.absolute_path))}: {error.message}", file=sys.stderr)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        if rules[result["ruleIndex"]] != result["ruleId"]:
            bad += 1
            print(f"sarif.sh: {path}: ruleIndex of {result['ruleId']} is wrong", file=sys.stderr)
    print(f"sarif.sh: {path.split('/')[-1]}: {len(run['results'])} results")
sys.exit(1 if bad else 0)
PYTHON
