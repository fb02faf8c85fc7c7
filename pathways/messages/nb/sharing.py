"""Bokmål sentences of consent and sharing: the rules' files, what is refused, and what may be told to whom."""

_COMPILER: dict[str, str] = {
    "compiler.thing_sector": "området",
    "compiler.two_services": (
        "«{pathway}» hører til tjenesten {other}, og saken til {service}: hver tjeneste har sine egne saker, og ingen "
        "definisjon kan la en annen tjeneste se dem"
    ),
    "compiler.two_services_hint": "Den andre tjenesten åpner en egen sak, og får vite det som lovlig kan deles.",
    "compiler.ages_turned": "alderen skal være [fra og med, til], den første lavest, og høyst {most}",
    "compiler.ages_turned_hint": "Skriv for eksempel ages: [12, 16] for 12 år til og med 15 år.",
    "compiler.two_age_rules": (
        "«{rule}» og «{other}» sier begge hvem som bestemmer om det samme, for samme alder på samme dag"
    ),
    "compiler.two_age_rules_hint": (
        "La aldrene, eller datoene på kildene (valid_from, valid_to), ikke gå inn i hverandre."
    ),
    "compiler.ground_no_law": (
        "hjemmelen «{ground}» hviler på «{source}», som ikke er lov lest godt nok (statutory, certainty A, B eller C)"
    ),
    "compiler.ground_no_law_hint": (
        "Bare lov kan åpne for å dele uten samtykke. Noe lokalt kan ikke; registrer da et samtykke i saken."
    ),
    "compiler.tells_of_reporters": "«{name}» sier noe om hvem som meldte, og kan ikke deles i en melding",
    "compiler.tells_of_reporters_hint": (
        "Ta feltet bort fra «shares». Hvem som meldte, fortelles aldri videre, hva enn noen samtykker til "
        "(withheld i sharing.yaml)."
    ),
}

_WORDS: dict[str, str] = {
    "sharing.facet_course": "gangen i saken",
    "sharing.facet_texts": "fritekster",
    "sharing.facet_persons": "personopplysninger",
    "sharing.facet_addresses": "adresser og kontaktopplysninger",
    "sharing.giver_child": "barnet",
    "sharing.giver_able_child": "barnet når det forstår hva det gjelder (eller --child-unable)",
    "sharing.giver_parents": "alle med foreldreansvar (--by parent_1 --by parent_2, eller --sole når én har det alene)",
    "sharing.giver_parent": "én med foreldreansvar",
    "sharing.giver_daily_carer": "den som har den daglige omsorgen (--by parent_1)",
    "sharing.giver_barnevern": "barnevernstjenesten",
    "sharing.giver_carer": "fosterforeldrene eller institusjonen",
    "sharing.giver_provider": "den som gir hjelpen",
    "sharing.situation_ordinary": "ordinary (det vanlige)",
    "sharing.situation_daily_care": "daily_care (hører til den daglige omsorgen)",
    "sharing.situation_necessary": "necessary (nødvendig for at barnet ikke skal ta skade)",
    "sharing.situation_not_told": "not_told (foreldrene får lovlig ikke vite om det)",
    "sharing.situation_withheld": "withheld (strengt nødvendig hjelp til et barn under 12 år)",
    "sharing.situation_care_order": "care_order (omsorgen er overtatt, eller flytteforbud)",
    "sharing.situation_no_competence": "no_competence (den unge kan ikke ta avgjørelsen)",
    "sharing.situation_no_competence_care_order": "no_competence_care_order (det samme, og omsorgen er overtatt)",
    "sharing.situation_own_danger": "own_danger (barnet utsetter sin utvikling for fare)",
    "sharing.situation_institution": "institution (opphold på institusjon etter samtykke)",
    "sharing.how_written": "skriftlig",
    "sharing.how_oral": "muntlig",
    "sharing.how_digital": "digitalt",
    "sharing.how_conduct": "ved handling",
    "sharing.item_run": "At forløpet finnes",
    "sharing.item_state": "Tilstanden",
    "sharing.item_events": "Hendelser med datoer, ikke de om meldere",
    "sharing.item_deadlines": "Frister, ikke de om meldere",
    "sharing.item_reasons": "Begrunnelser",
    "sharing.item_child": "Hvem barnet er",
    "sharing.item_parents": "Hvem foreldrene er",
    "sharing.item_custody": "Foreldreansvar og omsorg",
    "sharing.item_contact": "Adresser og kontaktopplysninger",
    "sharing.item_siblings": "Søsken",
    "sharing.item_reporters": "Hvem som meldte",
    "sharing.item_others": "Andre personer",
    "sharing.item_annulled": "Det som er merket feilregistrert",
    "sharing.item_access": "Hvem som har sett saken",
    "sharing.information_child": "personopplysninger, bare for aldersregler og uten å vises: {fields}",
}

