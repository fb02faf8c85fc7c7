"""Signing keys: Ed25519 (RFC 8032), PKCS 8 and SubjectPublicKeyInfo in PEM, as ``openssl`` reads them.

A key is known by its fingerprint, SHA-256 over its public half in DER, whatever its file is called.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from pathways.errors import NotFoundError, UsageError, why_not
from pathways.files import read_file
from pathways.keys.folder import MOST, KeyFile, KeyFolder

KIND = "signing"
SECRET, PUBLIC = "pem", "pub"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half that tells whether something was signed with the other. It may leave the machine."""

    key: Ed25519PublicKey

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256 of the key in DER: ``openssl pkey -pubin -outform DER | sha256sum`` tells the same."""
        der = self.key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(der).hexdigest()

    def signed(self, data: bytes, signature: bytes) -> bool:
        """Whether ``signature`` was made of exactly these bytes with the other half."""
        try:
            self.key.verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """The half that signs."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The other half."""
        return PublicKey(self.key.public_key())

    @property
    def fingerprint(self) -> str:
        """That of the other half."""
        return self.public.fingerprint

    def sign(self, data: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self.key.sign(data)


def new_key(folder: KeyFolder) -> KeyFile:
    """Makes the next signing key, which is the current one from now on. Raises as ``KeyFolder.add``."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return folder.add(KIND, {PUBLIC: public, SECRET: secret})


def current_signer(folder: KeyFolder) -> Signer:
    """The current signing key. Raises: NotFoundError where there is none; as ``KeyFolder.read``."""
    files = folder.files(KIND, SECRET)
    if not files:
        raise NotFoundError("keys.none", folder=folder.path)
    try:
        key = load_pem_private_key(folder.read(files[-1], secret=True), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UsageError("keys.unreadable", file=files[-1].name) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError("keys.unreadable", file=files[-1].name)
    return Signer(key)


def public_keys(folder: KeyFolder) -> tuple[tuple[KeyFile, PublicKey], ...]:
    """Every public half in the folder, oldest first. Raises: as ``KeyFolder.read``."""
    files = folder.files(KIND, PUBLIC)
    return tuple((file, _public(folder.read(file, secret=False), file.name)) for file in files)


def read_public(file: Path) -> PublicKey:
    """The public key in a file. Raises: UsageError."""
    try:
        return _public(read_file(file, MOST), str(file))
    except OSError as error:
        raise UsageError("keys.no_public", file=file, why=why_not(error)) from None


def _public(pem: bytes, name: str) -> PublicKey:
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UsageError("keys.unreadable", file=name) from None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError("keys.unreadable", file=name)
    return PublicKey(key)
