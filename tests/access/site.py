from .people import PUBLIC
from .rows import Row, reader_page

ROWS: list[Row] = [
    reader_page("home", PUBLIC),
    Row("healthz", PUBLIC),
    Row("readyz", PUBLIC),
    reader_page("robots", PUBLIC),
    reader_page("security-txt", PUBLIC),
]
