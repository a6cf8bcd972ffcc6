"""Every setting of the portal, read from the environment. README.md lists them all; a test holds it to that.

With DEBUG off, all settings that a live site cannot do without are asked for at once, so that nobody meets them
one by one.
"""

from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from coprod_portal.languages.known import LANGUAGE_INFO, PSEUDO_LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
environment = environ.Env()

DEBUG = environment.bool("DEBUG", default=False)

NEEDED_IN_SERVICE = {
    "SECRET_KEY": "a long random text that nobody else knows",
    "ALLOWED_HOSTS": "the names that the portal answers to, with commas between them",
    "BASE_URL": "the address that people see, like https://commitments.example.org",
    "DATABASE_URL": "where the database is, like postgres://user:password@host/name",
    "CACHE_URL": "where shared values are kept, like filecache:///var/cache/portal on one machine, or dbcache://cache",
    "EMAIL_URL": "how mail is sent, like smtp+tls://user:password@host:587",
    "TRUSTED_PROXIES": "how many proxies stand in front of the portal: usually 1",
}

if not DEBUG:
    missing = [name for name in NEEDED_IN_SERVICE if not environment.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(
            "The portal cannot start yet. Set these in the environment:\n"
            + "\n".join(f"  {name}: {NEEDED_IN_SERVICE[name]}" for name in missing)
            + "\nTo try the portal on this machine alone, use ./run, which sets DEBUG."
        )

SECRET_KEY = environment.str("SECRET_KEY", default="only-for-a-trial-on-this-machine-" + "0" * 32)
# Earlier keys, newest first, while what they closed is still in use.
SECRET_KEY_FALLBACKS = environment.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = environment.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BASE_URL = environment.str("BASE_URL", default="http://localhost:8000").rstrip("/")
TRUSTED_PROXIES = environment.int("TRUSTED_PROXIES", default=0)

# What an adopter changes without touching code.
PORTAL_NAME = environment.str("PORTAL_NAME", default="Co-production Commitments")
PORTAL_OWNER = environment.str("PORTAL_OWNER", default="The people who run this portal")
CONTACT_EMAIL = environment.str("CONTACT_EMAIL", default="hello@example.org")
SECURITY_EMAIL = environment.str("SECURITY_EMAIL", default=CONTACT_EMAIL)
DATA_PROTECTION_EMAIL = environment.str("DATA_PROTECTION_EMAIL", default=CONTACT_EMAIL)
CONTACT_PHONE = environment.str("CONTACT_PHONE", default="")
CONTACT_ADDRESS = environment.str("CONTACT_ADDRESS", default="")
HOSTED_BY = environment.str("HOSTED_BY", default="")
LAWFUL_BASIS = environment.str("LAWFUL_BASIS", default="legitimate-interests")
ACCESSIBILITY_PREPARED_ON = date.fromisoformat(environment.str("ACCESSIBILITY_PREPARED_ON", default="2026-11-22"))
ACCESSIBILITY_REVIEWED_ON = date.fromisoformat(environment.str("ACCESSIBILITY_REVIEWED_ON", default="2026-11-22"))
ACCESSIBILITY_TESTED_ON = date.fromisoformat(environment.str("ACCESSIBILITY_TESTED_ON", default="2026-11-22"))
CONTENT_FOLDER = Path(environment.str("CONTENT_FOLDER", default=str(ROOT / "content")))
AGE_OF_CONSENT = environment.int("AGE_OF_CONSENT", default=13)
ADULT_AGE = environment.int("ADULT_AGE", default=18)
YOUNG_PERSON_NAME = environment.str("YOUNG_PERSON_NAME", default="A young person")
WORKING_DAYS_TO_READ = environment.int("WORKING_DAYS_TO_READ", default=3)
HOLD_MINUTES = environment.int("HOLD_MINUTES", default=30)
NEWS_FIRST_DAYS = environment.int("NEWS_FIRST_DAYS", default=14)
NEWS_AFTER_END_DAYS = environment.int("NEWS_AFTER_END_DAYS", default=30)
NEWS_ASKS = environment.int("NEWS_ASKS", default=3)
NEWS_LINK_DAYS = environment.int("NEWS_LINK_DAYS", default=30)
NEWS_GRACE_DAYS = environment.int("NEWS_GRACE_DAYS", default=14)
DRAFT_DAYS = environment.int("DRAFT_DAYS", default=30)
INVITATION_DAYS = environment.int("INVITATION_DAYS", default=14)
CASE_DAYS = environment.int("CASE_DAYS", default=365)
REMOVAL_DAYS = environment.int("REMOVAL_DAYS", default=90)
REVIEW_LINK_DAYS = environment.int("REVIEW_LINK_DAYS", default=7)
WORKING_DAYS_TO_APPEAL = environment.int("WORKING_DAYS_TO_APPEAL", default=10)
WORKING_DAYS_TO_HEAR = environment.int("WORKING_DAYS_TO_HEAR", default=10)
INTEREST_DAYS = environment.int("INTEREST_DAYS", default=90)
ENTRY_DAYS = environment.int("ENTRY_DAYS", default=90)
INTAKE_DAYS = environment.int("INTAKE_DAYS", default=30)
FOLLOW_LINK_DAYS = environment.int("FOLLOW_LINK_DAYS", default=7)
FRESH_SECOND_FACTOR_MINUTES = environment.int("FRESH_SECOND_FACTOR_MINUTES", default=5)
STAFF_LOG_DAYS = environment.int("STAFF_LOG_DAYS", default=2192)
SECONDS_TO_FILL = environment.int("SECONDS_TO_FILL", default=2)

# Made-up commitments are for trials: a live site shows none, wherever they came from.
SHOW_MADE_UP = DEBUG

if STAFF_LOG_DAYS < 2192:
    raise ImproperlyConfigured("Set STAFF_LOG_DAYS to 2192 or more: the database keeps the log of the staff six years.")
if LAWFUL_BASIS not in ("legitimate-interests", "public-task"):
    raise ImproperlyConfigured("Set LAWFUL_BASIS to legitimate-interests, or to public-task for a public body.")

INSTALLED_APPS = [
    "coprod_portal.accounts",
    "coprod_portal.submissions",
    "coprod_portal.outbox",
    "coprod_portal.limits",
    "coprod_portal.cases",
    "coprod_portal.search",
    "coprod_portal.forms",
    "charters",
    "commitments",
    "coprod_portal.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "coprod_portal.site.middleware.headers.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coprod_portal.site.middleware.requests.requests",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coprod_portal.site.middleware.sharing.sharing",
    "coprod_portal.site.middleware.languages.languages",
    "coprod_portal.site.middleware.errors.ErrorPages",
    "coprod_portal.site.middleware.easy_read.easy_read",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "coprod_portal.accounts.seen.seen",
    "django.middleware.common.CommonMiddleware",
    "coprod_portal.site.middleware.own_pages.OwnPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "coprod_portal.urls"
WSGI_APPLICATION = "coprod_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coprod_portal.site.context.portal",
            ],
        },
    },
]

