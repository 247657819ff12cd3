#!/usr/bin/env bash
# Runs the gate for action.yml. What the inputs say comes in the environment; each is one argument, whatever stands in it.
set -euo pipefail

# To the outputs go numbers and a path of our own, never text of an input or of a plan.
output() {
    printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/null}"
}

# Our own words only: the log acts on what it reads.
refuse() {
    printf '::error title=tpm::%s\n' "$1"
    output exit-code 2
    exit 2
}

# A file, so that no shell word is taken for a program.
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
# In a pull request what was there before is not the change's to mend. Both histories have to be there: tpm says so.
base=${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF...HEAD}
case ${INPUT_NEW_SINCE:-auto} in
    auto) [[ -z $base ]] || arguments+=("--new-since=$base") ;;
    all) ;;
    *) arguments+=("--new-since=$INPUT_NEW_SINCE") ;;
esac
case ${INPUT_POLICY_FROM:-} in
    '') ;;
    base) [[ -z $base ]] || arguments+=("--policy-from=$base") ;;
    *) arguments+=("--policy-from=$INPUT_POLICY_FROM") ;;
esac
while IFS= read -r line || [[ -n $line ]]; do
    # Without the white space around it, such as that of a block in a workflow or of a file from Windows.
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    [[ ! ${line%%=*} =~ ^-.*[[:space:]] ]] || refuse 'The input arguments has one argument a line: write --team=payments.'
    [[ -z $line ]] || arguments+=("$line")
done <<<"${INPUT_ARGUMENTS:-}"

status=0
"$tpm" "${arguments[@]}" || status=$?

# Returns a count of the report. Quotes in strings are escaped there, so that nothing a plan says reads as a key.
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
        printf 'Only errors in plans fail: nobody who has something unfinished works on this day.\n'
    fi
fi
exit "$status"
