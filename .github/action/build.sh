#!/usr/bin/env bash
# Builds tpm from the checkout that holds action.yml.
set -euo pipefail

if ! type -P cargo >/dev/null; then
    printf '::error title=tpm::There is no Rust toolchain on this runner. Install Rust 1.88 or later, or set the input tpm to one that is already there.\n'
    exit 2
fi
# Here, the .cargo/config.toml and rust-toolchain.toml of the checked repository have no effect.
cd -- "$GITHUB_ACTION_PATH"
printf '::group::Build tpm\n'
cargo install --path . --locked --root "$RUNNER_TEMP/tpm" --target-dir "$RUNNER_TEMP/tpm-build"
printf '::endgroup::\n'
