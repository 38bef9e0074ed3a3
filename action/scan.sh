#!/usr/bin/env bash
# Runs needlint as the inputs of the action say, and tells the next steps how it ended and what it wrote. Findings do not
# fail this step: they are to be uploaded before the last one does.
set -uo pipefail

fail() {
  echo "::error title=needlint::$1"
  exit 2
}

[ -z "$ROOT" ] || PATH="$ROOT/bin:$PATH"
sarif=$RUNNER_TEMP/needlint.sarif
markdown=$RUNNER_TEMP/needlint.md
rm -f "$sarif" "$markdown"

arguments=(--format github --report "sarif=$sarif" --report "markdown=$markdown")
[ -z "$INPUT_FAIL_ON" ] || arguments+=(--fail-on "$INPUT_FAIL_ON")
[ -z "$INPUT_BASELINE" ] || arguments+=(--baseline "$INPUT_BASELINE")
if [[ $INPUT_ARGUMENTS =~ [^[:space:]] ]]; then
  # xargs reads quotes as a shell does, and expands and runs nothing
  words=$(xargs -n 1 printf '%s\n' <<<"$INPUT_ARGUMENTS") || fail "a quote in the input arguments is not closed"
  while IFS= read -r word; do arguments+=("$word"); done <<<"$words"
fi

IFS=$'\n'
# shellcheck disable=SC2206 # a path a line, and wildcards are meant to work
paths=($INPUT_PATHS)
[ "${#paths[@]}" -gt 0 ] || fail "the input paths is empty: name the catalogues, one a line"

needlint scan "${arguments[@]}" -- "${paths[@]}"
code=$?

[ -s "$sarif" ] || sarif=
[ -s "$markdown" ] || markdown=
{
  echo "exit-code=$code"
  echo "sarif=$sarif"
  echo "markdown=$markdown"
} >>"$GITHUB_OUTPUT"
