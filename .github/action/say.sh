#!/usr/bin/env bash
# What the scripts of the action share: how they answer. Sourced, never run.
set -euo pipefail

# Outputs get only numbers and our own paths, never text from an input or a plan.
output() {
    printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/null}"
}

# Markdown for the page of the run.
summary() {
    printf '%s\n' "$1" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
}

# Prints text as the message of an annotation: `annotate error 'tpm diff' TEXT`.
annotate() {
    local text=$3 line=$'\n' return=$'\r'
    text=${text//\%/%25}
    text=${text//$return/%0D}
    text=${text//$line/%0A}
    printf '::%s title=%s::%s\n' "$1" "$2" "$text"
}

# A row of our own Cargo.toml.
row() {
    sed -n "/^$1 = \"/{s/^$1 = \"\(.*\)\"\$/\1/p;q;}" "$GITHUB_ACTION_PATH/Cargo.toml"
}

sha256() {
    if type -P sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}
