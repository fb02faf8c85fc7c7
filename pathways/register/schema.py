"""The form of the register's files as data: schema 4.0.1 of Statistics Norway, and what older files had besides.

The older files carry the personal attributes on ``Sak`` (now on ``Personalia``), relate a ``Status``, and write
``Oppfolging`` with a date of its own; all else they have is in 4.0.1 too. Codes are those the schema allows in a
file; when each was valid is told by the code lists of the definitions. National identity number, birth date, sex,
DUF number, journal number, free specifications and places of residence are checked and then dropped: nothing
marked ``keep=False`` leaves the reading.
"""

from pathways.register.form import (
    Kind,
    ValueForm,
    coded,
    element,
    may,
    must,
    one,
    optional,
    pattern,
    several,
    text,
)

_UUID = ValueForm(kind=Kind.uuid)
_DATE = ValueForm(kind=Kind.date)
_FLAG = ValueForm(kind=Kind.flag)
_DROPPED_DATE = ValueForm(kind=Kind.date, keep=False)

_ID = must("Id", _UUID)
_START = must("StartDato", _DATE)
_END = must("SluttDato", _DATE)
_DELETED = may("ErSlettet", _FLAG)
_MIGRATED = may("MigrertId", text(1, 36))
_FREE = may("Presisering", text(1, 10_000, keep=False))

_TOPICS = (
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 "
    "1.1.01 1.1.02 1.1.03 1.1.04 1.2.01 1.2.02 1.2.03 "
    "1.3.01 1.3.02 1.3.03 1.3.04 1.3.05 1.3.06 1.3.07 1.3.08 1.3.09 1.3.10 1.3.11 1.4.01 1.4.02 1.4.03 1.4.04 "
    "2.1.01 2.1.02 2.1.03 2.2.01 2.2.02 2.2.03 2.3.01 2.3.02 "
    "2.4.01 2.4.02 2.4.03 2.4.04 2.4.05 2.4.06 2.4.07 2.4.08 2.4.09 "
    "3.1.01 3.1.02 3.1.03 3.1.04 3.1.05 3.1.06 3.1.07 3.1.08 3.1.09 3.1.10 3.2.01 3.2.02 "
    "3.3.01 3.3.02 3.3.03 3.3.04 3.3.05 3.3.06"
)
_CATEGORIES = (
    "1.1 1.2 1.99 2.1 2.2 2.3 2.4 2.5 2.6 2.99 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.99 "
    "4.1 4.2 4.3 4.4 4.5 4.6 4.7 4.8 4.9 4.99 5.1 5.2 5.3 5.4 5.99 6.1 6.2 6.3 6.4 6.99 7.1 7.2 7.3 7.99 "
    "8.1 8.2 8.3 8.4 8.5 8.99"
)
_MOVED_FROM = "1.1.1 1.1.2 1.1.3 1.1.4 1.1.5 1.2.1 1.2.2 1.2.3 1.3 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9"
_TYPES = coded(
    "Personalia Melding Undersokelse Plan Tiltak Vedtak Status Ettervern OversendelseFylkesnemnd Flytting Relasjon"
)

_TOPIC = (must("Kode", coded(_TOPICS)), _FREE)
_LAW = (
    one(element("Lov", text=coded("BVL BVL2021 BL1981"))),
    one(element("Kapittel", text=pattern(r"\d{1,3}|\d{1,2}[a-z]|\d[a-z]{2}"))),
    one(element("Paragraf", text=pattern(r"\d{1,4}|\d{1,3}[a-z]|\d{1,2}[a-z]{2}"))),
    several(element("Ledd", text=pattern(r"\d{1,3}"))),
    several(element("Bokstav", text=pattern("[a-z]"))),
    several(element("Punktum", text=pattern(r"\d{1,3}"))),
)
_LAWS = (
    one(element("Lovhjemmel", *_LAW)),
    several(element("JmfrLovhjemmel", *_LAW)),
)
_ENDED = optional(element("Konklusjon", _END))
_YEARLY = several(element("Hyppighet", _ID, _START, must("Kode", coded("4 2"))))
_DONE = several(element("Utfort", _ID, must("UtfortDato", _DATE)))

_PERSON = (
    must("Fodselsnummer", pattern(r"\d{11}", keep=False)),
    must("Fodseldato", _DROPPED_DATE),
    must("Kjonn", ValueForm(kind=Kind.code, codes=frozenset("012"), keep=False)),
    may("DUFnummer", pattern(r"\d{12}", keep=False)),
)
_PERSON_OF_OLDER_FORM = tuple(may(each.name, each.value) for each in _PERSON)

PERSONALIA = element("Personalia", _ID, _START, *_PERSON, _DELETED)

MELDING = element(
    "Melding",
    _ID,
    _MIGRATED,
    _START,
    _DELETED,
    several(element("Melder", must("Kode", coded(" ".join(str(code) for code in range(1, 26)))), _FREE)),
    several(element("Saksinnhold", *_TOPIC)),
    optional(element("Konklusjon", _END, must("Kode", coded("1 2 3 4 5 6 7 8 9 10")), _DELETED)),
)

