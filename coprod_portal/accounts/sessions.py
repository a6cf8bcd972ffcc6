"""The engine of sessions: Django's own in the database, where each also says whose it is."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from .models import Session


class SessionStore(db.SessionStore):
    """`row` is what was loaded, for whoever wants to know how long ago this browser was seen."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: Any) -> Session:
        made = super().create_model_instance(data)
        assert isinstance(made, Session)  # noqa: S101 (Django makes what get_model_class names)
        made.user_id = holder(data)
        return made

    def save(self, must_create: bool = False) -> None:
        """What is known of the browser stays as it is. A session that was ended meanwhile does not come back."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        data = self._session  # type: ignore[attr-defined]
        kept = Session.objects.filter(session_key=self.session_key).update(
            session_data=self.encode(data), expire_date=self.get_expiry_date(), user=holder(data)
        )
        if not kept:
            raise UpdateError
        return None

    def note_seen(self, browser: str) -> None:
        Session.objects.filter(session_key=self.session_key).update(seen_at=timezone.now(), browser=browser)


def holder(data: Any) -> int | None:
    """The key of who is signed in."""
    key = data.get(SESSION_KEY)
    return int(key) if key else None
