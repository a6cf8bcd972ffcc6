from .people import PUBLIC
from .rows import Row, reader_page

ROWS: list[Row] = [
    reader_page("easy-read", PUBLIC),
    reader_page("easy-read-how-it-works", PUBLIC),
    reader_page("charter-easy-read", PUBLIC, kwargs=lambda world: {"charter": world.charter.slug}),
    reader_page("theme-easy-read", PUBLIC, kwargs=lambda world: {"theme": "listening"}),
    reader_page("commitments-easy-read", PUBLIC),
    reader_page("commitment-easy-read", PUBLIC, kwargs=lambda world: {"reference": world.public.reference}),
]
