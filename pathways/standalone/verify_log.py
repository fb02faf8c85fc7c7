"""Checks an exported log, alone: python verify_log.py LOG.jsonl [--checkpoint FILE]. Python 3.11, nothing else needed.

Recomputes the chain of each case and the seals of texts that are in the file, asks for two people behind what was
destroyed, compares with a checkpoint. Ends with 0 when all holds, 8 when something does not, 2 when a file cannot be
read. Format: docs/explanation/audit-chain.md.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

LOG, CHECKPOINT = "pathways.log/1", "pathways.checkpoint/1"
PROPOSED, DESTROYED = "destruction_proposed", "payload_destroyed"
LONGEST = 1 << 26
"""Bytes of the longest line of a log that is read."""


def tell(sentence: str) -> None:
    """A line of the answer; nothing in it can steer a terminal."""
    sys.stdout.write(
        re.sub(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069]", "?", sentence) + "\n"
    )


def give_up(sentence: str) -> NoReturn:
    """A file that cannot be read proves nothing."""
    sys.stderr.write(f"{sentence} Ingenting er kontrollert.\n")
    raise SystemExit(2)


def sha256(text: str) -> str:
    """In hex, over UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def lines_of(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, each on a line of its own."""
    with file.open("rb") as log:
        while line := log.readline(LONGEST + 1):
            if len(line) > LONGEST:
                give_up("Loggen har en linje som er for lang.")
            found = json.loads(line.decode())
            if not isinstance(found, dict):
                give_up("Loggen har en linje som ikke er en hendelse.")
            yield found


def wrong_with(row: dict[str, Any], case_id: str, seq: int, previous: str) -> tuple[str, int]:
    """What is wrong with an event, or nothing; and how many seals of it were checked, -1 for one that was not."""
    if row["seq"] != seq:
        return "mangler, eller står på feil plass", 0
    if row["prev_hash"] != previous:
        return "peker ikke på hendelsen før", 0
    if sha256(f"{previous}\n{row['envelope']}") != row["hash"]:
        return "er endret etter at den ble registrert", 0
    try:
        told = json.loads(row["envelope"])
        where, names, commitment = (told["case"], told["seq"], told["format"]), told["texts"], told["commitment"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "kan ikke leses", 0
    if where != (case_id, seq, 1):
        return "hører til et annet sted", 0
    if row.get("texts") is None:
        return "", -1 if names else 0
    seal = hmac.digest(bytes.fromhex(row["salt"]), row["texts"].encode(), "sha256").hex()
    whole = bool(names) and hmac.compare_digest(seal, commitment)
    return ("" if whole else "har en tekst som er endret etter at den ble registrert"), 1


class Log:
    """What a log held: the hashes of each case in order, how many seals were checked, and what is wrong."""

    def __init__(self, file: Path) -> None:
        self.cases: dict[str, list[str]] = {}
        self.proposed: dict[tuple[str, int], tuple[str, list[int]]] = {}
        self.faults: list[str] = []
        self.events = self.seals = self.unsealed = 0
        rows = lines_of(file)
        self.head = next(rows, {})
        if self.head.get("format") != LOG:
            give_up("Filen er ikke en logg fra «pathways log export».")
        self.ended = False
        for row in rows:
            self._take(row)
        if not self.ended:
            self.faults.append("Filen er ikke hel: slutten mangler.")

    def _take(self, row: dict[str, Any]) -> None:
        if self.ended:
            give_up("Det står noe etter slutten av loggen.")
        if "end" in row:
            self.ended = True
            if row["end"] != {"cases": len(self.cases), "events": self.events}:
                self.faults.append("Filen er ikke hel: noe er tatt ut av den.")
            return
        case_id, self.events = row["case"], self.events + 1
        hashes = self.cases.setdefault(case_id, [])
        before = hashes[-1] if hashes else sha256(f"pathways chain 1\n{case_id}")
        fault, seals = wrong_with(row, case_id, len(hashes) + 1, before)
        fault = fault or self._alone(case_id, json.loads(row["envelope"]))
        if fault and not any(each.startswith(f"Sak {case_id}:") for each in self.faults):
            self.faults.append(f"Sak {case_id}: hendelse {len(hashes) + 1} {fault}.")
        self.seals, self.unsealed = self.seals + (seals > 0), self.unsealed + (seals < 0)
        hashes.append(row["hash"])

    def _alone(self, case_id: str, told: dict[str, Any]) -> str:
        """What is wrong with a destruction: another person has to have proposed it before, of the same events."""
        if told.get("kind") != "note" or told["name"] not in (PROPOSED, DESTROYED):
            return ""
        who, about = told["actor"]["user"], sorted(told["targets"])
        if told["name"] == PROPOSED:
            self.proposed[case_id, told["seq"]] = who, about
            return ""
        proposer, meant = self.proposed.get((case_id, told["cause"]), (who, about))
        return "" if proposer != who and meant == about else "sletter tekster uten at to personer står bak"


def read_checkpoint(file: Path) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Statement, body, and the hash of what is signed."""
    with file.open("rb") as opened:
        lines = opened.read(1 << 30).decode().split("\n")
    if len(lines) != 4 or lines[3]:
        give_up("Filen er ikke et sjekkpunkt.")
    told, body = json.loads(lines[0]), json.loads(lines[2])
    if told["format"] != CHECKPOINT:
        give_up("Sjekkpunktet har en form som dette programmet ikke kjenner.")
    if sha256(f"{lines[2]}\n") != told["body"]:
        give_up("Sjekkpunktet er endret: det som er signert, gjelder noe annet.")
    return told, body, hashlib.sha256(f"{lines[0]}\n".encode()).hexdigest()


def compare(log: Log, heads: list[list[Any]]) -> Iterator[str]:
    """What was there at the checkpoint and is not in the log as it was."""
    for case_id, version, head, marks in heads:
        hashes = log.cases.get(case_id)
        if hashes is None:
            if log.head.get("all"):
                yield f"Sak {case_id}: var med i sjekkpunktet, og er ikke i loggen."
            continue
        differs = (n for n in range(version) if n >= len(hashes) or hashes[n][:16] != marks[16 * n : 16 * n + 16])
        place = next(differs, None)
        if place is not None and place >= len(hashes):
            yield f"Sak {case_id}: hendelse {place + 1} og alle etter den mangler. De var med i sjekkpunktet."
        elif place is not None or (version and hashes[version - 1] != head):
            number = version if place is None else place + 1
            yield f"Sak {case_id}: hendelse {number} er en annen enn da sjekkpunktet ble laget."


def tell_checkpoint(file: Path, told: dict[str, Any], signed: str) -> None:
    """Which checkpoint it was, and how its signature is checked: that needs a program of its own."""
    short = base64.urlsafe_b64encode(bytes.fromhex(signed)).decode().rstrip("=")
    tell(f"Sjekkpunkt {told['number']}, {told['at']}, nøkkel {told['key']}. Kort: pathways {told['number']} {short}")
    tell("Signaturen er IKKE kontrollert her. Uten den beviser sjekkpunktet ingenting. Slik kontrolleres den:")
    name = shlex.quote(str(file))
    tell(f"  head -n 1 -- {name} > sjekkpunkt.txt; sed -n 2p -- {name} | base64 -d > sjekkpunkt.sig")
    tell("  openssl pkeyutl -verify -pubin -inkey NØKKEL.pub -rawin -in sjekkpunkt.txt -sigfile sjekkpunkt.sig")


def main(arguments: list[str]) -> int:
    """Check, and say what that shows and what it does not."""
    parser = argparse.ArgumentParser(description="Kontrollerer en logg fra pathways, uten pathways.")
    parser.add_argument("log", type=Path, help="fil fra «pathways log export»")
    parser.add_argument("--checkpoint", type=Path, help="et sjekkpunkt som har ligget et annet sted enn loggen")
    given = parser.parse_args(arguments)
    try:
        log = Log(given.log)
        faults = list(log.faults)
        if given.checkpoint:
            told, body, signed = read_checkpoint(given.checkpoint)
            tell_checkpoint(given.checkpoint, told, signed)
            faults += compare(log, body["heads"])
            both = sum(head[0] in log.cases for head in body["heads"])
            tell(f"Saker i sjekkpunktet: {len(body['heads'])}. Av dem er i filen, og holdt mot det: {both}.")
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        give_up(f"Filen kan ikke leses ({type(error).__name__}).")
    tell(f"Saker: {len(log.cases)}. Hendelser: {log.events}. Tekster kontrollert: {log.seals}, ikke: {log.unsealed}.")
    for fault in faults:
        tell(fault)
    if not faults:
        tell("Kjedene er hele: ingen hendelse i filen er endret, skutt inn eller fjernet mellom andre.")
        if given.checkpoint:
            tell("Alt sjekkpunktet har av de sakene som ble holdt mot det, er med, uendret.")
    tell("Dette viser kontrollen ikke: at det som ble registrert, er sant; hvem som skrev det.")
    tell("Uten et sjekkpunkt viser den heller ikke at slutten av en sak er med, eller at loggen ikke er skrevet om.")
    tell("Med et sjekkpunkt viser den ingenting om det som kom etter det, og ingenting hvis nøkkelen er stjålet.")
    return 8 if faults else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