_WHY: dict[str, str] = {
    "sharing.why_nothing": "Verken samtykke eller hjemmel er registrert.",
    "sharing.why_scope": "Hendelse {seq} omfatter ikke dette.",
    "sharing.why_objection": "Noen har motsatt seg det (hendelse {seq}).",
    "sharing.why_withdrawn": "Hendelse {seq} ble trukket tilbake {date} (hendelse {by}).",
    "sharing.why_expired": "Hendelse {seq} gjaldt til {date}.",
    "sharing.why_outgrown": (
        "Hendelse {seq} ble gitt av andre for barnet, og gjelder til det er {age} år. Nå må det gis på nytt etter "
        "dagens "
        "regel."
    ),
    "sharing.why_age_unknown": ("Hendelse {seq} gjelder til en viss alder, og barnets fødselsdato kan ikke leses her."),
    "sharing.why_ground_over": "Hjemmelen i hendelse {seq} ({law}) gjelder ikke den dagen.",
    "sharing.why_ground_gone": "Hjemmelen i hendelse {seq} ({ground}) står ikke lenger i sharing.yaml.",
    "sharing.why_address": "At adressen ikke er skjult eller sperret, er ikke kjent. Da deles den ikke.",
    "sharing.never_reporter": "Hvem som meldte, fortelles aldri videre.",
    "sharing.never_reporters": "Hvem som meldte, fortelles aldri videre.",
    "sharing.never_siblings": "Søsken har sine egne saker.",
    "sharing.never_others": "Andre personer enn barnet og foreldrene fortelles det ikke om.",
    "sharing.never_annulled": "Det som er merket feilregistrert, deles aldri.",
    "sharing.never_access": "Tilgangsloggen deles ikke med andre tjenester.",
}

