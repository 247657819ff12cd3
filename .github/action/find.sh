#!/usr/bin/env bash
# Says which released archive fits this runner, and under which key a cache keeps what is installed.
set -euo pipefail
source "$GITHUB_ACTION_PATH/.github/action/say.sh"

case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc ;;
    *) target= ;;
esac
version=$(row version)
archive=
case $target in
    '') ;;
    *-windows-*) archive=tpm-$version-$target.zip ;;
    *) archive=tpm-$version-$target.tar.gz ;;
esac
# What it would be built from: another commit of the same version is another tpm.
cd -- "$GITHUB_ACTION_PATH"
sources=$(find Cargo.toml Cargo.lock src .github/action -type f -print0 | LC_ALL=C sort -z | xargs -0 cat | sha256)
output archive "$archive"
output key "tpm-$version-${RUNNER_OS:-}-${RUNNER_ARCH:-}-${sources%% *}"
