"""Of a made-up language: in another order than in English, so that a date which is put together by hand shows."""

DATE_FORMAT = "Y, j F"
DATETIME_FORMAT = "Y, j F, H:i"
TIME_FORMAT = "H:i"
