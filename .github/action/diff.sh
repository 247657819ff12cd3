#!/usr/bin/env bash
# Says what the change does to the dates: in the summary of the run, and in a file for the comment.
set -euo pipefail
source "$GITHUB_ACTION_PATH/.github/action/say.sh"
source "$GITHUB_ACTION_PATH/.github/action/base.sh"

# Why nothing can be said: an annotation, and the summary as a block that no text of it ends.
refuse() {
    local line=$'\n' block=$1
    local indented="$line    "
    block=${block//$line/$indented}
    annotate error 'tpm diff' "$1"
    summary "$line## tpm diff$line${line}What the change does could not be told:$line$indented$block"
    output exit-code 2
    exit 2
}

case ${INPUT_DIFF:-auto} in
    auto | true) ;;
    false) exit 0 ;;
    *) refuse 'The input diff is auto, true or false.' ;;
esac
[[ ! ${INPUT_DIFF_BASE:-} =~ ^-[^0-9] ]] || refuse 'The input diff-base is a commit or a day, and no flag.'
[[ -z ${INPUT_DIFF_BASE:-} ]] || compared=$INPUT_DIFF_BASE

# A pull request whose own run had a token that cannot write. Its commits are fetched as objects and
# read; nothing of it is checked out or run. Which one it is, GitHub says and not that run.
head=()
if [[ ${GITHUB_EVENT_NAME:-} == workflow_run ]]; then
    [[ ${EVENT_HEAD_SHA:-} =~ ^[0-9a-f]{40}$ ]] || refuse 'This run names no commit of another run.'
    found=$(gh api --method GET "repos/$GITHUB_REPOSITORY/pulls" --raw-field state=open \
        --raw-field "head=${EVENT_HEAD_OWNER:-}:${EVENT_HEAD_BRANCH:-}" \
        --jq ".[] | select(.head.sha == \"$EVENT_HEAD_SHA\") | \"\(.number) \(.base.sha)\"") ||
        refuse 'GitHub did not say which pull request this commit belongs to.'
    read -r number before <<<"${found%%$'\n'*}" || true
    if [[ ! ${number:-} =~ ^[0-9]+$ || ! ${before:-} =~ ^[0-9a-f]{40}$ ]]; then
        printf 'No open pull request has this commit any more.\n'
        exit 0
    fi
    git -c credential.helper= -c credential.helper='!gh auth git-credential' fetch --quiet --no-tags \
        origin "$before" "refs/pull/$number/head" || refuse 'The commits of the pull request cannot be fetched.'
    compared=$before...$EVENT_HEAD_SHA head=("$EVENT_HEAD_SHA")
    output number "$number"
fi
if [[ -z $compared ]]; then
    [[ ${INPUT_DIFF:-auto} != true ]] || refuse 'This run has nothing to compare with: set the input diff-base.'
    exit 0
fi

tpm=$(type -P -- "${INPUT_TPM:-$RUNNER_TEMP/tpm/bin/tpm}") || refuse 'There is no program where the input tpm points.'
directory=$(mktemp -d "$RUNNER_TEMP/tpm-diff.XXXXXX")
text=$directory/diff.md
arguments=(diff --format=markdown "--output=$text")
[[ -z ${INPUT_PROGRAMS:-} ]] || arguments+=("--programs=$INPUT_PROGRAMS")
[[ -z ${INPUT_AS_OF:-} ]] || arguments+=("--as-of=$INPUT_AS_OF")
[[ -z ${INPUT_DIFF_FAIL_ON:-} ]] || arguments+=("--fail-on=$INPUT_DIFF_FAIL_ON")
arguments+=("$compared" ${head[@]+"${head[@]}"})

status=0
"$tpm" "${arguments[@]}" 2>"$directory/reason" || status=$?
if [[ ! -s $text ]]; then
    reason=$(<"$directory/reason")
    # Nobody asked: a push that replaced commits, or a clone without its history.
    if [[ ${INPUT_DIFF:-auto} == auto && -z ${INPUT_DIFF_BASE:-}${INPUT_DIFF_FAIL_ON:-} && ${INPUT_COMMENT:-} != true ]]; then
        annotate notice 'tpm diff' "$reason"
        exit 0
    fi
    refuse "${reason:-tpm ended with status $status and said nothing.}"
fi
# GitHub shows no summary of a step above 1 MiB.
if (($(wc -c <"$text") < 1000000)); then
    summary $'\n'"$(<"$text")"
else
    summary $'\n## tpm diff\n\nIt is too long for this page.'
fi
output comment "$text"
case $status in
    0) ;;
    1) annotate error 'tpm diff' 'This change does what diff-fail-on says that it may not. The summary of the run has it.' ;;
    2)
        annotate warning 'tpm diff' 'A plan of either side has errors, so that some dates are not compared.'
        # The gate says it too, of the side that counts; a change that repairs a plan may pass.
        [[ -n ${INPUT_DIFF_FAIL_ON:-} ]] || status=0
        ;;
    *) annotate error 'tpm diff' "tpm ended with status $status, which is a fault of tpm." ;;
esac
output exit-code "$status"
exit "$status"
