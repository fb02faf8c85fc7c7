"""Bokmål sentences of cases that are merged with another of the same child, and of cases that move elsewhere."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ the commands
    "cli.help.case_merge": "Slå sammen to saker om samme barn: den ene går videre, den andre lukkes og peker til den.",
    "cli.help.case_unmerge": "Angre at to saker ble slått sammen: begge står igjen som før.",
    "cli.purpose.case_merge": "saker slås sammen",
    "cli.purpose.case_unmerge": "sammenslåing angres",
    "policy.action.case.merge": "slå sammen saker og angre det",
    "policy.action.case.move": "gi en sak over til en annen kommune",
    "cli.help.case_move": "Gi saken over til en annen kommune. Fristene løper her til ansvaret er overtatt der.",
    "cli.purpose.case_move": "saken gis over til en annen kommune",
    "moving.option_to": "Tjenesten som overtar, i et annet dataområde eller utenfor (se «pathways people list»).",
    "moving.option_on": "Dagen barnet flyttet.",
    "moving.option_place": "Kommunen, med navn eller nummer som dere skriver det. Lagres forseglet.",
    "moving.option_file": (
        "Skriv det som er overført til en fil som mottakeren leser inn med «pathways import open-cases»."
    ),
    "moving.option_undo": "Angre at saken er avsluttet her som flyttet.",
    "moving.done": (
        "Registrert: hendelse {seq} i {case}, flytting til {to}, melding {signal}, av {user}. Fristene løper her til "
        "{to} har overtatt ansvaret."
    ),
    "moving.file_written": "{file} er skrevet. Ikke med: {left}. Det må fortelles og føres der på annen måte.",
    "moving.file_reporters": (
        "Hvem som har meldt, følger aldri med. De som leser filen inn, skriver «{code}» ({title}) der: for dem er det "
        "dere som melder (barnevernsloven § 13-5)."
    ),
    "moving.undone": (
        "Registrert: hendelse {seq} i {case}, flyttingen er angret, av {user}. Saken står som før, og ansvaret er her."
    ),
    "moving.nothing_left": "ingenting",
    "moving.next_receive": (
        "Neste: les inn filen avsenderen gir dere («pathways import open-cases FIL»), så fristene regnes fra de rette "
        "dagene, eller åpne saken («pathways case open»). Så: «pathways signal receive {signal} --case SAK». Skal dere "
        "ikke ha den: «pathways signal decline {signal} --code …»."
    ),
    "moving.starts_nothing": (
        "Ikke mottatt: meldingen {signal} gir over en sak, og den åpnes ikke av seg selv. Les inn filen avsenderen gir "
        "dere («pathways import open-cases FIL»), eller åpne saken («pathways case open»). Så: «pathways signal "
        "receive {signal} --case SAK»."
    ),
    "moving.next": (
        "{to} tar ikke imot. Ta saken tilbake: «pathways signal drop {signal} --reason …». Gi den så over på nytt, til "
        "dem eller til en annen: «pathways case move»."
    ),
    "moving.next_untold": (
        "Lovfristene er endret her, og {to} er ikke fortalt det. Fortell det: «pathways signal send {signal}» (se "
        "først hva som kan deles, med --dry-run). Er {to} utenfor: skriv brevet på nytt etterpå, «pathways signal "
        "letter {signal}»."
    ),
    "moving.next_news": (
        "Rett datoene i saken her så den holder fristene («pathways correct»), og si fra: «pathways signal follow "
        "{signal}». Skal saken stå som den er: «pathways signal keep {signal} --reason …»."
    ),
    "moving.next_taken_back": (
        "{source} har angret flyttingen, og fører saken selv igjen. Snakk med dem om hvem som har den. Har de den: "
        "avslutt den her (var det feil sak, «pathways annul {here} 1 --why …»), og si fra: «pathways signal follow "
        "{signal}». Skal dere ha den likevel: «pathways signal keep {signal} --reason …», og be {source} gi den over "
        "på nytt."
    ),
    "moving.goes_on_here": (
        "Ikke registrert: saken {case} løper fortsatt her, så den følger ikke at avsenderen har den igjen. Avslutt den "
        "først («pathways case can {case}»; var det feil sak, «pathways annul {case} 1 --why …»), eller si hvorfor den "
        "blir stående: «pathways signal keep {signal} --reason …»."
    ),
    "moving.next_declined": (
        "Dere har sagt nei, og {source} vet det. De kan ta saken tilbake og gi den over på nytt, med en ny melding. "
        "Her er ingenting mer å gjøre."
    ),
    "moving.hindered": "Ansvaret kan ikke overtas slik det står nå",
    "moving.hindered_see": "Kan ikke overtas slik det står nå: «pathways signal show {signal}» sier hvorfor.",
    "moving.news_heading": "Dette er endret siden dere så på det",
    "moving.news_new": "nå: {deadline}",
    "moving.news_gone": "ikke lenger: {deadline}",
    "moving.not_followed": (
        "Ikke registrert: saken her følger ikke meldingen {signal}. Dette mangler eller er senere: {deadlines}. Rett "
        "datoene i saken («pathways correct») og prøv igjen, eller si hvorfor den blir stående: «pathways signal keep "
        "{signal} --reason …»."
    ),
    "moving.title": "Flytting til en annen kommune",
    "moving.texts": "fritekst",
    "moving.redecided": "omgjøringer",
    "timeline.text_municipality": "Kommune",
    "timeline.moving": "barnet flyttet {date}; saken gis over til {to}, og ansvaret er her til det er overtatt der",
    "timeline.closed_moved": "flyttet: ansvaret er overtatt i en annen kommune, og fristene her er falt bort",
    "moving.owed": "{title} {date}, regnet fra {anchor}",
    "moving.owed_extended": "{title} {date}, regnet fra {anchor}, utvidet",
    "moving.takes_along": "Lovfrist som følger med",
    "moving.along_heading": "Lovfrister som følger med {signal}",
    "timeline.moving_lost": "disse lovfristene er gitt opp med det: {deadlines}",
    "moving.option_lost": (
        "Lovfrist i en sak som flytter (navn eller tittel), som mangler eller er senere her, og hvorfor den gis opp. "
        "Kan gjentas."
    ),
    "moving.no_lost": (
        "--lost skrives FRIST=HVORFOR, hver frist én gang, med navn eller tittel: for eksempel "
        'gjennomgang="Avtalt med avsenderen."'
    ),
    "moving.given_up_why": "{deadline}: {why}",
    "moving.would_be_lost": (
        "Ikke overtatt: disse lovfristene hos avsenderen mangler eller er senere i saken her, og ville falt bort: "
        "{deadlines}. Les inn saken med avsenderens datoer («pathways import open-cases» med filen de skrev) og ta "
        "meldingen inn i den, eller rett datoen saken begynte («pathways correct»). Skal en frist likevel gis opp, "
        "si hvorfor for hver, med navnet i klammer eller tittelen: --lost FRIST=HVORFOR."
    ),
    "moving.not_lost": (
        "Ikke overtatt: {names} er ingen frist som mangler eller er senere her. Med --lost skrives navnet eller "
        "tittelen på en av disse: {known}."
    ),
    "moving.lost_twice": "Ikke overtatt: en frist er nevnt både med navn og med tittel. Nevn den én gang.",
    "moving.name_and_title": "{name} («{title}»)",
    "moving.another_here": (
        "Ikke mottatt: {case} har alt mottatt en sak som er gitt over hit ({signal}), og én frist her kan ikke stå for "
        "to. Motta den i en sak for seg. Er det samme barn, slås sakene sammen etterpå («pathways case merge»)."
    ),
    "moving.declined": (
        "Ikke sendt: en sak som gis over, sendes ikke på nytt med samme melding. Ta den tilbake («pathways signal drop "
        "{signal} --reason …»), og gi saken over på nytt («pathways case move»)."
    ),
    "moving.changed_since": (
        "Ikke overtatt: avsenderen har lovfrister som er kommet til eller rettet etter at meldingen ble sendt, og som "
        "saken her ikke holder. Se «pathways signal show {signal}» om litt: de nye står der når avsenderen har fortalt "
        "dem. Kommer de ikke, må avsenderen sende dem («pathways signal send {signal}»): be dem om det."
    ),
    "moving.news_first": (
        "Ikke overtatt: avsenderen har endret lovfristene siden dere så på dem, så ingen av dem kan gis opp ennå. Se "
        "«pathways signal show {signal}», og si fra at dere har sett det: «pathways signal keep {signal} --reason …». "
        "Overta så."
    ),
    "moving.sender_waits": (
        "Ikke overtatt: avsenderen skylder noe som bare den kan gjøre, og det er ikke gjort. Be dem gjøre det først."
    ),
    "moving.reporters": (
        "Ikke registrert: melder har ikke fått svar, og ingen andre kan gi det, for hvem som meldte, følger aldri med "
        "(barnevernsloven § 13-3): {deadlines}. Registrer tilbakemeldingen først; «pathways case can» viser hvordan."
    ),
    "moving.reporters_first": (
        "Ikke registrert: melder har ikke fått svar, og ingen andre kan gi det, for hvem som meldte, følger aldri med "
        "(barnevernsloven § 13-3): {deadlines}. Registrer tilbakemeldingen («advance … tilbakemelding_gitt»), eller "
        "hvorfor den unnlates («tilbakemelding_unnlatt»), og gi så saken over."
    ),
    "moving.needs": (
        "Ikke registrert: oppgi --to, --on og --reason; eller --file for en flytting som er sendt, eller --undo."
    ),
    "moving.no_service": (
        "Ikke registrert: ingen tjeneste «{service}» kan overta saken. Her finnes: {known}. Skriv tjenestens navn, "
        "også for en utenfor. Finnes den ikke, føres den inn av den som kan bruke «pathways people apply»."
    ),
    "moving.none_other": "ingen andre tjenester",
    "moving.same_area": (
        "Ikke registrert: {service} er i samme dataområde. Gi saken dit med «pathways case assign --service»."
    ),
    "moving.other_kind": "Ikke registrert: {service} er et annet slag tjeneste, og kan ikke overta saken.",
    "moving.day": "Ikke registrert: barnet kan ikke ha flyttet etter i dag.",
    "moving.already": (
        "Ikke registrert: saken er alt på vei ({signal}), og ingen har overtatt ansvaret. Vent på svar, eller ta den "
        "tilbake med «pathways signal drop {signal}»."
    ),
    "moving.over": "Ikke registrert: ingenting løper i saken, så ingenting kan gis over.",
    "moving.may_not": (
        "Ikke registrert: {pathway} kan ikke fortelles til {to}: {why} Registrer samtykke, fritak eller hjemmel "
        "først, og "
        "se «pathways share preview»."
    ),
    "moving.not_sent": "Ikke skrevet: saken er ikke gitt over til noen som ennå ikke har overtatt ansvaret.",
    "moving.not_moved": "Ikke registrert: {case} er ikke avsluttet her som flyttet.",
    "merging.option_into": "Saken som går videre.",
    "merging.option_here": "Løp i den andre saken som går videre i denne, med de datoene de har. Kan gjentas.",
    "merging.option_end": "LØP=HVORFOR: løp i den andre saken som avsluttes, og hvorfor. Kan gjentas.",
    "merging.option_dry_run": "Vis hva som må velges, uten å registrere noe.",
    "merging.no_end": (
        '--end skrives LØP=HVORFOR, for eksempel barnevern_undersokelse="Samme melding, ført to ganger.".'
    ),
    "merging.done": (
        "Registrert: hendelse {seq} i {case}, slått sammen med {other}, av {user}. {other} går videre, og {case} "
        "er lukket."
    ),
    "merging.undone": (
        "Registrert: hendelse {seq} i {case}, sammenslåingen er angret, av {user}. Begge sakene står som før. "
        "Sperrede adresser som ble tatt med, gjelder til noen løfter dem."
    ),
    "merging.next": "Se «pathways case show {case}».",
    "merging.nothing_to_choose": "Ingenting løper i {case}: ingenting må velges.",
    "merging.choose_heading": "Dette løper i {case}. For hvert løp: --here LØP, eller --end LØP=HVORFOR.",
    "merging.may_end": "kan gå videre (--here) eller avsluttes (--end): ingen lovfrist går tapt",
    "merging.must_go_on": "må gå videre (--here): ellers går en lovfrist tapt",
    # ------------------------------------------------------------ where it is told
    "merging.merged_into": "Slått sammen: saken går videre som {case}. Ingenting registreres her.",
    "merging.merged_somewhere": "Slått sammen med en annen sak, som går videre. Ingenting registreres her.",
    "merging.right_there": (
        "Rett det, eller merk det feilregistrert, i {case}: «pathways timeline {case}» viser hendelsene med nummer. "
        "Var det ikke samme barn: «pathways case unmerge»."
    ),
    "merging.ask": "Du ser ikke den saken. Spør en som kan slå sammen saker i tjenesten: {by}.",
    "moving.gone": (
        "Flyttet: en annen kommune har overtatt ansvaret, og fører saken videre. Hvem, og hva som er sendt: «pathways "
        "signal show {signal}». Det som skjedde før, kan rettes her."
    ),
    "signals.merged_news": (
        "Saken som mottok den, går videre som {case}. Rett det der («pathways correct {case} …»), og si fra: «pathways "
        "signal keep {signal} --reason …»."
    ),
    "signals.merged_drop": (
        "Saken den skulle sendes fra, går videre som {case}, så den sendes ikke. Legg den bort: «pathways signal drop "
        "{signal} --reason …». Skal den likevel sendes, registrer hendelsen på nytt der: «pathways case can {case}»."
    ),
    "signals.merged_untold": (
        "Saken den er sendt fra, går videre som {case}, så den sendes ikke på nytt som det står. Angre sammenslåingen "
        "(«pathways case unmerge {duplicate} --reason …»), send den («pathways signal send {signal}»), og slå sammen "
        "igjen; eller fortell det på annen måte."
    ),
    "signals.merged_unseen": (
        "Saken er slått sammen med en annen, som du ikke ser, og meldingen {signal} følges opp der: spør en som kan "
        "slå sammen saker."
    ),
    "merging.holds": "Slått sammen: {case} er lukket, og det som løp der, går videre her.",
    "merging.holds_somewhere": "Slått sammen med en annen sak, som er lukket. Det som løp der, går videre her.",
    "merging.row": (
        "I listen til tilsynet {engagement} er den andre saken rad {row}. Les den etter «pathways audit take {row} "
        "--engagement {engagement} --reason …»."
    ),
    "timeline.closed_merged": "slått sammen med en annen sak, som går videre; denne er lukket",
    "timeline.joined_joined": (
        "slått sammen med en annen sak om samme barn, som er lukket; det som løp der, går videre her"
    ),
    "timeline.explained_there": "oppgitt av {user} {date} i saken som ble slått sammen med denne",
    "timeline.copied": "kopi fra en annen sak om samme barn, med dagen det skjedde",
    "cli.case.gone_by_merged": "falt bort her ved sammenslåing (hendelse {seq})",
    "cli.case.gone_by_moved": "falt bort her ved flytting (hendelse {seq})",
    "cli.deadline.by_merged": "slått sammen med en annen sak",
    "cli.deadline.by_moved": "flyttet til en annen kommune",
    "merging.text_elsewhere": "Teksten står i saken som ble slått sammen med denne.",
    "merging.protection_why": "Tatt med fra saken som ble slått sammen med denne.",
    # ------------------------------------------------------------ refusals
    "merging.with_itself": "Ikke registrert: en sak kan ikke slås sammen med seg selv.",
    "merging.closed_already": (
        "Ikke registrert: {case} er alt lukket, fordi den er slått sammen med en annen eller flyttet. Bruk saken "
        "som går "
        "videre."
    ),
    "merging.other_service": (
        "Ikke registrert: sakene ligger i hver sin tjeneste, og bare saker i samme tjeneste kan slås sammen. Gi "
        "den ene "
        "til tjenesten den andre ligger i («pathways case assign»), eller send en melding («pathways signal»)."
    ),
    "merging.proposal_waits": (
        "Ikke registrert: et forslag i saken som skal lukkes, venter på godkjenning. Godkjenn det, avslå det eller "
        "trekk "
        "det først."
    ),
    "merging.choose": (
        "Ikke registrert: dette løper i saken som skal lukkes, og ingenting skal bli borte uten at noen har valgt det. "
        "Velg for hvert løp: --here LØP (går videre med de datoene det har) eller --end LØP=HVORFOR (avsluttes). "
        "{runs}."
    ),
    "merging.no_such_choice": (
        "Ikke registrert: {runs} kan ikke velges, eller er valgt to ganger. Dette kan velges: {known}."
    ),
    "merging.would_be_lost": (
        "Ikke registrert: {run} kan ikke avsluttes, for da går dette tapt: {deadlines}. Saken som går videre har "
        "ikke den "
        "samme fristen like tidlig, og har heller ikke holdt den. Bruk --here {run}."
    ),
    "merging.stands_otherwise": (
        "Ikke registrert: {run} ville ikke stått likt i den andre saken, fordi noe utenfor løpet virket inn på "
        "det. Slå dem "
        "sammen den andre veien, eller ta med løpet det henger sammen med."
    ),
    "merging.would_be_later": (
        "Ikke registrert: disse fristene i {run} ville blitt senere eller borte: {deadlines}. En sammenslåing utsetter "
        "ingen frist. Slå sakene sammen den andre veien."
    ),
    "merging.kept_would_be_later": (
        "Ikke registrert: disse fristene i saken som går videre, ville blitt senere eller borte: {deadlines}. En "
        "sammenslåing utsetter ingen frist. Slå sakene sammen den andre veien."
    ),
    "merging.other_not_yours": (
        "Ikke registrert: den andre saken er ikke din å slå sammen eller skille. Be en leder som har begge, om å "
        "gjøre det. "
        "Du er {user}."
    ),
    "merging.built_upon": (
        "Ikke registrert: hendelse {events} i {case} er registrert etter sammenslåingen, og bygger på det som ble tatt "
        "med. Merk den feilregistrert der først, den siste først: {how}. Registrer den så i saken den hører til i."
    ),
    "merging.reason_there": (
        "Ikke registrert: løpet går videre i saken {case} er slått sammen med, og årsaken registreres der. Se "
        "«pathways case show {case}»."
    ),
    "merging.not_merged": "Ikke registrert: {case} er ikke lukket ved sammenslåing med en annen sak.",
    "merging.no_key": (
        "Ikke registrert: saken som skal lukkes, kan ha en sperret adresse, og nøklene er ikke her. Uten dem kan ikke "
        "skjermingen tas med. Kjør det der nøklene er (PATHWAYS_KEYS)."
    ),
    "merging.stays": "Hendelse {seq} rettes ikke for seg: sammenslåing angres med «pathways case unmerge».",
}
