#!/usr/bin/env bash
# Keeps one comment at the pull request: makes it, and afterwards changes it.
set -euo pipefail
source "$GITHUB_ACTION_PATH/.github/action/say.sh"

case ${INPUT_COMMENT:-false} in
    true) ;;
    false) exit 0 ;;
    *)
        annotate error tpm 'The input comment is true or false.'
        exit 2
        ;;
esac

# Without a comment the gate is as good: its verdict is the status of the check.
give_up() {
    annotate warning tpm "There is no comment at the pull request: $1"
    exit 0
}

number=${DIFF_NUMBER:-}
if [[ ${GITHUB_EVENT_NAME:-} == pull_request && ${GITHUB_REF:-} =~ ^refs/pull/([0-9]+)/merge$ ]]; then
    number=${BASH_REMATCH[1]}
    if [[ ${EVENT_HEAD_REPOSITORY:-} != "${GITHUB_REPOSITORY:-}" ]]; then
        printf 'It comes from a fork, whose runs may not write: docs/ci.md of tpm has a second workflow that does.\n'
        exit 0
    fi
fi
[[ -n $number ]] || exit 0
type -P gh >/dev/null || give_up 'this runner has no gh.'

# Several directories of programs have a comment each. Nothing in the name can end the mark.
programs=${INPUT_PROGRAMS:-programs}
mark="<!-- tpm:action:${programs//[^A-Za-z0-9_\/]/} -->"
body=$(mktemp "$RUNNER_TEMP/tpm-comment.XXXXXX")
# Only a comment of a program: whoever else writes our mark could change the verdict later.
old=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments?per_page=100" \
    --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$mark\"))) | .id") ||
    give_up 'its comments cannot be read. The job needs `pull-requests: write`.'
old=${old%%$'\n'*}

# No time and no number of the run, so that the same result is the same text.
{
    printf '%s\n\n' "$mark"
    if [[ -n ${DIFF_TEXT:-} ]]; then
        # A change of something else gets no comment, unless there is one to correct.
        [[ -n $old ]] || ! grep -qx '## Nothing was changed in the plans' "$DIFF_TEXT" || exit 0
        cat -- "$DIFF_TEXT"
    elif [[ ${DIFF_EXIT:-} == 2 ]]; then
        printf '## What this change does could not be told\n\nThe page of the run says why.\n'
    fi
    case ${CHECK_EXIT:-} in
        0 | 1)
            verdict=passes
            [[ $CHECK_EXIT == 0 ]] || verdict=fails
            printf '\n`tpm check` **%s**: errors: %s, warnings: %s. The page of the run lists them.\n' \
                "$verdict" "${CHECK_ERRORS:-}" "${CHECK_WARNINGS:-}"
            ;;
        '') ;;
        *) printf '\n`tpm check` **could not run**. The page of the run says why.\n' ;;
    esac
} >"$body"

if [[ -n $old ]]; then
    gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" --field "body=@$body" --silent ||
        give_up 'GitHub refused to change it. The job needs `pull-requests: write`.'
else
    gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --field "body=@$body" --silent ||
        give_up 'GitHub refused it. The job needs `pull-requests: write`.'
fi
