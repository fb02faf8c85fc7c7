"""One throw-away PostgreSQL server for a test process, from the PostgreSQL that the machine has.

The server listens on a socket in a short temporary folder and on no network. It ends, and its folder goes, when
``stop`` is called or when the test process dies in whatever way: a small shell beside it waits for the pipe to close.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

DEBIAN_FOLDERS = "/usr/lib/postgresql"
COPIES_BY_LOG = 150000  # the version from which PostgreSQL copies a template by its log, unless told otherwise
START_ATTEMPTS = 600
PAUSE_SECONDS = 0.05
LONGEST_SOCKET_FOLDER = 80  # the socket's path must stay under 104 bytes on macOS
HOW_TO_MEND = (
    "PostgreSQL is missing (no folder with both initdb and postgres on PATH or under /usr/lib/postgresql). "
    "Mend it with: apt-get install postgresql  (Debian, Ubuntu)  or  brew install postgresql  (macOS)"
)

# Durability is off: what is tested dies, the server does not.
SERVER_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}

DURABLE_SETTINGS = {"listen_addresses": "", "max_connections": "50", "shared_buffers": "256MB"}
"""For measuring: commits are as durable as in real use."""

# Runs the server until standard input closes, then ends it and removes the folder.
GUARD = """
"$0" -D data -k "$FOLDER" "$@" >server.log 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
cd /
rm -rf "$FOLDER"
"""


def find_binaries() -> Path | None:
    """The folder with both initdb and postgres: from PATH, otherwise the newest that Debian keeps; None without."""
    found = shutil.which("initdb")
    by_version = sorted(Path(DEBIAN_FOLDERS).glob("*/bin"), key=lambda folder: version_of(folder.parent), reverse=True)
    folders = [Path(found).resolve().parent, *by_version] if found else by_version
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def version_of(folder: Path) -> float:
    """The PostgreSQL version that a Debian folder is named after; 0 for another name."""
    try:
        return float(folder.name)
    except ValueError:
        return 0.0


def server_account() -> pwd.struct_passwd | None:
    """Whom to run the server as when we are root, which PostgreSQL refuses; None for ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    message = "running as root, and there is neither a user postgres nor nobody to run PostgreSQL as"
    raise RuntimeError(message)


def short_temporary_folder() -> Path:
    """A new folder whose path is short enough for a socket, owned by whoever runs the server, who can reach it."""
    account = server_account()
    parent = tempfile.gettempdir()
    if account is not None or len(parent) > LONGEST_SOCKET_FOLDER:
        parent = "/tmp"  # noqa: S108 - mkdtemp makes a private folder in it
    folder = Path(tempfile.mkdtemp(prefix="pw-", dir=parent))
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


class PostgresServer:
    """A running server. Gives new databases by name, and takes them away."""

    def __init__(self, folder: Path, guard: subprocess.Popen[bytes], admin: psycopg.Connection) -> None:
        self._folder = folder
        self._guard = guard
        self._admin = admin
        self._made = 0

    @classmethod
    def start(cls, binaries: Path, settings: Mapping[str, str]) -> Self:
        """Make a cluster and start its server, about 0.7 s. Raises: RuntimeError with the server's own words."""
        folder = short_temporary_folder()
        try:
            make_cluster(binaries, folder)
            guard = start_guarded(binaries, folder, settings)
            return cls(folder, guard, connect_to_new_server(folder, guard))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def stop(self) -> None:
        """End the server and remove its folder; does not raise when it has ended already."""
        self._admin.close()
        end_guard(self._guard)

    def create(self, template: str = "template1") -> str:
        """The name of a new database, a copy of ``template`` (to which nobody may be connected)."""
        self._made += 1
        name = f"test_{self._made}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        if self._admin.info.server_version >= COPIES_BY_LOG:
            command += sql.SQL(" STRATEGY FILE_COPY")  # without fsync several times faster than by log
        self._admin.execute(command)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, and throw out whoever is still connected to it."""
        self._admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of a database on this server."""
        return f"postgresql+psycopg://pathways@/{name}?host={self._folder}"


def run_as_server(command: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run one of PostgreSQL's own commands in ``folder``, as the user who owns the server."""
    account = server_account()
    return subprocess.run(
        command,
        cwd=folder,
        env=server_environment(folder),
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def server_environment(folder: Path) -> Mapping[str, str]:
    """Nothing of the developer's own PostgreSQL settings, and plain English from the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "FOLDER": str(folder), "HOME": str(folder)}


def make_cluster(binaries: Path, folder: Path) -> None:
    """Run initdb. Raises: RuntimeError with what initdb said."""
    command = [str(binaries / "initdb"), "-D", "data", "-U", "pathways", "-A", "trust", "-E", "UTF8"]
    done = run_as_server([*command, "--locale=C", "--no-sync", "--no-instructions"], folder)
    if done.returncode != 0:
        message = f"initdb failed:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)


def start_guarded(binaries: Path, folder: Path, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the server beside its guard, in a session of its own, so that Ctrl-C reaches the tests first."""
    account = server_account()
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    return subprocess.Popen(
        ["/bin/sh", "-c", GUARD, str(binaries / "postgres"), *options],
        cwd=folder,
        env=server_environment(folder),
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def connect_to_new_server(folder: Path, guard: subprocess.Popen[bytes]) -> psycopg.Connection:
    """Wait until the server answers. Attempts are counted, not timed: a test may have frozen the clock."""
    for _ in range(START_ATTEMPTS):
        with contextlib.suppress(psycopg.OperationalError):
            return psycopg.connect(host=str(folder), user="pathways", dbname="postgres", autocommit=True)
        time.sleep(PAUSE_SECONDS)
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    end_guard(guard)
    message = f"PostgreSQL did not start:\n{log}"
    raise RuntimeError(message)


def end_guard(guard: subprocess.Popen[bytes]) -> None:
    """Close the pipe, which ends the server, and wait until its folder is gone."""
    if guard.stdin is not None:
        guard.stdin.close()
    guard.wait()


@contextlib.contextmanager
def running_server(binaries: Path, settings: Mapping[str, str] = SERVER_SETTINGS) -> Iterator[PostgresServer]:
    """A server for the length of a with-block."""
    server = PostgresServer.start(binaries, settings)
    try:
        yield server
    finally:
        server.stop()
