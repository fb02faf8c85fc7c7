"""Bokmål sentences of proof that leaves the machine: keys, checkpoints, logs that are exported."""

_KEYS: dict[str, str] = {
    "cli.takes.keys": "en mappe",
    "cli.help.keys": "Nøkler som ligger utenfor databasen.",
    "cli.help.keys_new": (
        "Lag en ny nøkkel, som brukes fra nå av. De eldre blir liggende for det de har signert.\n\n"
        "Den offentlige halvdelen (.pub) kan deles med hvem som helst; den andre skal aldri ut av mappen."
    ),
    "cli.help.keys_list": "Vis nøklene: når de ble laget, og avtrykket av dem. Aldri det hemmelige.",
    "cli.keys.argument_kind": (
        "Hva nøkkelen er til: signing (signering av sjekkpunkter), wrapping (låser nøklene til sakene) eller search "
        "(søk etter personer)."
    ),
    "cli.keys.kind": "Det finnes ingen nøkler av slaget «{kind}». Slag: {known}.",
    "cli.keys.made": "Laget {key} i {folder}. Avtrykk: {fingerprint}",
    "cli.keys.made_next": (
        "Legg en kopi av {public} der de som skal kontrollere loggen, finner den, og ikke i samme sikkerhetskopi som "
        "databasen. Uten den hemmelige halvdelen kan ingen signere: ta vare på mappen."
    ),
    "cli.keys.empty": "Ingen nøkler i {folder}. Lag en med «pathways keys new signing».",
    "cli.keys.in_use": "i bruk",
    "cli.keys.older": "eldre",
    "keys.not_set": (
        "Innstillingen PATHWAYS_KEYS mangler: mappen som nøklene ligger i. Den skal ikke ligge i samme sikkerhetskopi "
        "som databasen."
    ),
    "keys.none": "Det er ingen nøkkel til å signere med i {folder}. Lag en med «pathways keys new signing».",
    "keys.taken": "Noen andre lagde {name} samtidig. Prøv igjen.",
    "keys.gone": "Nøkkelen {name} er ikke i {folder}.",
    "keys.refused": "Mappen med nøkler, {folder}, kan ikke brukes: {why}.",
    "keys.no_such_folder": "{folder} er ingen mappe. PATHWAYS_KEYS er mappen som nøklene ligger i.",
    "keys.folder_open": (
        "Andre enn eieren slipper inn i mappen med nøkler, {folder}, så ingen nøkkel der blir brukt. Steng den: "
        "chmod 700 «mappen». Har noen vært der, lag en ny nøkkel."
    ),
    "keys.file_open": (
        "Andre enn eieren kan lese nøkkelen {file}, så den blir ikke brukt. Steng den: chmod 600 «filen». Har noen "
        "lest den, lag en ny nøkkel."
    ),
    "keys.unreadable": "{file} er ingen nøkkel som kan brukes her (Ed25519 i PEM, uten passord).",
    "keys.no_public": "Den offentlige nøkkelen {file} kan ikke leses: {why}.",
    "cli.doctor.name_keys": "Nøkler",
    "cli.doctor.keys": "{count} i {folder}",
    "cli.doctor.no_keys": "ingen",
    "cli.doctor.remark_keys_beside": (
        "Nøklene ligger i samme mappe som databasen. Den som får en kopi av mappen, kan forfalske begge: flytt nøklene."
    ),
    "cli.doctor.remark_no_keys": (
        "Uten nøkkel kan ingen sjekkpunkter lages, og uten dem kan ingen se om slutten av loggen er fjernet: "
        "docs/how-to/prove-a-log-elsewhere.md."
    ),
}

