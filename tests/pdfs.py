"""Reads a PDF as a test needs it."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


class Pdf:
    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content))
        self.catalog: Any = self.reader.trailer["/Root"]

    @property
    def words(self) -> str:
        """All of it, with one space between words, however its lines are broken."""
        return " ".join(" ".join(page.extract_text() for page in self.reader.pages).split())

    @property
    def tags(self) -> set[str]:
        """The kinds of its parts, as a screen reader meets them."""
        found: set[str] = set()
        open_parts = [self.catalog["/StructTreeRoot"]]
        while open_parts:
            part = open_parts.pop().get_object()
            if isinstance(part, list):
                open_parts += [each for each in part if not isinstance(each, int)]
            elif hasattr(part, "get"):
                if "/S" in part:
                    found.add(str(part["/S"]).removeprefix("/"))
                if "/K" in part and not isinstance(part["/K"], int):
                    open_parts.append(part["/K"])
        return found

    @property
    def alternatives(self) -> list[str]:
        """What stands for its pictures."""
        found: list[str] = []
        open_parts = [self.catalog["/StructTreeRoot"]]
        while open_parts:
            part = open_parts.pop().get_object()
            if isinstance(part, list):
                open_parts += [each for each in part if not isinstance(each, int)]
            elif hasattr(part, "get"):
                if "/Alt" in part:
                    found.append(str(part["/Alt"]))
                if "/K" in part and not isinstance(part["/K"], int):
                    open_parts.append(part["/K"])
        return found


def is_for_everybody(content: bytes, *, title: str, language: str = "en") -> Pdf:
    """Tagged, says that it is PDF/UA, and shows its title in its language; gives it back for more questions."""
    pdf = Pdf(content)
    metadata = pdf.catalog["/Metadata"].get_object().get_data().decode()
    assert pdf.catalog["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part>1<" in metadata
    assert pdf.reader.metadata is not None
    assert pdf.reader.metadata.title == title
    assert pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(pdf.catalog["/Lang"]).split("-")[0] == language
    return pdf
