#!/usr/bin/env bash
# Looks for needlint on PATH. If the requested version is not there, pip installs its wheel into a folder of its own, and
# the next steps get that folder.
set -euo pipefail

fail() {
  echo "::error title=needlint::$1"
  exit 2
}
value() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1; }

wanted=${INPUT_VERSION:-$(value version)}
there=$(needlint --version 2>/dev/null | cut -d ' ' -f 2 || true)
if [ "$there" = "$wanted" ]; then
  echo "needlint $there is on PATH"
  exit
fi

[[ $wanted =~ ^[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*$ ]] || fail "version is '$wanted': write it like 0.1.0"
python=
for name in python3 python; do
  if "$name" -c 'import sys, pip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    python=$name
    break
  fi
done
[ -n "$python" ] || fail "Python 3.9 or later with pip is needed to install needlint: add actions/setup-python before this step"

# pip chooses among the wheels of the release, which SHA256SUMS lists, and checks the sum.
wheels=$INPUT_WHEELS
if [ -z "$wheels" ]; then
  release=$(value repository)/releases/download/v$wanted
  wheels=$RUNNER_TEMP/needlint-wheels.html
  sums=$(curl --fail --silent --show-error --location --retry 3 "$release/SHA256SUMS") ||
    fail "there is no release of needlint $wanted to be had at $release: see the log of this step"
  sed -n "s|^\([0-9a-f]\{64\}\) [ *]\(needlint-.*\.whl\)\$|<a href=\"$release/\2#sha256=\1\">\2</a>|p" <<<"$sums" >"$wheels"
fi
root=$RUNNER_TEMP/needlint
PIP_ROOT_USER_ACTION=ignore "$python" -m pip install --quiet --disable-pip-version-check --no-deps \
  --only-binary :all: --no-index --find-links "$wheels" --target "$root" --upgrade "needlint==$wanted" ||
  fail "pip could not install needlint $wanted for $RUNNER_OS on $RUNNER_ARCH: see the log of this step. If no wheel fits \
this runner, build it in a step before this one, with Rust: cargo install --locked --git $(value repository) --tag v$wanted"
# Git Bash on Windows has its own way to write a path in PATH
if command -v cygpath >/dev/null; then root=$(cygpath -u "$root"); fi
echo "root=$root" >>"$GITHUB_OUTPUT"
