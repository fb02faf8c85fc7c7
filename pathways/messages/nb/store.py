"""Bokmål sentences of store. Dates are given to them already written out for people."""

SENTENCES: dict[str, str] = {
    "store.nul": (
        "Teksten inneholder et NUL-tegn, som ikke kan lagres. Fjern tegnet (ofte kommet med fra en fil), og prøv igjen."
    ),
    "store.half_character": (
        "Teksten inneholder et halvt tegn (en løs surrogat), som ikke kan lagres. Skriv tegnet på nytt, og prøv igjen."
    ),
    "store.needs_file": (
        "SQLite må ha en fil: skriv databasen som sqlite:///mappe/fil.db. En database i minnet mister alt "
        "når programmet slutter."
    ),
    "store.no_file": "Det finnes ingen database i {file}. Lag den med «pathways init».",
    "store.is_folder": (
        "{file} er en mappe, og databasen er en fil. Oppgi filen også, for eksempel sqlite:///{file}/pathways.db."
    ),
    "store.no_folder": (
        "Mappen {folder} finnes ikke, så det er ingen database i {file}. Lag mappen, eller rett stien i "
        "PATHWAYS_DATABASE eller --database."
    ),
    "store.file_refused": (
        "Databasefilen {file} kan ikke åpnes ({why}). Sjekk at du har lov til å lese og skrive den og i mappen den "
        "ligger i."
    ),
    "store.not_utf8": (
        "Databasen {place} har tegnsettet {encoding}, og der får ikke alle tegn plass. Ingenting er gjort. Lag en som "
        "har UTF8: «createdb --encoding=UTF8 --template=template0 NAVN», og oppgi den."
    ),
    "store.backup_postgresql": (
        "Denne kommandoen kopierer SQLite. En base i PostgreSQL sikkerhetskopieres med «pg_dump --format=custom "
        "--file=FIL BASE», og hentes tilbake med «pg_restore»."
    ),
    "store.backup_exists": "Filen {file} finnes fra før, og den skrives ikke over. Velg et annet navn.",
    "store.backup_no_folder": "Mappen {folder} finnes ikke. Lag den, eller velg en annen.",
    "store.backup_refused": "Sikkerhetskopien {file} kan ikke skrives ({why}). Ingen kopi er laget.",
    "store.backup_unsound": "Kopien er ikke hel ({why}), og er tatt bort. Kjør «pathways verify» på databasen selv.",
    "store.not_sqlite": (
        "Filen {place} er ingen SQLite-database (eller den er kryptert). Den er ikke rørt. "
        "Sjekk PATHWAYS_DATABASE, eller oppgi en annen fil med --database."
    ),
    "store.foreign_tables": (
        "Databasen {place} er verken tom eller laget av dette programmet: den har andres tabeller. "
        "Ingen tabell er rørt. Oppgi en tom database."
    ),
    "store.os_missing": "den finnes ikke",
    "store.os_folder": "det er en mappe",
    "store.os_not_a_file": "det er ingen vanlig fil, men for eksempel et rør eller en enhet",
    "store.os_too_large": "den er for stor",
    "store.os_not_allowed": "du har ikke lov",
    "store.os_loop": "det er en lenke som går i ring. Oppgi den egentlige filen",
    "store.os_unreadable": "innholdet lar seg ikke lese. Bruk en kopi av filen, eller se etter feil på disken",
    "store.os_other": "feil {code} fra maskinen. Ta en kopi av filen på et vanlig sted og bruk den",
    "store.journal_mode": (
        "Databasen {file} lot seg ikke stille om til journalen «{wanted}» (svaret var {found}). "
        "Avslutt andre programmer som har den åpen, og prøv igjen."
    ),
    "store.bad_url": (
        "Adressen til databasen kan ikke leses. Skriv sqlite:///mappe/fil.db eller postgresql://bruker@vert/database."
    ),
    "store.bad_option": (
        "Det som står etter «?» i adressen til databasen, kan ikke brukes. På SQLite er det timeout, i sekunder, som i "
        "sqlite:///mappe/fil.db?timeout=30; på PostgreSQL det tjeneren selv kjenner, som i …/database?sslmode=require."
    ),
    "store.several_revisions": (
        "Databasen {place} sier at tabellene er av flere utgaver på én gang ({found}), og programmet trenger {head}: "
        "det står flere rader i alembic_version, og det er ikke dette programmet som har skrevet dem. Hent tilbake en "
        "sikkerhetskopi, eller ta bort de radene som ikke stemmer, og kjør «pathways verify»."
    ),
    "store.unknown_kind": "Databaser av typen «{kind}» støttes ikke. Bruk SQLite eller PostgreSQL.",
    "store.no_schema": "Databasen {place} er ikke klargjort ennå. Klargjør den med «pathways init».",
    "store.other_schema": (
        "Databasen {place} har utgave {found} av tabellene, men programmet trenger utgave {head}. "
        "Er programmet nyest, oppgrader databasen med «pathways init»; ellers installer nyeste program."
    ),
    "store.upgrade_failed": (
        "Databasen {place} kunne ikke klargjøres, og er som den var. "
        "Er den tom eller laget av dette programmet, og ikke av en nyere utgave? Har brukeren lov til å lage tabeller?"
    ),
    "store.not_permitted": (
        "Databasebrukeren har ikke lov til dette i {place}. Gi den rett til å lese og skrive i tabellene."
    ),
    "store.unreachable": (
        "Får ikke kontakt med databasen {place}. Sjekk at den kjører, og at adressen stemmer. Ingenting er lagret."
    ),
    "store.connection_lost": "Mistet kontakten med databasen {place}. Ingenting av dette ble lagret. Prøv igjen.",
    "store.busy": "Databasen {place} er opptatt med noe annet. Ingenting ble lagret. Vent litt, og prøv igjen.",
    "store.statement_failed": (
        "Databasen {place} klarte ikke oppgaven ({why}). Ingenting ble lagret. Er disken full? Kjør «pathways doctor»."
    ),
    "store.outcome_unknown": (
        "Databasen svarte ikke da endringen skulle bekreftes, så det er uvisst om den ble lagret. "
        "Se etter i saken før du prøver på nytt, eller send den igjen med samme nøkkel (--key): da lagres "
        "den bare én gang."
    ),
    "store.collision": "To endringer kom i veien for hverandre. Din ble ikke lagret. Prøv igjen.",
    "store.version_taken": (
        "Noen andre har endret sak {case} i mellomtiden. Din endring ble ikke lagret. Se på saken, og prøv igjen."
    ),
    "store.case_taken": "Det finnes allerede en sak {case}. Ingenting ble lagret. Prøv igjen.",
    "store.key_taken": (
        "Nøkkelen {given} ble brukt av en annen samtidig. Ingenting ble lagret. Slå opp nøkkelen, eller prøv igjen."
    ),
    "store.no_case": "Det finnes ingen sak {case}. Se hvilke som finnes med «pathways case list».",
    "store.no_access_log": (
        "Tilgangsloggen kunne ikke skrives, så ingenting er vist. Kjør «pathways doctor»; noen må se på tabellen "
        "access_log i databasen."
    ),
    "store.no_notice": "Du har ikke noe varsel {notice}. Se dine med «pathways notice list».",
    "store.unreadable_event": (
        "Hendelse {seq} i sak {case} kan ikke leses: den er endret etter at den ble lagret. Kjør «pathways verify»."
    ),
    "store.unreadable_clock": (
        "Klokken i øvingsbasen kan ikke leses: raden i tabellen sandbox er endret utenfor programmet. "
        "Hent tilbake en sikkerhetskopi, eller lag en ny øvingsbase med «pathways init --sandbox»."
    ),
    "store.damaged_id": (
        "En id i databasen inneholder et tegn som ingen id har (et NUL-tegn eller et halvt tegn): den er endret "
        "utenfor programmet. Ta vare på databasen som den er, og hent tilbake en sikkerhetskopi."
    ),
    "store.unreadable_head": (
        "Sakshodet til {case} kan ikke leses: noe i det er endret utenfor programmet. Kjør «pathways verify {case}» og "
        "«pathways rebuild {case}»."
    ),
    "store.undecodable": (
        "En tekst i databasen {place} er ikke lenger gyldig tekst: den er endret utenfor programmet. "
        "Kjør «pathways verify»."
    ),
    "store.finding_foreign_case": "Sak {case}: hendelse {seq} hører til en annen sak.",
    "store.finding_gap": "Sak {case}: hendelse {seq} mangler, men det finnes senere hendelser.",
    "store.finding_order": "Sak {case}: hendelse {seq} står på feil plass.",
    "store.finding_previous": "Sak {case}: hendelse {seq} peker ikke på hendelsen før.",
    "store.finding_hash": "Sak {case}: hendelse {seq} er endret etter at den ble lagret.",
    "store.finding_rewritten": (
        "Sak {case}: hendelse {seq} er skrevet om eller skutt inn etter at den neste ble lagret."
    ),
    "store.finding_unreadable": "Sak {case}: hendelse {seq} kan ikke leses.",
    "store.finding_columns": "Sak {case}: opplysningene om hendelse {seq} er endret etter at den ble lagret.",
    "store.finding_payload": "Sak {case}: teksten til hendelse {seq} er endret etter at den ble lagret.",
    "store.finding_payload_missing": "Sak {case}: teksten til hendelse {seq} er borte.",
    "store.finding_payload_extra": "Sak {case}: det ligger en tekst ved hendelse {seq} som ikke hører til der.",
    "store.finding_payload_destroyed": "Sak {case}: teksten til hendelse {seq} er slettet uten at det er besluttet.",
    "store.finding_payload_kept": (
        "Sak {case}: teksten til hendelse {seq} finnes fortsatt, selv om det er besluttet at den skal slettes."
    ),
    "store.finding_head_missing": "Sak {case}: saken selv er slettet, men hendelsene ligger der, fra hendelse {seq}.",
    "store.finding_head_hash": (
        "Sak {case}: sakshodet passer ikke til hendelse {seq}, den siste i loggen. Enten er hendelsen skrevet om, "
        "eller så er sakshodet endret."
    ),
    "store.finding_tail_missing": (
        "Sak {case}: loggen slutter med hendelse {before}, men sakshodet sier at den går lenger. Enten mangler "
        "hendelse {seq} og alle etter den, eller så er sakshodet endret."
    ),
    "store.finding_beyond_head": (
        "Sak {case}: hendelse {seq} ligger i loggen, men sakshodet slutter før den. Enten er hendelsen lagt til "
        "utenfor programmet, eller så er sakshodet endret."
    ),
    "store.finding_case_gone": (
        "Sak {case} finnes ikke, men det ligger spor av den: {about}. Saken kan være slettet. Det er ikke et bevis."
    ),
    "store.finding_number_gone": (
        "Saksnummeret {case} er gitt, men ingen sak har det. Saken kan være slettet. Det er ikke et bevis."
    ),
    "store.finding_number_behind": (
        "Telleren for saksnumre i {case} står på {about}, men det finnes saker med høyere nummer. Telleren er endret."
    ),
    "store.finding_notice_beyond": (
        "Sak {case}: det ligger et varsel om hendelse {seq}, som ikke finnes. De siste hendelsene kan være fjernet. "
        "Det er ikke et bevis."
    ),
    "store.finding_delivery_alone": "Utsendinger av varsler som ikke finnes: {about}. Varslene kan være slettet.",
    "store.trace_notice": "varsler ({count})",
    "store.trace_timer": "det som venter på klokken ({count})",
    "store.trace_case_state": "tilstanden ({count})",
    "store.trace_register_case": "importert fra registeret ({count})",
    "store.trace_idempotency": "nøkler ({count})",
    "store.trace_access_log": "tilgangsloggen ({count})",
    "store.finding_source": (
        "Kildeteksten «{about}» ({case}) er endret etter at den ble lagret. Saker som hviler på den: {cases}."
    ),
    "store.finding_source_kind": (
        "Kildeteksten «{about}» ({case}) er lagret med galt navn eller galt slag. Saker som hviler på den: {cases}."
    ),
    "store.finding_source_missing": ("En kildetekst mangler: den som het {case}. Saker som hviler på den: {cases}."),
    "store.finding_definition": (
        "De lagrede kildene til «{about}» ({case}) gir ikke lenger den definisjonen. Saker som hviler på den: {cases}."
    ),
    "store.finding_definition_missing": (
        "De lagrede kildene til «{about}» ({case}) mangler. Saker som hviler på dem: {cases}."
    ),
}
