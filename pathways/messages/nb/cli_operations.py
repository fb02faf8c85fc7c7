"""Bokmål sentences of the commands that run an installation, from ``init`` on; ``doctor`` has its own."""

_SHARED: dict[str, str] = {
    "cli.when.bare_m": (
        "«{amount}m» kan være måneder eller minutter. Skriv «{amount} months» for måneder; minutter gis ikke: en tid "
        "på dagen settes med «pathways clock set»."
    ),
    "cli.when.moment": "{date} kl. {clock}",
}

_INIT: dict[str, str] = {
    "cli.help.init": (
        "Klargjør databasen: lager tabellene, eller oppgraderer dem. Trygt å kjøre flere ganger.\n\n"
        "Med --sandbox blir den en øvingsbase, med en klokke som kan stilles. En ekte base blir aldri en øvingsbase."
    ),
    "cli.init.option_sandbox": "Lag en øvingsbase, med oppdiktede brukere og egen klokke.",
    "cli.init.option_seed": "Frø for tilfeldige tall i øvingsbasen. Samme frø og samme kommandoer gir samme logg.",
    "cli.init.option_clock": (
        "Hva øvingsbasens klokke skal vise først; en dato alene er kl. 08:00. Uten: klokken akkurat nå."
    ),
    "cli.init.only_sandbox": "--seed og --clock gjelder bare øvingsbaser. Legg til --sandbox.",
    "cli.init.sandbox": "Øvingsbasen",
    "cli.init.real": "Databasen",
    "cli.init.made": "{what} er klar: {place}",
    "cli.init.was_ready": "{what} var klar fra før, og er som den var: {place}",
    "cli.init.upgraded": "{what} er oppgradert til nyeste utgave: {place}",
    "cli.init.clock": "Klokken viser {now}. Frø: {seed}.",
    "cli.init.seed_not_used": (
        "--seed ble ikke brukt: øvingsbasen fantes fra før, med frøet {seed}. Et annet frø krever en ny øvingsbase."
    ),
    "cli.init.clock_not_used": (
        "--clock ble ikke brukt: øvingsbasen fantes fra før. Klokken stilles fram med «pathways clock set»."
    ),
    "cli.init.people_next": (
        "Neste: «pathways people apply FIL» sier hvem som arbeider her, og «pathways account create PERSON» lar dem "
        "logge inn. docs/how-to/log-in.md viser det steg for steg."
    ),
    "cli.init.next": "Neste: «pathways case open --help», eller «pathways definition list».",
    "cli.init.real_stays_real": (
        "{place} er en ekte base, og den blir ikke gjort om til en øvingsbase. Ingenting er endret. "
        "Oppgi en annen database med --database, for eksempel sqlite:///ovelse.db."
    ),
    "cli.init.not_for_real": (
        "Ikke for virkelige personer ennå: ikke alt som loven krever av tilgang, samtykke og deling, er her, og den "
        "som kan skrive til databasen selv, går utenom innlogging og tilgang. Bruk en øvingsbase (--sandbox) til å "
        "prøve."
    ),
}

_CLOCK: dict[str, str] = {
    "cli.help.clock": "Se klokken, og still den fram i en øvingsbase.",
    "cli.help.clock_show": "Vis hva klokken viser.",
    "cli.help.clock_set": (
        "Still klokken i en øvingsbase fram til et tidspunkt. Alt som forfaller på veien, skjer i tur og orden."
    ),
    "cli.help.clock_advance": (
        "Still klokken i en øvingsbase fram: «3w», «10 working days», «1 month», «2h», eller en dato. "
        "Alt som forfaller på veien, skjer i tur og orden."
    ),
    "cli.clock.argument_when": "2026-11-30 (kl. 08:00), 2026-11-30T14:00, eller med forskyvning.",
    "cli.clock.argument_by": "For eksempel 3w, 2 weeks, 10 working days, 2h eller 2026-11-30.",
    "cli.clock.sandbox": "Øvingsbase. Klokken viser {now}.",
    "cli.clock.real": "Ekte base: klokken følger maskinen, og kan ikke stilles. Den viser {now}.",
    "cli.clock.now": "Klokken viser nå {now}.",
    "cli.clock.nothing": "Ingenting forfalt på veien. Klokken viser nå {now}.",
    "cli.clock.progress": "Klokken stilles fram",
    "cli.clock.stopped": (
        "Stanset på veien. Klokken viser nå {now}, og det som har skjedd til da, står. Gå videre med "
        "«pathways clock set {to}»."
    ),
    "cli.clock.beyond": (
        "Klokken er ikke stilt: kalenderne går til og med {last}, og lenger fram kan ingen frist telles. Velg en dag "
        "som ikke er senere."
    ),
    "cli.fired.over": "datoen er over",
    "cli.fired.timed": "løpet er merket som «{state}», slik definisjonen sier",
    "cli.fired.reminded": "påminnelse til {who}",
    "cli.fired.escalated": "eskalert til {who}",
    "cli.fired.nobody": "tidspunkt for påminnelse passert",
}

