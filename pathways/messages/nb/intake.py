"""Bokmål sentences of intake: files that people write. Values are places, counts and known names; never content."""

SENTENCES: dict[str, str] = {
    "intake.cannot_open": "Filen {file} kan ikke åpnes ({why}). Ingenting er lest fra den.",
    "intake.too_large": "Filen {file} er større enn {most} MB. Del den i flere.",
    "intake.not_utf8": "Filen {file} er ikke i UTF-8. Lagre den på nytt med det tegnsettet.",
    "intake.not_json": "Filen {file} er ikke gyldig JSON, linje {line}, tegn {column}.",
    "intake.repeated": "Filen {file}: et navn står to ganger i det samme objektet.",
    "intake.odd_json": "Filen {file}: her er noe JSON ikke tillater, eller noe som ligger for dypt.",
    "intake.refused_at": "Filen {file}, endring {place}: {why}",
    "intake.at": "Filen {file}, {place}: {why}.",
    "intake.whole_file": "hele filen",
    "intake.no_list": "her skal det stå en liste, [ … ]",
    "intake.no_object": "her skal det stå et objekt, {{ … }}",
    "intake.no_text": 'her skal det stå en tekst, "…"',
    "intake.no_number": "her skal det stå et heltall fra 1",
    "intake.too_many": "her kan det stå inntil {most}",
    "intake.too_many_of_past": "her kan det stå inntil {most} rettinger og annulleringer. Del filen",
    "intake.unseen": "her står et usynlig tegn (styretegn, skriveretning eller et halvt tegn). Skriv teksten på nytt",
    "intake.no_plain_name": "her skal det stå et navn fra definisjonen eller saken: små bokstaver, tall og _ . -",
    "intake.no_moment": "her skal det stå en dato eller et tidspunkt som finnes, 2026-08-24 eller 2026-08-24T10:30",
    "intake.no_such_label": "ingen endring i filen har dette navnet som label",
    "intake.label_twice": "to endringer har det samme navnet som label",
    "intake.why_and_reason": "si hvorfor én gang: reason eller why, ikke begge",
    "intake.changed_twice": "{first} gjelder den samme hendelsen. Si alt om en hendelse i én endring",
    "intake.annulled_too": "{first} annullerer den samme hendelsen, og det som er annullert, kan ikke gjøres om",
    "intake.place": "{place}, {told}",
    "intake.too_long": "teksten kan ha inntil {most} tegn",
    "intake.unknown_name": "her står et ukjent navn. Disse finnes: {known}",
    "intake.unknown_name_guess": "ukjent navn. Mente du {guess}? Disse finnes: {known}",
    "intake.no_changes": "listen er tom: det er ingenting å endre",
    "intake.which_change": "en endring skal ha nøyaktig én av {known}",
    "intake.no_reasons": (
        "en årsak til at en frist ikke ble holdt kan ikke stå i filen: først når endringene er registrert, er det "
        "kjent hva som ikke ble holdt. Registrer endringene først, og årsaken etterpå med «pathways deadline reason»"
    ),
    "cli.help.amend": (
        "Endre flere hendelser i en sak samlet, etter en fil: etterregistrer, rett, annuller og gjør om.\n\nAlt "
        "blir registrert, eller ingenting. Endringene bedømmes etter hvordan saken blir til slutt, og rekkefølgen "
        "betyr ingenting. Filen er JSON, og docs/how-to/change-several-events.md viser hvordan den ser ut."
    ),
    "cli.amend.argument_file": "Fil med endringene (JSON).",
    "cli.amend.option_why": (
        "Hvorfor, for rettinger og annulleringer som ikke sier det selv. Alle som ser saken, kan lese det. - leser "
        "standard inn."
    ),
    "cli.amend.option_dry_run": "Vis bare hva som ville skjedd. Ingenting registreres.",
    "cli.amend.done": "Registrert samlet i {case}: {count} endringer, av {user}.",
    "cli.amend.done_one": "Registrert i {case}: én endring, av {user}.",
    "cli.amend.part_enter": "  Hendelse {seq}: {event}, ny.",
    "cli.amend.part_correct": "  Hendelse {seq}: retting av hendelse {target}, {event}.",
    "cli.amend.part_annul": "  Hendelse {seq}: hendelse {target}, {event}, er merket feilregistrert.",
    "cli.amend.part_redecide": "  Hendelse {seq}: omgjøring av hendelse {target}, {event}.",
    "cli.amend.part_note": "  Hendelse {seq}: {event}, nytt notat.",
    "cli.amend.foreseen": "Ingenting er registrert. Slik ville {case} blitt etter {count} endringer:",
    "cli.amend.foreseen_one": "Ingenting er registrert. Slik ville {case} blitt etter 1 endring:",
    "cli.amend.same_states": "Alle løp ville stå der de står.",
    "cli.amend.none": "finnes ikke",
    "cli.amend.deadlines": "Frister som ville blitt annerledes:",
    "cli.amend.no_deadlines": "Ingen frister ville blitt annerledes.",
    "cli.amend.rounds_gone": "Tidligere runder som ikke ble holdt, og som ville falt bort eller vært holdt:",
    "cli.amend.rounds_found": "Tidligere runder som ville stått som ikke holdt:",
    "cli.amend.reasons_moot": (
        "Årsaker som ville blitt uten virkning, for fristen ble da ikke oversittet: hendelse {seqs}."
    ),
    "cli.amend.superseded": "Dette har systemet merket, og det ville falle bort: hendelse {seqs}.",
    "cli.amend.passed": "Dette ville systemet merke som alt passert:",
    "cli.amend.passed_more": "og {count} til",
    "cli.amend.withdrawn": "Uleste varsler som ville blitt trukket tilbake: {count} (til {to}).",
    "cli.amend.notices": "Nye varsler: {count} (til {to}).",
    "cli.purpose.amend": "endre flere hendelser",
    "cli.purpose.redecide": "gjøre om en beslutning",
    "intake.row": "rad {row}",
    "intake.cell": "rad {row}, kolonne {column}{heading}",
    "intake.refused_one": "Ingenting fra {file} er lest inn. Ett problem:\n{lines}",
    "intake.refused_many": "Ingenting fra {file} er lest inn. {count} problemer:\n{lines}",
    "intake.opened_meanwhile": "Noen andre leser inn de samme sakene nå. Ingenting er lest inn. Prøv igjen.",
    "intake.not_utf8_sheet": (
        "Filen {file} er ikke ren tekst i UTF-8. I Excel: velg Lagre som, og filtypen «CSV UTF-8 (semikolondelt)»."
    ),
    "intake.not_csv": (
        "Filen {file} er ikke hel CSV, linje {line}: et anførselstegn mangler sin make, eller en celle er for stor."
    ),
    "intake.empty": "Filen {file} er tom. Se «pathways import open-cases --template».",
    "intake.too_many_columns": "Filen {file} har mer enn {most} kolonner.",
    "intake.too_many_rows": "Filen {file} har mer enn {most} rader. Del den, med alle rader for en sak i samme fil.",
    "intake.too_many_cells": "raden har flere celler enn det er overskrifter",
    "intake.no_heading": "cellen har ingen overskrift over seg",
    "intake.heading_twice": "overskriften står to ganger",
    "intake.heading_missing": "kolonnen {heading} mangler",
    "intake.unknown_heading": (
        "ukjent overskrift. Disse finnes: {known}, og navnene på felt i alle utgaver av definisjonene"
    ),
    "intake.identity": (
        "overskriften gjelder hvem noen er. Ingen identitet lagres før det finnes innlogging: fjern kolonnen, og bruk "
        "tjenestens egen referanse i kolonnen sak"
    ),
    "intake.time_used": (
        "brukt tid leses ikke inn, for den følger av datoene. Er bare brukt tid kjent, regn tilbake: er 10 dager brukt "
        "20. november, begynte fristen å løpe 10. november. Skriv den datoen på hendelsen som startet fristen, og en "
        "utvidelse som en egen rad med dagen den ble besluttet"
    ),
    "intake.looks_like_number": "her står noe som ligner et fødselsnummer. Ingen identitet lagres",
    "intake.control_character": "her står et usynlig tegn. Skriv cellen på nytt",
    "intake.formula": "cellen begynner som en formel (=, +, - eller @). Skriv verdien selv",
    "intake.no_name": "her kan det stå bokstaver, tall og tegnene . _ / -, inntil 60",
    "intake.no_pathway": "den første raden i en sak må si hvilket forløp den gjelder. Disse finnes: {known}",
    "intake.unknown_pathway": "ukjent forløp. Disse finnes: {known}",
    "intake.other_pathway": "saken har et annet forløp i rad {row}, og ett forløp gjelder for alle radene",
    "intake.no_event": "bare den første raden i en sak kan la hendelsen stå tom",
    "intake.day_missing": "datoen mangler. Skriv dagen det skjedde, 2026-03-04 eller 04.03.2026",
    "intake.no_day": "ikke en dato: {found}. Skriv 2026-03-04 eller 04.03.2026",
    "intake.day_none": "den dagen finnes ikke i kalenderen",
    "intake.day_number": "her står et tall, slik regneark kan lagre datoer. Gi cellen et datoformat og lagre på nytt",
    "intake.day_slashes": "her er skråstreker, og hva som er dag og måned, gjettes ikke",
    "intake.day_short_year": "året har to sifre, og hundreåret gjettes ikke",
    "intake.day_other": "her står noe annet",
    "intake.made_a_date": (
        ". Det ser ut som en dato: et regneark kan ha gjort koden om. Gjør kolonnen om til tekst, og skriv koden igjen"
    ),
    "intake.two_codes": (
        "{column} leses som to koder: {codes}. Et regneark gjør 9,10 om til 9,1: skriv flere koder med mellomrom (9 10)"
    ),
    "intake.like_an_earlier": "raden sier det samme som {earlier}, og registreres én gang til",
    "intake.clock_twice": (
        "klokken viser denne tiden to ganger den dagen. Skriv 02:30+02:00 for sommertid, 02:30+01:00 for vintertid"
    ),
    "intake.no_clock": "dette er ikke et klokkeslett den dagen. Skriv 09:15",
    "intake.column": "kolonnen {name}",
    "intake.path": "{name}",
    "intake.more_faults": "… og {count} til. Med --json står alle i svaret.",
    "intake.untried": (
        "Uten egne feil, men bare prøvd hver for seg ({count}), fordi noe annet i saken må rettes først: {places}. Om "
        "de er mulige der de står, prøves når filen leses igjen."
    ),
    "intake.unknown_event": "forløpet har ingen slik hendelse. Disse finnes: {known}",
    "intake.unknown_event_guess": "forløpet har ingen slik hendelse. Mente du {guess}? Disse finnes: {known}",
    "intake.event_not_yet": (
        "ingen av løpene som saken har på denne datoen, har hendelsen. Rett datoen, eller ta med det som begynner løpet"
    ),
    "intake.no_start": (
        "det eldste i saken må være det forløpet begynner med, {begins_with}. Rett hendelsen eller datoene"
    ),
    "intake.in_the_future": (
        "dette er ikke kommet ennå, og bare det som har skjedd, leses inn. Rett det, eller ta det ut"
    ),
    "intake.before_start": "dette er før saken eller løpet begynte. Rett datoen her, eller der løpet begynner",
    "intake.not_in_this_state": (
        "«{event}» er ikke mulig {on}: da står løpet i «{title}». Rett hendelsen eller datoen, eller ta med det som "
        "skjedde før"
    ),
    "intake.not_in_this_item_state": (
        "«{event}» er ikke mulig {on}: da er aktiviteten «{title}». Rett hendelsen eller datoen, eller ta med det som "
        "skjedde før"
    ),
    "intake.activity_closed": (
        "aktiviteten til «{event}» er åpen når løpet er i tilstanden {opens}, og {on} er det i «{title}». Rett "
        "hendelsen eller datoen, eller ta med det som skjedde før"
    ),
    "intake.requirement": "«{event}» krever noe mer. {otherwise}{where}",
    "intake.look_at": " Se {columns}.",
    "intake.no_branch": (
        "definisjonen {definition} sier ikke hvor «{event}» fører med disse verdiene. Er koden ny i kodelisten, må "
        "definisjonen få en ny versjon"
    ),
    "intake.not_waiting": "saken venter ikke på dette {on}. Da venter den på: {waits}",
    "intake.which_run": "flere løp kan ta imot «{event}». Skriv ett av dem i {column}: {known}",
    "intake.no_such_run": "saken har ikke dette løpet på denne datoen. Da har den: {known}",
    "intake.run_begins": "løpet som begynner her, får navnet {run}. La {column} stå tom",
    "intake.which_item": "«{event}» gjelder én aktivitet. Skriv hvilken i {column}: {known}",
    "intake.no_such_item": "aktiviteten finnes ikke på denne datoen. Da finnes: {known}",
    "intake.no_item_here": "«{event}» gjelder hele løpet, og ingen aktivitet. La {column} stå tom",
    "intake.no_such_field": "her står et felt som ingen utgave av noen definisjon har. Se «pathways definition show»",
    "intake.unknown_field_then": (
        "«{event}» tar ikke dette feltet i utgave {version} av «{pathway}». Et løp følger utgaven fra dagen det "
        "begynte. La feltet stå tomt. Dette tar den: {known}"
    ),
    "intake.unknown_field": "«{event}» tar ikke dette feltet. La feltet stå tomt. Dette tar den: {known}",
    "intake.field_missing": "{column} må fylles ut for «{event}». {takes}",
    "intake.sender_reports": (
        ". Saken er gitt over hit, og hvem som meldte til avsenderen, følger aldri med: skriv «{code}» ({title}), for "
        "det er de som melder den til dere (barnevernsloven § 13-5)"
    ),
    "intake.takes_code": "Disse kodene kan brukes: {known}",
    "intake.takes_date": "Skriv en dato, 2026-03-04",
    "intake.takes_flag": "Skriv ja eller nei",
    "intake.takes_number": "Skriv et helt tall",
    "intake.takes_text": "Skriv en tekst",
    "intake.unknown_code": "{which} finnes ikke i {list}. Disse kan brukes: {known}",
    "intake.too_many_codes": "antallet koder er {count}, og det kan være høyst {most}",
    "intake.not_a_date": "her skal det stå en dato som finnes, 2026-03-04",
    "intake.not_a_flag": "her skal det stå ja eller nei",
    "intake.not_a_number": "her skal det stå et helt tall",
    "intake.number_too_large": "tallet kan ikke være større enn {most}",
    "intake.no_reason_codes": "«{event}» tar ingen begrunnelseskoder. La {column} stå tom",
    "intake.warn_extended": "Fristen er alt utvidet, i {about}. Dette endrer ikke fristen.",
    "intake.warn_waits": (
        "Saken venter alt på det samme, siden {about}. Hver venting gjenopptas for seg; er dette den samme, ta ut den "
        "ene."
    ),
    "intake.warn_waits_still": "Saken venter fortsatt: ventingen fra {about} er ikke gjenopptatt.",
    "intake.warn_ends_waiting": (
        "Saken står på vent siden {about}, og regnes som ventende også etter dette. Ta med når den ble gjenopptatt."
    ),
    "intake.reference_known": (
        "en sak med denne referansen er lest inn før, som {case}, og denne filen sier noe annet om den. Ta den ut av "
        "filen, og endre saken med «pathways correct» eller «pathways amend»"
    ),
    "intake.known_elsewhere": (
        "en sak med denne referansen, eller med det samme innholdet, er lest inn i tjenesten din før, og ligger nå et "
        "sted der du ikke ser den. Ta den ut av filen, og spør lederen i tjenesten hvem som har den"
    ),
    "intake.reads_in_elsewhere": (
        "{user} har ingen rolle i en tjeneste som slike saker hører til. Tjenestene av det slaget: {known}. La en som "
        "arbeider der lese dem inn"
    ),
    "intake.reads_in_where": (
        "{user} arbeider i flere tjenester ({known}), og det er flere dataområder: ingen kan si hvem sine saker dette "
        "er. La en som har rolle i én av dem lese dem inn"
    ),
    "intake.purpose": "innlesing av saker",
    "intake.information": "om saken er lest inn før",
    "intake.reason": "Lest inn da løsningen ble tatt i bruk; begrunnelsen ligger i fagsystemet.",
    "intake.no_schema": 'filen skal ha "schema": "{schema}" og "cases"',
    "intake.name_missing": "{name} mangler",
    "intake.no_events": "en sak må ha minst én hendelse",
    "intake.odd_value": "kan ikke leses",
    "cli.help.import_open_cases": (
        "Les inn saker som var åpne da løsningen ble tatt i bruk, med sine rette datoer, fra CSV eller JSON.\n\n"
        "Alt i filen leses inn, eller ingenting. Den samme filen en gang til endrer ingenting. Frister som var ute, "
        "listes én gang, og gir ingen varsler. docs/how-to/bring-in-open-cases.md viser hvordan filen fylles ut."
    ),
    "cli.open.argument_file": "Fil med sakene (.csv eller .json).",
    "cli.open.option_dry_run": "Les og prøv alt, vis hva hver rad ville blitt, og lagre ingenting.",
    "cli.open.option_template": "Skriv en mal (CSV) for et forløp, etter den nyeste utgaven, i stedet for å lese inn.",
    "cli.open.template_version": (
        "Malen følger utgave {version}. En sak som begynte før den, følger utgaven fra sin dag, og bruker navnene i "
        "den."
    ),
    "cli.open.template_older": "Disse feltene finnes bare i eldre utgaver, og kan stå som egne kolonner: {known}.",
    "cli.open.no_file": "Oppgi en fil, eller --template FORLØP for en mal.",
    "cli.open.unknown_kind": "Filen {file} må være .csv eller .json.",
    "cli.open.unknown_pathway": "Forløpet «{pathway}» finnes ikke. Disse finnes: {known}.",
    "cli.open.dry_run": "Prøvelesing av {file}: nye saker: {opened}. Her fra før: {known}. Ingenting er lagret.",
    "cli.open.done": "{file} er lest inn: nye saker: {opened}. Her fra før: {known}.",
    "cli.open.case": "{case}: {title} · {state}",
    "cli.open.new": "ny sak",
    "cli.open.row": "  {place}: {event}, {happened}",
    "cli.open.warning": "  {place}: merk: {warning}",
    "cli.open.passed": "Frister som alt var ute, og som fortsatt venter ({count}). De varsles ikke:",
    "cli.open.none_passed": "Ingen frister var ute.",
}
