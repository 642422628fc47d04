"""A story folder out of git, as it was in a revision."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ulysse_game.playtest.compare import NoGit, NoRevision, NotInGit, export
from ulysse_game.playtest.compare.revision import _lay, _ordinary

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose folder ``story`` held ``old`` in its first revision."""
    root = tmp_path / "repository"
    (root / "story" / "part").mkdir(parents=True)
    (root / "story" / "part" / "a.yaml").write_text("old\n")
    (root / "else.txt").write_text("not of the story\n")
    git(tmp_path, "init", "-q", str(root))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    git(root, "tag", "first")
    (root / "story" / "part" / "a.yaml").write_text("new\n")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "two")
    return root


@needs_git
def test_the_folder_as_it_was(repository: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    export(repository / "story", "first", into)
    found = {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()}
    assert found == {"part/a.yaml"}
    assert (into / "part" / "a.yaml").read_text() == "old\n"
    assert (repository / "story" / "part" / "a.yaml").read_text() == "new\n"


@needs_git
@pytest.mark.parametrize("revision", ["nonsense", "--help", "first:story", ""])
def test_no_such_revision(repository: Path, tmp_path: Path, revision: str) -> None:
    with pytest.raises(NoRevision):
        export(repository / "story", revision, tmp_path)


@needs_git
def test_a_folder_that_was_not_there_yet(repository: Path, tmp_path: Path) -> None:
    (repository / "late").mkdir()
    with pytest.raises(NoRevision):
        export(repository / "late", "first", tmp_path)


@needs_git
def test_a_folder_in_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NotInGit):
        export(tmp_path, "HEAD", tmp_path)


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(NoGit):
        export(tmp_path, "HEAD", tmp_path)


@needs_git
def test_a_repository_of_a_stranger_runs_nothing(repository: Path, tmp_path: Path) -> None:
    """``git archive`` runs the filters that a repository's own settings name."""
    ran = tmp_path / "ran"
    (repository / "story" / ".gitattributes").write_text("*.yaml filter=theirs\n")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "three")
    git(repository, "config", "filter.theirs.smudge", f"touch {ran}; cat")
    git(repository, "config", "core.fsmonitor", f"touch {ran};")
    into = tmp_path / "into"
    into.mkdir()
    export(repository / "story", "HEAD", into)
    assert (into / "part" / "a.yaml").read_text() == "new\n"
    assert not ran.exists()


def test_nothing_is_laid_elsewhere_and_no_link(tmp_path: Path) -> None:
    entries = (
        ("100644", "../out.yaml"), ("100755", "/abs.yaml"), ("100644", "in/ok.yaml"),
        ("120000", "link.yaml"), ("160000", "module.yaml"),
    )  # fmt: skip
    tree = "\0".join(f"{mode} blob {'0' * 40}\t{path}" for mode, path in entries) + "\0"
    files = dict(_ordinary(tree.encode()))
    assert list(files) == ["../out.yaml", "/abs.yaml", "in/ok.yaml"]
    into = tmp_path / "into"
    into.mkdir()
    _lay(files, f"{'0' * 40} blob 2\na\n\n".encode() * 3, into)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yaml")] == [
        "into/in/ok.yaml"
    ]
