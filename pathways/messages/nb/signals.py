"""Bokmål sentences of messages between cases, services and data areas, and to services outside."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ what definitions send
    "signals.not_shared": "«{name}» kan ikke deles i meldingen: hendelsen registrerer det ikke, eller det er fri tekst",
    "signals.not_shared_hint": "Nevn felt under «records» eller «may_record» i hendelsen, som ikke er fri tekst.",
    "signals.filled_from": "«{name}» står ikke i meldingen",
    "signals.filled_from_hint": "Skriv «happened» (dagen hendelsen skjedde) eller et felt som står under «shares».",
    "signals.no_receiver": "ingen definisjon for tjenesten «{service}» tar imot dette",
    "signals.no_receiver_hint": (
        "«to» er en tjeneste som en definisjon har, eller «external»; «starts» er et forløp i den tjenesten. "
        "Her: {known}"
    ),
    "signals.filled_field": "«{name}» kan ikke fylles ut i starthendelsen til «{starts}»",
    "signals.filled_field_hint": "Feltet må registreres av starthendelsen der, og være av samme slag og kodeverk.",
    "signals.message_twice": "meldingen «{name}» er nevnt to ganger",
    "signals.message_twice_hint": "Gi hver melding i forløpet sitt eget navn: det er slik den kjennes igjen.",
    # ------------------------------------------------------------ the command
    "cli.help.signal": "Meldinger mellom saker og tjenester: sende, motta, overta ansvar.",
    "cli.help.signal_list": "Vis det som er sendt til tjenestene dine, og det de sender.",
    "cli.help.signal_show": "Vis en melding: hva som deles, hvor den er, og hvert steg.",
    "cli.help.signal_send": "Send en melding som er klar, når et samtykke eller en hjemmel i saken åpner for det.",
    "cli.help.signal_letter": "Skriv meldingen som brev på papir, med det som deles og ikke noe annet.",
    "cli.help.signal_drop": "Si hvorfor en melding ikke skal sendes, eller ikke lenger ventes på.",
    "cli.help.signal_answer": "Skriv inn hva en tjeneste utenfor har svart, og hvilken dag.",
    "cli.help.signal_receive": (
        "Motta en melding: åpne en sak for den, eller ta den inn i en sak. Først da løper frister."
    ),
    "cli.help.signal_take_over": "Si at tjenesten har overtatt ansvaret.",
    "cli.help.signal_decline": "Si at tjenesten ikke tar imot, og hvorfor.",
    "cli.help.signal_follow": "La saken følge det avsenderen har rettet eller trukket.",
    "cli.help.signal_keep": "Si hvorfor saken blir stående som den er, selv om avsenderen har rettet noe.",
    "cli.purpose.signal_list": "meldinger",
    "cli.purpose.signal_show": "melding vist",
    "cli.purpose.signal_send": "melding sendes",
    "cli.purpose.signal_letter": "melding skrevet som brev",
    "cli.purpose.signal_answer": "svar på melding skrevet inn",
    "cli.purpose.signal_receive": "melding mottas",
    "signals.argument_id": "Meldingens nummer, slik «signal list» viser det.",
    "signals.argument_answer": "received (mottatt), taken-over (overtatt ansvar) eller declined (tar ikke imot).",
    "signals.option_to": "Tjenesten den går til, når flere kan være ment.",
    "signals.option_dry_run": "Vis hva som ville bli delt, og send ikke.",
    "signals.option_would_be": "Vis hvilke frister som ville følge; ingenting registreres.",
    "signals.option_case": "Saken den tas inn i. Uten: en sak åpnes for den.",
    "signals.option_code": "Hvorfor: en kode fra lokal/melding_avvist.",
    "signals.option_on": "Dagen de svarte.",
    "signals.option_out": "Skriv brevet til en ny fil.",
    "signals.option_all": "Vis også det ingen lenger venter på.",
    "signals.option_after": "Fortsett etter denne meldingen.",
    # ------------------------------------------------------------ the access log
    "signals.information": "melding {signal}",
    "signals.information_there": "melding {signal}, hos {service}, der den ikke er mottatt",
    "signals.basis_receiver": "meldingen er sendt dit, {basis}",
    "signals.information_list": "meldinger til og fra {services}",
    "signals.information_shown": "meldinger",
    # ------------------------------------------------------------ refusals
    "signals.not_found": "Det finnes ingen melding {signal} for deg. Se «pathways signal list».",
    "signals.unreadable": "Meldingen {signal} er ikke slik den ble lagret.",
    "signals.no_such_receiver": "Meldingen kan ikke gå til «{service}». Tjenester den kan gå til: {known}.",
    "signals.which_receiver": "Flere tjenester kan være ment. Velg én med --to: {known}.",
    "signals.nobody_there": (
        "Ingen tjeneste av slaget «{kind}» er registrert å sende til. Registrer den med «pathways people apply»."
    ),
    "signals.nobody_yet": "ingen ennå",
    "signals.may_not": (
        "Meldingen {signal} er ikke sendt: {why} Registrer et samtykke («pathways consent release») eller en hjemmel "
        "(«pathways consent basis») for mottakeren, og se hva det åpner for med «pathways signal send {signal} "
        "--dry-run»."
    ),
    "signals.no_longer": (
        "Meldingen {signal} kan ikke sendes: hendelsen den gjelder, står ikke lenger, eller ber ikke om den."
    ),
    "signals.not_there": (
        "Meldingen {signal} er {status}, så den kan ikke bli {step}. Hva som kan gjøres nå, står nederst i «pathways "
        "signal show {signal}»."
    ),
    "signals.day": "Dagen for meldingen {signal} kan ikke ligge før den ble sendt, eller i framtiden.",
    "signals.answers_itself": (
        "Mottakeren av {signal} er en tjeneste her, og svarer selv. Bare svar fra tjenester utenfor skrives inn "
        "for hånd."
    ),
    "signals.answer_unsent": (
        "Meldingen {signal} er ikke sendt, så ingen har noe å svare på. Bruk «pathways signal send {signal}» først. "
        "Bare svar fra tjenester utenfor skrives inn for hånd."
    ),
    "signals.answer_word": "Svaret er ett av: {known}.",
    "signals.starts_nothing": (
        "Ingen sak åpnes av seg selv for meldingen {signal}. Ta den inn i en sak dere har: «pathways signal receive "
        "{signal} --case SAK»."
    ),
    "signals.joins_alone": (
        "Når meldingen tas inn i en sak (--case), registreres ingen verdier. Registrer dem med «advance»."
    ),
    "signals.only_receiver": (
        "Ikke registrert: meldingen {signal} er sendt herfra til {to}, og bare de kan motta den, overta ansvaret, "
        "avvise den eller svare på det som er rettet. Hva som kan gjøres her, står nederst i «pathways signal show "
        "{signal}»."
    ),
    "signals.only_receiver_unsent": (
        "Ikke registrert: meldingen {signal} er herfra, og er ikke sendt ennå. Bare den som får den, kan motta eller "
        "avvise den. Hva som kan gjøres her, står nederst i «pathways signal show {signal}»."
    ),
    "signals.not_received": "Meldingen {signal} er ikke mottatt ennå. Bruk «pathways signal receive {signal}» først.",
    "signals.not_sent": (
        "Meldingen {signal} er ikke sendt, så det finnes ikke noe brev. Bruk «pathways signal send {signal}»."
    ),
    "signals.no_code": "Det finnes ingen kode «{code}» i lokal/melding_avvist. Kodene: {known}.",
    "signals.why_dropped": "Si hvorfor med --reason: noen vil spørre hvorfor den ikke ble sendt.",
    "signals.why_kept": "Si hvorfor saken blir stående, med --reason.",
    "signals.nothing_to_follow": (
        "Ikke registrert: avsenderen har ikke endret noe i meldingen {signal} siden noen her sist så på den, så det er "
        "ingenting å følge og ingenting å ta stilling til."
    ),
    "signals.moves_nothing": (
        "Meldingen {signal} gir over en sak, så ingenting flyttes av seg selv: rett datoene i saken her "
        "(«pathways correct --dry-run» viser hva det gjør), og si fra med «pathways signal follow {signal}»."
    ),
    "signals.not_as_told": (
        "Ikke registrert: det avsenderen har rettet i meldingen {signal}, er i saken her skrevet inn av dere og ikke "
        "hentet fra meldingen. Rett hendelsen selv om det trengs («pathways correct»), og si fra at dere har sett det: "
        "«pathways signal keep {signal} --reason …»."
    ),
    "signals.follow_why": "Avsenderen rettet meldingen {signal}.",
    "signals.note_stays": (
        "Hendelse {seq} sier hva som ble gjort med en melding, og endres ikke. Se «pathways signal list»."
    ),
    # ------------------------------------------------------------ steps and where a message is
    "signals.step_sent": "sendt",
    "signals.step_dropped": "lagt bort",
    "signals.step_received": "mottatt",
    "signals.step_taken_over": "overtatt",
    "signals.step_declined": "avvist",
    "signals.status_prepared": "klar, men ikke sendt",
    "signals.status_sent": "sendt, og ikke mottatt",
    "signals.status_received": "mottatt, og ansvaret er ikke overtatt",
    "signals.status_taken_over": "overtatt",
    "signals.status_declined": "ikke tatt imot",
    "signals.status_withdrawn": "trukket",
    "signals.status_dropped": "lagt bort",
    "signals.status_taken_back": "tatt tilbake",
    "signals.status_out_prepared": "✗ klar, men ikke sendt",
    "signals.status_out_sent": "✗ sendt til {to}, ikke mottatt",
    "signals.status_out_received": "✗ mottatt av {to}, ansvaret ikke overtatt",
    "signals.status_out_taken_over": "✓ {to} har overtatt ansvaret",
    "signals.status_out_declined": "✗ {to} tar ikke imot",
    "signals.status_out_withdrawn": "trukket",
    "signals.status_out_dropped": "lagt bort",
    "signals.status_out_untold": "✗ rettet her, men {to} er ikke fortalt det",
    "cli.doctor.name_messages": "Meldinger som ikke er mottatt",
    "signals.doctor_none": "ingen",
    "signals.doctor_waiting": "antall: {count}, den eldste kom {date}",
    "signals.doctor_mend": (
        "Noen har fått en melding som ingen har mottatt, selv om de er varslet. Be den som tar imot meldinger, se "
        "«pathways worklist» og bruke «pathways signal receive»."
    ),
    "signals.came": "Meldingen kom {date}, for {days} siden.",
    "signals.came_today": "Meldingen kom {date}, i dag.",
    "signals.first_due": "{title} innen {date}, regnet fra {anchor}, dagen meldingen kom ({left}).",
    "signals.first_due_told": "{title} innen {date}, regnet fra {anchor}, dagen avsenderen oppgir ({left}).",
    "signals.not_received_yet": (
        "Meldinger som ingen har mottatt: {count}. Ingen varsles om frister i dem før de er mottatt."
    ),
    "signals.status_in_sent": "✗ fra {source}, ikke mottatt",
    "signals.status_in_received": "● fra {source}, mottatt",
    "signals.status_in_taken_over": "✓ fra {source}, ansvaret overtatt",
    "signals.status_in_declined": "fra {source}, ikke tatt imot",
    "signals.status_in_left_open": "✗ fra {source}, ikke tatt imot, men saken her løper videre",
    "signals.status_in_withdrawn": "trukket av {source}",
    "signals.news_changed": "✗ {source} har rettet meldingen etter at den ble mottatt",
    "signals.news_withdrawn": "✗ {source} har trukket meldingen etter at den ble mottatt",
    "signals.told_step_prepared": "klar til å sendes",
    "signals.told_step_sent": "sendt til {service}",
    "signals.told_step_changed": "rettet av avsenderen",
    "signals.told_step_held": "rettet her, og ikke fortalt videre",
    "signals.told_step_withdrawn": "trukket av avsenderen",
    "signals.told_step_taken_back": "trukket: det den ble sendt på, gjelder ikke lenger",
    "signals.told_step_dropped": "lagt bort",
    "signals.told_step_received": "mottatt av {service}",
    "signals.told_step_taken_over": "{service} har overtatt ansvaret",
    "signals.told_step_declined": "{service} tar ikke imot",
    "signals.told_step_answered": "{service} har sett på rettingen",
    "signals.told_step_followed": "saken hos {service} følger rettingen",
    "signals.told_step_kept": "saken hos {service} blir stående som den er",
    # ------------------------------------------------------------ answers
    "signals.told_sent": (
        "Sendt: melding {signal}, registrert som hendelse {seq} i {case}. Den er rød til ansvaret er overtatt."
    ),
    "signals.told_dropped": "Lagt bort: melding {signal}, registrert som hendelse {seq} i {case}.",
    "signals.told_received": "Mottatt: melding {signal}, i {case}.",
    "signals.runs_from": "Fristene regnes fra dagen det skjedde. Neste: {title} {date}, regnet fra {anchor}.",
    "signals.runs_from_over": ("Fristene regnes fra dagen det skjedde. Alt over: {title} {date}, regnet fra {anchor}."),
    "signals.filled": (
        "«{title}» fylles ut med {date}, dagen avsenderen oppgir, som er før meldingen ble sendt. Var det en annen "
        "dag: --set {name}=… ved mottaket, eller «pathways correct» etterpå."
    ),
    "signals.sent_late": (
        "Hos mottakeren er den første fristen alt over: {title} {date}, regnet fra {anchor}. Ingen der minnes om "
        "frister før meldingen er mottatt."
    ),
    "signals.takes": "Slik: signal receive {signal} {command}",
    "signals.ready": "Meldingen {signal} er klar, men ikke sendt: «pathways signal send {signal}».",
    "signals.ready_outside": (
        "Meldingen {signal} er klar, men ikke sendt: «pathways signal send {signal}», og så brevet: "
        "«pathways signal letter {signal}»."
    ),
    "signals.told_answered_received": (
        "Svaret er skrevet inn: {signal} er mottatt der. Fristene i {case} løper her til ansvaret er overtatt."
    ),
    "signals.told_answered_taken_over": (
        "Svaret er skrevet inn: {signal}, ansvaret er overtatt, hendelse {seq} i {case}."
    ),
    "signals.told_answered_declined": "Svaret er skrevet inn: {signal} er ikke tatt imot, hendelse {seq} i {case}.",
    "signals.told_taken_over": "Ansvaret er overtatt: melding {signal}, registrert som hendelse {seq} i {case}.",
    "signals.told_declined": "Meldingen {signal} er ikke tatt imot. Avsenderen får vite det.",
    "signals.declined_left_open": "Saken {case} ble åpnet for den, og løper videre:",
    "signals.declined_left_open_unseen": (
        "Saken som ble åpnet for den, løper videre. Den er ikke din å lese: be en som har den, se «pathways case gaps»."
    ),
    "signals.left_open_no_date": "Ingen frist løper i den nå",
    "signals.left_open_ends": "Avslutt den med det som hendte:",
    "signals.left_open_annul": "Hendelsen som åpnet den, skulle aldri vært registrert her",
    "signals.left_open_ask": "Du kan ikke avslutte den. {who}",
    "signals.told_followed": "Saken {case} følger nå avsenderen: hendelse {seq}, melding {signal}.",
    "signals.told_kept": "Saken {case} blir stående: hendelse {seq}, melding {signal}.",
    "signals.next_take_over": (
        "Ansvaret overtas for seg: «pathways signal take-over {signal}». Til da er den rød hos avsenderen. Er det ikke "
        "deres: «pathways signal decline {signal} --code …»."
    ),
    "signals.next_receive": (
        "Neste: «pathways signal receive {signal}», eller «pathways signal decline {signal} --code …»."
    ),
    "signals.next_receive_into": (
        "Neste: «pathways signal receive {signal} --case SAK», i en sak dere har, eller «pathways signal decline "
        "{signal} --code …»."
    ),
    "signals.next_send": ("Neste: «pathways signal send {signal}», eller «pathways signal drop {signal} --reason …»."),
    "signals.next_wait": (
        "Nå venter dere på at {to} mottar den. Skal den ikke dit likevel: «pathways signal drop {signal} --reason …»."
    ),
    "signals.next_wait_for_responsibility": (
        "Nå venter dere på at {to} overtar ansvaret, eller sier nei. Bare de kan det; til da er ansvaret hos dere."
    ),
    "signals.next_answer": (
        "Skriv inn svaret når det kommer: «pathways signal answer {signal} received --on DATO», eller «declined». "
        "Skal den ikke dit likevel: «pathways signal drop {signal} --reason …»."
    ),
    "signals.next_answer_responsibility": (
        "Skriv inn når de har overtatt ansvaret: «pathways signal answer {signal} taken-over --on DATO», eller "
        "«declined». Til da er ansvaret hos dere."
    ),
    "signals.next_send_elsewhere": (
        "{to} tar ikke imot. Send den til en annen: «pathways signal send {signal} --to TJENESTE», eller legg den "
        "bort: «pathways signal drop {signal} --reason …»."
    ),
    "signals.told_anew": (
        "Meldingen {signal} er fortalt {to} på nytt, slik den lyder nå. Den er mottatt, så rettingen venter der til "
        "noen lar saken følge den, eller sier hvorfor den blir stående."
    ),
    "signals.told_anew_same": "Meldingen {signal} er fortalt {to} på nytt, slik den lyder nå. Ingen der må gjøre noe.",
    "signals.told_anew_unread": "Meldingen {signal} er fortalt {to} på nytt, og mottas slik den lyder nå.",
    "signals.would_changed": "Meldingen {signal} ville blitt fortalt {to} på nytt.",
    "signals.would_withdrawn": "Meldingen {signal} til {to} ville blitt trukket, og det ville blitt sagt fra om det.",
    "signals.would_prepared": "Meldingen {signal} ville blitt klar til å sendes på nytt.",
    "signals.would_held": (
        "Meldingen {signal}: {to} ville ikke blitt fortalt det uten at noen sender den på nytt, for det den ble sendt "
        "på, bærer det ikke alene. Er det barnets alder det står på, ses det på med fødselsdatoen når det registreres."
    ),
    "signals.would_held_outside": (
        "Meldingen {signal}: {to} leser ikke her, så noen måtte fortalt dem det med et nytt brev."
    ),
    "signals.told_withdrawn": "Meldingen {signal} til {to} er trukket, og det er sagt fra om det.",
    "signals.told_held": "Meldingen {signal}: rettet her, men {to} er ikke fortalt det. {next}",
    "signals.next_untold": (
        "Fortell {to} det: «pathways signal send {signal}» (se først hva som kan deles, med --dry-run)."
    ),
    "signals.next_withdrawn_outside": (
        "Skriv til {to} at den ikke gjelder lenger («pathways signal letter {signal}»), og legg den så bort: "
        "«pathways signal drop {signal} --reason …»."
    ),
    "signals.next_declined": (
        "Dere har sagt nei, og {source} vet det. De sender den til en annen, eller til dere på nytt. Her er ingenting "
        "mer å gjøre."
    ),
    "signals.next_left_open": "Dere har sagt nei, og {source} vet det, men saken {case} løper videre med frister.",
    "signals.left_open_next": (
        "Registrer det som avslutter den: «pathways case can {case}». Skulle den aldri vært registrert her: "
        "«pathways annul {case} {seq} --why …»."
    ),
    "signals.next_nothing": "Ingen venter på noe mer her.",
    "signals.next_news": (
        "Fristene her følger ikke av seg selv. «pathways signal follow {signal} --dry-run» viser hvilke som flyttes, "
        "og uten --dry-run følger saken. Skal den bli stående: «pathways signal keep {signal} --reason …»."
    ),
    "signals.letter_written": "Brevet er skrevet: {file}. Skriv på for hånd hvem det gjelder.",
    # ------------------------------------------------------------ pages
    "signals.list_none": "Ingen meldinger venter.",
    "signals.list_in": "Til tjenestene dine: {count}",
    "signals.list_out": "Fra tjenestene dine: {count}",
    "signals.list_more": "Det er flere: «pathways signal list --after {after}».",
    "signals.heading": "{signal} · {title}",
    "signals.title": "{event} ({pathway})",
    "signals.own_case": "Sak hos oss: {case}, hendelse {seq}",
    "signals.own_case_in": "Sak hos oss: {case}",
    "signals.shared": "Dette er delt",
    "signals.steps": "Steg",
    "signals.put_right": "{now} (før: {before})",
    "signals.anchor": "Skjedde",
    "signals.basis": "Grunnlag",
    "signals.would_send": "Dette ville bli delt med {to} i melding {signal}:",
    "signals.unsaid": "Kan deles, men er ikke registrert: {title}",
    "signals.would_not": "Meldingen {signal} kan ikke sendes til {to} nå:",
    # ------------------------------------------------------------ the letter
    "signals.letter_from": "Fra: {service}",
    "signals.letter_to": "Til: {service}",
    "signals.letter_date": "Dato: {date}",
    "signals.letter_reference": "Vår referanse: {signal}",
    "signals.letter_about": "Gjelder (skrives for hånd): ________________________________",
    "signals.letter_answer": (
        "Vi ber om svar på at dette er mottatt, og svar for seg når dere har overtatt ansvaret. Oppgi {signal}."
    ),
    "signals.letter_withdrawn": "Denne meldingen er trukket tilbake: den gjelder ikke lenger. Oppgi {signal}.",
    "signals.letter_only": "Bare det som står her, er delt.",
    # ------------------------------------------------------------ cases, lists and the timeline
    "signals.of_case": "Meldinger",
    "signals.waiting": "Meldinger som venter: {count}",
    "cli.gap.handover_open": (
        "En melding herfra er ikke sendt, eller ingen har overtatt ansvaret: «pathways case show {case}»."
    ),
    "cli.gap.source_untold": "En melding herfra er rettet etterpå, og mottakeren er ikke fortalt det:",
    "cli.gap.handover_declined": "Mottakeren av en melding herfra tar ikke imot, så ansvaret er her:",
    "cli.gap.takeover_waits": "Meldingen er mottatt i saken, men ingen her har overtatt ansvaret:",
    "cli.gap.takeover_hindered": "Saken er gitt over hit, men ansvaret kan ikke overtas slik saken står her:",
    "cli.gap.declined_open": "Meldingen som saken ble åpnet for, er ikke tatt imot, men saken løper videre:",
    "cli.gap.source_changed": (
        "Avsenderen har rettet eller trukket en melding som er mottatt: «pathways case show {case}»."
    ),
    "timeline.signal_source_sent": "melding {signal} sendt til {other} ({basis})",
    "timeline.signal_source_changed": "melding {signal} fortalt {other} på nytt ({basis})",
    "timeline.signal_source_taken_back": (
        "melding {signal} til {other} trukket: det den ble sendt på, gjelder ikke lenger"
    ),
    "timeline.signal_target_taken_back": "melding {signal}: rettingen er trukket av {other}",
    "timeline.signal_source_dropped": "melding {signal} lagt bort",
    "timeline.signal_source_received": "melding {signal} mottatt av {other}",
    "timeline.signal_source_taken_over": "melding {signal}: {other} har overtatt ansvaret",
    "timeline.signal_source_declined": "melding {signal}: {other} tar ikke imot",
    "timeline.signal_target_received": "melding {signal} fra {other} mottatt",
    "timeline.signal_target_taken_over": "melding {signal} fra {other}: ansvaret overtatt",
    "timeline.signal_target_declined": "melding {signal} fra {other}: ikke tatt imot",
    "timeline.signal_target_changed": "melding {signal}: rettet av {other}",
    "timeline.signal_target_withdrawn": "melding {signal}: trukket av {other}",
    "timeline.signal_target_followed": "melding {signal}: saken følger {other}",
    "timeline.signal_target_kept": "melding {signal}: saken blir stående, selv om {other} har rettet",
}
