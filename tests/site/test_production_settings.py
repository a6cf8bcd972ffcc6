import pytest

from .production import ENVIRONMENT, run

# None of this hangs on the database.
pytestmark = pytest.mark.sqlite


def test_deployment_check_has_nothing_to_say() -> None:
    result = run("-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_missing_setting_stops_the_start_and_says_what_to_set(name: str) -> None:
    result = run("manage.py", "check", **{name: None})
    assert result.returncode != 0
    assert f"  {name}: " in result.stderr
    others = set(ENVIRONMENT) - {name}
    assert not [other for other in others if f"  {other}: " in result.stderr]


def test_all_that_is_missing_is_asked_for_at_once() -> None:
    result = run("manage.py", "check", **dict.fromkeys(ENVIRONMENT))
    assert [name for name in ENVIRONMENT if f"  {name}: " not in result.stderr] == []


@pytest.mark.parametrize("cache", ["locmemcache://", "dummycache://"])
def test_tries_to_guess_a_second_factor_are_counted_by_all_processes_together(cache: str) -> None:
    result = run("manage.py", "check", CACHE_URL=cache)
    assert "Set CACHE_URL to a cache that all processes share" in result.stderr
    assert result.returncode != 0


def test_cookies_and_headers_in_service() -> None:
    result = run(
        "-c",
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER[1], s.SHOW_MADE_UP)",
    )
    assert result.stdout.split() == [
        "__Host-session",
        "__Host-csrf",
        "True",
        "True",
        "True",
        "63072000",
        "https",
        "False",
    ]


def test_words_of_a_proxy_count_only_when_there_is_one() -> None:
    result = run(
        "-c",
        "import django; django.setup()\nfrom django.conf import settings\nprint(settings.SECURE_PROXY_SSL_HEADER)",
        TRUSTED_PROXIES="0",
    )
    assert result.stdout.strip() == "None"
