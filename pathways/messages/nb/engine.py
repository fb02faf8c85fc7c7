"""Bokmål sentences of the engine: the door, the past, reading, people."""

SENTENCES: dict[str, str] = {
    "engine.no_log": "Saken {case} har ingen hendelser i loggen lenger.",
    "engine.future_moment": "Tidspunktet er ikke kommet ennå: en sak kan bare ses som den var eller er.",
    "engine.at_after_known": (
        "--at er etter --known-at: da lå det ennå foran, og ingen kunne vite hva som ville skje. Oppgi en --at som "
        "ikke er senere enn --known-at, eller utelat en av dem."
    ),
    "engine.case_left_out": "{case} kan ikke regnes på nytt fra loggen og er ikke med: {why}",
    "engine.notice_moot": "fristen er oppfylt, flyttet eller bortfalt",
    "engine.notice_met": "fristen er oppfylt",
    "engine.notice_ended": "fristen er bortfalt",
    "engine.notice_paused": "klokken står mens saken venter",
    "engine.notice_handed_on": "varselet er gitt videre til den som har rollen nå",
    "engine.notice_moved": "fristen er flyttet",
    "engine.notice_undone": "det som utløste varselet, gjelder ikke",
    "engine.bad_key": (
        "Nøkkelen kan ha inntil {most} bokstaver, tall og tegnene _ . : - og skal ikke si hvem noen er. Ingenting er "
        "registrert."
    ),
    "engine.ahead": (
        "Ikke registrert: siste hendelse i saken {case} er nå {version}, og du oppga at du hadde sett {expected}. "
        "Hent den på nytt."
    ),
    "engine.correct_other": (
        "Ikke registrert: hendelse {seq} er «{event}» i løpet «{run}», og en retting kan ikke gjøre den til en annen. "
        "Annuller den, og registrer den rette."
    ),
    "engine.correct_after": (
        "Ikke registrert: hendelse {seq} ble registrert {on} kl. {clock}, og kan ikke ha skjedd etter det. Gjelder det "
        "en annen hendelse, annuller denne, og registrer den rette."
    ),
    "engine.correct_nothing": (
        "Ikke registrert: rettingen endrer ingenting i hendelse {seq}. Oppgi det som skal være annerledes."
    ),
    "engine.redecide_other": (
        "Ikke registrert: hendelse {seq} er «{event}» i løpet «{run}», og en omgjøring kan ikke gjøre den til en annen."
    ),
    "engine.redecide_before": (
        "Ikke registrert: omgjøringen kan ikke gjelde fra før beslutningen den gjør om (hendelse {seq}). "
        "Oppgi med --happened når det ble gjort om. Var beslutningen feil fra begynnelsen, rett den med «pathways "
        "correct»."
    ),
    "engine.redecided_already": (
        "Ikke registrert: hendelse {seq} er alt gjort om av hendelse {newer}. Gjør om hendelse {newer} i stedet."
    ),
    "engine.no_case": "Fant ikke saken {case}.",
    "engine.no_event": "Fant ikke hendelse {seq} i saken {case}. Se «pathways timeline {case}».",
    "engine.no_deadline": "Saken har ingen frist som heter «{deadline}» på det tidspunktet. Den har: {known}.",
    "engine.deadline_without_items": "Fristen «{deadline}» gjelder hele løpet, og tar ingen --activity.",
    "engine.which_period": (
        "Fristen «{deadline}» har flere perioder. Velg én med --activity{runs}: en periode heter etter sin første dag. "
        "Disse finnes: {items}. Se «pathways deadline list»."
    ),
    "engine.no_such_period": (
        "Fristen «{deadline}» har ingen periode som heter det som står i --activity. En periode heter etter sin første "
        "dag. Disse finnes: {items}. Se «pathways deadline list»."
    ),
    "engine.no_such_deadline": (
        "Fristen «{deadline}» har ingen aktivitet som heter det som står i --activity. Disse finnes: {items}. "
        "Se «pathways deadline list»."
    ),
    "engine.which_deadline": (
        "Flere frister heter «{deadline}». Velg én med --activity{runs}. Aktiviteter: {items}. "
        "Se «pathways deadline list»."
    ),
    "engine.not_an_act": (
        "Hendelse {seq} kan ikke rettes eller annulleres: bare det en person har registrert, kan det. "
        "Systemets egne hendelser følger av disse."
    ),
    "engine.correct_the_act": (
        "Hendelse {seq} er en retting av hendelse {target}. Rett eller annuller hendelse {target} i stedet."
    ),
    "engine.annulment_is_final": (
        "Hendelse {seq} merker hendelse {target} som feilregistrert, og det er endelig. Var hendelse {target} likevel "
        "riktig, registrer den på nytt."
    ),
    "engine.migration_is_undone": (
        "Hendelse {seq} er en overføring til en annen utgave, og rettes eller annulleres ikke. Den kan angres av den "
        "som kan overføre saker, med «pathways definition migrate --revert»."
    ),
    "engine.note_stays": (
        "Hendelse {seq} er et notat på tidslinjen, og rettes eller annulleres ikke. Det endrer ingenting i saken."
    ),
    "engine.redecide_correction": (
        "Hendelse {seq} er en retting av hendelse {target}, og ingen beslutning. Er hendelse {target} en beslutning "
        "som skal være en annen fra en senere dag, gjør om hendelse {target}. Er innholdet galt, rett hendelse "
        "{target} på nytt."
    ),
    "engine.redecide_annulment": (
        "Hendelse {seq} merker hendelse {target} som feilregistrert, og er ingen beslutning som kan gjøres om. Var "
        "hendelse {target} likevel riktig, registrer den på nytt."
    ),
    "engine.redecide_explanation": (
        "Hendelse {seq} sier hvorfor en frist ikke ble holdt, og er ingen beslutning som kan gjøres om. Er årsaken "
        "gal, rett den med «pathways correct», eller registrer en ny med «pathways deadline reason»."
    ),
    "engine.redecide_migration": (
        "Hendelse {seq} er en overføring til en annen utgave, og ingen beslutning i saken. Den kan angres av den som "
        "kan overføre saker, med «pathways definition migrate --revert»."
    ),
    "engine.redecide_note": (
        "Hendelse {seq} er et notat på tidslinjen, og ingen beslutning som kan gjøres om. Det endrer ingenting i saken."
    ),
    "engine.redecide_superseded": (
        "Hendelse {seq} er systemets merknad om at hendelse {target} er bortfalt, og ingen beslutning. Den kan verken "
        "gjøres om, rettes eller annulleres: den følger av det som er registrert. Er noe av det galt, rett den "
        "hendelsen, se «pathways timeline {case}»."
    ),
    "engine.redecide_crossing": (
        "Hendelse {seq} er noe systemet merket da en tid var kommet, som en påminnelse eller en frist som gikk ut, og "
        "ingen beslutning. Den kan verken gjøres om, rettes eller annulleres: den følger av det som er registrert. Er "
        "noe av det galt, rett den hendelsen, se «pathways timeline {case}»."
    ),
    "engine.annulled_already": "Hendelse {seq} er allerede merket feilregistrert.",
    "engine.why_missing": "Ikke registrert: oppgi hvorfor med --why.",
    "engine.reason_missing": "Ikke registrert: oppgi hvorfor med --reason.",
    "engine.conflict": "hendelse {seq} ({event}): {why}",
    "engine.conflict_not_waiting": "saken venter ikke på det den oppgir",
    "engine.conflict_state": "løpet ville vært i en annen tilstand, og der er den ikke mulig",
    "engine.conflict_item_state": "aktiviteten ville vært i en annen tilstand, og der er den ikke mulig",
    "engine.conflict_closed": "aktiviteten ville ikke vært åpen da",
    "engine.conflict_moved": (
        "gjelder nr. {item}, som var {before} og ville blitt {after}. Annuller den først og registrer den på den rette "
        "etterpå, eller behold rekkefølgen i listen"
    ),
    "engine.conflict_branch": "definisjonen sier ikke hvor den da fører",
    "engine.conflicts": (
        "Ikke registrert: andre hendelser i saken ville blitt umulige eller gjelde noe annet. Rett eller annuller dem "
        "først, eller samlet med «pathways amend»: {conflicts}."
    ),
    "engine.no_changes": "Ikke registrert: det er ingen endringer å gjøre.",
    "engine.changed_twice": "hendelse {seq} står to ganger. Si alt om en hendelse i én endring",
    "engine.label_not_begun": "løpet som within peker på, er ikke begynt da, eller begynnelsen er avvist",
    "engine.changes_refused": (
        "Ingenting er registrert: endringene kan ikke stå samlet. Rett dem, eller ta med det som mangler:\n{listed}"
    ),
    "engine.change_refused": (
        "Ingenting er registrert: med endringen ville noe annet i saken blitt umulig eller gjelde noe annet. Rett "
        "eller annuller det først, eller samlet med «pathways amend»:\n{listed}"
    ),
    "engine.not_recorded": "Ikke registrert: ",
    "engine.refused_enter": "ny hendelse {event}, {on}: {why}",
    "engine.refused_correct": "retting av hendelse {seq}: {why}",
    "engine.refused_redecide": "omgjøring av hendelse {seq}: {why}",
    "engine.refused_annul": "annullering av hendelse {seq}: {why}",
    "engine.stale": (
        "Ikke registrert: saken {case} er endret siden du så den (hendelse {seq} av {user}). Se på den og prøv igjen."
    ),
    "engine.collided": (
        "Ikke registrert: andre endringer kom i veien {tries} ganger på rad. Ingenting ble lagret. Prøv igjen om litt."
    ),
    "engine.key_used": "Ikke registrert: nøkkelen er brukt til en annen kommando. Bruk en ny nøkkel.",
    "engine.unknown_digest": "Fant ikke definisjonen {digest}, heller ikke blant de lagrede kildene.",
    "engine.log_may_be_cut": (
        "Det som er lagret ved siden av loggen til {case}, vet om noe senere enn loggen gjør: de siste hendelsene kan "
        "være fjernet. Meld fra, og hold saken mot en sikkerhetskopi. Er loggen hel, skriv resten på nytt med "
        "«pathways rebuild {case} --log-was-checked»."
    ),
    "engine.no_definition_text": "Ingen av de lagrede kildene til definisjonen {digest} er selve definisjonen.",
    "engine.digest_changed": "Den lagrede kilden til definisjonen {digest} gir ikke lenger samme definisjon.",
    "engine.no_role": "Ukjent bruker «{user}», eller uten rolle i dag. Be den som sier hvem som arbeider her.",
    "engine.unknown_user": "Ukjent bruker «{user}», eller uten rolle i dag. Brukere med rolle: {known}.",
    "engine.folds_otherwise": (
        "Hendelse {seq} gir noe annet nå enn da den ble registrert. Kjør «pathways replay {case}», og meld fra: det "
        "skal avgjøres av noen, ikke skrives over."
    ),
    "engine.cannot_fold": "Loggen kan ikke spilles av ({kind}). Kjør «pathways verify {case}», og meld fra.",
    "engine.not_a_sandbox": (
        "Dette er ingen øvingsbase: klokken kan ikke stilles. Lag en med «pathways init --sandbox»."
    ),
    "engine.clock_back": "Klokken i en øvingsbase kan ikke stilles tilbake før det siste som er registrert.",
    "engine.clock_moving": "En annen prosess stiller klokken nå. Prøv igjen om litt.",
    "engine.clock_locked": (
        "En annen prosess ({by}) stiller klokken nå. Prøv igjen når den er ferdig. Er den borte, blir klokken ledig "
        "senest {day} kl. {at}."
    ),
    "engine.clock_lost": (
        "Dette sto stille så lenge at en annen prosess har overtatt klokken. Det som er passert, er lagret; resten tar "
        "den andre. Se hva klokken viser med «pathways clock show»."
    ),
    "engine.worker_runs": (
        "En arbeider kjører allerede mot denne basen ({holder}). På SQLite kan bare én gjøre det. "
        "Er den prosessen død, er plassen ledig innen {minutes} min."
    ),
    "engine.plan_wrong": "Planen kan ikke brukes, og ingenting er endret. {listed}",
    "engine.plan_no_state": "Den gamle utgaven har ikke tilstanden «{name}»; den har: {known}.",
    "engine.plan_no_new_state": "Den nye utgaven har ikke tilstanden «{name}»; den har: {known}.",
    "engine.plan_state_gone": (
        "Tilstanden «{name}» finnes ikke i den nye utgaven: si under states hva den blir. Den nye har: {known}."
    ),
    "engine.plan_end": (
        "«{name}» kan ikke bli «{to}»: den ene er slutten på løpet og den andre ikke, "
        "og en overføring avgjør ingenting."
    ),
    "engine.plan_no_activity": "Den gamle utgaven har ikke aktiviteten «{name}»; den har: {known}.",
    "engine.plan_no_new_activity": "Den nye utgaven har ikke aktiviteten «{name}»; den har: {known}.",
    "engine.plan_activity_gone": (
        "Den nye utgaven har ikke aktiviteten «{name}», og løp kan ha noe i den: si under activities hva den blir "
        "(to). Den nye har: {known}."
    ),
    "engine.plan_activity_twice": "To aktiviteter kan ikke begge bli «{name}».",
    "engine.plan_items_made": (
        "Aktiviteten «{name}» har faste punkter i den ene utgaven og lager punkter av koder i den andre: "
        "det ene kan ikke bli det andre."
    ),
    "engine.plan_no_item": "Aktiviteten «{activity}» har ikke punktet «{name}» i den gamle utgaven; den har: {known}.",
    "engine.plan_no_new_item": (
        "Aktiviteten «{activity}» har ikke punktet «{name}» i den nye utgaven; den har: {known}."
    ),
    "engine.plan_item_gone": (
        "Aktiviteten «{activity}» har ikke lenger punktet «{name}»: si under items hva det blir. Den nye har: {known}."
    ),
    "engine.plan_item_twice": "To punkter i aktiviteten «{activity}» kan ikke begge bli «{name}».",
    "engine.plan_no_field": "Den gamle utgaven har ikke feltet «{name}»; den har: {known}.",
    "engine.plan_no_new_field": "Den nye utgaven har ikke feltet «{name}»; den har: {known}.",
    "engine.plan_field_gone": (
        "Feltet «{name}» finnes ikke i den nye utgaven: si under fields hva det blir, "
        "eller at verdiene ikke følger med (drop). Den nye har: {known}."
    ),
    "engine.plan_field_kind": (
        "Feltet «{name}» kan ikke bli «{to}»: det er av et annet slag eller har en annen kodeliste."
    ),
    "engine.plan_field_twice": "To felt kan ikke begge bli «{name}».",
    "engine.plan_no_deadline": "Den gamle utgaven har ikke fristen «{name}»; den har: {known}.",
    "engine.plan_no_new_deadline": "Den nye utgaven har ikke fristen «{name}»; den har: {known}.",
    "engine.plan_deadline_gone": (
        "Fristen «{name}» finnes ikke i den nye utgaven: si under deadlines at den går ut (drop), eller hva den blir."
    ),
    "engine.plan_deadline_changed": (
        "Fristen «{name}» regnes på en annen måte i den nye utgaven: velg keep, reset eller rebudget for den."
    ),
    "engine.plan_twice": "To frister kan ikke begge bli «{name}».",
    "engine.plan_per": "«{name}» kan ikke bli «{to}»: de gjelder ikke den samme aktiviteten.",
    "engine.plan_no_budget": "«{name}» har ingen lengde, bare en dato noen setter: velg keep eller reset.",
    "engine.plan_no_pathway": "Planen gjelder «{name}», som ikke finnes. Disse finnes: {known}.",
    "engine.plan_no_version": "Det finnes ingen utgave {version} av «{name}». Disse finnes: {known}.",
    "engine.plan_too_early": (
        "Ingenting er endret: utgave {new} av «{pathway}» gjelder først fra {day}, og ingen sak kan overføres til den "
        "før da. I dag gjelder utgave {now}. Hva overføringen vil gjøre, vises med --dry-run."
    ),
    "engine.plan_none_in_force": (
        "Ingenting er endret: utgave {new} av «{pathway}» gjelder først fra {day}, og ingen sak kan overføres til den "
        "før da. Hva overføringen vil gjøre, vises med --dry-run."
    ),
    "engine.no_such_plan": (
        "Fant {count} planer som begynner med «{plan}» blant dem saker er overført etter. "
        "Oppgi filen eller hele navnet."
    ),
    "engine.plan_name_short": (
        "«{plan}» er for lite av navnet på en plan. Oppgi minst {least} tegn av det, eller filen."
    ),
    "engine.plan_same": (
        "Planen går fra utgave {version} til den samme. Er det kalender eller lokale innstillinger som er endret, "
        "bruk «pathways definition migrate --settings»."
    ),
    "engine.migration_obstacle": "{case}, løpet «{run}»: «{name}»: {why}",
    "engine.migration_obstacles": "Ingenting er endret: disse løpene kan ikke overføres slik de står. {listed}.",
    "engine.revert_refused": (
        "Ingenting er endret: det som er registrert siden, ville blitt umulig. Rett eller annuller det først. {listed}."
    ),
    "engine.no_move": (
        "Ingenting er endret: definisjonene kan ikke brukes nå, og ingen sak kan overføres til dem. "
        "Si fra til den som endret {file}. Det som må rettes først:\n  {first}\n"
        "«pathways definition check» viser alt (problemer: {count})."
    ),
    "engine.no_new_run": (
        "Ikke registrert: definisjonene kan ikke brukes nå, så ingen nye løp kan begynne. Løp som er i gang, går som "
        "før, etter det som er lagret for dem. Si fra til den som endret {file}. Det som må rettes først:\n  {first}\n"
        "«pathways definition check» viser alt (problemer: {count})."
    ),
    "engine.unusable": (
        "Ingenting er registrert: definisjonene kan ikke brukes nå. Si fra til den som endret {file}. Det som må "
        "rettes først:\n  {first}\n«pathways definition check» viser alt (problemer: {count})."
    ),
}
