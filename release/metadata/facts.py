"""What every form of metadata says: read once from the descriptor."""

from dataclasses import dataclass
from datetime import date

from schemas.errors import PackageError
from schemas.package import Package


@dataclass(frozen=True)
class Facts:
    """One version of the package, as catalogues name it."""

    name: str
    title: str
    description: str
    version: str
    day: date
    homepage: str
    keywords: tuple[str, ...]
    creators: tuple[str, ...]
    licence: str
    licence_url: str

    @property
    def tag(self) -> str:
        return f"v{self.version}"

    @property
    def release_url(self) -> str:
        """Where this version lies; nothing else ever lies there."""
        return f"{self.homepage}/releases/tag/{self.tag}"

    def asset_url(self, file: str) -> str:
        """Return where a file of this version can be fetched."""
        return f"{self.homepage}/releases/download/{self.tag}/{file}"

    @property
    def citation(self) -> str:
        """How to cite this version, in a sentence."""
        who = ", ".join(self.creators)
        title = self.title if self.title.endswith(("?", ".")) else f"{self.title}."
        return f"{who} ({self.day.year}). {title} Version {self.version}. {self.release_url}"


def read_facts(package: Package) -> Facts:
    """Return the facts that the descriptor states. Raises PackageError if one is missing."""
    descriptor = package.descriptor
    try:
        (licence,) = descriptor["licenses"]
        return Facts(
            name=descriptor["name"],
            title=descriptor["title"],
            description=descriptor["description"],
            version=package.version,
            day=package.day,
            homepage=descriptor["homepage"],
            keywords=tuple(descriptor["keywords"]),
            creators=tuple(c["title"] for c in descriptor["contributors"] if "creator" in c["roles"]),
            licence=licence["name"],
            licence_url=licence["path"],
        )
    except (KeyError, ValueError) as error:
        raise PackageError(f"datapackage.json: the metadata of a release cannot be made: {error!r}") from None