_CHECKPOINT: dict[str, str] = {
    "cli.help.checkpoint": (
        "Signer hele loggen slik den er nå, og skriv det til en fil som skal ut av maskinen.\n\n"
        "Med filen kan hvem som helst senere se om noe av det som var der, er fjernet eller skrevet om. Nekter når "
        "loggen ikke lenger er det den var ved forrige sjekkpunkt, og avslutter da med 8."
    ),
    "cli.checkpoint.option_to": "Filen sjekkpunktet skal bli. Den må ikke finnes fra før.",
    "cli.checkpoint.option_list": "Vis sjekkpunktene som er laget.",
    "cli.checkpoint.one_of": "Bruk enten --to eller --list.",
    "cli.checkpoint.progress": "Signerer loggen",
    "cli.checkpoint.purpose": "sjekkpunkt",
    "cli.checkpoint.information": "hendelseskjedene i alle saker",
    "cli.checkpoint.listed": "sjekkpunktene",
    "cli.checkpoint.made": "Sjekkpunkt {number}, {at}. {covered}",
    "cli.checkpoint.covered": (
        "Saker: {cases}. Hendelser: {events}. Innføringer om organisasjonen: {entries}. Rader om kontoer: {rows}."
    ),
    "cli.checkpoint.line": "Kort, til å skrive ned eller lese opp (ingen personopplysninger):",
    "cli.checkpoint.written": (
        "Skrevet til {file}. Filen nevner saksnumre og hvor mange hendelser hver sak har, men ikke hva de sier. Flytt "
        "den til et sted der den som styrer databasen, ikke kommer til."
    ),
    "cli.checkpoint.not_written": (
        "Det er bare lagret i databasen selv. Skriv det ned, eller lag et med --to og flytt filen ut av maskinen."
    ),
    "cli.checkpoint.first_key": "Laget en nøkkel til øvingsbasen: {key} i {folder}.",
    "cli.checkpoint.none": "Ingen sjekkpunkter ennå. Lag et med «pathways checkpoint --to …».",
    "cli.checkpoint.unreadable_row": "kan ikke leses",
    "checkpoint.no_checkpoint": "Filen er ikke et sjekkpunkt, eller noe av den mangler.",
    "checkpoint.other_format": "Sjekkpunktet har en form som dette programmet ikke kjenner (det kjenner {format}).",
    "checkpoint.taken": "Noen andre lagde sjekkpunkt {number} samtidig. Prøv igjen.",
    "checkpoint.clock_back": (
        "Klokken viser en tid før sjekkpunkt {number}. Ingenting er signert. Still klokken riktig, og prøv igjen."
    ),
    "checkpoint.not_signed": (
        "Ingenting er signert, for loggen er ikke det den var. Funn: {count}. Det første: {first} Se alt med «pathways "
        "verify --checkpoint …» og filen fra forrige sjekkpunkt, og ta vare på databasen som den er."
    ),
    "checkpoint.unknown_key": (
        "Sjekkpunktet er ikke signert med noen nøkkel vi kjenner, eller så er det endret. Ingenting er kontrollert. "
        "Er nøkkelen en annen, gi den offentlige halvdelen med --public-key."
    ),
    "checkpoint.body_altered": (
        "Signaturen stemmer, men resten av filen er ikke den som ble signert. Ingenting er kontrollert. Finn en annen "
        "kopi av filen."
    ),
    "cli.written.exists": "{file} finnes fra før, og blir aldri skrevet over. Velg et annet navn.",
    "cli.written.no_folder": "Mappen {folder} finnes ikke.",
    "cli.written.refused": "{file} kunne ikke skrives: {why}.",
    "cli.verify.option_checkpoint": "Et sjekkpunkt som har ligget utenfor databasen. Loggen holdes mot det.",
    "cli.verify.option_public": "Den offentlige nøkkelen sjekkpunktet er signert med. Ellers: de i mappen med nøkler.",
    "cli.verify.public_alone": "--public-key hører sammen med --checkpoint.",
    "cli.verify.checkpoint_all": "Et sjekkpunkt gjelder hele loggen. Utelat saken, eller utelat --checkpoint.",
    "cli.verify.no_file": "Filen {file} kan ikke leses: {why}.",
    "cli.verify.no_keys": (
        "Det er ingen offentlig nøkkel å kontrollere signaturen med. Gi den med --public-key, eller sett PATHWAYS_KEYS."
    ),
    "cli.verify.against": "Holdt mot sjekkpunkt {number}, {at}, signert med nøkkel {key}.",
    "cli.verify.as_then": ("Alt som var i loggen da, er der uendret. {covered} Kjedene er hele, også etterpå."),
    "cli.verify.cannot_against": "Dette kan heller ikke sjekkpunktet vise:",
    "cli.verify.cannot_after": "om noe som kom til etter sjekkpunktet, er fjernet eller skrevet om siden",
    "cli.verify.cannot_key": "noe som helst, hvis noen har stjålet nøkkelen, eller byttet den offentlige halvdelen",
    "cli.verify.cannot_clock": (
        "om klokken ble stilt tilbake med mindre enn to minutter, eller når klokken selv noterte at noe var passert"
    ),
}

