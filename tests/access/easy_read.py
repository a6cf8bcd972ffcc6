from .people import PUBLIC, STEWARD
from .rows import Row, form, reader_page

ROWS: list[Row] = [
    reader_page("easy-read", PUBLIC),
    reader_page("easy-read-how-it-works", PUBLIC),
    reader_page("charter-easy-read", PUBLIC, kwargs=lambda world: {"charter": world.charter.slug}),
    reader_page("theme-easy-read", PUBLIC, kwargs=lambda world: {"theme": "listening"}),
    form(
        "steward-easy-read",
        STEWARD,
        kwargs=lambda world: {"charter": world.charter.slug},
        data=lambda world: {"revision": 0, "count": 1, "words_1": "We listen.", "picture_1": "ear"},
    ),
    reader_page("commitments-easy-read", PUBLIC),
    reader_page("commitment-easy-read", PUBLIC, kwargs=lambda world: {"reference": world.public.reference}),
]
