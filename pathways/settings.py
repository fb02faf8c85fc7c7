"""What an installation sets from outside, by environment variables that begin with ``PATHWAYS_``.

The page docs/reference/settings.md tells the same to people; a test holds the two together.
"""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from pathways.definitions_folder import SHIPPED

PREFIX = "PATHWAYS_"


class Settings(BaseSettings):
    """Every setting, with its default. An unknown variable is no setting; ``doctor`` names those it does not know.

    A variable that is set to nothing counts as not set: an empty path would otherwise be the folder one stands in.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    database: str = "sqlite:///pathways.db"
    """Database URL: ``sqlite:///file.db`` or ``postgresql://user@host/name``."""
    definitions: Path = SHIPPED
    """Folder of definitions."""
    keys: Path | None = None
    """Folder of keys outside the database; a sandbox on SQLite has one beside its file."""
    user: str = ""
    """Who you are in a sandbox, where ``--as`` is not given; who logs in, where ``login`` names nobody."""
    session: Path | None = None
    """File of your log-in; one for each database in your configuration folder, where none is set."""
    session_hours: int = Field(default=8, ge=1, le=24)
    """Hours that a log-in lasts at most, however much it is used."""
    session_idle_minutes: int = Field(default=60, ge=5, le=480)
    """Minutes after which a log-in that is not used ends."""
    organisation: str = "ikke oppgitt"
    """Who the installation belongs to, for the access log."""
    glass_hours: int = Field(default=8, ge=1, le=24)
    """Hours for which a foreign case can be read after glass was broken."""
    mail_from: str = ""
    """Address that mails come from; needed by every channel."""
    mail_domain: str = "pathways.invalid"
    """Domain of Message-IDs."""
    mail_folder: Path | None = None
    """Folder that mails are written to as .eml files; the file channel is on when it is set."""
    inbox_url: str = ""
    """Address of the inbox that mails point to; left out when empty."""
    smtp_host: str = ""
    """The SMTP channel is on when it is set."""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    """Log-in; empty: none."""
    smtp_password: SecretStr = SecretStr("")

    @field_validator("*")
    @classmethod
    def _is_text(cls, value: object) -> object:
        """What is no UTF-8 in the environment comes as half signs, which no database and no mail takes."""
        if isinstance(value, str):
            value.encode("utf-8")
        return value


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def read_environment() -> tuple[Settings, tuple[str, ...]]:
    """The settings, and the names of those whose value cannot be read: they are as if they were not set."""
    try:
        return Settings(), ()
    except ValidationError as error:
        faulty = tuple(sorted({str(fault["loc"][0]).lower() for fault in error.errors()}))
    defaults = {name: Settings.model_fields[name].default for name in faulty}
    return Settings(**defaults), faulty
