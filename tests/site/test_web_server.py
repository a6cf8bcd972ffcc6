"""How gunicorn serves the portal."""

import runpy

from django.conf import settings

from coprod_portal import printing


def test_a_worker_holds_the_letters_before_its_first_reader_comes() -> None:
    printing.letters.cache_clear()
    printing.version.cache_clear()

    runpy.run_path(str(settings.ROOT / "gunicorn.conf.py"))["post_worker_init"](None)

    assert printing.letters.cache_info().currsize == 1
    assert printing.version.cache_info().currsize == 1
