"""What becomes of a file that somebody sends as a picture."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from commitments.forms.pictures import words_for_picture
from commitments.pictures import LONGEST_SIDE, Made, made_anew
from coprod_portal.submissions.errors import Refused

HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
LATITUDE = b"52.5186"


def drawn(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: Any) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "teal").save(file, kind, **more)
    return file.getvalue()


def read(content: bytes) -> Made:
    return made_anew(BytesIO(content))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes, and room for as many pixels as they say."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def webp_that_says(width: int, height: int) -> bytes:
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 100) + b"WEBPVP8X" + struct.pack("<I", 10) + canvas + b"\0" * 60


def jpeg_that_says(width: int, height: int) -> bytes:
    whole = drawn()
    place = whole.index(b"\xff\xc0")
    return whole[: place + 5] + struct.pack(">HH", height, width) + whole[place + 9 :]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (drawn("JPEG"), "image/jpeg"),
        (drawn("JPEG", mode="CMYK"), "image/jpeg"),
        (drawn("PNG"), "image/jpeg"),
        (drawn("PNG", mode="RGBA"), "image/png"),
        (drawn("PNG", mode="P"), "image/jpeg"),
        (drawn("WEBP"), "image/webp"),
    ],
)
def test_each_kind_is_made_anew(content: bytes, content_type: str) -> None:
    made = read(content)
    assert (made.content_type, made.width, made.height) == (content_type, 60, 40)
    assert Image.open(BytesIO(made.content)).size == (60, 40)


def test_big_pictures_become_smaller_and_keep_their_shape() -> None:
    made = read(drawn(size=(4000, 1000)))
    assert (made.width, made.height) == (LONGEST_SIDE, 400)


def test_where_and_when_it_was_made_is_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = LATITUDE.decode()
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 7.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = drawn(exif=exif, comment=LATITUDE, icc_profile=profile)
    assert LATITUDE in sent

    made = read(sent)

    assert (made.width, made.height) == (40, 60)
    kept = Image.open(BytesIO(made.content))
    assert not kept.getexif()
    assert {"icc_profile", "comment", "exif", "xmp"}.isdisjoint(kept.info)
    assert LATITUDE not in made.content


@pytest.mark.parametrize(
    "content",
    [HTML, SVG, drawn("GIF"), drawn("BMP"), b"", b"\0\0\0\x18ftypheic" + b"\0" * 40, b"%PDF-1.7"],
    ids=["html", "svg", "gif", "bmp", "empty", "heic", "pdf"],
)
def test_what_is_no_picture_is_refused_whatever_it_calls_itself(content: bytes) -> None:
    with pytest.raises(Refused, match="JPEG, PNG or WebP"):
        read(content)


def test_a_page_hidden_in_a_picture_is_gone() -> None:
    assert HTML not in read(drawn() + HTML).content
    assert HTML not in read(drawn(comment=HTML)).content


@pytest.mark.parametrize(
    "content",
    [
        drawn(size=(600, 400))[:900],
        drawn("PNG", (600, 400))[:60],
        drawn("WEBP", (600, 400))[:50],
        b"\xff\xd8\xff" + HTML,
        b"\x89PNG\r\n\x1a\n" + HTML,
        b"RIFF\0\0\0\0WEBP" + HTML,
        png_that_says(0, 0),
    ],
    ids=["cut jpeg", "cut png", "cut webp", "html as jpeg", "html as png", "html as webp", "no size"],
)
def test_a_damaged_picture_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused, match=r"could not read this picture|25 million"):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        png_that_says(30_000, 30_000),
        webp_that_says(16_000, 16_000),
        jpeg_that_says(6_000, 5_000),
        jpeg_that_says(60_000, 60_000),
    ],
    ids=["png", "webp", "jpeg", "huge jpeg"],
)
def test_too_many_dots_are_refused_before_any_is_read(content: bytes) -> None:
    assert len(content) < 2_000
    with pytest.raises(Refused, match="25 million"):
        read(content)


def test_more_than_5_megabytes_are_refused() -> None:
    with pytest.raises(Refused, match="5 MB"):
        read(drawn() + b"\0" * 5_000_000)
    with pytest.raises(Refused, match="5 MB"):
        made_anew(BytesIO(), size=6_000_000)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_stays(kind: str) -> None:
    moving = BytesIO()
    other = [Image.new("RGB", (60, 40), "yellow")]
    Image.new("RGB", (60, 40), "teal").save(moving, kind, save_all=True, append_images=other, duration=100)
    assert getattr(Image.open(BytesIO(moving.getvalue())), "n_frames", 1) == 2

    kept = Image.open(BytesIO(read(moving.getvalue()).content))

    assert getattr(kept, "n_frames", 1) == 1
    pixel: Any = kept.convert("RGB").getpixel((5, 5))
    # Teal has little red in it, and yellow all there is.
    assert pixel[0] < 60


def test_what_one_can_see_through_and_is_big_becomes_webp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commitments.pictures.MOST_KEPT", 10)
    assert read(drawn("PNG", mode="RGBA")).content_type == "image/webp"


@pytest.mark.parametrize(
    "text",
    [
        "IMG_1234.jpg",
        "IMG 20261122 1234",
        "our kitchen.jpeg",
        "picture",
        "A photo",
        "Photo of people who cook",
        "A picture of people who cook",
        "this is our picture here",
        "Kitchen",
        "12345 67890 12345",
        "Pay on the day!",
    ],
)
def test_words_that_are_no_help_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        words_for_picture(text, title="Pay on the day")


@pytest.mark.parametrize(
    "text", ["Six people cook together", "Photographers talk with tenants", "A photo wall in the hall"]
)
def test_words_that_say_what_it_shows_are_taken(text: str) -> None:
    assert words_for_picture(text, title="Pay on the day") == text
