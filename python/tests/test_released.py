"""Where there is no Rust, the wheel of the release is taken: from a release in a folder."""

import sys

import pytest

from test_action import ROOT, publish, runner

sys.path.insert(0, str(ROOT / "python"))

import released


@pytest.fixture
def release(runner, monkeypatch):
    folder, release = runner
    monkeypatch.setattr(released, "ROOT", folder / "action")
    return folder, release


def test_the_wheel_for_this_machine_is_taken(release):
    folder, release = release
    wheel = publish(release, "any")
    assert released.fetch(folder / "temp") == wheel.name
    assert (folder / "temp" / wheel.name).read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize("tag, why", [("win_arm64", "no wheel for this machine"), ("any", "not what SHA256SUMS says")])
def test_no_other_wheel_is_taken(release, tag, why):
    folder, release = release
    publish(release, tag).write_bytes(b"another")
    with pytest.raises(SystemExit, match=why):
        released.fetch(folder / "temp")
    assert list((folder / "temp").iterdir()) == []


def test_without_a_release_there_is_a_way_out(release):
    with pytest.raises(SystemExit, match="Rust is at"):
        released.fetch(release[0] / "temp")
