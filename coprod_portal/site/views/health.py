"""For the machines that watch the portal: `healthz` asks whether the process is up, `readyz` whether it can work."""

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

NEVER_KEPT = {"Cache-Control": "private, no-store"}

# Databases whose migrations this process has seen applied: they are not taken back under a running process.
migrated: set[str] = set()


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return answer("up")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not has_all_migrations():
            return answer("migrations are missing", status=503)
    except DatabaseError:
        return answer("the database does not answer", status=503)
    return answer("ready")


def has_all_migrations() -> bool:
    if DEFAULT_DB_ALIAS not in migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        migrated.add(DEFAULT_DB_ALIAS)
    return True


def answer(words: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8", headers=NEVER_KEPT)
