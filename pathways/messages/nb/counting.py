"""Bokmål sentences of counting. Dates are given to them already written out for people."""

_WORDS: dict[str, str] = {
    "counting.weekdays": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "counting.weekdays_short": "man. tir. ons. tor. fre. lør. søn.",
    "counting.months": "januar februar mars april mai juni juli august september oktober november desember",
    "counting.months_short": "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
    "counting.date": "{weekday} {day}. {month} {year}",
    "counting.day": "{weekday} {day}.",
    "counting.day_month": "{day} {month}",
    "counting.day_named": "{day} ({name})",
    "counting.sunday": "søndag",
    "counting.saturday": "lørdag",
    "counting.and": " og ",
    "counting.units.days": "dager",
    "counting.units.weeks": "uker",
    "counting.units.months": "måneder",
    "counting.units.years": "år",
    "counting.units.working_days": "virkedager",
    "counting.units.hours": "timer",
    "counting.unit.days": "dag",
    "counting.unit.weeks": "uke",
    "counting.unit.months": "måned",
    "counting.unit.years": "år",
    "counting.unit.working_days": "virkedag",
    "counting.unit.hours": "time",
}

_ERRORS: dict[str, str] = {
    "counting.naive": (
        "Tidspunktet {instant} mangler tidssone, så datoen i Norge er ukjent. Skriv det med forskyvning, "
        "som 2026-11-02T09:15+01:00."
    ),
    "counting.outside_years": (
        "{date} ligger utenfor kalenderen {calendar}, som går fra {first} til {last}. Det regnes ikke utenfor den. "
        "Sjekk årstallet, eller velg en kalender som dekker det."
    ),
    "counting.too_long": (
        "{amount} er for mye: fristen ender utenfor kalenderen {calendar}, som går fra {first} til {last}. "
        "Skriv en kortere periode."
    ),
    "counting.wrong_unit": (
        "Regelen {rule} teller ikke {unit}. Den teller {units}. Skriv perioden i en av dem, eller velg en annen regel."
    ),
    "counting.wants_date": (
        "Regelen {rule} teller ingen periode: fristen er en dato som noen har satt. "
        "Oppgi datoen, eller velg en annen regel."
    ),
    "counting.unit_without_dates": (
        "Enheten {unit} kan ikke legges til en dato alene. Bruk dager, uker, måneder, år eller virkedager."
    ),
    "counting.needs_instant": (
        "Regelen {rule} teller timer og trenger klokkeslett, men fikk bare datoen {date}. "
        "Skriv for eksempel {date}T15:00."
    ),
    "counting.moment_unreadable": (
        "«{text}» er ikke en dato eller et tidspunkt. Skriv 2026-11-02, 2026-11-02T09:15 (norsk tid) "
        "eller 2026-11-02T09:15+01:00."
    ),
    "counting.moment_impossible": (
        "Klokken var aldri {text} i Norge: den ble stilt en time fram. Rett tidspunktet, eller skriv forskyvningen, "
        "+01:00 eller +02:00, etter det."
    ),
    "counting.moment_ambiguous": (
        "Klokken var {text} to ganger i Norge, fordi den ble stilt en time tilbake. Skriv forskyvningen etter: "
        "+02:00 for den første gangen, +01:00 for den andre."
    ),
    "counting.period_unreadable": (
        "«{text}» er ikke en periode. Skriv et helt tall (høyst fem sifre) og en enhet: «1 week», «3 months», "
        "«10 working days», «48 hours», «2 days», «1 year», eller på norsk: «3 måneder», «10 virkedager»."
    ),
}

_WHY: dict[str, str] = {
    "counting.why.start": "herfra telles det; dagen selv er ikke med",
    "counting.why.start_at": "kl. {clock}: herfra telles timene",
    "counting.why.set": "datoen som er satt",
    "counting.why.first": "+ {period}; resten løper herfra, og dagen flyttes ikke",
    "counting.why.period": "+ {period}",
    "counting.why.hours": "kl. {clock}: + {period}",
    "counting.why.clamp": "{month} har ikke dag nummer {number}: siste dag i måneden",
    "counting.why.skipped": "{name}: teller ikke",
    "counting.why.clock_changed": "klokken stilles denne dagen; det telles virkelige timer",
    "counting.why.stopped": "klokken står fra og med denne dagen",
    "counting.why.resumed": "klokken går igjen fra og med denne dagen; {days} teller ikke",
    "counting.why.resumed_part": (
        "klokken går igjen fra og med denne dagen; {days} etter starten teller ikke, av {every} den sto i alt"
    ),
    "counting.why.resumed_at_once": "klokken går igjen fra og med denne dagen; ingen dag er gått bort",
    "counting.why.stood_already": "klokken sto alt da, siden {since}",
    "counting.why.restarted": "klokken går igjen, og hele tiden telles på nytt herfra: {period}",
    "counting.why.reaches": "hit rekker det som var igjen",
    "counting.why.reached": "hit rakk det som var igjen da",
    "counting.why.reaches_anew": "hit rekker hele tiden, talt på nytt: {since} + {period}",
    "counting.why.reaches_sum": "hit rekker det som var igjen: {before} + {days}",
    "counting.why.reaches_rest": "hit rekker det som var igjen: {left} fra og med {since}",
    "counting.why.rebudgeted_standing": (
        "overført til nye regler, {period}: {used} var brukt, {left} er igjen når klokken går igjen"
    ),
    "counting.why.rebudgeted": "overført til nye regler, {period}: {used} var brukt, {left} er igjen herfra",
    "counting.why.used_up": "alt var brukt: fristen ender her",
    "counting.why.earliest": "hit rakk det som var igjen, om klokken hadde gått videre med det samme",
    "counting.why.earliest_anew": "hit rakk tiden før klokken sto; når den går igjen, telles hele tiden på nytt",
    "counting.why.left": "{name}: siste dag kan ikke ligge her",
    "counting.why.left_unsettled": "{name}",
    "counting.why.rolled": "neste arbeidsdag: hit er fristen forlenget",
    "counting.why.roll_unsettled": "neste arbeidsdag: om fristen er forlenget hit, er ikke avklart",
    "counting.why.stays": "{name}: fristen blir stående",
}

_TOLD: dict[str, str] = {
    "counting.told.settled": "{legal}",
    "counting.told.at": "{legal} kl. {clock}",
    "counting.told.unsettled": "{nominal}; forlenget til {legal} om fristen flyttes for helg, som ikke er avklart",
    "counting.told.line": "  {on}  {text}",
    "counting.told.missed_from": "For sent fra {date} kl. {clock}.",
    "counting.told.missed_from_unsettled": (
        "Fristen er ute fra {nominal} kl. 00:00. Brudd sies først fra {legal} kl. 00:00, "
        "siden forlengelsen ikke er avklart."
    ),
    "counting.told.reporting": "Registeret regner til {date} (bare i rapporten).",
    "counting.told.source": (
        "Grunnlag: {law}. Regel {rule} (versjon {rule_version}), kalender {calendar} (versjon {calendar_version})."
    ),
}

SENTENCES: dict[str, str] = {**_WORDS, **_ERRORS, **_WHY, **_TOLD}
