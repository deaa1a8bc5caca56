"""The files of a release: what each is called, and of which media type it is."""

from dataclasses import dataclass

from schemas.package import Package


@dataclass(frozen=True)
class AssetNames:
    """Names of the files of one version; they begin alike, so that a folder of downloads stays in order."""

    stem: str

    @property
    def archive(self) -> str:
        return f"{self.stem}.zip"

    @property
    def database(self) -> str:
        return f"{self.stem}-duckdb.zip"

    @property
    def workbook(self) -> str:
        return f"{self.stem}.xlsx"

    @property
    def report(self) -> str:
        return f"{self.stem}-report.zip"

    @property
    def pdf(self) -> str:
        return f"{self.stem}.pdf"

    def media_types(self) -> dict[str, str]:
        """Return the media type of each file, by its name."""
        return {
            self.archive: "application/zip",
            self.database: "application/zip",
            self.workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            self.report: "application/zip",
            self.pdf: "application/pdf",
        }


def asset_names(package: Package) -> AssetNames:
    """Return the names for the version of the package."""
    return AssetNames(f"{package.descriptor['name']}-{package.version}")
