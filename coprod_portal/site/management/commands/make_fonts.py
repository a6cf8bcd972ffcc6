"""Makes the two small font files of the pages from the letters of the fontpkg-atkinson-hyperlegible wheel.

Run it when the wheel has a new edition; the results are kept in the project, so that nobody needs the tools.
"""

from importlib.resources import files
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

WEIGHTS = ("Regular", "Bold")
# Latin with the accents of Europe and Wales, punctuation, arrows, and the marks that the pages use.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x218, 0x21C),
    *range(0x1E80, 0x1E86),
    *range(0x2010, 0x2027),
    *[0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212],
    *range(0x2190, 0x2194),
]


class Command(BaseCommand):
    help = "Make the font files of the pages again from the letters that the wheel carries."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from fontTools import subset
            from fontTools.ttLib import TTFont
        except ImportError:
            raise CommandError("This needs the development requirements. ./run test installs them.") from None
        folder = settings.ROOT / "static" / "fonts"
        package = files("fontpkg_atkinson_hyperlegible")
        for weight in WEIGHTS:
            font = TTFont(
                BytesIO((package / "files" / f"AtkinsonHyperlegible-{weight}.ttf").read_bytes()), recalcTimestamp=False
            )
            subsetter = subset.Subsetter(subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark"]))
            subsetter.populate(unicodes=CHARACTERS)
            subsetter.subset(font)
            font.flavor = "woff2"
            path = folder / f"atkinson-hyperlegible-{weight.lower()}.woff2"
            font.save(path)
            self.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes")
        (folder / "LICENCE.txt").write_bytes((package / "LICENSE").read_bytes())