UNDERSOKELSE = element(
    "Undersokelse",
    _ID,
    _MIGRATED,
    _START,
    _DELETED,
    several(element("Vedtaksgrunnlag", *_TOPIC)),
    optional(
        element(
            "BarnetsMedvirkning",
            one(element("StartDato", text=_DATE)),
            one(element("MedvirkningType", text=coded("1.1 1.2 1.3 1.4 2.1 2.2"))),
        )
    ),
    optional(element("UtvidetFrist", _START, may("Innvilget", coded("1 2")))),
    optional(element("Konklusjon", _END, must("Kode", coded("1 2 3 4 5 6 7 8 9")), _FREE)),
)

PLAN = element(
    "Plan",
    _ID,
    _MIGRATED,
    _START,
    must("Plantype", coded("1 2 3 4 5 6 7 8")),
    _DELETED,
    several(element("Evaluering", must("UtfortDato", _DATE))),
    _ENDED,
)

TILTAK = element(
    "Tiltak",
    _ID,
    _MIGRATED,
    _START,
    _DELETED,
    *_LAWS,
    one(element("Kategori", must("Kode", coded(_CATEGORIES)), _FREE)),
    several(element("Tiltaksgrunnlag", *_TOPIC)),
    optional(
        element(
            "Tilsyn",
            several(
                element("Ansvarlig", _ID, _START, must("Kommunenummer", pattern(r"\d{4}", keep=False))),
                least=1,
            ),
            _YEARLY,
            _DONE,
        )
    ),
    several(element("Oppfolging", may("Id", _UUID), may("UtfortDato", _DATE), _YEARLY, _DONE)),
    optional(element("Opphevelse", must("Kode", coded("1 2 3 4")), _FREE)),
    _ENDED,
)

VEDTAK = element(
    "Vedtak",
    _ID,
    _MIGRATED,
    _START,
    _DELETED,
    *_LAWS,
    several(
        element(
            "Krav",
            _ID,
            _START,
            optional(element("Konklusjon", _END, must("Kode", coded("1 2 9")), _FREE)),
        )
    ),
    several(element("Status", _ID, must("EndretDato", _DATE), must("Kode", coded("1 2 3 4"))), least=1),
    _ENDED,
)

ETTERVERN = element(
    "Ettervern",
    _ID,
    _MIGRATED,
    must("TilbudSendtDato", _DATE),
    _DELETED,
    optional(element("Konklusjon", _END, must("Kode", coded("1 2 3")))),
)

OVERSENDELSE = element("OversendelseFylkesnemnd", _ID, _MIGRATED, _START, _DELETED, *_LAWS)

FLYTTING = element(
    "Flytting",
    _ID,
    _MIGRATED,
    _END,
    _DELETED,
    one(element("ArsakFra", must("Kode", coded(_MOVED_FROM)), _FREE)),
    one(element("FlyttingTil", must("Kode", coded("1 2 3 4 5 6 7 8 9")), _FREE)),
)

RELASJON = element(
    "Relasjon",
    _ID,
    must("FraId", text(1, 50)),
    must("FraType", _TYPES),
    must("TilId", _UUID),
    must("TilType", _TYPES),
    _DELETED,
)

SLETTET = element("Slettet", _ID, must("Type", _TYPES), _END)

SAK = element(
    "Sak",
    _ID,
    _MIGRATED,
    _START,
    may("SluttDato", _DATE),
    must("Journalnummer", text(1, 36, keep=False)),
    may("Avsluttet", _FLAG),
    _DELETED,
    *_PERSON_OF_OLDER_FORM,
    *(
        several(part)
        for part in (
            PERSONALIA,
            MELDING,
            UNDERSOKELSE,
            PLAN,
            TILTAK,
            VEDTAK,
            ETTERVERN,
            OVERSENDELSE,
            FLYTTING,
            RELASJON,
            SLETTET,
        )
    ),
)

FAGSYSTEM = element(
    "Fagsystem", must("Leverandor", text(1, 300)), must("Navn", text(1, 300)), must("Versjon", text(1, 100))
)

AVGIVER = element(
    "Avgiver",
    must("Organisasjonsnummer", pattern(r"\d{9}")),
    must("Kommunenummer", pattern(r"\d{4}")),
    must("Kommunenavn", text(1, 250)),
    may("Bydelsnummer", pattern(r"\d{2}")),
    may("Bydelsnavn", text(1, 250)),
)

ROOT = element(
    "Barnevern",
    _ID,
    must("DatoUttrekk", ValueForm(kind=Kind.instant)),
    may("ForrigeId", _UUID),
    one(FAGSYSTEM),
    one(AVGIVER),
    several(SAK, least=1),
)
"""The schema has one ``Sak`` in a file; extracts of a whole service have many, and are read the same way."""