_FINDINGS: dict[str, str] = {
    "store.finding_checkpoint_gone": "Sjekkpunkt {seq} er borte fra databasen.",
    "store.finding_checkpoint_other": (
        "Sjekkpunkt {seq} i databasen er et annet enn det i filen: enten er et av dem laget i en kopi, eller så er det "
        "i databasen byttet."
    ),
    "store.finding_checkpoint_altered": "Sjekkpunkt {seq} i databasen er endret etter at det ble laget.",
    "store.finding_body_altered": (
        "Det som hører til sjekkpunkt {seq} i databasen, er endret eller borte. Bruk filen som ble skrevet av det."
    ),
    "store.finding_rolled_back": (
        "Databasen er eldre enn sjekkpunkt {seq}: det siste den kjenner, er {about}. Enten er en eldre kopi satt inn, "
        "eller så er sjekkpunktene fjernet."
    ),
    "store.finding_case_removed": "Sak {case} er fjernet etter sjekkpunktet, med alt fra hendelse {seq} av.",
    "store.finding_cut_since": "Sak {case}: hendelse {seq} og alle etter den er fjernet etter sjekkpunktet.",
    "store.finding_other_since": "Sak {case}: hendelse {seq} er en annen enn da sjekkpunktet ble laget.",
    "store.finding_backdated": (
        "Sak {case}: hendelse {seq} kom etter sjekkpunktet, men sier at den ble registrert før det. Enten ble klokken "
        "stilt tilbake, eller så er hendelsen lagt til utenfor programmet."
    ),
    "store.finding_source_gone": "Kildeteksten «{about}» ({case}) er fjernet etter sjekkpunktet.",
    "store.finding_source_renamed": "Kildeteksten «{about}» ({case}) har fått et annet navn eller slag.",
    "store.finding_entry_broken": (
        "Innføring {seq} om organisasjonen er ikke slik den ble registrert, eller noe før den er tatt ut."
    ),
    "store.finding_entries_cut": "Innføring {seq} om organisasjonen og alle etter den er fjernet etter sjekkpunktet.",
    "store.finding_entry_other": "Innføring {seq} om organisasjonen er en annen enn da sjekkpunktet ble laget.",
    "store.finding_entry_backdated": (
        "Innføring {seq} om organisasjonen kom etter sjekkpunktet, men sier at den ble registrert før det. Enten ble "
        "klokken stilt tilbake, eller så er den lagt til utenfor programmet."
    ),
    "store.finding_account_row_gone": "Rad {seq} i loggen over kontoer er fjernet etter sjekkpunktet.",
    "store.finding_account_row_other": "Rad {seq} i loggen over kontoer er en annen enn da sjekkpunktet ble laget.",
    "store.finding_account_row_backdated": (
        "Rad {seq} i loggen over kontoer kom etter sjekkpunktet, men sier at det den forteller, skjedde før det. Enten "
        "ble maskinens klokke stilt tilbake, eller så er raden lagt til utenfor programmet."
    ),
    "store.finding_compilation_gone": (
        "Det som sa hvilke kildetekster som gir definisjonen {case}, er endret eller borte."
    ),
}

_LOG: dict[str, str] = {
    "cli.help.log": "Loggen som den er lagret.",
    "cli.help.log_export": (
        "Skriv loggen til en sak, eller til alle, til en fil slik den er lagret, for dem som kontrollerer den uten "
        "dette programmet.\n\n"
        "Ingenting er skjult i filen, heller ikke det som er merket feilregistrert. Fritekst er bare med når det bes "
        "om. Utskriften er en lesing av sakene, og føres i tilgangsloggen."
    ),
    "cli.log.option_all": "Alle saker.",
    "cli.log.option_to": "Filen loggen skal bli. Den må ikke finnes fra før.",
    "cli.log.option_texts": "Ta med fritekstene og det de er forseglet med. Da kan også de kontrolleres.",
    "cli.log.which": "Si hvilken sak det gjelder, eller --all.",
    "cli.log.purpose": "utskrift av loggen",
    "cli.log.information": "hele loggen som den er lagret, uten fritekst",
    "cli.log.information_texts": "hele loggen som den er lagret, med fritekst",
    "cli.log.written": "Skrevet til {file}. Hendelser i den: {count}.",
    "cli.log.next": (
        "Filen er ikke kryptert, og sier hva som har skjedd i saken. Kontroller den med verify_log.py: "
        "docs/how-to/prove-a-log-elsewhere.md."
    ),
    "cli.log.next_texts": (
        "Filen er ikke kryptert, og inneholder alt som er skrevet i saken. Slett den når den er brukt. Kontroller den "
        "med verify_log.py: docs/how-to/prove-a-log-elsewhere.md."
    ),
}

SENTENCES: dict[str, str] = {**_KEYS, **_CHECKPOINT, **_FINDINGS, **_LOG}