DATABASES = {"default": environment.db("DATABASE_URL", default=f"sqlite:///{ROOT / 'database.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # An address may carry options of its own, like `?sslmode=verify-full` or the folder of a socket in `?host=`.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 10, "timeout": 3}

CACHES = {"default": environment.cache("CACHE_URL", default="locmemcache://")}
# Tries to guess a second factor are counted there. All that the portal counts itself is in the database.
if not DEBUG and CACHES["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache")):
    raise ImproperlyConfigured(
        "Set CACHE_URL to a cache that all processes share, like filecache:///var/cache/portal or dbcache://cache. "
        "In one that each process has for itself, nobody would count all tries to guess a second factor."
    )

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
if DEBUG:
    LANGUAGES += PSEUDO_LANGUAGES.items()
    LANG_INFO.update(LANGUAGE_INFO)
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = "coprod_portal.formats"

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.str("STATIC_FOLDER", default=str(ROOT / "collected")))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# In a trial, files are read where they stand, and nothing need be collected.
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Mail: everything goes through the outbox, which hands it to this back end.
vars().update(environment.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = environment.str("DEFAULT_FROM_EMAIL", default=f"{PORTAL_NAME} <{CONTACT_EMAIL}>")
EMAIL_TIMEOUT = 10
# In a trial there is no worker: a mail leaves as soon as its transaction ends.
OUTBOX_SENDS_AT_ONCE = DEBUG
# And its words stay readable, at /outbox/.
OUTBOX_KEEPS_BODIES = DEBUG
# What `run_due` does: each is called without arguments, may be called again at any time, and returns how many it did.
RECURRING = [
    "commitments.operations.asking.notice_unreachable",
    "commitments.operations.asking.ask_for_news",
    "commitments.operations.outcomes.ask_what_happened",
    "commitments.operations.followers.tell_followers",
    "commitments.operations.week_letters.invite_makers",
    "commitments.operations.intakes.finish_left",
    "commitments.operations.safety.alert_late",
    "coprod_portal.cases.notices.note_silence",
    "coprod_portal.site.operations.late_cases.alert_late",
    "commitments.operations.appeals.alert_late",
    "coprod_portal.outbox.letters.send_letters",
    "coprod_portal.outbox.operations.send_due",
    "commitments.recount.fold_tallies",
    "commitments.operations.ledger.count_ledger",
    "coprod_portal.search.spelling.learn",
]
PRUNES = [
    "coprod_portal.outbox.operations.prune_mail",
    "coprod_portal.accounts.operations.prune_sessions",
    "coprod_portal.accounts.staff_log.prune_staff_log",
    "commitments.operations.drafts.prune_drafts",
    "commitments.operations.pictures.prune_pictures",
    "commitments.operations.inviting.prune_invitations",
    "commitments.operations.first_readings.prune_first_readings",
    "coprod_portal.forms.once.prune_posted_forms",
    "coprod_portal.limits.operations.prune_limits",
    "coprod_portal.cases.operations.prune_cases",
    "charters.operations.review_answers.prune_review_answers",
    "commitments.operations.interests.prune_interests",
    "commitments.operations.confirming_entries.prune_entries",
    "commitments.operations.following.prune_follows",
    "commitments.operations.giving_views.prune_views",
    "commitments.operations.intakes.prune_intakes",
    "commitments.operations.joint.prune_parties",
    "commitments.operations.safety_facts.prune_dangers",
    "commitments.operations.removing.prune_removals",
    "commitments.operations.holding.prune_holds",
    "commitments.operations.appeals.prune_appeals",
]

# Who people are.
AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "coprod_portal.accounts.sessions"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my/"
ACCOUNT_ADAPTER = "coprod_portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The code itself shows that the address is theirs.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
MFA_ADAPTER = "coprod_portal.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "coprod_portal.accounts.forms.SecondFactorForm",
    "reauthenticate": "coprod_portal.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "coprod_portal.accounts.forms.SetUpForm",
}
# What each room knows about one person, and how it forgets: each is called with `email=` and `user=`.
PERSONAL_FACTS = [
    "coprod_portal.accounts.personal_facts.about_account",
    "coprod_portal.accounts.staff_log.about_staff_acts",
    "coprod_portal.outbox.operations.about_mail",
    "coprod_portal.outbox.letters.about_letters",
    "coprod_portal.cases.personal_facts.about_cases",
    "commitments.operations.report_facts.about_reports",
    "commitments.operations.personal_facts.tell",
    "commitments.operations.first_readings.about_first_readings",
    "charters.operations.signing.about_signatures",
    "charters.operations.review_facts.about_answers",
    "charters.operations.stewards.about_stewardships",
    "commitments.operations.interests.about_interests",
    "commitments.operations.organisers.about_organising",
    "commitments.operations.confirming_entries.about_entries",
    "commitments.operations.following.about_follows",
    "commitments.operations.view_facts.about_views",
    "commitments.operations.intakes.about_rows",
    "commitments.operations.joint.about_parties",
    "coprod_portal.accounts.blocking.about_blocks",
    "commitments.operations.advising.about_advice",
    "commitments.operations.safety_facts.about_safety",
    "commitments.operations.removing.about_removals",
    "commitments.operations.second_looks.about_second_looks",
    "commitments.operations.holding.about_holds",
    "commitments.operations.appeals.about_appeals",
]
FORGET = [
    "commitments.operations.safety_facts.forget_safety",
    "commitments.operations.removing.forget_removals",
    "commitments.operations.appeals.forget_appeals",
    "commitments.operations.confirming_entries.forget_entries",
    "commitments.operations.intakes.forget_rows",
    "commitments.operations.personal_facts.forget",
    "commitments.operations.first_readings.forget_first_readings",
    "charters.operations.signing.forget_signatures",
    "charters.operations.review_facts.forget_answers",
    "charters.operations.stewards.forget_stewardships",
    "commitments.operations.report_facts.forget_reports",
    "commitments.operations.interests.forget_interests",
    "commitments.operations.following.forget_follows",
    "commitments.operations.view_facts.forget_views",
    "commitments.operations.joint.forget_parties",
    "commitments.operations.holding.forget_holds",
    "commitments.operations.advising.forget_advice",
    "coprod_portal.outbox.letters.forget_letters",
    "commitments.operations.organisers.forget_organising",
    "coprod_portal.outbox.operations.forget_mail",
    "coprod_portal.cases.personal_facts.forget_cases",
]
# What the log of the staff calls each page and command: dictionaries by the name of the address or of the command.
STAFF_ACTS = ["coprod_portal.site.staff_acts.ACTS", "charters.staff_acts.ACTS", "commitments.staff_acts.ACTS"]
# What goes on once somebody's address is confirmed: each is called with `user=` and `session=`.
AFTER_SIGN_IN = [
    "commitments.sending.send_waiting",
    "commitments.operations.confirming_entries.take_up_confirmed",
    "charters.signing.sign_waiting",
    "commitments.operations.asking.ask_again_after_sign_in",
]
# What goes on with each move of a submission: each is called with `record=`, in the same transaction.
AFTER_MOVE = ["commitments.operations.second_looks.end_with_move"]
# What goes on once an edition is published: each is called with `edition=`, in the same transaction.
AFTER_EDITION = ["charters.searching.edition_published", "commitments.operations.standing.ask_makers"]
# Files of `content/` that `load_charters` reads after the charters: each is given to the function beside it.
MORE_CONTENT = {
    "weeks.toml": "commitments.operations.week_files.load_weeks",
    "moderation_rules.toml": "commitments.operations.rules_files.load_rules",
    "training.toml": "commitments.operations.training_files.load_training",
}
# What one search finds, in the order of its page.
SEARCH_SURFACES = [
    "charters.searching.CHARTERS",
    "commitments.searching.COMMITMENTS",
    "charters.searching.PRINCIPLES",
    "commitments.searching.OPPORTUNITIES",
    "charters.searching.THEMES",
    "commitments.searching.ORGANISATIONS",
    "charters.searching.WORDS",
    "charters.searching.PLACES",
]

# Cookies and headers.
SESSION_COOKIE_NAME = "session" if DEBUG else "__Host-session"
CSRF_COOKIE_NAME = "csrf" if DEBUG else "__Host-csrf"
EASY_READ_COOKIE_NAME = "easy-read" if DEBUG else "__Host-easy-read"
LANGUAGE_COOKIE_NAME = "language" if DEBUG else "__Host-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEBUG
# As long as a session, which is two weeks.
CSRF_COOKIE_AGE = 1_209_600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "coprod_portal.site.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

CRISPY_TEMPLATE_PACK = "portal"
CRISPY_ALLOWED_TEMPLATE_PACKS = "portal"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# As many as eighty ideas of Easy Read have, with some to spare.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# No file is read, but by the views that say that they take one.
FILE_UPLOAD_HANDLERS = ["coprod_portal.forms.uploads.NoFiles"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# In service, logs are one JSON object a line; in a trial, Django's own words for the person at the keyboard.
if not DEBUG:
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "coprod_portal.site.logs.JsonFormatter"}},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
        "root": {"handlers": ["stdout"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        },
    }
