"""Bokmål sentences of who people are: national numbers, the vault, and its keys."""

_NUMBERS: dict[str, str] = {
    "identity.number_letters": "Et fødselsnummer eller D-nummer består bare av siffer.",
    "identity.number_length": "Et fødselsnummer eller D-nummer har elleve siffer.",
    "identity.number_date": "De fire første sifrene kan ikke begynne et fødselsnummer eller D-nummer.",
    "identity.number_first_control": "Kontrollsifrene stemmer ikke: se på alle sifrene, særlig de to siste.",
    "identity.number_second_control": "Det siste kontrollsifferet stemmer ikke: se på alle sifrene.",
    "identity.number_synthetic": (
        "Nummeret er skrevet slik som numrene til oppdiktede personer, og de hører bare hjemme i en øvingsbase. (Et "
        "hjelpenummer fra et sykehus skrives likedan, og er heller ikke et nummer i Folkeregisteret.)"
    ),
    "identity.number_real": (
        "Nummeret ser ut som nummeret til en virkelig person. Øvingsbaser tar bare numre til oppdiktede personer, der "
        "det er lagt 80 til måneden (Skatteetaten) eller 40 (NAV)."
    ),
}

_FIELDS: dict[str, str] = {
    "identity.subject_child": "Barnet",
    "identity.subject_parent": "Forelder {number}",
    "identity.subject_sibling": "Søsken {number}",
    "identity.subject_reporter": "Melder {number}",
    "identity.subject_other": "Annen {number}",
    "identity.field_name": "Navn",
    "identity.field_birth_date": "Født",
    "identity.field_expected_birth": "Ventet født",
    "identity.field_national_number": "Fødselsnummer",
    "identity.field_address": "Adresse",
    "identity.field_phone": "Telefon",
    "identity.field_email": "E-post",
    "identity.field_responsibility": "Foreldreansvar",
    "identity.field_care_order": "Omsorgsovertakelse",
}

_REFUSALS: dict[str, str] = {
    "person.unknown_subject": (
        "Det er ikke en person i saken. Bruk en av disse, med høyere tall der det er flere: {known}."
    ),
    "person.unknown_field": "{subject} har ikke dette feltet. Feltene er {known}.",
    "person.empty": "{field} er tomt. Et felt som ingen vet noe om, skal ikke føres.",
    "person.twice": "Et felt er oppgitt to ganger.",
    "person.too_many": "For mange felter på en gang ({count}); {most} går.",
    "person.nothing": "Ingenting er oppgitt.",
    "person.not_taken": "{field} er ikke ført. {why}",
    "person.no_date": "{field} skal være en dato som finnes, skrevet 2026-11-02.",
    "person.not_yet": "{field} ligger fram i tid. Er barnet ikke født, bruk expected_birth.",
    "person.too_long": "{field} kan ha høyst {most} tegn.",
    "person.unseen": "{field} inneholder tegn som ikke synes, eller linjeskift der det skal være én linje.",
    "person.number_elsewhere": (
        "{field} inneholder noe som ser ut som et fødselsnummer. Det føres i national_number, der det blir kontrollert."
    ),
    "person.no_reason": "Ikke rettet: en retting sier hvorfor («reason» i filen, eller svar på spørsmålet).",
    "person.known_already": (
        "Ikke ført: {fields} sier noe annet fra før. Var det feil, bruk «pathways person correct»; begge deler blir "
        "stående."
    ),
    "person.not_known_yet": "Ikke rettet: {fields} er ikke ført ennå. Bruk «pathways person set».",
    "person.not_searched": "Det går bare an å søke på {known}.",
    "person.information": "personopplysninger: {fields}",
    "person.information_search": "søk på {field}",
    "person.information_found": "at noen i saken har det som ble søkt på ({field})",
}