_WORK: dict[str, str] = {
    "cli.help.tick": "La klokken passere det som er forfalt nå, og lever varslene, én gang. For cron og lignende.",
    "cli.help.worker": (
        "Kjør til du stopper den: det som forfaller, skjer, og varslene leveres. På SQLite kan én arbeider kjøre om "
        "gangen; på PostgreSQL så mange du vil."
    ),
    "cli.work.option_every": "Hvor ofte, i sekunder.",
    "cli.work.began": "Arbeideren {holder} kjører mot {place}, hvert {every}. sekund. Stopp den med Ctrl-C.",
    "cli.work.stopped": "Stoppet. Det som var i gang, er fullført.",
    "cli.work.nothing": "Ingenting var forfalt.",
    "cli.work.did": "Passert: {passed}. Saker: {cases}. E-poster sendt: {mails}.",
    "cli.work.case_failed": "kunne ikke behandles ({kind}); den prøves igjen",
    "cli.work.case_failed_in": (
        "Saken {case} kunne ikke behandles ({kind}), og prøves igjen i neste runde. Kjør «pathways verify {case}»."
    ),
    "cli.work.unexpected": "noe uventet ({kind})",
    "cli.work.tries_again": "Gikk ikke nå: {why} Prøver igjen i neste runde.",
}

