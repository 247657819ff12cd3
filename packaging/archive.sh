#!/usr/bin/env bash
# Makes the archive of a release: `archive.sh TARGET BINARY DIRECTORY`. Prints its path.
set -euo pipefail

target=$1 binary=$2
mkdir -p -- "$3"
out=$(cd -- "$3" && pwd)
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n '/^version = "/{s/^version = "\(.*\)"$/\1/p;q;}' "$root/Cargo.toml")
name=tpm-$version-$target

rm -rf -- "${out:?}/$name"
mkdir -- "$out/$name"
install -m 755 -- "$binary" "$out/$name/"
for file in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE; do
    install -m 644 -- "$root/$file" "$out/$name/"
done
cd -- "$out"
case $target in
    *-windows-*) archive=$name.zip && 7z a -bso0 -tzip "$archive" "$name" ;;
    *) archive=$name.tar.gz && tar -czf "$archive" "$name" ;;
esac
rm -rf -- "${out:?}/$name"
printf '%s/%s\n' "$out" "$archive"
