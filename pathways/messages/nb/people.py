"""Bokmål sentences of the organisation: services, people, roles, absences, and who has a case."""

SENTENCES: dict[str, str] = {
    "people.not_led": (
        "Ikke gjort: {user} leder ikke alle steder dette gjelder ({places}), eller det gjelder noen som sier hvem som "
        "arbeider her. En vikar får rollene til den som er borte. Be en leder der, eller den som har people.write i "
        "access.yaml."
    ),
    # ------------------------------------------------------------ a file of people
    "people.unreadable": "Filen {file} kan ikke leses ({why}). Den skal være TOML eller CSV i UTF-8.",
    "people.not_utf8": "Filen {file} er ikke lest: linje {line} er ikke i UTF-8. Lagre den på nytt med det tegnsettet.",
    "people.long_line": (
        "Filen {file} er ikke lest: linje {line} er lengre enn {most} tegn. Skriv én opplysning på hver linje."
    ),
    "people.empty": "Filen {file} har ingen personer.",
    "people.not_toml": "filen er ikke TOML fra dette stedet",
    "people.unknown_section": "ukjent del. Disse finnes: {known}",
    "people.unknown_key": "her står en nøkkel som ikke finnes. Disse finnes: {known}",
    "people.no_table": "[{section}] skal ha nøkler med verdier under seg",
    "people.of_the_system": "ingen kan hete «{user}»; det står for det ingen person har gjort",
    "people.bad_id": (
        "et navn som skrives er 1 til 40 tegn av små bokstaver (a til z, æ, ø, å), tall, punktum, bindestrek og "
        "understrek, og ikke et fødselsnummer"
    ),
    "people.bad_shown": "teksten er lengre enn {most} tegn, eller har tegn som ikke kan ses",
    "people.bad_address": "dit kan ingen e-post sendes. Skriv én adresse, som kari@kommune.example",
    "people.national_number": "her står noe som ligner et fødselsnummer. Det lagres ikke",
    "people.text_missing": "{key} skal være en tekst, og kan ikke mangle",
    "people.not_one_of": "{key} skal være én av: {known}",
    "people.roles_missing": 'roles = ["…"] mangler; en person uten roller har roles = []',
    "people.role_form": (
        'en rolle er "navn", eller {{role = "navn", service = "tjeneste", unit = "enhet", from = 2026-01-01, '
        "to = 2026-12-31}}, der bare role må være med"
    ),
    "people.role_twice": "samme rolle står to ganger for samme tid og sted",
    "people.unknown_role": "ukjent rolle. Disse finnes: {known}",
    "people.unknown_area": "ukjent dataområde. Disse finnes: {known}",
    "people.unknown_service": "ukjent tjeneste. Disse finnes: {known}",
    "people.unknown_unit": "ukjent enhet. Disse finnes: {known}",
    "people.unit_elsewhere": "enheten hører til tjenesten «{service}»; skriv den tjenesten ved siden av",
    "people.unknown_intake": "inntaket skal være en person eller en enhet som finnes",
    "people.ends_before": "siste dag er før første dag",
    "people.no_day": "dagen skal skrives 2026-03-04, og finnes i kalenderen",
    "people.headings_missing": "overskrifter mangler: {missing}. Disse finnes: {known}",
    "people.headings_unknown": "her er overskrifter som ikke finnes. Disse finnes: {known}",
    "people.told_otherwise": "personen har en annen tekst her i en rad over",
    # ------------------------------------------------------------ recording
    "people.nobody_manages": (
        "Ingen har en rolle som kan styre folk i dag, så det ble gjort av den som kjører kommandoen ({account})."
    ),
    "people.manager_missing": (
        "Etter dette har fremdeles ingen en rolle som kan styre folk ({roles}): den som kjører kommandoer på maskinen, "
        "kan gjøre det."
    ),
    "people.no_person": "Det finnes ingen person «{person}». Disse finnes: {known}.",
    "people.person_exists": "{person} finnes allerede. Gi en rolle med «pathways people role».",
    "people.no_such_role": "{person} har ikke den rollen den dagen. Rollene: {known}.",
    "people.own_substitute": "{person} kan ikke vikariere for seg selv.",
    "people.lends_nothing": (
        "Ikke registrert: {substitute} får ikke noe av det {person} kan. {why} Velg en vikar som selv har en rolle i "
        "samme slag tjeneste i samme dataområde, eller registrer fraværet uten vikar: da varsles enheten. Til en annen "
        "tjeneste går en sak bare på et samtykke eller en hjemmel («pathways case move», «pathways signal list»)."
    ),
    "people.why_nothing_to_lend": "{person} har selv ingen rolle i den tiden.",
    "people.why_from_outside": "{person} fører tilsyn, og et tilsynsoppdrag gjelder bare dem det nevner.",
    "people.why_no_role": "{substitute} har ingen egen rolle i den tiden.",
    "people.why_auditor": "{substitute} fører tilsyn, og ser bare saker i et tilsynsoppdrag.",
    "people.why_elsewhere": (
        "{substitute} arbeider i et annet dataområde eller i et annet slag tjeneste enn {person}, eller med noe annet."
    ),
    "people.no_absence": "{person} har ikke noe fravær fra den dagen. Registrert: {known}.",
    "people.not_away": "{person} er ikke borte nå eller senere. Registrer fraværet med «pathways people absent».",
    "people.no_service": "Det finnes ingen tjeneste «{service}». Disse finnes: {known}.",
    "people.no_place": "Rollen kan ikke gis der: {why}.",
    "people.no_role": "Ukjent rolle «{role}». Disse finnes: {known}.",
    "people.bad_argument": "{what}: {why}.",
    "people.intake_elsewhere": (
        "{person} har ingen egen rolle i {service} den {first} som gir tilgang til saker der, og kan ikke få det ingen "
        "har. En rolle som er lånt av en vikar, teller ikke. Gi rollen først: «pathways people role {person} ROLLE "
        "--service {service}». Eller oppgi en annen person, eller en enhet med --unit."
    ),
    "people.one_intake": "Oppgi enten --person eller --unit.",
    "people.broken": (
        "Innføring {seq} om organisasjonen er ikke slik den ble registrert. Hold basen opp mot en sikkerhetskopi."
    ),
    "store.organisation_moved": "Noen andre registrerte noe om organisasjonen samtidig. Se «pathways people list», og "
    "prøv igjen.",
    "store.organisation_unreadable": "Innføring {seq} om organisasjonen kan ikke leses.",
    # ------------------------------------------------------------ who has a case
    "people.assigned_later": (
        "{date} er ikke kommet. Registrer hvem som har saken, den dagen det skjer; fravær og vikar kan sies før."
    ),
    "people.has_it_already": "Saken er der allerede: {holder}.",
    "people.quiet_too_long": "Oppgi en dag med --until, fra i morgen og inntil {most} dager fram: da ses det på igjen.",
    "people.quiet_why": "Si hvorfor ingenting har en dato: --reason.",
    "people.something_due": (
        "Ikke registrert: noe har en dato før {until}. «{title}» har frist {date}. Si det når den er oppfylt, eller "
        "oppgi en dag før fristen med --until. «pathways deadline list {case}» viser alle."
    ),
    "people.no_unit": "Det finnes ingen enhet «{unit}». Disse finnes: {known}.",
    "people.no_person_today": "«{person}» har ingen rolle i dag. De som har det: {known}.",
    "people.other_kind": "Ikke registrert: {service} er en annen slags tjeneste enn den saken hører til i.",
    "people.other_area": (
        "Ikke registrert: {service} hører til et annet dataområde. Dit går en sak bare på et samtykke eller en hjemmel "
        "som er registrert i den: «pathways case move {case} --to {service} …», eller en melding («pathways signal "
        "list»)."
    ),
    "people.no_role_there": (
        "Ikke registrert: {holder} har ingen rolle i {service}, der saken ligger. Oppgi hvem der, eller en tjeneste i "
        "samme dataområde med --service."
    ),
    "people.not_there": "{person} har ingen rolle i tjenesten «{service}».",
    "people.which_service": "{person} arbeider i flere tjenester: {known}. Si hvilken med --service.",
    "people.nobody_has_it": "ingen",
    "people.opens_elsewhere": "{user} har ingen rolle i den tjenesten. Tjenestene av samme slag: {known}.",
    "people.opens_where": "{user} arbeider i flere tjenester: {known}. Si med --service hvilken saken hører til.",
    "people.assignment_stays": (
        "Hendelse {seq} sier hvem som har saken, og rettes ikke. Gi den til en annen med «pathways case assign»."
    ),
    "people.quiet_stays": (
        "Hendelse {seq} sier hvorfor ingenting har en dato, og rettes ikke. Si det på nytt med «pathways case no-next»."
    ),
    "timeline.assigned": "{who} har saken fra {since}",
    "timeline.assigned_place": "saken ligger i {place} fra {since}",
    "timeline.done_for": "Gjort som vikar for {other}.",
    "timeline.stands_in": "{user}, vikar for {other}",
    "timeline.let_go": "ingen har saken fra {since}",
    "timeline.nothing_due": "ingenting har en dato før {until}",
    "cli.help.case_assign": (
        "Gi en sak til en person eller en enhet. Uten --to og --unit legges den der det ingen har, skal ligge."
    ),
    "cli.help.case_take": "Ta en sak ingen har, eller si at du har tatt over den du har fått.",
    "cli.help.case_handover": "Gi alle sakene en person har, eller noen av dem, til en annen: én hendelse i hver sak.",
    "cli.help.case_no_next": "Si hvorfor ingenting har en dato i en sak, og når det ses på igjen.",
    "cli.help.case_gaps": (
        "List glippsonene: åpne saker uten noen som har dem, eller uten noe med dato og uten grunn til det."
    ),
    "cli.holding.option_to": "Personen som får saken.",
    "cli.holding.option_unit": "Enheten saken legges i.",
    "cli.holding.option_service": "Tjenesten, der personen arbeider i flere.",
    "cli.holding.option_open_in": "Tjenesten saken hører til, for den som arbeider i flere av samme slag.",
    "cli.holding.option_since": "Dagen det gjelder fra; ellers i dag.",
    "cli.holding.option_from": "Personen som har sakene.",
    "cli.holding.option_receiver": "Personen som får dem.",
    "cli.holding.option_cases": "Bare disse sakene, med komma mellom; ellers alle.",
    "cli.holding.option_back": "Bare de sakene som kom fra den som nå får dem.",
    "cli.holding.option_dry_run": "Vis hvilke saker det gjelder, og registrer ingenting.",
    "cli.holding.option_until": "Dagen det ses på igjen.",
    "cli.holding.option_of_person": "Bare åpne saker som denne personen har.",
    "cli.holding.option_of_unit": "Bare åpne saker i denne enheten.",
    "cli.holding.option_of_service": "Bare saker av denne typen tjeneste, eller åpne saker i denne tjenesten.",
    "cli.holding.purpose": "overføring av saker",
    "cli.holding.information": "hvem som har saken",
    "cli.holding.purpose_gaps": "glippsoner",
    "cli.holding.information_gaps": "hvem som har saken, og om noe har en dato",
    "cli.holding.assigned": "Registrert: hendelse {seq} i {case}. Saken er hos: {whom}.",
    "cli.holding.quiet": "Registrert: hendelse {seq} i {case}. Ingenting har en dato før {until}.",
    "cli.holding.same_person": "--from og --to er den samme.",
    "cli.holding.not_theirs": "{person} har ikke disse, eller de er ikke åpne: {cases}.",
    "cli.holding.progress": "Overfører saker",
    "cli.holding.would_hand_over": "Fra {giver} til {to} ville det gå, og er ikke registrert (saker: {count}):",
    "cli.holding.none_to_hand_over": "Ingen sak å gi fra {giver} til {to}, av dem du kan se.",
    "cli.holding.handed_over": "Fra {giver} til {to} (saker: {count}):",
    "cli.holding.hand_back": "Gis tilbake med «pathways case handover --from {to} --to {giver} --back».",
    "cli.holding.gaps": "Glippsoner. Saker: {count}.",
    "cli.holding.no_gaps": (
        "Ingen glippsoner: hver åpen sak har noen, og noe med en dato eller en grunn til at det mangler."
    ),
    "cli.holding.no_gaps_of": "Ingen glippsoner hos {holder}.",
    "cli.holding.with": "Saken er hos: {holder}",
    "cli.gap.not_yours": "{what} Du kan det ikke: {who}.",
    "cli.gap.no_holder_alone": "Ingen person har saken; den ligger hos: {holder}.",
    "cli.gap.holder_gone_alone": "{person} har saken, og har ingen rolle lenger.",
    "cli.gap.not_taken_over_alone": "{person} har fått saken og har ikke tatt den over.",
    "cli.gap.nothing_due_alone": "Ingenting har en dato, og ingen har sagt hvorfor.",
    "cli.gap.waits_without_date_alone": "Saken venter på andre, og ingen har sagt til når.",
    "cli.gap.no_holder": (
        "Ingen person har saken; den ligger hos: {holder}. «pathways case assign {case} --to PERSON», eller «pathways "
        "case take {case}»."
    ),
    "cli.gap.intake_gone": (
        "{intake} får det ingen har i {service}, og har ingen rolle der lenger som gir tilgang til saker. «pathways "
        "people intake {service} --unit ENHET», eller «--person PERSON»; lederen i tjenesten kan det."
    ),
    "cli.gap.holder_gone": "{person} har saken, og har ingen rolle lenger. «pathways case assign {case} --to PERSON».",
    "cli.gap.holder_away": (
        "{person} har saken og er borte, og ingen vikarierer. «pathways people substitute {person} VIKAR»."
    ),
    "cli.gap.not_taken_over": (
        "{person} har fått saken og har ikke tatt den over. Det gjør {person} selv, med «pathways case take {case}». "
        "Ellers: «pathways case assign {case} --to PERSON»."
    ),
    "cli.gap.nothing_due": (
        "Ingenting har en dato, og ingen har sagt hvorfor. «pathways case can {case}», eller «pathways case no-next "
        "{case} --until DATO --reason …»."
    ),
    "cli.gap.waits_without_date": (
        "Saken venter på andre, og ingen har sagt til når. «pathways case no-next {case} --until DATO --reason …»."
    ),
    # ------------------------------------------------------------ the commands
    "cli.help.people": "Hvem som arbeider her, i hvilke roller, hvem som er borte, og hvem som får det ingen har.",
    "cli.help.people_apply": (
        "Gjør organisasjonen slik en fil sier: TOML, eller CSV med én rolle på hver rad. Alt eller ingenting. Viser "
        "hva som endres. Den som ikke står i filen, røres ikke uten --complete."
    ),
    "cli.help.people_list": "List dem som har en rolle, i dag eller en annen dag.",
    "cli.help.people_show": "Vis en person: rollene over tid, fravær, og hvem som registrerte hva.",
    "cli.help.people_add": "Legg til en person med en rolle.",
    "cli.help.people_role": "Gi en person en rolle, fra en dag og eventuelt til en annen.",
    "cli.help.people_end": "La en rolle, eller alle rollene til en person, ende med en dag.",
    "cli.help.people_absent": "Registrer at en person er borte, og hvem som vikarierer.",
    "cli.help.people_substitute": "Sett eller bytt vikar for det fraværet som pågår eller kommer.",
    "cli.help.people_intake": "Si hvem som får det ingen har i en tjeneste.",
    "cli.people.argument_file": "Filen: .csv leses som regneark, alt annet som TOML.",
    "cli.people.argument_person": "Personens brukernavn.",
    "cli.people.argument_role": "Rollen, slik settings.yaml skriver den.",
    "cli.people.argument_some_role": "Rollen; uten den gjelder det alle.",
    "cli.people.argument_service": "Tjenesten, slik organisasjonen kaller den.",
    "cli.people.argument_substitute": "Brukernavnet til den som vikarierer.",
    "cli.people.option_complete": "Filen har alle: den som ikke står der, mister rollene sine.",
    "cli.people.option_dry_run": "Vis hva som ville bli endret, og registrer ingenting.",
    "cli.people.option_why": "Hvorfor. Skriv ingenting om barn eller saker.",
    "cli.people.option_on": "Dagen det spørres om; ellers i dag.",
    "cli.people.option_name": "Navnet som vises.",
    "cli.people.option_email": "Adressen varsler sendes til.",
    "cli.people.option_service": "Tjenesten rollen gjelder i; ellers alle.",
    "cli.people.option_unit": "Enheten rollen gjelder i; ellers hele tjenesten.",
    "cli.people.option_from": "Første dag; ellers i dag.",
    "cli.people.option_to": "Siste dag; ellers inntil videre.",
    "cli.people.option_last": "Siste dag med rollen; ellers i går.",
    "cli.people.option_substitute": "Hvem som vikarierer imens.",
    "cli.people.option_cancel": "Fraværet som begynner den dagen, blir det ikke noe av.",
    "cli.people.option_role": "Rollen personen får.",
    "cli.people.option_person": "Personen som får det ingen har.",
    "cli.people.option_in_unit": "Enheten som får det ingen har.",
    "cli.people.option_only_role": "Bare dem som har denne rollen.",
    "cli.people.nothing": "Ingenting å endre: organisasjonen er slik allerede.",
    "cli.people.would": "Dette ville bli registrert ({count}), og er ikke registrert:",
    "cli.people.recorded": "Registrert ({count}):",
    "cli.people.untouched": "Står ikke i filen, og er ikke rørt: {people}.",
    "cli.people.services": "Tjenester",
    "cli.people.service_here": "{kind}, dataområde {area}",
    "cli.people.service_outside": "utenfor (kan få meldinger og saker som flytter)",
    "cli.people.none": "Ingen har en rolle den dagen. Begynn med «pathways people apply FIL».",
    "cli.people.heading": "Folk {day}: {count}.",
    "cli.people.and_more": "og {count} til",
    "cli.people.everywhere": "alle tjenester",
    "cli.people.counts_in": "{services}, ført uten tjeneste",
    "cli.people.counts_nowhere": "ført uten tjeneste: gir ingen saker, for det er flere dataområder",
    "cli.people.intake_left": (
        "{person} får det ingen har i {service}, og har ikke lenger noen rolle der som gir tilgang til saker. Oppgi en "
        "annen: «pathways people intake {service} --unit ENHET», eller «--person PERSON»."
    ),
    "cli.people.vacant": (
        "{where}: {roles}. Ingen har rollen der{since}. Åpne saker der: {count}. Det fristene varsler rollen om, får "
        "ingen. Gi den til noen: «pathways people role PERSON {role}{place}»."
    ),
    "cli.people.vacant_from": " fra {day}",
    "cli.people.vacant_place": " --service {service}",
    "cli.people.every_kind": (
        "Ført uten tjeneste, og gjelder i alle slags saker i dataområdet: {kinds}. Det er {people}. Skal rollen bare "
        "gjelde ett sted, avslutt den med «pathways people end {person} {role}», og gi den så der: «pathways people "
        "role {person} {role} --service …»."
    ),
    "cli.people.losing": (
        "Mister sakene sine: {people}. Rollen er ført uten tjeneste, og der det er flere dataområder, teller en slik "
        "bare i det området der personens andre roller er. Før den i en tjeneste: «pathways people role {person} "
        "{role} --service …»."
    ),
    "cli.people.gives_none": (
        "Gir ingen saker: {people}. Rollen er ført uten tjeneste, og der det er flere dataområder, teller en slik "
        "bare i det området der personens andre roller er. Før den i en tjeneste: «pathways people role {person} "
        "{role} --service …»."
    ),
    "cli.people.unplaced_cases": (
        "Saker uten tjeneste: {count}. Flere dataområder kan være ment, så ingen ser dem, og ingen får varsler om dem, "
        "før den som sier hvem som arbeider her (systemansvarlig), sier hvor hver av dem hører til: «pathways case "
        "assign {case} --service TJENESTE». «pathways doctor» nevner dem."
    ),
    "cli.people.away": "borte",
    "cli.people.away_with": "borte, vikar: {substitute}",
    "cli.people.away_in_vain": "borte, vikar: {substitute}, uten virkning",
    "cli.people.away_in_vain_why": "borte, vikar: {substitute}, uten virkning: {why}",
    "cli.people.lends_some": (
        "{substitute} er vikar for {person}, men ikke der {substitute} ikke selv har en rolle i samme slag tjeneste i "
        "samme dataområde: {roles}."
    ),
    "cli.people.lends_no_more": (
        "Etter dette får vikaren ikke noe: {absences}. Vikaren har ingen rolle igjen i samme slag tjeneste i samme "
        "dataområde. Sett en annen: «pathways people substitute {person} VIKAR»."
    ),
    "cli.people.both_away": (
        "Vikaren er selv borte i noen av dagene: {absences}. Det som lånes, lånes ikke videre: da er ingen der, sakene "
        "står i «pathways case gaps», og enheten varsles. Sett en annen: «pathways people substitute {person} VIKAR»."
    ),
    "people.away_already": (
        "{person} er allerede borte fra {first} til {last}. Før den perioden på nytt med samme første dag og en annen "
        "siste dag, eller trekk den tilbake: «pathways people absent {person} --from {first} --cancel»."
    ),
    "cli.people.stands_in_heading": "Vikar for",
    "cli.people.stands_in_vain": "{person}, uten virkning: {why}",
    "cli.people.lends": "lånes: {roles}",
    "cli.people.lends_not": "lånes ikke: {roles}",
    "cli.people.stands_in": "vikarierer for {people}",
    "cli.people.period": "{first} – {last}",
    "cli.people.from_on": "fra {first}",
    "cli.people.roles": "Roller",
    "cli.people.absences": "Fravær",
    "cli.people.entries": "Registrert",
    "cli.people.by": "{at} av {user}",
    "cli.people.by_account": "{account} (på maskinen)",
    "cli.people.why": "Begrunnelse: «{why}»",
    "cli.people.no_mail": "ingen e-post",
    "cli.people.change_area": "dataområde {id}: {name} ({kind})",
    "cli.people.change_service": "tjeneste {id}: {name} ({kind}, {area})",
    "cli.people.change_unit": "enhet {id}: {name} (i {service})",
    "cli.people.change_person": "person {id}: {name}",
    "cli.people.change_role": "+ {person} er {role} {place}, {period}",
    "cli.people.change_end": "− {person} er {role} {place} til og med {last}",
    "cli.people.change_absence": "{person} er borte, {period}; vikar: {substitute}",
    "cli.people.change_present": "{person} er likevel ikke borte fra {first}",
    "cli.people.change_intake": "det ingen har i {service}, får {whom} fra {first}",
    "cli.people.in_place": "i {place}",
    "cli.people.unplaced": "({place})",
    "cli.people.nobody": "ingen",
}
