"""Bokmål sentences of the commands that hold what is stored against the log: what they find beside it."""

SENTENCES: dict[str, str] = {
    "cli.doctor.mend_sandbox_clock": (
        "Klokken står før den siste hendelsen ({newest}): til da får nye hendelser det tidspunktet. Still klokken i "
        "øvingsbasen fram igjen med «pathways clock set {to}»."
    ),
    "cli.doctor.name_schema": "Tabeller",
    "cli.doctor.schema": "indekser og utløsere som de skal være",
    "cli.doctor.schema_missing": "indekser som mangler: {names}.",
    "cli.doctor.schema_unkept": "utløsere som verner loggen, og som mangler, er slått av eller endret: {names}.",
    "cli.doctor.schema_unknown": "utløsere som ikke er dette programmets: {names}.",
    "cli.doctor.mend_schema": (
        "Noen har endret tabellene: {what} Uten indeksene går alt sakte. En fremmed utløser kan endre det som skrives, "
        "og uten programmets egne kan den som skriver i databasen, endre loggen: kjør «pathways verify». Finn ut hvem "
        "som gjorde det, og hent tilbake en sikkerhetskopi, eller rett det i databasen."
    ),
    "cli.verify.guards_missing": (
        "VERN AV: utløsere som nekter å endre loggen, mangler, er slått av eller endret: {names}. Det er ikke noe "
        "bevis på at noe er endret, men den som skriver i databasen, stoppes ikke av dem. Se «pathways doctor»."
    ),
    "cli.verify.guards_foreign": (
        "VERN AV: databasen har utløsere som ikke er dette programmets: {names}. De kan endre det som skrives. Det er "
        "ikke noe bevis på at noe er endret. Se «pathways doctor»."
    ),
    "cli.timeline.superseded_then": "bortfalt den gang, etter hendelse {seq} (senere feilregistrert)",
    "cli.purpose.doctor": "kontroll av installasjonen",
    "cli.purpose.operation": "drift av installasjonen (kontoen på maskinen; ingen har sagt hvem de er)",
    "cli.information.every_case": "om hver sak stemmer med loggen sin",
    "cli.information.some_cases": "om et utvalg saker stemmer med loggene sine",
    "cli.doctor.name_access_log": "Tilgangslogg",
    "cli.doctor.access_log": "kan skrives",
    "cli.doctor.no_access_log": "kan ikke skrives; sakene er derfor ikke sett på",
    "cli.doctor.name_sources": "Lagrede kilder",
    "cli.doctor.sources": "gir definisjonene; ingen spor av slettede saker",
    "cli.doctor.mend_sources": "Kjør «pathways verify», og ta vare på databasen som den er.",
    "cli.doctor.part_state": "tilstanden",
    "cli.doctor.part_timers": "det som venter på klokken",
    "cli.doctor.part_next_due": "neste tidspunkt",
    "cli.doctor.part_head": "sakshodet",
    "cli.purpose.unknown_user": "avvist",
    "cli.information.nothing": "ingenting",
    "cli.information.unknown_user": "ukjent bruker",
    "cli.information.refusal": "hvorfor noe ikke ble registrert",
    "cli.replay.projection_cut": (
        "Sak {case}: det som er lagret ved siden av loggen, vet om noe senere enn loggen gjør. De siste hendelsene kan "
        "være fjernet sammen med sporet av dem. Meld fra, og hold saken mot en sikkerhetskopi, før noe skrives på nytt."
    ),
    "cli.replay.projection_place": (
        "Sak {case}: sakshodet passer ikke til loggen, så ingenting av det som er lagret ved siden av den, er "
        "sammenlignet. Kjør «pathways verify {case}»."
    ),
    "cli.replay.projection_moving": "Sak {case}: endret seg hele tiden, så det som er lagret, er ikke sammenlignet.",
    "cli.rebuild.option_checked": (
        "Skriv også der det som er lagret, vet mer enn loggen, fordi loggen er holdt mot en sikkerhetskopi og er hel."
    ),
    "cli.rebuild.beyond": "det visste om noe senere enn loggen",
    "cli.verify.cannot_people": (
        "om de siste innføringene om hvem som arbeider her, er fjernet, eller om alle er skrevet på nytt"
    ),
    "cli.verify.cannot_accounts": (
        "om loggen over kontoer og innlogginger er endret, eller de siste radene i den er fjernet: den er ingen kjede, "
        "og bare et sjekkpunkt viser det"
    ),
    "cli.verify.cannot_beside": (
        "om varsler, utsendinger, tilgangsloggen og nøkler er endret eller slettet: de ligger utenfor kjedene"
    ),
    "cli.doctor.name_versions": "Utgaver i bruk",
    "cli.doctor.versions": "står uendret i mappen",
    "cli.doctor.versions_unread": "ikke holdt mot mappen, for definisjonene der kan ikke brukes",
    "cli.doctor.versions_differ": "avvik fra mappen: {count}",
    "cli.doctor.mend_version": (
        "Utgave {version} av {id} er i bruk (saker: {count}), men {file} sier nå noe annet under samme dato. Sakene "
        "går etter det som er lagret; vis det med «pathways definition show --case SAK». Sett filen tilbake, og skriv "
        "endringen som en ny fil med en ny dato i «version»."
    ),
    "cli.doctor.mend_pathway_gone": (
        "Saker som kan komme til å begynne {id}: {count}. Ingen fil i mappen har det lenger. Legg filen tilbake: uten "
        "den blir hendelsen som begynner forløpet, ikke registrert."
    ),
    "cli.definition.option_digest": "Teksten som gir dette avtrykket, slik den er lagret. Begynnelsen er nok.",
    "cli.definition.option_case": "Teksten et løp i denne saken går etter, slik den er lagret.",
    "cli.definition.option_run": "Løpet i saken, når den har flere.",
    "cli.definition.one_way": "Skriv enten id, --digest eller --case, og --version bare sammen med id.",
    "cli.definition.no_digest": "Ingen lagret definisjon har et avtrykk som begynner med {digest}.",
    "cli.definition.digest_short": "Flere avtrykk begynner med {digest}. Skriv flere tegn.",
    "cli.definition.which_run": "Saken {case} har flere løp. Skriv --run med ett av dem: {runs}.",
    "cli.definition.no_run": "Saken {case} har ikke løpet «{run}». Den har: {runs}.",
    "cli.purpose.definition": "se hvilken definisjon et løp går etter",
    "cli.information.definition": "definisjonen et løp går etter",
    "cli.doctor.mend_codes_gone": (
        "Kodene {codes} er tatt ut av {list}, og kan stå i saker. Sett dem inn igjen, med «valid_to» når de ikke "
        "lenger skal brukes."
    ),
}
