#!/usr/bin/env bash
# With what a run compares: sets `base` for the gate, empty where it judges everything, and
# `compared` for the difference, empty where there is nothing. Sourced, never run.
#
# shellcheck disable=SC2034 # who sources it uses both
set -euo pipefail

base='' compared=''
if [[ ${GITHUB_EVENT_NAME:-} == merge_group ]]; then
    # What is before it in the queue was judged by its own run.
    base=${EVENT_MERGE_BASE:-} compared=${EVENT_MERGE_BASE:-}
elif [[ -n ${GITHUB_BASE_REF:-} ]]; then
    base=origin/$GITHUB_BASE_REF...HEAD compared=$base
elif [[ ${GITHUB_EVENT_NAME:-} == push ]]; then
    # All zeros: the branch is new.
    [[ ${EVENT_BEFORE:-} =~ ^0*$ ]] || compared=$EVENT_BEFORE
elif [[ ${GITHUB_EVENT_NAME:-} == schedule ]]; then
    compared=yesterday
fi
