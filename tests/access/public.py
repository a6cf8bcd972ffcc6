from .people import PUBLIC
from .rows import Row, reader_page

ROWS: list[Row] = [
    reader_page("commitments", PUBLIC),
    reader_page("commitments-feed", PUBLIC),
    reader_page("commitment", PUBLIC, kwargs=lambda world: {"reference": world.public.reference}),
    reader_page("commitment-history", PUBLIC, kwargs=lambda world: {"reference": world.public.reference}),
    reader_page("organisation", PUBLIC, kwargs=lambda world: {"slug": world.organisation.slug}),
    Row(
        "charter-commitments",
        PUBLIC,
        kwargs=lambda world: {"charter": world.charter.slug},
        status=frozenset({302}),
    ),
]
