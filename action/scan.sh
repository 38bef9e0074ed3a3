#!/usr/bin/env bash
# Runs needlint with the inputs of the action, and gives the next steps its exit code and the files that it wrote.
# Findings do not fail this step, so that they can be uploaded before the last step fails.
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
[ -z "$INPUT_SARIF_ONLY" ] || arguments+=(--sarif-only "$INPUT_SARIF_ONLY")
if [[ $INPUT_ARGUMENTS =~ [^[:space:]] ]]; then
  # xargs reads quotes as a shell does, but expands and runs nothing
  words=$(xargs -n 1 printf '%s\n' <<<"$INPUT_ARGUMENTS") || fail "a quote in the input arguments is not closed"
  while IFS= read -r word; do arguments+=("$word"); done <<<"$words"
fi

IFS=$'\n'
# shellcheck disable=SC2206 # one path per line, and wildcards must work
paths=($INPUT_PATHS)
[ "${#paths[@]}" -gt 0 ] || fail "the input paths is empty: name the catalogues, one per line"

needlint scan "${arguments[@]}" -- "${paths[@]}"
code=$?

# without a report, the annotations do not say what went wrong
if [ "$code" = 2 ] && [ ! -s "$markdown" ]; then
  echo "::error title=needlint::needlint could not run: see the log of this step"
fi
[ -s "$sarif" ] || sarif=
[ -s "$markdown" ] || markdown=
{
  echo "exit-code=$code"
  echo "sarif=$sarif"
  echo "markdown=$markdown"
} >>"$GITHUB_OUTPUT"
