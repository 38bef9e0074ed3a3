"""Builds the wheel: maturin builds the module, and finds the command in the folder that is filled here before."""

import os
import pathlib
import shutil
import subprocess
import sys

import maturin

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "target" / "wheel.data" / "scripts"

get_requires_for_build_wheel = maturin.get_requires_for_build_wheel
get_requires_for_build_sdist = maturin.get_requires_for_build_sdist


def build_sdist(sdist_directory, config_settings=None):
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    return maturin.build_sdist(sdist_directory, config_settings)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    command = ["cargo", "build", "--profile", "wheel", "--bin", "needlint"]
    target = os.environ.get("CARGO_BUILD_TARGET")
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    built = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    folder = built / target / "wheel" if target else built / "wheel"
    name = next(name for name in ("needlint.exe", "needlint") if (folder / name).exists())
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    shutil.copy2(folder / name, SCRIPTS / name)
    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)