_CHECK: dict[str, str] = {
    "cli.help.replay": (
        "Spill av saker på nytt fra loggen, og se at alt gir det samme nå som da.\n\n"
        "Bruker de lagrede definisjonene. Nevner den første hendelsen som gir noe annet, og saker som ikke kan "
        "spilles av, og avslutter da med 8."
    ),
    "cli.help.verify": (
        "Kontroller at ingenting i loggen er endret etter at det ble registrert.\n\n"
        "Nevner den første hendelsen som er endret, og avslutter da med 8. Sier også hva kontrollen ikke kan vise."
    ),
    "cli.check.argument_case": "Saksnummer, for eksempel BV-2026-0042.",
    "cli.replay.option_all": "Spill av alle saker.",
    "cli.replay.which": "Oppgi en sak, eller --all for alle.",
    "cli.replay.progress": "Spiller av saker",
    "cli.replay.agrees": "Alt gir det samme nå som da det ble registrert. Saker: {cases}. Hendelser: {events}.",
    "cli.replay.agrees_scope": (
        "Alt gir det samme nå som da det ble registrert. Saker i tilsynet: {cases}. Hendelser: {events}. De andre "
        "sakene er også spilt av, men telles ikke her."
    ),
    "cli.replay.broken_count_scope": (
        "Saker som ikke kunne spilles av: {broken}. De andre er spilt av, {cases} av dem i tilsynet."
    ),
    "cli.replay.sealed": (
        "Forseglede hendelser (friteksten er slettet, eller nøkkelen er ikke her): {sealed}. Fritekst er ikke med i "
        "det som spilles av."
    ),
    "cli.replay.broken": "Sak {case} kan ikke spilles av. {why}",
    "cli.replay.broken_count": "Saker som ikke kunne spilles av: {broken} av {cases}. De andre er spilt av.",
    "cli.replay.differs": (
        "Sak {case}: hendelse {seq} gir noe annet nå enn da den ble registrert. Enten er loggen, en definisjon eller "
        "programmet endret. Kjør «pathways verify {case}» for å se om det er loggen."
    ),
    "cli.replay.counted_otherwise": (
        "Sak {case}: fristen {deadline} regnes annerledes nå enn da hendelse {seq} ble registrert. "
        "Se «pathways deadline explain»."
    ),
    "cli.replay.derivation_gone": (
        "Sak {case}: det som ble lagret om hvordan frister ble regnet ut, er borte for hendelse {seqs}. Programmet "
        "sletter det aldri: noen har endret databasen. Datoene selv er kontrollert for seg."
    ),
    "cli.replay.derivation_altered": (
        "Sak {case}: det som er lagret om hvordan fristen {deadline} ble regnet ut ved hendelse {seq}, er ikke det "
        "loggen gir, enda saken ellers er som da. Enten er det endret i databasen etterpå, eller så begrunner "
        "programmet fristen på en annen måte nå."
    ),
    "cli.replay.projection_state": "Sak {case}: den lagrede tilstanden er ikke den loggen gir.",
    "cli.replay.projection_timers": "Sak {case}: det som venter på klokken, er ikke det loggen gir.",
    "cli.replay.projection_head": "Sak {case}: sakshodet (tjeneste, nummer, datoer, slutt) er ikke det loggen gir.",
    "cli.replay.projection_next_due": "Sak {case}: neste tidspunkt i saken er ikke det loggen gir.",
    "cli.replay.rebuild": (
        "Er «pathways verify {case}» enig i loggen, kan dette skrives på nytt fra den: «pathways rebuild {case}»."
    ),
    "cli.help.rebuild": (
        "Skriv det som er lagret ved siden av loggen, på nytt fra den: tilstanden, sakshodet, det som venter på "
        "klokken.\n\nBare det som er annerledes, skrives, og det sies hva det var. Loggen, varslene og det som alt har "
        "skjedd, røres ikke. En sak med en logg som ikke stemmer, nevnes og får være; da avsluttes det med 8."
    ),
    "cli.rebuild.option_all": "Alle saker.",
    "cli.rebuild.which": "Oppgi en sak, eller --all for alle.",
    "cli.rebuild.progress": "Bygger opp igjen",
    "cli.rebuild.agrees": "Alt stemmer med loggen, og ingenting er skrevet. Saker: {cases}.",
    "cli.rebuild.rebuilt": "Sak {case} er skrevet på nytt fra loggen. Dette var annerledes: {what}.",
    "cli.rebuild.refused": "Sak {case} er ikke rørt. {why}",
    "cli.rebuild.sum": "Saker: {cases}. Skrevet på nytt: {rebuilt}. Ikke rørt, fordi loggen ikke stemmer: {refused}.",
    "cli.rebuild.whole_state": "tilstanden, som manglet eller ikke kunne leses",
    "cli.rebuild.state": "tilstanden ({places})",
    "cli.rebuild.timers": "det som venter på klokken (manglet: {missing}, for mye: {spare})",
    "cli.rebuild.head": "sakshodet ({columns})",
    "cli.rebuild.head_service": "tjeneste",
    "cli.rebuild.head_number": "nummer",
    "cli.rebuild.head_opened_at": "når den ble åpnet",
    "cli.rebuild.head_recorded_at": "når noe sist ble registrert",
    "cli.rebuild.head_ended": "om den er avsluttet",
    "cli.rebuild.head_next_due": "neste tidspunkt",
    "cli.help.backup": (
        "Skriv en sikkerhetskopi av en SQLite-base til en ny fil, mens den er i bruk.\n\n"
        "Kopien kontrolleres før den får navnet sitt, og bare du kan lese den. En fil som finnes, skrives ikke over. "
        "PostgreSQL kopieres med pg_dump."
    ),
    "cli.backup.argument_file": "Filen kopien skal bli. Den må ikke finnes fra før.",
    "cli.backup.done": "Kopiert til {file} ({size} byte). Filen er hel.",
    "cli.backup.altered": "Kopien er som databasen er, og i begge er loggen endret. Ta vare på eldre kopier.",
    "cli.backup.next": (
        "Kjedene i kopien er hele. Filen er ikke kryptert som helhet; navn, numre og fritekster i den er det. Legg den "
        "der bare de som skal, kommer til. "
        "Hent den tilbake slik docs/how-to/back-up.md viser."
    ),
    "cli.verify.progress": "Kontrollerer loggen",
    "cli.verify.whole": "Kjedene er hele: ingen hendelse er endret, skutt inn eller fjernet mellom andre.",
    "cli.verify.whole_case": "Kjeden i {case} er hel: ingen hendelse er endret, skutt inn eller fjernet mellom andre.",
    "cli.verify.option_hash": "Vis avtrykket av hele loggen: to baser med samme logg har det samme.",
    "cli.verify.hash_of_all": "Avtrykket er av hele loggen. Utelat saken, eller utelat --hash.",
    "cli.verify.hash": (
        "Avtrykk av loggen (saker: {cases}, hendelser: {events}). To baser med samme logg har det samme:"
    ),
    "cli.verify.cannot": "Dette kan kontrollen ikke vise uten et sjekkpunkt utenfor databasen:",
    "cli.verify.cannot_tail": "om de siste hendelsene i en sak er fjernet sammen med sporet av dem",
    "cli.verify.cannot_rewritten": "om hele loggen er skrevet på nytt fra begynnelsen",
    "cli.verify.cannot_deleted": "om hele saker er slettet",
    "cli.verify.cannot_truth": (
        "om det som ble registrert, var sant: kontrollen sier bare at det ikke er endret etterpå"
    ),
}

