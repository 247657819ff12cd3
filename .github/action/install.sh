#!/usr/bin/env bash
# Installs tpm for the steps that follow: the released archive if there is one, after its checksum
# and, where gh can, its attestation were checked; else it is built.
set -euo pipefail
source "$GITHUB_ACTION_PATH/.github/action/say.sh"

kept=$RUNNER_TEMP/tpm-kept bin=$RUNNER_TEMP/tpm/bin
version=$(row version) repository=$(row repository)
mkdir -p -- "$kept" "$bin"

refuse() {
    annotate error tpm "$1"
    summary $'\n## tpm\n\ntpm could not be installed. '"$1"
    exit 2
}

fetch() {
    curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --retry 3 --max-time 180 \
        --output "$kept/$1" -- "$repository/releases/download/v$version/$1" || { rm -f -- "$kept/$1"; return 1; }
}

# Whether the archive is the one that the list of the release names.
is_listed() {
    local wanted found
    wanted=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$ARCHIVE\$/\1/p" "$kept/SHA256SUMS")
    found=$(sha256 <"$kept/$ARCHIVE")
    [[ -n $wanted && ${found%% *} == "$wanted" ]]
}

released() {
    [[ -n ${ARCHIVE:-} ]] || return 1
    if [[ -f $kept/$ARCHIVE && -f $kept/SHA256SUMS ]] && is_listed; then
        return 0
    fi
    # Without a list, or without a line for this runner, there is no release for it.
    fetch SHA256SUMS && grep -q "^[0-9a-f]\{64\} [ *]$ARCHIVE\$" "$kept/SHA256SUMS" || return 1
    fetch "$ARCHIVE" || return 1
    if ! is_listed; then
        rm -f -- "$kept/$ARCHIVE" "$kept/SHA256SUMS"
        refuse "The checksum of $ARCHIVE is not the one in SHA256SUMS of its release. Nothing was installed."
    fi
}

if [[ -f $kept/built ]]; then
    cp -- "$kept/built" "$bin/tpm"
    printf 'tpm %s, built by an earlier run of this action\n' "$version"
elif released; then
    # gh knows github.com only with a token of github.com.
    if [[ -n ${GH_TOKEN:-} && ${GITHUB_SERVER_URL:-} == https://github.com ]] && gh attestation verify --help >/dev/null 2>&1; then
        slug=${repository#https://github.com/}
        gh attestation verify "$kept/$ARCHIVE" --repo "$slug" --source-ref "refs/tags/v$version" \
            --signer-workflow "$slug/.github/workflows/release.yml" >/dev/null ||
            refuse "$ARCHIVE has no attestation that the release workflow made it. Nothing was installed."
        checked='checksum and attestation'
    else
        checked='checksum; this runner has nothing to check the attestation with'
    fi
    case $ARCHIVE in
        *.zip) unzip -qo "$kept/$ARCHIVE" -d "$RUNNER_TEMP" && cp -- "$RUNNER_TEMP/${ARCHIVE%.zip}/tpm.exe" "$bin/" ;;
        *) tar -xzf "$kept/$ARCHIVE" -C "$RUNNER_TEMP" && cp -- "$RUNNER_TEMP/${ARCHIVE%.tar.gz}/tpm" "$bin/" ;;
    esac
    printf 'tpm %s from its release, checked: %s\n' "$version" "$checked"
else
    printf 'There is no released tpm %s for this runner, so it is built.\n' "$version"
    bash "$GITHUB_ACTION_PATH/.github/action/build.sh"
    cp -- "$bin/tpm" "$kept/built"
fi
