"""Bokmål sentences of oversight: who has seen a case, audit engagements, and broken glass."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ who has seen a case
    "oversight.purpose": "innsyn i tilgangsloggen",
    "oversight.information_of_case": "hvem som har sett saken",
    "oversight.information_for_party": "hvem som har sett saken, til utskrift for en part",
    "oversight.information_of_user": "hva en bruker har sett",
    "oversight.which": "Oppgi enten en sak eller --user.",
    "oversight.party_alone": "--for-party gjelder en sak, og har alt på én gang: uten --user og uten --after.",
    "oversight.ends_before": "--to er før --from.",
    "oversight.argument_case": "Saken.",
    "oversight.option_user": "Det denne brukeren har sett, i stedet for hvem som har sett en sak.",
    "oversight.option_from": "Første dag.",
    "oversight.option_to": "Siste dag.",
    "oversight.option_for_party": (
        "Til parten, for utskrift: organisasjon og rolle, ikke navnet på den som arbeider der. Les gjennom før den gis "
        "ut."
    ),
    "oversight.option_limit": "Høyst så mange oppslag (1 til 500).",
    "cli.help.access_log": (
        "Vis hvem som har sett en sak, hvorfor, og hva de så; også avslåtte forsøk. Det nyeste først. At noen ser "
        "dette, føres også."
    ),
    "oversight.nothing": "Ingen oppslag er ført for {about} i de dagene.",
    "oversight.of_case": "Hvem som har sett {about}, det nyeste først",
    "oversight.of_user": "Hva {about} har sett, det nyeste først",
    "oversight.nobody": "ingen bruker",
    "oversight.refused": " · AVSLÅTT: ingenting ble vist eller registrert",
    "oversight.why": "{purpose}: {information}{which}",
    "oversight.all_cases": " (sammen med alle saker)",
    "oversight.not_led": (
        "Ikke gjort: tilsynet gjelder {places}, og {user} leder ikke alle de tjenestene. Be en leder der, eller "
        "den som har people.write i access.yaml."
    ),
    "oversight.in_case": " i {case}",
    "oversight.basis": "grunnlag: {basis}; konto: {account}; kanal: {channel}",
    "oversight.party_basis": "grunnlag: {basis}",
    "oversight.for_party": "Hvem som har sett opplysninger i {case}, {at}",
    "oversight.for_party_what": (
        "For hvert oppslag: når, hvilken organisasjon og i hvilken rolle, hvorfor og hva som ble vist, og grunnlaget "
        "for det."
    ),
    "oversight.for_party_limits": (
        "Listen viser oppslag i dette systemet. Den viser ikke papir, andre systemer eller det som er sagt muntlig. "
        "«Sammen med alle saker» betyr at en liste, en statistikk eller en kontroll gikk gjennom alle sakene samtidig."
    ),
    # ------------------------------------------------------------ audit engagements
    "oversight.local_or_read": (
        'certainty = "X" er for det ingen tekst er lest om, og da står source = "{local}"; ellers står adressen '
        "til teksten"
    ),
    "oversight.bad_sandbox_file": (
        "Filen {file} kan ikke brukes. Hvert tilsyn har basis, organisation, reference, persons, services og days, og "
        "basis står i oversight.toml."
    ),
    "oversight.kinds_missing": "kinds skal være en liste med slagene tjenester det gjelder",
    "oversight.no_engagement": (
        "{user} er ikke med i noe tilsyn som varer nå, eller ikke i det som ble oppgitt. Den som registrerer "
        "tilsyn, kan se hvilke som finnes, med «pathways audit show»."
    ),
    "oversight.which_engagement": "Flere tilsyn varer nå: {known}. Si hvilket med --engagement.",
    "oversight.engagement_exists": "Tilsynet {id} finnes allerede. Se «pathways audit show {id}».",
    "oversight.unknown_engagement": "Det finnes ikke noe slikt tilsyn. Disse finnes: {known}.",
    "oversight.unknown_basis": "Ukjent hjemmel «{basis}». Disse finnes: {known}.",
    "oversight.unknown_service": "--service: ukjent tjeneste. Etter {law} kan disse være med: {known}.",
    "oversight.kind_out_of_reach": "--service: {law} rekker ikke til alle disse. Disse kan være med: {known}.",
    "oversight.one_area": (
        "--service: {law} gjelder ett dataområde ({area}), og tjenestene ligger i flere. Nevn tjenestene i ett: "
        "{known}."
    ),
    "oversight.other_area": (
        "--service: {law} gjelder dataområder av slaget «{area}». Tjenester som kan være med: {known}."
    ),
    "oversight.unknown_pathway": "--pathway: ukjent forløp. Disse finnes: {known}.",
    "oversight.basis_not_then": "{law} gjelder ikke alle de dagene. Se oversight.toml.",
    "oversight.ends_in_the_past": "Siste dag kan tidligst være i går, og ikke før dagen før den første.",
    "oversight.ended": (
        "Tilsynet {id} ble avsluttet med siste dag {last}, og det tas ikke opp igjen. Skal noen se mer, registrer et "
        "nytt tilsyn med «pathways audit start»."
    ),
    "oversight.over": (
        "Tilsynet {id} varte til {last}, og er over. Skal noen se mer, registrer et nytt tilsyn med «pathways audit "
        "start»."
    ),
    "oversight.no_longer": (
        "--to: tilsynet {id} varer allerede til {last}. Oppgi en senere dag; «pathways audit end» gjør det kortere."
    ),
    "oversight.no_shorter": (
        "--last: tilsynet {id} varer bare til {last}. Oppgi en tidligere dag; «pathways audit extend» gjør det lengre."
    ),
    "oversight.too_long": (
        "Et tilsyn varer høyst {most} dager fra i dag. Det kan forlenges siden, og det blir registrert."
    ),
    "oversight.no_auditor": (
        "{person} har ikke en rolle som tilsyn gjøres i ({by}). Gi den med «pathways people role», eller oppgi en "
        "annen person."
    ),
    "oversight.nothing_left": "Alle sakene i tilsynet {id} er trukket ut eller hentet allerede, eller det er ingen.",
    "oversight.no_row": "Ingen rad, eller flere, begynner slik. Skriv raden slik den står i «pathways audit list».",
    "oversight.taken_already": "Den raden er {case}, og kan leses allerede.",
    "oversight.reason_missing": "Si hvorfor nettopp denne saken: --reason. Skriv ingenting om barn.",
    "oversight.organisation_untold": "ikke oppgitt",
    "oversight.behind": "tilsyn {id} etter {law}",
    "oversight.audit": "tilsyn",
    "oversight.audit_purpose": "tilsyn {id} ({law}), {organisation}",
    "oversight.information_list": "liste uten navn og saksnummer",
    "oversight.information_number": "saksnummeret",
    "oversight.argument_id": "Tilsynet, slik det heter i denne basen, for eksempel tilsyn-2026-1.",
    "oversight.argument_some_id": "Tilsynet; uten det listes alle.",
    "oversight.argument_row": "Raden i listen, eller begynnelsen av den.",
    "oversight.option_basis": "Hjemmelen, slik oversight.toml kaller den.",
    "oversight.option_organisation": "Hvem de som fører tilsyn, hører til.",
    "oversight.option_reference": "Hvor vedtaket eller brevet finnes, for eksempel et saksnummer i arkivet.",
    "oversight.option_person": "En person som er med. Kan gjentas.",
    "oversight.option_service": "En tjeneste, eller et slag tjenester, tilsynet gjelder. Kan gjentas.",
    "oversight.option_pathway": "Bare dette forløpet. Kan gjentas.",
    "oversight.option_cases_from": "Bare saker som var åpne denne dagen eller senere.",
    "oversight.option_cases_to": "Bare saker som ble åpnet denne dagen eller før.",
    "oversight.option_engaged_from": "Første dag; ellers i dag.",
    "oversight.option_engaged_to": "Siste dag. Etter den kan ingenting leses.",
    "oversight.option_last": "Siste dag; ellers i dag.",
    "oversight.option_why": "Hvorfor. Skriv ingenting om barn eller saker.",
    "oversight.option_engagement": "Tilsynet, der flere varer.",
    "oversight.option_count": "Hvor mange saker som trekkes (1 til 500).",
    "cli.help.audit": (
        "Tilsyn og revisjon: hvem ser på tjenestene utenfra, på hvilket grunnlag, og hvilke saker de leser."
    ),
    "cli.help.audit_start": (
        "Registrer et tilsyn: hjemmel, organisasjon, personer, hva det gjelder, og siste dag. Hva hjemmelen rekker "
        "til, kontrolleres."
    ),
    "cli.help.audit_show": "List tilsyn, eller vis ett med alt som er registrert om det, også frøene til utvalgene.",
    "cli.help.audit_extend": "La et tilsyn som varer, eller skal begynne, vare lenger.",
    "cli.help.audit_end": (
        "La et tilsyn ende i dag, eller en annen dag før det ellers ville. Det tas ikke opp igjen. Etter siste dag kan "
        "ingenting leses."
    ),
    "cli.help.audit_list": (
        "List sakene i tilsynet uten navn, saksnummer, fritekst og datoer: tilstander, måneder, og hva som ble av "
        "fristene."
    ),
    "cli.help.audit_sample": (
        "Trekk saker tilfeldig. De kan leses etterpå. Frøet registreres, så trekningen kan etterprøves."
    ),
    "cli.help.audit_take": "Hent en sak som ikke ble trukket, med begrunnelse. Den kan leses etterpå.",
    "oversight.no_engagements": "Ingen tilsyn er registrert.",
    "oversight.engagement": "Tilsyn {id}, {organisation}",
    "oversight.row_basis": "Hjemmel",
    "oversight.row_reference": "Referanse",
    "oversight.row_days": "Varer",
    "oversight.row_persons": "Personer",
    "oversight.row_scope": "Gjelder",
    "oversight.all_pathways": "alle forløp",
    "oversight.all_days": "alle saker",
    "oversight.open_between": "saker åpne mellom {first} og {last}",
    "oversight.not_now": "{period} (varer ikke i dag)",
    "oversight.may_read": "Saker som kan leses",
    "oversight.could_read": "Saker som kunne leses mens tilsynet varte",
    "oversight.how_drawn": "trukket ut",
    "oversight.how_taken": "hentet",
    "oversight.list": "Tilsyn {id} ({law}). Saker: {count}.",
    "oversight.in_error": "registrert ved en feil",
    "oversight.months": "{opened} – {ended}",
    "oversight.open": "åpen",
    "oversight.counts": "frister holdt: {met}, ikke holdt: {missed}, løper: {running}",
    "oversight.left_out": "Saker som ikke kan leses, og ikke er med: {count}. Se «pathways replay --all».",
    "oversight.list_next": (
        "Trekk saker med «pathways audit sample --count ANTALL», eller hent en med «pathways audit take RAD "
        "--reason …»."
    ),
    "oversight.drawn": "Trukket ut {count} av {of}. Frø: {seed}.",
    "oversight.taken": "Hentet. Begrunnelsen er registrert.",
    "oversight.picked_next_each": "Les dem med «pathways timeline SAK», den første med «pathways timeline {case}».",
    "oversight.picked_next": "Les den med «pathways timeline {case}».",
    "oversight.entry_start": "tilsynet registrert",
    "oversight.entry_until": "siste dag: {last}",
    "oversight.entry_ended": "avsluttet, siste dag: {last}",
    "oversight.entry_draw": "trukket ut {count} av {of}, frø {seed}",
    "oversight.entry_take": "hentet rad {row}",
    # ------------------------------------------------------------ broken glass
    "cli.takes.session_hours": "et heltall fra 1 til 24",
    "cli.takes.session_idle_minutes": "et heltall fra 5 til 480",
    "cli.takes.glass_hours": "et heltall fra 1 til 24",
    "oversight.glass": "nødtilgang",
    "oversight.glass_anew": "nødtilgang uten ny innlogging",
    "oversight.log_in_anew": (
        "Nødtilgang krever at du nettopp har logget inn: høyst {minutes} minutter før. Kjør «pathways login», og prøv "
        "igjen. Forsøket er logget, og teller ikke med."
    ),
    "oversight.glass_review": "gransking av nødtilgang",
    "oversight.information_glass": "om saken finnes; begrunnelsen står i saken",
    "oversight.information_glass_again": ("om saken finnes; begrunnelsen står i saken (samme kommando sendt på nytt)"),
    "oversight.information_glass_vain": (
        "om saken finnes; det ble ikke noe av, fordi {why}; begrunnelsen er ikke tatt vare på"
    ),
    "oversight.glass_vain_no_keys": "nøklene mangler",
    "oversight.glass_vain_not_needed": "saken kan leses uten",
    "oversight.glass_vain_not_recorded": "det ikke ble registrert",
    "oversight.glass_no_keys": (
        "Nødtilgang til {case} er ikke gitt: enten finnes ingen slik sak, eller nøkkelen til den er ikke her, og da "
        "kan begrunnelsen ikke lagres. Ring lederen i tjenesten som har saken, og si fra til den som drifter systemet: "
        "«pathways doctor» viser om en nøkkel mangler. Forsøket er logget, uten begrunnelsen."
    ),
    "oversight.information_glass_refused": "om saken finnes; begrunnelsen er ikke tatt vare på",
    "oversight.information_glass_list": "hvem som har brukt nødtilgang, og hvorfor",
    "oversight.no_real_reason": (
        "Si hvorfor med --reason: minst {words} ord og {letters} bokstaver. Lederen leser det, og barnet kan få se det."
    ),
    "oversight.glass_too_often": (
        "Du har brukt eller prøvd nødtilgang {most} ganger det siste døgnet. Ring lederen i tjenesten som har saken."
    ),
    "oversight.no_glass": "Hendelse {seq} er ingen bruk av nødtilgang. Se «pathways glass list».",
    "oversight.glass_reviewed_already": "Nødtilgangen i hendelse {seq} er gransket allerede.",
    "oversight.glass_own": "{user} brukte den selv, og en annen må granske det.",
    "oversight.glass_lent": (
        "{user} kan granske dette bare som vikar for {other}, som brukte nødtilgangen. En annen må granske det."
    ),
    "oversight.glass_stays": (
        "Hendelse {seq} sier at noen har brukt nødtilgang, eller at det er gransket, og rettes ikke."
    ),
    "oversight.glass_reviewed": "noen har gransket det",
    "oversight.unknown_outcome": "--outcome: ukjent utfall. Disse finnes: {known}.",
    "oversight.argument_seq": "Hendelsen i saken, slik «pathways glass list» viser den.",
    "oversight.option_glass_why": "Hvorfor saken må leses nå. Krypteres, og vises lederen.",
    "oversight.option_review_why": "Hva granskingen viste; må oppgis for unjustified.",
    "oversight.option_outcome": "justified (berettiget) eller unjustified (ikke berettiget; tilgangen ender straks).",
    "cli.help.glass": "Nødtilgang: lese en sak man ellers ikke kan lese, og granske det etterpå.",
    "cli.help.glass_break": (
        "Les en annens sak i noen timer, med begrunnelse. Lederen i tjenesten varsles med én gang, og det granskes."
    ),
    "cli.help.glass_list": "List bruk av nødtilgang som ikke er gransket. Slutter med kode 3 så lenge det er noen.",
    "cli.help.glass_review": "Registrer hva granskingen viste. Ingen gransker seg selv.",
    "oversight.glass_broken": ("Registrert: hendelse {seq} i {case}. Saken kan leses til {until}."),
    "oversight.glass_told": "Lederen er varslet, og det granskes.",
    "oversight.glass_untold": (
        "INGEN ER VARSLET: ingen annen i tjenesten kan granske det (det gjør {roles}). Si fra selv til ledelsen over "
        "tjenesten, og til den som kan gi noen rollen: {by} ({people}). «pathways doctor» er rød til det er gransket."
    ),
    "oversight.glass_not_needed": (
        "Ingenting er brutt: du kan lese {case} allerede, og nødtilgang viser ikke mer. Se «pathways case show {case}»."
    ),
    "oversight.glass_looked_at": "Registrert: hendelse {seq} i {case}, om nødtilgangen i hendelse {about}.",
    "oversight.glass_none": "Ingen bruk av nødtilgang venter på gransking.",
    "oversight.glass_waiting": "IKKE GRANSKET: {count}",
    "oversight.glass_next": "«pathways glass review {case} {seq} --outcome justified|unjustified --reason …»",
    "oversight.glass_by": "{user}, {at}",
    "oversight.glass_until": "kan leses til {until}",
    "oversight.glass_told_to": "varslet: {who}",
    "oversight.glass_told_nobody": "INGEN ER VARSLET: ingen annen i tjenesten kunne granske det da",
    "oversight.glass_sealed": "begrunnelsen er forseglet",
    "oversight.glass_notice": "Nødtilgang brukt av en annen",
    "oversight.glass_notice_next": "Se hvem og hvorfor med «pathways glass list».",
    "cli.doctor.name_glass": "Nødtilgang",
    "oversight.doctor_glass": "brukt og ikke gransket: {count}",
    "oversight.doctor_no_glass": "ingen bruk venter på gransking",
    "oversight.doctor_mend_glass": (
        "La en leder i tjenesten se på det: «pathways glass list», og «pathways glass review»."
    ),
    "oversight.doctor_mend_untold": (
        "Ingen ble varslet om {count} av dem, for ingen annen i tjenesten hadde en rolle som gransker. Gi noen den: "
        "«pathways people role PERSON ROLLE --service TJENESTE»."
    ),
    "timeline.glass": "nødtilgang til {until}",
    "timeline.glass_justified": "nødtilgangen i hendelse {seq} er gransket: berettiget",
    "timeline.glass_unjustified": "nødtilgangen i hendelse {seq} er gransket: ikke berettiget",
}