_VAULT: dict[str, str] = {
    "vault.no_key": (
        "Det er ingen nøkkel av slaget {kind} i {folder}. Personopplysninger kan ikke føres eller søkes i uten. Lag en "
        "med «pathways keys new {kind}», og ta vare på mappen: uten nøklene er alt tapt."
    ),
    "vault.key_missing": (
        "Saken er låst: nøkkelen {name} er ikke i {folder}. Ingenting er vist. Legg filen tilbake fra kopien av "
        "nøklene; «pathways doctor» sier hvilke som mangler."
    ),
    "vault.other_key": (
        "Saken er låst: {name} er en annen nøkkel enn den saken ble låst med. Ingenting er vist. Legg den rette filen "
        "tilbake."
    ),
    "vault.key_destroyed": "Nøkkelen til {case} er slettet, og personopplysningene kan ikke leses av noen.",
    "vault.key_altered": "Nøkkelen til {case} er ikke som den ble låst. Ingenting er vist.",
    "vault.case_key_gone": "{case} har personopplysninger, men ingen nøkkel. Ingenting er vist.",
    "vault.altered": "{field} i {case} er ikke som det ble ført, eller ligger på feil plass. Ingenting er vist.",
    "keys.not_32_bytes": "{file} er ingen nøkkel som kan brukes her (64 heksadesimale siffer).",
}

_KEYS: dict[str, str] = {
    "store.finding_person_missing": "Sak {case}: det som ble ført om {about} i hendelse {seq}, er borte.",
    "store.finding_person_extra": (
        "Sak {case}: det ligger noe om {about} som ingen hendelse har ført (det sier seg å være ført i {seq})."
    ),
    "cli.init.no_keys": (
        "En ekte base trenger nøkler utenfor databasen fra første stund: navn og fritekster blir kryptert med dem. "
        "Sett PATHWAYS_KEYS til en mappe som bare du kommer til, og lag dem med «pathways keys new wrapping» og "
        "«pathways keys new search». Ingenting er laget. Til øving: pathways init --sandbox."
    ),
    "store.finding_person_altered": (
        "Sak {case}: det som er ført om {about} i hendelse {seq}, er ikke det som ble forseglet der. Innholdet er "
        "endret, eller hentet fra et annet sted, og kan ikke åpnes."
    ),
    "store.finding_person_key": (
        "Sak {case}: nøkkelen til det som er ført om personer, fra hendelse {seq}, er borte eller endret. Ingenting av "
        "det kan åpnes."
    ),
    "cli.verify.persons_locked": (
        "Saker der innholdet om personer ikke er kontrollert, fordi nøklene det er låst med, ikke er her: {count}."
    ),
    "cli.verify.cannot_persons": (
        "om innholdet om personer er endret eller byttet ut: det er kryptert, og nøklene er ikke her"
    ),
    "cli.doctor.remark_sealed": (
        "Nøklene er ikke her, så fritekster og innholdet om personer er ikke åpnet og kontrollert (saker med personer: "
        "{count}). Kjør «pathways doctor --all» der nøklene er."
    ),
    "cli.verify.locked": (
        "Fritekster som ikke er kontrollert, fordi nøklene de er låst med, ikke er her: {count}. Alt annet er det."
    ),
    "store.texts_locked": (
        "Fritekster som skulle med ({case}), er låst med en nøkkel som ikke er her. Eksporten er ikke laget; «pathways "
        "doctor» sier hvilke nøkler som mangler."
    ),
    "store.trace_person": "personopplysninger ({count})",
    "cli.help.keys_rewrap": (
        "Lås nøklene til alle saker om til den nyeste nøkkelen av slaget wrapping.\n\n"
        "Kan kjøres mens andre arbeider, og tåler å bli avbrutt: kjør den en gang til. Hendelser og opplysninger røres "
        "ikke. Etterpå trengs de eldre nøklene bare for eldre sikkerhetskopier av databasen."
    ),
    "cli.keys.made_wrapping": (
        "Lås nøklene til sakene om med «pathways keys rewrap». Ta vare på mappen, og ikke i samme sikkerhetskopi som "
        "databasen: uten den kan ingen lese personopplysningene, og med den kan hvem som helst det."
    ),
    "cli.keys.made_search": (
        "Det som føres fra nå av, blir funnet med den nye. Ta vare på de eldre: uten dem finnes det som ble ført før, "
        "ikke ved søk."
    ),
    "cli.keys.rewrap_progress": "Låser om",
    "cli.keys.rewrapped": "Låst om til {name}: {count}.",
    "cli.doctor.name_case_keys": "Nøkler til saker",
    "cli.doctor.case_keys": "{count} låst med {name}",
    "cli.doctor.case_keys_older": "{count} låst med {name}, {older} med eldre",
    "cli.doctor.case_keys_none": "ingen ennå",
    "cli.doctor.remark_rewrap": "Lås om resten: pathways keys rewrap.",
    "cli.doctor.mend_key_missing": (
        "Uten {names} kan ingen lese personopplysningene (saker: {count}). Legg filene tilbake fra kopien av nøklene."
    ),
}

