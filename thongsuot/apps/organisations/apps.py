from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class OrganisationsConfig(AppConfig):
    name = "thongsuot.apps.organisations"
    verbose_name = "Cơ quan, tổ chức"

    def ready(self) -> None:
        """A role that nobody can hold would guard nothing, and nobody would notice."""
        from thongsuot.apps.organisations.permissions import ROLES

        known = {role.code for role in ROLES}
        if unknown := set(settings.MFA_REQUIRED_ROLES) - known:
            raise ImproperlyConfigured(
                f"MFA_REQUIRED_ROLES={', '.join(sorted(unknown))!r}: không có vai trò này; các vai trò / "
                f"no such role; the roles are: {', '.join(sorted(known))}."
            )
