#!/usr/bin/env bash
# Writes the files of the channels for one release: `expand.sh SHA256SUMS DIRECTORY`. Version and
# repository come from Cargo.toml, checksums from the list. A mark that stays is a fault.
set -euo pipefail

sums=$1 out=$2
mkdir -p -- "$out"
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
row() {
    sed -n "/^$1 = \"/{s/^$1 = \"\(.*\)\"\$/\1/p;q;}" "$here/../Cargo.toml"
}
version=$(row version) repository=$(row repository)
slug=${repository#https://github.com/}
expressions=(-e "s|@VERSION@|$version|g" -e "s|@REPOSITORY@|$repository|g")
expressions+=(-e "s|@SLUG@|$slug|g" -e "s|@OWNER@|${slug%%/*}|g" -e "s|@NAME@|${slug#*/}|g")
while read -r sum file; do
    file=${file#\*}
    [[ $file == "tpm-$version-"* ]] || continue
    target=${file#"tpm-$version-"}
    target=${target%.tar.gz}
    expressions+=(-e "s|@SHA256:${target%.zip}@|$sum|g")
done <"$sums"

for channel in homebrew/tpm.rb scoop/tpm.json aqua.yaml mise.toml gitlab/templates/tpm.yml; do
    case $channel in
        gitlab/*) file=$out/tpm.gitlab-ci.yml ;;
        *) file=$out/${channel##*/} ;;
    esac
    sed "${expressions[@]}" "$here/$channel" >"$file"
    if grep -n '@[A-Z0-9]*[:@]' "$file" >&2; then
        printf '%s: no value for the marks above\n' "$channel" >&2
        exit 1
    fi
done
