"""How gunicorn serves the portal. PORT, WEB_CONCURRENCY and GUNICORN_CMD_ARGS of the environment go before this."""

import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 1)
threads = 4
# Longer than a proxy keeps a connection, so that it is never ours that closes one just as a request comes.
keepalive = 75
graceful_timeout = 30
# A worker starts anew after a while, so that memory cannot creep; not all at once.
max_requests = 20_000
max_requests_jitter = 2_000
# The portal writes its own line for each request, without addresses; what gunicorn says goes the same way.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "coprod_portal.site.logs.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "ERROR", "propagate": False},
    },
}
# Nobody commands a running server through a file.
control_socket_disable = True


def post_worker_init(worker: object) -> None:
    """Read the code of all pages, and the letters that we print with, before the first reader comes and not while."""
    from django.urls import get_resolver

    from coprod_portal.printing import letters, version

    get_resolver().reverse_dict  # noqa: B018 (asking for it reads them)
    letters()
    version()
