#!/usr/bin/env bash
# Builds tpm from the checkout that holds action.yml.
set -euo pipefail

if ! type -P cargo >/dev/null; then
    printf '::error title=tpm::There is no Rust toolchain on this runner. Install Rust 1.88 or later, or name a tpm that is already there with the input tpm.\n'
    exit 2
fi
# In there, no .cargo/config.toml or rust-toolchain.toml of the repository that is judged has a say.
cd -- "$GITHUB_ACTION_PATH"
printf '::group::Build tpm\n'
cargo install --path . --locked --root "$RUNNER_TEMP/tpm" --target-dir "$RUNNER_TEMP/tpm-build"
printf '::endgroup::\n'
