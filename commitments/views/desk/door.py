"""Who comes in to the desk."""

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import staff_page

moderators_only = staff_page(Role.Name.MODERATOR)
