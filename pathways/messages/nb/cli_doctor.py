"""Bokmål sentences of ``pathways doctor``."""

SENTENCES: dict[str, str] = {
    "cli.help.doctor": (
        "Se etter at alt virker, og si hva som mangler og hvordan det rettes. Avslutter med 3 når noe mangler."
    ),
    "cli.doctor.ok": "ok",
    "cli.doctor.not_ok": "mangler",
    "cli.doctor.well": "Alt er i orden.",
    "cli.doctor.short": "{count} ting må rettes:",
    "cli.doctor.short_one": "{count} ting må rettes:",
    "cli.doctor.name_python": "Python",
    "cli.doctor.name_time_zone": "Norsk tid",
    "cli.doctor.name_sqlite": "SQLite",
    "cli.doctor.name_variables": "Innstillinger",
    "cli.doctor.name_definitions": "Definisjoner",
    "cli.doctor.name_database": "Database",
    "cli.doctor.name_clock": "Klokke",
    "cli.doctor.name_worker": "Arbeider",
    "cli.doctor.name_outbox": "Utboks",
    "cli.doctor.name_for_nobody": "Varsler uten mottaker",
    "cli.doctor.name_people": "Brukere",
    "cli.doctor.name_chains": "Kjeder",
    "cli.doctor.mend_python": "Installer Python 3.11 eller nyere.",
    "cli.doctor.time_zone": "sommertid og vintertid er kjent",
    "cli.doctor.no_time_zone": "tidssonen Europe/Oslo er ikke kjent",
    "cli.doctor.mend_time_zone": "Installer tidssonedata: «pip install tzdata».",
    "cli.doctor.sqlite": "{version}, journal {journal}",
    "cli.doctor.mend_sqlite": (
        "Denne utgaven av SQLite kan miste data i en WAL-journal, så en langsommere journal brukes. "
        "Installer pysqlite3: «pip install pysqlite3»."
    ),
    "cli.doctor.variables": "ingen ukjente",
    "cli.doctor.mend_variables": "Ukjente variabler gjør ingenting: {names}. Disse finnes: {known}.",
    "cli.doctor.definitions": "uten problemer; utgaver: {count}",
    "cli.doctor.problems": "problemer: {count}",
    "cli.doctor.mend_definitions": "Rett definisjonene; «pathways definition check» viser hvor.",
    "cli.doctor.mend_mode": (
        "Andre enn eieren kan lese eller skrive databasen. Steng den: chmod 600 {file} (og filene ved siden av, "
        "som ender på -wal og -shm)."
    ),
    "cli.doctor.mend_no_definitions": "Ingen definisjoner i {folder}. Sett PATHWAYS_DEFINITIONS til mappen med dem.",
    "cli.doctor.no_database": "kan ikke brukes",
    "cli.doctor.unreadable": "kan ikke leses",
    "cli.doctor.database": "{place} ({kind} {version})",
    "cli.doctor.clock_real": "ekte base; {now}",
    "cli.doctor.clock_sandbox": "øvingsbase; {now}",
    "cli.doctor.mend_clock": (
        "Klokken står før den siste hendelsen ({newest}). Still maskinens klokke riktig: til da får nye hendelser det "
        "tidspunktet."
    ),
    "cli.doctor.never_ticked": "har aldri kjørt",
    "cli.doctor.ticked": "sist {at}",
    "cli.doctor.mend_worker": "Ingen passer klokken. Start «pathways worker», eller kjør «pathways tick» fra cron.",
    "cli.doctor.mend_overdue": "Tidspunkter som er passert uten at noen er varslet: {count}.",
    "cli.doctor.mend_overdue_how": "Start «pathways worker», eller kjør «pathways tick».",
    "cli.doctor.held": (
        "Arbeideren {holder} har plassen til {at}, og ingen annen slipper til før da. Går den, tar den det som er "
        "forfalt; er den død, start «pathways worker» da."
    ),
    "cli.doctor.outbox": "{waiting} venter, {under_way} under sending, {given_up} gitt opp",
    "cli.doctor.mend_waiting": "Varsler har ventet på levering siden {since}.",
    "cli.doctor.mend_next_try": "Neste forsøk er {at}; rett årsaken før det.",
    "cli.doctor.mend_deliver": (
        "De er klare til å sendes: kjør «pathways notice deliver», eller la «pathways worker» gå."
    ),
    "cli.doctor.mend_given_up": (
        "Varsler som er gitt opp: {count} ({listed}).{more} De ligger ulest i innboksen. Rett årsaken, og send dem på "
        "nytt med «pathways notice retry», eller legg dem bort med «pathways notice drop ID --reason …»."
    ),
    "cli.doctor.given_up_one": "{user}: {id}",
    "cli.doctor.setback": "{channel}, {state} ({count}): {why}",
    "cli.delivery.short_pending": "venter",
    "cli.delivery.short_unknown": "uvisst",
    "cli.delivery.short_failed": "gitt opp",
    "cli.doctor.remark": "Merk: {remark}",
    "cli.doctor.name_mail": "E-post",
    "cli.doctor.no_mail": "slått av",
    "cli.doctor.mend_inbox_url": (
        "PATHWAYS_INBOX_URL er ingen nettadresse. Skriv den som https://vert/innboks, eller la den være tom."
    ),
    "cli.doctor.mend_mail_folder": (
        "Mappen {folder} (PATHWAYS_MAIL_FOLDER) kan ikke skrives i. Gi rett til det, eller velg en annen."
    ),
    "cli.doctor.mend_smtp_password": (
        "PATHWAYS_SMTP_USER er satt uten PATHWAYS_SMTP_PASSWORD. Sett begge, eller ingen av dem."
    ),
    "cli.doctor.mend_smtp_user": (
        "PATHWAYS_SMTP_PASSWORD er satt uten PATHWAYS_SMTP_USER, og brukes da ikke. Sett begge, eller ingen av dem."
    ),
    "cli.doctor.mend_user_unknown": "PATHWAYS_USER er «{user}», som ikke har rolle i dag. Se «pathways people list».",
    "cli.doctor.mend_user": "PATHWAYS_USER er «{user}», som ikke har en rolle i dag. Brukere med rolle: {known}.",
    "cli.doctor.spare_roles": "Ingen har rollen: {roles}. Ingen åpen sak trenger den nå.",
    "cli.doctor.name_unplaced": "Saker uten tjeneste",
    "cli.doctor.all_placed": "ingen",
    "cli.doctor.unplaced": "antall: {count}",
    "cli.doctor.mend_unplaced": (
        "Flere dataområder kan være ment, så ingen ser: {cases}.{more} Den som sier hvem som arbeider her "
        "(systemansvarlig), sier hvor hver hører til: «pathways case assign {case} --service TJENESTE»."
    ),
    "cli.doctor.all_have_somebody": "ingen",
    "cli.doctor.mend_for_nobody": (
        "Varsler ligger til roller som ingen hadde: {roles}. Gi rollene til noen med «pathways people role»."
    ),
    "cli.doctor.people_broken": "loggen om organisasjonen holder ikke",
    "cli.doctor.mend_strange_roles": "Noen har roller som settings.yaml ikke kjenner: {roles}.",
    "cli.doctor.no_people": "ingen har en rolle i dag",
    "cli.doctor.mend_people": (
        "Si hvem som arbeider her med «pathways people apply FIL»; til da får ingen varsler, og ingen kan gjøre noe. "
        "docs/how-to/say-who-works-here.md viser hvordan filen ser ut."
    ),
    "cli.doctor.people": "antall: {count}",
    "cli.doctor.unknown_roles": "rollene er ikke kjent",
    "cli.doctor.mend_roles": "Ingen har rollen: {roles}. Åpne saker trenger dem: varsler til dem får ingen.",
    "cli.doctor.name_services": "Tjenester",
    "cli.doctor.services": "registrerte tjenester: {count}",
    "cli.doctor.mend_intake": (
        "{person} får det ingen har i {service}, og har ingen rolle der som gir tilgang til saker. Oppgi en annen: "
        "«pathways people intake {service} --unit ENHET», eller «--person PERSON»."
    ),
    "cli.doctor.mend_service_roles": (
        "Ingen har rollen i tjenesten: {services}. Saker er åpne der, og varsler til rollen får ingen. Gi den: "
        "«pathways people role PERSON ROLLE --service {service}»."
    ),
    "cli.doctor.spare_services": "Ingen åpne saker ennå, og ingen i tjenesten med rollen: {services}.",
    "cli.doctor.mend_counts_nowhere": (
        "Ingen har rollen der den teller: {roles}. Frister i tjenestene her varsler dem, og varslene får ingen. Gi "
        "rollen i en tjeneste: «pathways people role PERSON ROLLE --service …»."
    ),
    "cli.doctor.option_all": "Hold alle sakene mot loggene sine. Ellers en stikkprøve.",
    "cli.doctor.progress": "Ser på sakene",
    "cli.doctor.sample": "stikkprøve: {count} av {of}, alle med --all",
    "cli.doctor.not_every_case": "{count} av {of}; {left} kunne ikke sammenlignes",
    "cli.doctor.every_case": "alle saker: {count}",
    "cli.doctor.chains": "hele; {reach}",
    "cli.doctor.name_absences": "Vikarer",
    "cli.doctor.all_lend": "ingen er satt opp uten å få noe",
    "cli.doctor.lend_nothing": "satt opp uten å få noe: {count}",
    "cli.doctor.mend_lend_nothing": (
        "Vikaren får ikke noe i disse: {absences}.{more} En vikar har bare det den borte kan der vikaren selv har en "
        "rolle, i samme slag tjeneste i samme dataområde, og aldri en rolle i tilsyn. Sett en annen: «pathways people "
        "substitute {person} VIKAR»."
    ),
    "cli.doctor.more": "Og {count} til.",
    "cli.doctor.name_projections": "Lagret ved siden av",
    "cli.doctor.projections": "som loggene gir; {reach}",
    "cli.doctor.drifted": "annerledes enn loggen gir: {count}; {reach}",
    "cli.doctor.mend_drifted": (
        "Sak {case}: {what} er ikke det loggen gir. Skriv det på nytt med «pathways rebuild {case}»."
    ),
    "cli.doctor.mend_derivations": (
        "Sak {case}: det som er lagret om hvordan frister ble regnet ut, er ikke det loggen gir (hendelse {seqs}). "
        "Se «pathways replay {case}», og ta vare på databasen som den er; det skrives aldri på nytt."
    ),
    "cli.doctor.mend_chains": (
        "Loggen er endret utenfor programmet. Kjør «pathways verify», og ta vare på databasen som den er."
    ),
}
