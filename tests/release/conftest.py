"""The archive of a release, made from the one build of this tree, packed and unpacked."""

import io
import zipfile
from pathlib import Path

import pytest

from release.zip_files import zip_bytes
from schemas.package import read_package
from scripts.make_release import unpacked


@pytest.fixture(scope="session")
def archive_content(real_build: Path) -> dict[str, bytes]:
    """Return the files of the archive by path: for reading only."""
    return unpacked(read_package(), real_build)


@pytest.fixture(scope="session")
def packed(archive_content: dict[str, bytes]) -> bytes:
    """Return the archive."""
    return zip_bytes(archive_content, read_package().day)


@pytest.fixture(scope="session")
def unpacked_archive(packed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the unpacked archive: for reading only."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        file.extractall(folder)
    return folder


@pytest.fixture
def archive_copy(archive_content: dict[str, bytes], tmp_path: Path) -> Path:
    """Return a folder with the unpacked archive, to break."""
    for path, content in archive_content.items():
        target = tmp_path / "archive" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tmp_path / "archive"
