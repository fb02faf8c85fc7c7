"""What an installation sets from outside, by environment variables that begin with ``PATHWAYS_``."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_CHECKOUT = Path(__file__).resolve().parent.parent / "definitions"
_PACKAGED = Path(__file__).resolve().parent / "_definitions"


class Settings(BaseSettings):
    """Every setting, with its default. An unknown variable is no setting; ``doctor`` names those it does not know."""

    model_config = SettingsConfigDict(env_prefix="PATHWAYS_", frozen=True, extra="ignore")

    database: str = "sqlite:///pathways.db"
    """Database URL: ``sqlite:///file.db`` or ``postgresql://user@host/name``."""
    definitions: Path = _CHECKOUT if _CHECKOUT.is_dir() else _PACKAGED
    """Folder of definitions."""
    users: Path | None = None
    """TOML file of users; a sandbox has its own."""
    user: str = ""
    """Who you are, where ``--as`` is not given."""
    organisation: str = "ikke oppgitt"
    """Who the installation belongs to, for the access log."""
    mail_from: str = ""
    mail_domain: str = "pathways.invalid"
    """Domain of Message-IDs."""
    mail_folder: Path | None = None
    """Folder that mails are written to as .eml files; the file channel is on when it is set."""
    inbox_url: str = ""
    """Address of the inbox that mails point to; left out when empty."""
    smtp_host: str = ""
    """The SMTP channel is on when it is set."""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