_DEFINITION: dict[str, str] = {
    "cli.help.definition": "Definisjonene av forløp: list, vis, kontroller, tegn.",
    "cli.help.definition_list": "List alle utgaver av alle definisjoner.",
    "cli.help.definition_show": "Vis en definisjon: grunnlag, frister, tilstander.",
    "cli.help.definition_codes": "Vis kodelistene, eller kodene i én liste med hva de betyr og når de gjelder.",
    "cli.help.definition_check": (
        "Kontroller definisjoner og vis alle problemer med sted. Uten sti: mappen i PATHWAYS_DEFINITIONS. "
        "Avslutter med 2 når noe må rettes."
    ),
    "cli.help.definition_paths": (
        "Fortell stiene gjennom et forløp: hver tilstand, overgang, gren, frist og tidsstyrt overgang, og hva som ikke "
        "kan nås."
    ),
    "cli.definition.searching": "Leter etter stier",
    "cli.help.definition_diagram": "Skriv en definisjon som Mermaid-diagram, eller som tabeller med --table.",
    "cli.definition.argument_id": "Definisjonens id, for eksempel barnevern_undersokelse.",
    "cli.definition.argument_list": "Kodelisten, for eksempel register/melder. Uten: alle listene.",
    "cli.definition.no_list": "Det finnes ingen kodeliste «{list}». Disse finnes: {known}.",
    "cli.definition.list_heading": "{title} ({list})",
    "cli.definition.code_between": "{first} til {last}",
    "cli.definition.lists_next": "Kodene i en liste: «pathways definition codes LISTE».",
    "cli.definition.option_temporal": (
        "Prøv også det som først viser seg med tiden: alle påminnelser for hver startdato, og at ingen tilstand blir "
        "stille."
    ),
    "cli.definition.option_years": "Hvor mange år med startdatoer som prøves, med --temporal.",
    "cli.definition.option_from": "Første startdato, med --temporal. Uten: dagen utgaven gjelder fra.",
    "cli.definition.warnings": "Verdt å se på, og ikke til hinder for bruk: {count}.",
    "cli.definition.proving": "Prøver hver startdato",
    "cli.definition.proved": "Prøvd i tid: frister {deadlines}, startpunkter {starts}, fra {first} til {last}.",
    "cli.definition.not_proved": "Ikke prøvd i tid: rett problemene først.",
    "cli.definition.argument_path": "Mapper med definisjoner, enkeltfiler, eller navn på definisjoner i mappen.",
    "cli.definition.option_version": "Utgaven som gjelder fra denne datoen. Uten: den nyeste.",
    "cli.definition.option_table": "Tabeller i ren tekst i stedet for diagram.",
    "cli.definition.none": "Ingen definisjoner i {folder}.",
    "cli.definition.no_version": "{id} har ingen utgave fra {version}. Disse finnes: {known}.",
    "cli.definition.heading": "{title} ({id}), utgave {version}",
    "cli.definition.digest": "Fil: {origin}. Avtrykk: {digest}",
    "cli.definition.sources": "Grunnlag (sikkerhet A til D, X er ikke funnet)",
    "cli.definition.page": "Side for den som kan loven: {page}",
    "cli.definition.basis": "{effect}, {certainty}",
    "cli.definition.sound": "Ingen problemer. Filer lest: {count}.",
    "cli.definition.others_unread": "Andre filer er ikke vurdert. «pathways definition check» alene vurderer alle.",
    "cli.definition.problems_one": "1 problem i 1 fil. Forklaring: docs/reference/problems.md#{code}",
    "cli.definition.problems": "{count} problemer. Filer: {files}. Forklaring: docs/reference/problems.md#{code}",
    "cli.definition.no_file": "Det finnes ingen fil eller mappe {file}.",
    "cli.definition.unreadable": "Filen {file} kan ikke leses ({why}).",
    "cli.effect.statutory": "lovfrist",
    "cli.effect.individual": "individuell frist",
    "cli.effect.guideline": "anbefalt tid",
    "cli.effect.target": "mål",
    "cli.effect.local": "lokal standard",
}

