"""The GitHub action installs the wheel of a release: with the real pip, and a release in a folder."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
INFO = "needlint-7.0.0.dist-info"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for needlint is a shell script")


@pytest.fixture
def runner(tmp_path):
    release = tmp_path / "repository" / "releases" / "download" / "v7.0.0"
    for folder in (release, tmp_path / "action", tmp_path / "temp", tmp_path / "bin"):
        folder.mkdir(parents=True)
    python = tmp_path / "bin" / "python3"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    cargo = f'[workspace.package]\nversion = "7.0.0"\nrepository = "{(tmp_path / "repository").as_uri()}"\n'
    (tmp_path / "action" / "Cargo.toml").write_text(cargo)
    return tmp_path, release


def publish(release, tag):
    """A wheel whose command says its version, and its sum."""
    path = release / f"needlint-7.0.0-py3-none-{tag}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        command = zipfile.ZipInfo("needlint-7.0.0.data/scripts/needlint")
        command.external_attr = 0o100755 << 16
        wheel.writestr(command, "#!/bin/sh\necho needlint 7.0.0\n")
        wheel.writestr(f"{INFO}/METADATA", "Metadata-Version: 2.1\nName: needlint\nVersion: 7.0.0\n")
        wheel.writestr(f"{INFO}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n")
        wheel.writestr(f"{INFO}/RECORD", "")
    sums = f"{'0' * 64}  needlint-7.0.0.tar.gz\n{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
    (release / "SHA256SUMS").write_text(sums)
    return path


def find(folder, **inputs):
    output = folder / "output"
    output.write_text("")
    path = f"{folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
    environment = {"PATH": path, "HOME": str(folder), "GITHUB_ACTION_PATH": str(folder / "action")}
    environment |= {"GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(folder / "temp")}
    environment |= {"RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "INPUT_VERSION": "", "INPUT_WHEELS": ""}
    ended = subprocess.run(
        [shutil.which("bash"), ROOT / "action" / "find.sh"], cwd=folder, env=environment | inputs, capture_output=True, text=True
    )
    return ended.returncode, ended.stdout, output.read_text()


def installed(folder):
    command = folder / "temp" / "needlint" / "bin" / "needlint"
    return subprocess.run([command, "--version"], capture_output=True, text=True).stdout


def test_the_wheel_of_the_release_is_installed(runner):
    folder, release = runner
    publish(release, "any")
    for _ in range(2):
        assert find(folder) == (0, "", f"root={folder / 'temp' / 'needlint'}\n")
        assert installed(folder) == "needlint 7.0.0\n"


def test_a_folder_of_wheels_takes_the_place_of_the_release(runner):
    folder, release = runner
    publish(release, "any")
    release.rename(folder / "my wheels")
    assert find(folder, INPUT_WHEELS="my wheels")[0] == 0
    assert installed(folder) == "needlint 7.0.0\n"


def test_what_is_missing_or_was_changed_is_not_installed(runner):
    folder, release = runner
    code, told, _ = find(folder)
    assert code == 2 and "there is no release of needlint 7.0.0 to be had at file://" in told
    publish(release, "win_arm64")
    code, told, _ = find(folder)
    assert code == 2 and "pip could not install needlint 7.0.0 for Linux on X64" in told and "cargo install" in told
    (release / "needlint-7.0.0-py3-none-win_arm64.whl").unlink()
    with publish(release, "any").open("ab") as wheel:
        wheel.write(b"more")
    assert find(folder)[0] == 2
    assert not (folder / "temp" / "needlint").exists()
