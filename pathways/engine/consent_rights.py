"""Who may record what was consented to, and that something was told: roles of the place."""

from pathways.engine.library import Library
from pathways.errors import NotAllowedError
from pathways.machine.roles import held_told, roles_told
from pathways.model.record import Actor

RECORDS = "lokal/forer_samtykker"
"""The role setting that names who may record consents, releases, grounds and objections, and their withdrawal."""

SHARES = "lokal/deler_opplysninger"
"""The role setting that names who may record that somebody outside was told something."""


def require_recorder(library: Library, actor: Actor) -> None:
    """Raises: NotAllowedError where the actor may not record what was consented to."""
    _require(library, actor, RECORDS, "sharing.not_allowed")


def require_sharer(library: Library, actor: Actor) -> None:
    """Raises: NotAllowedError where the actor may not record that something was told."""
    _require(library, actor, SHARES, "sharing.may_not_share")


def _require(library: Library, actor: Actor, setting: str, key: str) -> None:
    settings = library.catalogue.settings
    roles = settings.role_settings.get(setting, ())
    if not set(roles) & set(actor.roles):
        by, has = roles_told(settings.roles, roles), held_told(settings.roles, actor.roles)
        raise NotAllowedError(key, by=by, user=actor.user, roles=has, name=setting)
