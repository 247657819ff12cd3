#!/usr/bin/env bash
# Runs the gate for action.yml. The environment has the inputs; each is one argument, whatever it
# contains.
set -euo pipefail
source "$GITHUB_ACTION_PATH/.github/action/say.sh"
source "$GITHUB_ACTION_PATH/.github/action/base.sh"

case ${INPUT_CHECK:-true} in true | false) ;; *) INPUT_CHECK=neither ;; esac
[[ $INPUT_CHECK != false ]] || exit 0

# Prints only our own text, because the runner executes commands in the log.
refuse() {
    printf '::error title=tpm::%s\n' "$1"
    printf '\n## tpm check\n\nThe check could not run. %s\n' "$1" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    output exit-code 2
    exit 2
}

[[ $INPUT_CHECK != neither ]] || refuse 'The input check is true or false.'
# `type -P` finds only files, so no shell keyword is taken for a program.
tpm=$(type -P -- "${INPUT_TPM:-$RUNNER_TEMP/tpm/bin/tpm}") || refuse 'There is no program where the input tpm points.'

directory=$(mktemp -d "$RUNNER_TEMP/tpm-check.XXXXXX")
report=$directory/check.json
arguments=(check --format=github --output=- "--output=json=$report")
[[ -z ${INPUT_SARIF:-} ]] || arguments+=("--output=sarif=$INPUT_SARIF")
[[ -z ${INPUT_PROGRAMS:-} ]] || arguments+=("--programs=$INPUT_PROGRAMS")
[[ -z ${INPUT_AS_OF:-} ]] || arguments+=("--as-of=$INPUT_AS_OF")
[[ -z ${INPUT_FAIL_ON:-} ]] || arguments+=("--fail-on=$INPUT_FAIL_ON")
case ${INPUT_ON_WORKDAYS:-false} in
    true) arguments+=(--on-workdays) ;;
    false) ;;
    *) refuse 'The input on-workdays is true or false.' ;;
esac
# A change does not have to fix earlier findings. This needs the history of both sides; tpm
# reports where it is missing.
case ${INPUT_NEW_SINCE:-auto} in
    auto) [[ -z $base ]] || arguments+=("--new-since=$base") ;;
    all) ;;
    *) arguments+=("--new-since=$INPUT_NEW_SINCE") ;;
esac
case ${INPUT_POLICY_FROM:-base} in
    head) ;;
    base) [[ -z $base ]] || arguments+=("--policy-from=$base") ;;
    *) arguments+=("--policy-from=$INPUT_POLICY_FROM") ;;
esac
while IFS= read -r line || [[ -n $line ]]; do
    # Trim white space, as from a block in a workflow or a file from Windows.
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    [[ ! ${line%%=*} =~ ^-.*[[:space:]] ]] || refuse 'The input arguments takes one argument per line: write --team=payments.'
    [[ -z $line ]] || arguments+=("$line")
done <<<"${INPUT_ARGUMENTS:-}"

status=0
"$tpm" "${arguments[@]}" || status=$?
# Of the others, tpm has said the reason itself.
((status <= 2)) || annotate error tpm "tpm ended with status $status, which is a fault of tpm."

# Prints a count from the report. Quotes in its strings are escaped, so no text of a plan looks like
# a key.
count() {
    sed -n "/^ *\"$1\": [0-9]*,\{0,1\}\$/{s/[^0-9]//g;p;q;}" "$report"
}
output exit-code "$status"
if [[ -f $report ]]; then
    errors=$(count errors) warnings=$(count warnings)
    output errors "$errors"
    output warnings "$warnings"
    output report "$report"
    printf 'tpm check: errors: %s, warnings: %s, exit status: %s\n' "$errors" "$warnings" "$status"
    if [[ -n $(sed -n '/^ *"day_off": true,$/{p;q;}' "$report") ]]; then
        printf 'Only plan errors fail: everyone with open work is off on this day.\n'
    fi
fi
exit "$status"