_DUE: dict[str, str] = {
    "cli.help.due": (
        "Regn ut en frist: hvilken dato, og hvorfor. For eksempel «pathways due 2026-08-24 3 months --rule bvl-2-2»; "
        "der er START dagen meldingen kom."
    ),
    "cli.due.argument_start": "Dato, eller tidspunkt. Uten forskyvning er det norsk tid.",
    "cli.due.argument_period": "1 week, 3 months, 10 working days, 48 hours.",
    "cli.due.option_rule": "Regelen det telles etter; de står i definitions/counting.yaml.",
    "cli.due.option_calendar": "NO, eller NO_SAT der lørdag er virkedag.",
    "cli.due.unknown_rule": "Regelen «{rule}» finnes ikke. Disse finnes: {known}.",
    "cli.due.unknown_calendar": "Kalenderen «{calendar}» finnes ikke. Disse finnes: {known}.",
}

_IMPORT: dict[str, str] = {
    "cli.help.import": "Les inn saker fra andre systemer.",
    "cli.help.import_register": (
        "Les inn filer fra barnevernsregisteret. Hver sak blir en sak her, med hendelsene på sine rette datoer. "
        "En fil med feil lagrer ingenting.\n\nEr saken her fra før, tas det nye inn, det endrede rettes, og det som er "
        "slettet, merkes feilregistrert. Mangler noe uten å være slettet, avvises filen: den kan være en eldre fil. "
        "Det mennesker har registrert her, røres aldri. Flere filer leses i den rekkefølgen de står."
    ),
    "cli.import.argument_files": "Filer i registerets format (XML).",
    "cli.import.option_dry_run": (
        "Les og prøv én fil, vis hva som ville blitt nytt, rettet og feilregistrert, og lagre ingenting."
    ),
    "cli.import.option_annul_missing": (
        "Merk som feilregistrert det som mangler i filen. Uten dette avvises en slik fil: den kan være en eldre fil."
    ),
    "cli.import.one_at_a_time": "Prøv én fil om gangen: den neste leses som om den forrige var lest inn.",
    "cli.import.dry_run": (
        "Prøvelesing av {file}. Nye saker: {cases}. Hendelser: {events}. Notater: {notes}. Merknader: {warnings}. "
        "Ingenting er lagret."
    ),
    "cli.import.would_annul": (
        "Obs: Dette er lest inn før, men mangler i filen, og ville blitt merket feilregistrert:\n{listed}\nFilen "
        "leses ikke inn uten «--annul-what-is-missing»."
    ),
    "cli.import.part.enter": "    ny: {event}",
    "cli.import.part.note": "    nytt notat: {event}",
    "cli.import.part.correct": "    rettet: {event} (#{target})",
    "cli.import.part.annul": "    feilregistrert: {event} (#{target})",
    "cli.import.new_case": "ny sak",
    "cli.import.progress": "Leser {file}",
    "cli.import.warning": "Merk: {warning}",
    "cli.import.done": (
        "{file}: lest inn. Nye saker: {cases}. Hendelser: {events}. Notater: {notes}. Merknader: {warnings}."
    ),
    "cli.import.changed": (
        "  {case}: nye {added}, rettet {corrected}, feilregistrert {annulled}, uendret {unchanged}, merknader {warned}."
    ),
    "cli.import.more_changed": "  Endrede saker som ikke er vist: {count}. Med --json står alle.",
    "cli.import.unchanged": "Var her fra før, uten endringer: {count} ({cases}).",
    "cli.import.refused": (
        "Saken {case} er ikke endret. Slik filen har den, ville dette bli umulig, og det er registrert her av "
        "mennesker:\n{listed}\nRett eller annuller det her, om det trengs samlet med «pathways amend», og les "
        "filen inn på nytt. Eller rett i fagsystemet."
    ),
    "cli.import.passed": "Frister som alt var ute, og som fortsatt venter ({count}). De varsles ikke:",
    "cli.import.passed_untold": (
        "Dette sier registeret ikke noe om ({count}). Det kan være gjort i tide; det står i fagsystemet. Det varsles "
        "ikke:"
    ),
    "cli.import.untold": "ikke kjent",
    "cli.import.more_passed": "  Ikke vist: {count}. Med --json står alle.",
    "cli.import.empty": "Slettet eller tomme i filen, og ikke tatt med: {count}.",
}

SENTENCES: dict[str, str] = {
    **_SHARED,
    **_INIT,
    **_CLOCK,
    **_WORK,
    **_CHECK,
    **_DEFINITION,
    **_DUE,
    **_IMPORT,
}
