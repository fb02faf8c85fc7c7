"""Bokmål sentences of the machine: why an act is refused, and what a deadline is called."""

SENTENCES: dict[str, str] = {
    "machine.none": "ingen",
    "machine.role": "«{title}»",
    "machine.no_role": "uten rolle",
    "machine.withdrawn": "Trukket ved omgjøring",
    "machine.closed_merged": "Slått sammen med en annen sak",
    "machine.closed_moved": "Flyttet til en annen kommune",
    "machine.case_closed": (
        "Saken er lukket: den er slått sammen med en annen, eller flyttet. Det som gjelder barnet nå, registreres "
        "i saken "
        "som går videre. Ble saker slått sammen ved en feil, angres det med «pathways case unmerge»."
    ),
    "machine.redecision_first": "beslutningen som den gjør om, finnes ikke lenger før den",
    "machine.redecision_twice": "hendelse {other} har alt gjort om det samme: gjør om den i stedet",
    "machine.redecision_later": (
        "hendelse {other} («{event}») er besluttet senere og bygger på den: gjør om den i stedet"
    ),
    "machine.redecision_later_final": (
        "hendelse {other} («{event}») er besluttet senere og bygger på den, og kan selv ikke gjøres om"
    ),
    "machine.redecision_linked": (
        "i løpet {run}, som ville blitt trukket, er det besluttet noe (hendelse {other}): avslutt det løpet først"
    ),
    "machine.redecision_event": "definisjonen som gjelder da, har ikke hendelsen, eller den kan ikke gjøres om der",
    "machine.run_not_begun": "ville ligge før hendelse {start}, som løpet starter med",
    "machine.run_gone": "løpet den hører til finnes ikke lenger",
    "machine.migration_source": (
        "løpet ville ikke vært på utgaven som overføringen gikk ut fra; systemansvarlig må angre overføringen først"
    ),
    "machine.migration_state": "den nye utgaven har ikke tilstanden, og planen sier ikke hva den blir",
    "machine.migration_item": "den nye utgaven har ikke aktiviteten eller tilstanden den er i",
    "machine.migration_field": (
        "feltet er av et annet slag i den nye utgaven, og løpet har en verdi i det: si hva det blir, "
        "eller at verdien ikke følger med (drop)"
    ),
    "machine.migration_deadline": (
        "planen sier ikke hva som blir av fristen, eller den nye utgaven kan ikke ha den slik"
    ),
    "machine.migration_unit": (
        "fristen er overført med brukt tid før, og den ble målt i en annen enhet enn den nye lengden: "
        "velg keep eller reset"
    ),
    "machine.migration_extension": (
        "fristen er utvidet, og den nye utgaven kan ikke utvide den: velg keep, ellers faller utvidelsen bort"
    ),
    "machine.field_unknown": "feltet «{field}» finnes ikke i utgaven som gjelder der",
    "machine.item_gone": "aktiviteten den gjelder finnes ikke lenger",
    "machine.pin_missing": "et løp ville startet her uten at definisjonen er valgt; registrer hendelsen på nytt",
    "machine.requirement": "et krav er ikke lenger oppfylt: {why}",
    "machine.requirement_fields": "Felt det kan gjelde: {fields}. Oppgi feltet med --set felt=verdi.",
    "machine.requirement_values": "Felt det kan gjelde: {fields}. Oppgi en annen verdi med --set felt=verdi.",
    "machine.limit_latest": "senest {date}",
    "machine.limit_earliest": "tidligst {date}",
    "machine.requirement_told": "Ikke registrert: «{event}» krever noe mer. {why}",
    "machine.not_in_this_state": (
        "Ikke registrert: «{event}» er ikke mulig når løpet er i tilstanden «{title}» (slik det står {on})."
    ),
    "machine.not_in_this_item_state": (
        "Ikke registrert: «{event}» er ikke mulig når aktiviteten er «{title}» (slik det står {on})."
    ),
    "machine.activity_closed": (
        "Ikke registrert: aktiviteten til «{event}» er åpen når løpet er i tilstanden {opens}. Nå er det i «{title}»."
    ),
    "machine.warn_extended": "Fristen er alt utvidet, se hendelse {about}. Dette endrer ikke fristen.",
    "machine.warn_extended_late": (
        "Utvidelsen er gitt etter at fristen gikk ut: «{title}», siste dag {date}. Den er registrert slik den skjedde, "
        "men fristen flyttes ikke, og det retter ikke opp at den gikk ut."
    ),
    "machine.warn_alike": (
        "Et annet løp i saken, {about}, står alt i den samme tilstanden. Sjekk at dette ikke hører til der."
    ),
    "machine.warn_further": (
        "Saken har alt løpet {about}, som ikke er slutt. Et nytt begynner ved siden av. Sjekk at det er meningen."
    ),
    "machine.warn_early": "Datoen i «{about}» ligger før løpet startet. Sjekk at den er riktig.",
    "machine.warn_other_day": ("Saken har «{title}» {date}. Datoen i «{field}» er en annen. Sjekk at den er riktig."),
    "machine.warn_waits": (
        "Saken venter alt på det samme, siden hendelse {about}. Hver venting gjenopptas for seg; ble denne registrert "
        "ved en feil, merk den feilregistrert med «pathways annul»."
    ),
    "machine.warn_waits_still": "Saken venter fortsatt: ventingen fra hendelse {about} er ikke gjenopptatt.",
    "machine.warn_ends_waiting": (
        "Ventingen fra hendelse {about} er ikke gjenopptatt, og regnes som over når løpet slutter her. Var den over "
        "før, registrer dagen saken ble gjenopptatt (--happened)."
    ),
    "machine.warned_wait_resumed": (
        "Saken ventet fortsatt da: ventingen fra hendelse {about} ble ikke gjenopptatt før {on} (hendelse {by})."
    ),
    "machine.warned_waited_alike": (
        "Saken ventet alt på det samme da, siden hendelse {about}; den ventingen ble gjenopptatt {on} (hendelse {by})."
    ),
    "machine.warned_wait_resumed_before": "Ventingen fra hendelse {about} ble gjenopptatt {on} (hendelse {by}).",
    "machine.warned_wait_over": (
        "Saken ventet fortsatt da: ventingen fra hendelse {about} var over {on}, da løpet sluttet."
    ),
    "machine.warned_wait_gone": "Ventingen fra hendelse {about} gjelder ikke lenger: den er feilregistrert.",
    "machine.warn_past": (
        "Hendelse {about} er besluttet etter den som gjøres om. Den står i loggen, men der omgjøringen fører et annet "
        "sted, gjelder det som følger av omgjøringen."
    ),
    "machine.warn_built_on": (
        "Hendelse {about} bygger på det som nå er rettet. Er et svar eller en underretning sendt på det gamle "
        "grunnlaget, må det sendes på nytt."
    ),
    "machine.no_branch": (
        "Ikke registrert: definisjonen {definition} sier ikke hvor «{event}» fører med disse verdiene. "
        "Er koden ny i kodelisten, må definisjonen få en ny versjon."
    ),
    "machine.not_waiting": "Ikke registrert: {why}",
    "machine.waits_for_others": (
        "løpet «{title}» venter ikke på {given} (slik det står {on}), så «{event}» har ingenting å "
        "gjenoppta. Det løpet venter på: {waits}. Oppgi det med --set {field}=kode."
    ),
    "machine.waits_for_nothing": (
        "løpet «{title}» venter ikke på noe (slik det står {on}), så «{event}» har ingenting å "
        "gjenoppta. Først må {first} være registrert i løpet."
    ),
    "machine.none_waits": (
        "ingen av løpene i saken venter på noe (slik det står {on}), så «{event}» har ingenting å gjenoppta. Først må "
        "{first} være registrert."
    ),
    "machine.code_named": "«{title}» ({code})",
    "machine.waits_since": "{who}, siden {since}",
    "machine.or": " eller ",
    "machine.not_redecidable": (
        "Ikke registrert: definisjonen {definition} lar ingen gjøre om «{event}» (redecide). Var det feil fra "
        "begynnelsen, rettes det med «pathways correct»."
    ),
    "machine.no_decision": (
        "Ikke registrert: «{event}» er ingen beslutning, så den kan ikke gjøres om. Har noe annet skjedd siden, "
        "registrer det med «pathways advance». Var det feil fra begynnelsen, rett det med «pathways correct»; skulle "
        "det aldri vært registrert, bruk «pathways annul»."
    ),
    "machine.not_yours_to_redecide": ("Ikke registrert: «{event}» kan bare gjøres om av {by}, og {user} er {roles}."),
    "machine.not_redecided": "Ikke registrert: hendelse {seq} kan ikke gjøres om: {why}.",
    "machine.redecision_limit": "{why}. Feltet {field} kan senest være {date}",
    "machine.not_corrected_so": "Ikke registrert: omgjøringen i hendelse {seq} kan ikke rettes slik: {why}.",
    "machine.correction_too_late": (
        "hendelse {other}, {on}, bygger på omgjøringen, så den må gjelde fra før hendelse {other}"
    ),
    "machine.correction_too_early": (
        "den gjør om hendelse {first}, {on}, og kan ikke gjelde fra før den. Oppgi en senere dag med --happened"
    ),
    "machine.not_waiting_now": "Løpet venter ikke på noe nå. Først må {first} være registrert.",
    "machine.in_the_future": "Ikke registrert: tidspunktet er ikke kommet ennå. Oppgi når det skjedde, eller vent.",
    "machine.before_start": (
        "Ikke registrert: datoen er for tidlig. På det tidspunktet var saken eller løpet ikke startet.{started}"
    ),
    "machine.in_error": (
        "Ikke registrert: saken er registrert ved en feil, og det som startet den, er merket feilregistrert. Skal "
        "saken likevel brukes, registrer det som starter den, på nytt."
    ),
    "machine.started": " Det startet {on}, ved hendelse {seq} ({event}).",
    "machine.no_such_run": "Ikke registrert: saken har ikke løpet «{run}». Den har: {known}.",
    "machine.unknown_event": (
        "Ikke registrert: ingen av løpene i saken kjenner hendelsen «{event}». Se «pathways case show»."
    ),
    "machine.no_run_now": "Ikke registrert: ingen av løpene kan ta imot «{event}» nå: {runs}.",
    "machine.which_run": "Ikke registrert: flere løp kan ta imot «{event}». Velg ett med --run: {known}.",
    "machine.which_item": "Ikke registrert: «{event}» gjelder én aktivitet. Velg én med --activity: {known}.",
    "machine.no_such_item": (
        "Ikke registrert: «{event}» gjelder en aktivitet som ikke finnes. Velg én med --activity: {known}."
    ),
    "machine.no_period_here": (
        "Ikke registrert: «{event}» gjelder hele løpet og tar ingen --activity. Det telles i perioden det skjedde i: "
        "oppgi dagen med --happened."
    ),
    "machine.no_item_here": "Ikke registrert: «{event}» gjelder hele løpet og tar ingen --activity.",
    "machine.not_your_role": ("Ikke registrert: «{event}» kan bare registreres av {by}, og {user} er {roles}."),
    "machine.only_by_signal": "Ikke registrert: «{event}» kommer bare fra et annet løp. {user} ({roles}) kan ikke.",
    "machine.no_start": "Ikke registrert: løpet «{pathway}» åpnes ikke med «{event}».",
    "machine.unknown_field": "Ikke registrert: «{event}» tar ikke feltet «{field}». Det tar: {known}.",
    "machine.field_of_list": "{field} (koder: «pathways definition codes {list}»)",
    "machine.missing_field": "Ikke registrert: «{event}» mangler {missing}. Oppgi hvert med --set felt=verdi.",
    "machine.the_code": "koden",
    "machine.code_number": "kode nummer {number}",
    "machine.unknown_code": "Ikke registrert: {which} i «{field}» finnes ikke i {list}. Disse kan brukes: {known}.",
    "machine.code_not_valid": (
        "Ikke registrert: koden «{code}» i «{field}» ({list}) gjaldt ikke {on}. Disse kan brukes: {known}."
    ),
    "machine.code_from": "fra {date}",
    "machine.code_to": "til {date}",
    "machine.more_codes": "{codes}; … se «pathways definition codes {list}»",
    "machine.reason_codes": "begrunnelseskode (--code)",
    "machine.not_a_date": "Ikke registrert: «{field}» skal være en dato, som 2026-11-21.",
    "machine.not_a_flag": "Ikke registrert: «{field}» skal være ja eller nei.",
    "machine.not_a_number": "Ikke registrert: «{field}» skal være et helt tall.",
    "machine.number_too_large": "Ikke registrert: «{field}» kan ikke være større enn {most}.",
    "machine.too_many_codes": (
        "Ikke registrert: «{field}» har {count} koder, og kan ha høyst {most}. Del dem på flere hendelser, eller sjekk "
        "at listen er riktig."
    ),
    "machine.text_too_long": "Ikke registrert: «{field}» er lengre enn {most} tegn.",
    "machine.text_unseen": (
        "Ikke registrert: «{field}» inneholder et usynlig tegn (styretegn, skriveretning eller et halvt tegn). Skriv "
        "teksten på nytt."
    ),
    "machine.text_national_number": (
        "Ikke registrert: «{field}» inneholder noe som ser ut som et fødselsnummer. Hvem noen er, lagres ikke her. "
        "Skriv det uten nummeret."
    ),
    "machine.reason_missing": "Ikke registrert: «{event}» krever en begrunnelse. Oppgi den med --reason.",
    "machine.reason_code_missing": (
        "Ikke registrert: «{event}» krever minst én begrunnelseskode fra {list}. Oppgi den med --code; kodene: "
        "«pathways definition codes {list}»."
    ),
    "machine.reason_takes_no_codes": "Ikke registrert: «{event}» tar ingen begrunnelseskoder, bare tekst.",
    "machine.word.dormant": "venter",
    "machine.word.running": "løper",
    "machine.word.due_today": "i dag",
    "machine.word.passed_unsettled": "fristen er ute; forlengelse til virkedag er ikke avklart",
    "machine.word.extended_by_weekend": "forlenget til virkedag",
    "machine.word.paused": "klokken står",
    "machine.word.breach": "fristbrudd",
    "machine.word.past_unverified": "dato passert; grunnlaget er ikke bekreftet",
    "machine.word.past_recommended": "anbefalt tid passert",
    "machine.word.past_local": "lokal frist passert",
    "machine.word.past_law_not_loaded": "dato passert etter nyere regler; de som gjaldt da, er ikke lagt inn",
    "machine.word.window_closed": "adgangen er ute",
    "machine.word.window_used": "brukt i tide",
    "machine.word.used_after": "kom etter at adgangen var ute; må vurderes",
    "machine.word.lapsed": "falt bort etter loven",
    "machine.word.met": "oppfylt",
    "machine.word.met_late": "oppfylt for sent",
    "machine.word.met_past": "oppfylt etter datoen",
    "machine.word.ended": "bortfalt",
    "machine.begins_gone": (
        "Ikke registrert: hendelsen begynner også forløpet «{pathway}», og definisjonen av det finnes ikke lenger. "
        "Saken er som før. Si fra til den som har ansvar for definisjonene, og registrer igjen når den er lagt tilbake."
    ),
}
