#!/usr/bin/env bash
# Prints what CHANGELOG.md says of the version in Cargo.toml.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
version=$(sed -n '/^version = "/{s/^version = "\(.*\)"$/\1/p;q;}' Cargo.toml)
notes=$(awk -v heading="## [$version]" '/^## / { on = index($0, heading) == 1; next } on' CHANGELOG.md)
[[ -n ${notes//[[:space:]]/} ]] || { printf 'CHANGELOG.md says nothing of %s\n' "$version" >&2; exit 1; }
printf '%s\n' "$notes"
