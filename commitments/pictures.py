"""A picture made anew from its pixels. Nothing else of a file that somebody sends is kept: no place, name or script.

What a file says of itself (its name, its declared kind) is not asked. Its size in pixels is read from its beginning,
before any memory is taken for them.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from coprod_portal.submissions.errors import Refused

MOST_BYTES: Final = 5_000_000
MOST_PIXELS: Final = 25_000_000
LONGEST_SIDE: Final = 1600
# A picture that one can see through, kept as PNG, may take so much. A bigger one becomes WebP.
MOST_KEPT: Final = 1_500_000
QUALITY: Final = 84

JPEG, PNG, WEBP = "JPEG", "PNG", "WEBP"
CONTENT_TYPES: Final = {JPEG: "image/jpeg", PNG: "image/png", WEBP: "image/webp"}
PNG_BEGINS: Final = b"\x89PNG\r\n\x1a\n"
SEEN_THROUGH: Final = ("RGBA", "LA", "PA", "La", "RGBa")


@dataclass(frozen=True)
class Made:
    content: bytes
    content_type: str
    width: int
    height: int


def made_anew(file: BinaryIO, size: int | None = None) -> Made:
    """Raises `Refused` with a sentence that says how to mend it. `size` is what was sent, where less was kept."""
    content = file.read(MOST_BYTES + 1)
    if max(len(content), size or 0) > MOST_BYTES:
        raise Refused(_("This picture has more than 5 MB. Choose a smaller one, or send a smaller copy of it"))
    kind = kind_of(content)
    if not kind:
        raise Refused(_("Choose a picture of the kind JPEG, PNG or WebP. This file is of another kind"))
    try:
        image = opened(content, kind)
        image.load()
        image = in_common_colours(upright(image))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return encoded(bare(image), kind)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(too_many()) from None
    # A file made to break a reader may end in any error, and each means the same to whoever sent it.
    except Exception:
        raise Refused(
            _("We could not read this picture. It may be damaged. Open it, save it again, or choose another")
        ) from None


def kind_of(content: bytes) -> str:
    """By how it begins."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(PNG_BEGINS):
        return PNG
    return WEBP if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def opened(content: bytes, kind: str) -> Image.Image:
    """With its size known to be in bounds, and none of its pixels read. Of more than one picture, the first."""
    if kind != JPEG:
        refuse_too_many(*size_of(content, kind))
    image: Image.Image = Image.open(BytesIO(content), formats=[kind])
    refuse_too_many(*image.size)
    if image.mode in ("RGB", "L"):
        # A JPEG can be read at a half or a quarter of its size, with so much less work.
        image.draft(image.mode, (LONGEST_SIDE, LONGEST_SIDE))
    return image


def size_of(content: bytes, kind: str) -> tuple[int, int]:
    """Width and height, by the first bytes alone: reading more of a PNG or WebP takes memory for all of it."""

    def number(start: int, end: int) -> int:
        return int.from_bytes(content[start:end], "little")

    if kind == PNG:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    part = content[12:16]
    if part == b"VP8X":
        return number(24, 27) + 1, number(27, 30) + 1
    if part == b"VP8L":
        both = number(21, 25)
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    return number(26, 28) & 0x3FFF, number(28, 30) & 0x3FFF


def refuse_too_many(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused(too_many())


def too_many() -> str:
    return _("This picture has more than 25 million dots. Choose a smaller one, or send a smaller copy of it")


def upright(image: Image.Image) -> Image.Image:
    """As the camera was held. What a camera wrote so that nobody can read it turns nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


def in_common_colours(image: Image.Image) -> Image.Image:
    """In the colours that every screen knows, by the picture's own profile where that can be read."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        image = turned or image
    seen_through = image.mode in SEEN_THROUGH or "transparency" in image.info
    return image.convert("RGBA" if seen_through else "RGB")


def bare(image: Image.Image) -> Image.Image:
    """The pixels on a new ground: whatever else hung on the picture stays behind."""
    ground = Image.new(image.mode, image.size)
    ground.paste(image)
    return ground


def encoded(image: Image.Image, kind: str) -> Made:
    """A photo as JPEG, what one can see through as PNG; WebP stays what it is."""
    if kind != WEBP:
        kind = PNG if image.mode == "RGBA" else JPEG
    content = saved(image, kind)
    if kind == PNG and len(content) > MOST_KEPT:
        kind, content = WEBP, saved(image, WEBP)
    return Made(content, CONTENT_TYPES[kind], image.width, image.height)


def saved(image: Image.Image, kind: str) -> bytes:
    drawn = BytesIO()
    if kind == PNG:
        image.save(drawn, PNG, optimize=True)
    else:
        image.save(drawn, kind, quality=QUALITY)
    return drawn.getvalue()
