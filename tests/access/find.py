from .people import PUBLIC
from .rows import Row, reader_page

ROWS: list[Row] = [
    reader_page("glossary", PUBLIC),
    reader_page("search", PUBLIC),
    reader_page("themes-map-csv", PUBLIC),
]
