"""Builds the wheel: maturin builds the module, and finds the command in the folder that is filled here before.

maturin's own arguments say for which machine, and both are built for it: MATURIN_PEP517_ARGS or --config-settings. A wheel
for every Linux since glibc 2.17, whatever is installed here, takes
`--zig --target x86_64-unknown-linux-gnu --compatibility manylinux2014`.

Where there is no cargo, the wheel of this version's release is taken.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

import maturin

import released

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "target" / "wheel.data" / "scripts"

get_requires_for_build_sdist = maturin.get_requires_for_build_sdist


def machine(config_settings):
    parser = argparse.ArgumentParser(prog="MATURIN_PEP517_ARGS", allow_abbrev=False, add_help=False)
    parser.add_argument("--target", default=os.environ.get("CARGO_BUILD_TARGET"))
    parser.add_argument("--zig", action="store_true")
    given, _ = parser.parse_known_args(maturin.get_maturin_pep517_args(config_settings))
    if given.zig and not given.target:
        parser.error("--zig needs --target")
    return given


def get_requires_for_build_wheel(config_settings=None):
    if not shutil.which("cargo"):
        return ["packaging"]
    zig = ["cargo-zigbuild", "ziglang"] if machine(config_settings).zig else []
    return maturin.get_requires_for_build_wheel(config_settings) + zig


def build_sdist(sdist_directory, config_settings=None):
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    return maturin.build_sdist(sdist_directory, config_settings)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    if not shutil.which("cargo"):
        return released.fetch(wheel_directory)
    given = machine(config_settings)
    command = ["cargo", "zigbuild" if given.zig else "build", "--profile", "wheel", "--bin", "needlint"]
    if given.target:
        # the glibc of manylinux2014
        command += ["--target", f"{given.target}.2.17" if given.zig else given.target]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    built = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    folder = built / (given.target or "") / "wheel"
    name = next(name for name in ("needlint.exe", "needlint") if (folder / name).exists())
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    shutil.copy2(folder / name, SCRIPTS / name)
    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)
