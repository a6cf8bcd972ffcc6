"""Lets the database learn what it holds now, as it would have over the months."""

import django

if __name__ == "__main__":
    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
