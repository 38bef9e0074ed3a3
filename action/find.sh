#!/usr/bin/env bash
# Looks for needlint on PATH. If the requested version is not there, the next steps get the folder to build it in and
# the cache key, which changes with the source.
set -euo pipefail

own=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
wanted=${INPUT_VERSION:-$own}
there=$(needlint --version 2>/dev/null | cut -d ' ' -f 2 || true)

if [ "$there" = "$wanted" ]; then
  echo "needlint $there is on PATH"
  exit
fi
if [ "$wanted" != "$own" ]; then
  echo "::error title=needlint::version $wanted was requested, but this action comes with $own and PATH has" \
    "${there:-none}. Use the action at the tag v$wanted, or put that version on PATH first."
  exit 2
fi
sum=$(cd "$GITHUB_ACTION_PATH" && find Cargo.toml Cargo.lock src rules -type f | LC_ALL=C sort | tr '\n' '\0' |
  xargs -0 cat | cksum | tr ' ' '-')
{
  echo "root=$RUNNER_TEMP/needlint"
  echo "key=needlint-$own-$RUNNER_OS-$RUNNER_ARCH-$sum"
} >>"$GITHUB_OUTPUT"