_REFUSALS: dict[str, str] = {
    "sharing.no_sector": (
        "Tjenesten {service} står ikke under noe område i sharing.yaml. Da er ingen regler kjent, og ingenting kan "
        "samtykkes til eller deles."
    ),
    "sharing.unknown_giver": (
        "--by tar child, parent_1, parent_2 …, barnevern, carer (fosterforeldre eller institusjon) eller provider (den "
        "som gir hjelpen). Navn skrives aldri her."
    ),
    "sharing.basis_by_nobody": "En hjemmel står i loven og gis ikke av noen: ta bort --by.",
    "sharing.by_missing": "Hvem har samtykket? Oppgi --by, én gang for hver.",
    "sharing.how_missing": (
        "Hvordan ble det gitt? Oppgi --how: written (skriftlig), oral (muntlig), digital (digitalt) eller conduct (ved "
        "handling)."
    ),
    "sharing.until_before": "Siste dag er før den dagen det ble gitt.",
    "sharing.age_missing": (
        "Ingen fødselsdato er ført, eller den kan ikke leses her. Før den («pathways person set SAK child "
        "birth_date»), "
        "eller oppgi alderen den dagen: --age 14. Et ufødt barn er --age 0."
    ),
    "sharing.age_known": "Alderen regnes av fødselsdatoen som er ført. Ta bort --age.",
    "sharing.bad_age": "--age er hele år, fra 0 til 100.",
    "sharing.which_situation": (
        "Noe er ført om omsorgsovertakelse for barnet. Si hva som gjelder: --situation care_order, eller --situation "
        "ordinary når det ikke har noe å si her."
    ),
    "sharing.no_rule": (
        "Ikke registrert: ingen regel i ages.yaml sier hvem som bestemmer for et barn i den alderen {date}, i "
        "situasjonen {situation}. Situasjoner som har en regel: {known}."
    ),
    "sharing.situation_why": "Oppgi --reason: hvorfor gjelder situasjonen {situation}?",
    "sharing.giver_missing": "Ikke registrert. {title} ({law}). Det mangler: {missing}.",
    "sharing.giver_beside": "Ikke registrert. {title} ({law}). Ta bort {beside}.",
    "sharing.one_recipient": "Til hvem? Oppgi enten --to eller --to-name.",
    "sharing.name_too_long": "Navnet på mottakeren skal stå på én linje, og ha høyst {most} tegn.",
    "sharing.no_service": "Det finnes ingen slik tjeneste. Disse finnes: {known}. Andre navngis med --to-name.",
    "sharing.own_service": "Saken ligger i den tjenesten selv; dette gjelder deling med andre.",
    "sharing.share_missing": "Hva gjelder det? Oppgi --share: course, texts, persons, addresses (med komma mellom).",
    "sharing.no_pathway": "Saken har ikke et slikt forløp. Den har {known}.",
    "sharing.which_pathway": "Hvilket forløp? Oppgi --of, ett av: {known}.",
    "sharing.no_item": "Det er ingen slik opplysning. Disse finnes: {known}.",
    "sharing.items_missing": "Hva ble fortalt? Oppgi --item, én gang for hver: {known}.",
    "sharing.no_ground": "Det er ingen slik hjemmel i sharing.yaml. Disse kan brukes her: {known}.",
    "sharing.ground_elsewhere": "{law} gjelder ikke for opplysninger herfra. Disse kan brukes her: {known}.",
    "sharing.ground_not_in_force": "{law} gjaldt ikke {date}. Disse kunne brukes da: {known}.",
    "sharing.sector_missing": "Hvilket område hører mottakeren til? Oppgi --sector: {known}.",
    "sharing.ground_alone": "--ground hører til et rettslig grunnlag, og ikke til det som ble registrert her.",
    "sharing.scope_alone": "Et samtykke til hjelp gjelder hjelpen. Hva som deles, sies i et fritak fra taushetsplikt.",
    "sharing.ground_not_to": "{law} åpner ikke for å fortelle noe til den mottakeren; bare til {known}.",
    "sharing.ground_beyond": "{law} åpner ikke for {beyond}.",
    "sharing.ground_why": "En hjemmel virker først når vilkårene er vurdert. Svar i --reason: {question}",
    "sharing.objection_by": "Hvem har motsatt seg det? Oppgi --by, eller --presumed når det er grunn til å tro det.",
    "sharing.presumed_why": "Oppgi --reason: hvorfor er det grunn til å tro at noen ville motsette seg det?",
    "sharing.withdrawn_already": "Hendelse {seq} er alt trukket tilbake (hendelse {by}).",
    "sharing.withdrawn_before": (
        "Hendelse {seq} kan ikke trekkes tilbake før den ble gitt. Var den feil, merk den med annul."
    ),
    "sharing.withdrawn_by": "Hvem trekker det tilbake? Oppgi --by.",
    "sharing.corrected_after": (
        "Hendelse {seq} kan ikke rettes til en dag etter at den ble registrert. Merk den som feilregistrert, og "
        "registrer "
        "på nytt."
    ),
    "sharing.correct_there": (
        "Hendelse {seq} er et samtykke, en hjemmel eller en reservasjon. Rett den med «pathways consent correct», "
        "eller merk den som feilregistrert med «pathways annul», alene og uten --dry-run."
    ),
    "sharing.stays_as_is": (
        "Hendelse {seq} rettes ikke: er den feil, merk den som feilregistrert (annul), og registrer på nytt."
    ),
    "sharing.not_decided_anew": "Hendelse {seq} er ingen beslutning i saken, og gjøres ikke om: trekk den tilbake.",
    "sharing.stays": (
        "Hendelse {seq} rettes ikke: er den feil, merk den som feilregistrert (annul), og registrer på nytt. Det som "
        "er "
        "gitt i saken: {known}."
    ),
    "sharing.not_given": "Hendelse {seq} er ikke et samtykke, en hjemmel eller en reservasjon. Disse er det: {known}.",
    "sharing.not_lawful": "Ikke registrert: «{item}» kan ikke deles. {why} Se «pathways share preview».",
    "sharing.shared_how": "Hvordan ble det fortalt? Oppgi --how: written, oral eller digital.",
    "sharing.other_service": (
        "«{pathway}» hører til en annen tjeneste enn saken. Den tjenesten åpner en egen sak; det som lovlig kan deles, "
        "sendes dit."
    ),
    "sharing.warn_hear": (
        "Fra {age} år skal barnet informeres og få si sin mening først ({law}). Oppgi --heard når det er gjort."
    ),
    "sharing.warn_hear_any": "Barnet skal høres når det kan ha egne meninger. Oppgi --heard når det er gjort.",
    "sharing.law_unsure": "{law}, grad {certainty}: ikke bekreftet",
    "sharing.warn_ground_unread": (
        "Hjemmelen er ikke lest i en lovtekst som gjaldt den dagen ({law}). Kontroller den før noe deles."
    ),
    "sharing.warn_unread": (
        "Regelen er ikke lest i en lovtekst som gjaldt den dagen ({law}). Kontroller den før samtykket brukes."
    ),
}

SENTENCES: dict[str, str] = {**_COMPILER, **_WORDS, **_WHY, **_REFUSALS}