_COMMANDS: dict[str, str] = {
    "cli.help.person": "Personopplysninger i saker, kryptert med nøkkelen til hver sak.",
    "cli.help.person_show": "Vis det som er ført om personene i en sak. Hvert oppslag føres i tilgangsloggen.",
    "cli.help.person_set": (
        "Før opplysninger om en person i en sak. Loggen sier hvilke felter som er ført, aldri hva de sier.\n\n"
        "Verdien tastes inn på spørsmål, leses fra standard inn, eller står i en JSON-fil: "
        '{{"child": {{"name": "…", "birth_date": "2015-03-02"}}, "parent_1": {{"phone": "…"}}}}. Aldri på '
        "kommandolinjen, der andre på maskinen ser den."
    ),
    "cli.help.person_correct": (
        "Rett noe som ble ført feil. Det gamle blir stående, med hvem, når og hvorfor.\n\n"
        "Som «person set»; grunnen er svaret på det andre spørsmålet, den andre linjen, eller «reason» i filen."
    ),
    "cli.help.person_search": (
        "Finn saker der noen har et fødselsnummer eller et navn (hele navnet). Det som søkes, tastes inn eller leses "
        "fra standard inn. Søket føres i tilgangsloggen, uten det som ble søkt."
    ),
    "cli.person.argument_who": "Hvem: child, parent_1, sibling_1, reporter_1, other_1 …",
    "cli.person.argument_field": (
        "Felt: name, birth_date, expected_birth, national_number, address, municipality, school, institution, clinic, "
        "phone, email, responsibility, care_order."
    ),
    "cli.person.argument_searched": "Felt: national_number eller name.",
    "cli.person.no_reason_here": (
        "Ikke registrert: «reason» sier hvorfor noe rettes, og hører til «pathways person correct». Det som skrives "
        "første gang, har ingen begrunnelse: ta «reason» ut av filen."
    ),
    "cli.person.option_from": "JSON-fil med flere felter på en gang; «-» leser fra standard inn.",
    "cli.person.option_history": "Vis også det som er rettet: hvem, når og hvorfor.",
    "cli.person.standard_input": "standard inn",
    "cli.person.which": "Oppgi enten hvem og hvilket felt (child name), eller --from.",
    "cli.person.ask_value": "{field}",
    "cli.person.ask_reason": "Hvorfor rettes det",
    "cli.person.ask_searched": "Søk etter",
    "cli.person.first_keys": "Laget nøkler til øvingsbasen: {keys} i {folder}.",
    "cli.person.written": "Ført i {case}, hendelse {seq}: {fields}.",
    "cli.person.unchanged": "Alt var ført slik fra før i {case}. Ingenting er registrert.",
    "cli.person.none": "Ingen personopplysninger er ført i {case}.",
    "cli.person.heading": "{case} · Personopplysninger",
    "cli.person.corrected": "rettet (antall: {count}); se --history",
    "cli.person.because": "retting: «{why}»",
    "cli.person.destroyed": "slettet",
    "cli.person.nobody": "Ingen saker som du kan se.",
    "cli.purpose.person_show": "se personopplysninger",
    "cli.purpose.person_search": "søke etter en person",
    "cli.purpose.person_set": "føre personopplysninger",
    "cli.purpose.person_corrected": "rette personopplysninger",
    "timeline.person_set": "Personopplysninger ført",
    "timeline.person_corrected": "Personopplysninger rettet",
    "timeline.person_fields": "Felter",
}

SENTENCES: dict[str, str] = {**_NUMBERS, **_FIELDS, **_REFUSALS, **_VAULT, **_KEYS, **_COMMANDS}
