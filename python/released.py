"""The wheel of a release, for machines that have no Rust to build one: by the sum that the release has for it."""

import hashlib
import pathlib
import re
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def fetch(folder):
    """Puts the wheel of this version for this machine into a folder, and gives its name."""
    # pip has it wherever it builds without Rust
    from packaging.tags import sys_tags
    from packaging.utils import parse_wheel_filename

    cargo = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    version, repository = (re.search(f'^{key} = "(.*)"$', cargo, re.M)[1] for key in ("version", "repository"))
    release = f"{repository}/releases/download/v{version}"
    sums = dict(reversed(line.split()) for line in get(f"{release}/SHA256SUMS").decode().splitlines())
    wheels = {tag: name for name in sums if name.endswith(".whl") for tag in parse_wheel_filename(name)[3]}
    name = next((wheels[tag] for tag in sys_tags() if tag in wheels), None)
    if name is None:
        fail(f"{release} has no wheel for this machine")
    wheel = get(f"{release}/{name}")
    if hashlib.sha256(wheel).hexdigest() != sums[name]:
        fail(f"{release}/{name} is not what SHA256SUMS says")
    (pathlib.Path(folder) / name).write_bytes(wheel)
    return name


def get(address):
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read()
    except urllib.error.URLError as error:
        fail(f"{address}: {error.reason}")


def fail(why):
    raise SystemExit(f"needlint: there is no cargo to build it, and no wheel: {why}. Rust is at https://rustup.rs")
