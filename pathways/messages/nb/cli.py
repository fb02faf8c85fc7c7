"""Bokmål sentences of cli. Dates are given to them already written out for people."""

# ---------------------------------------------------------------- the frame, cases, acts, the timeline

_FRAME: dict[str, str] = {
    "cli.frame.no_people": (
        "Ingen har en rolle i denne basen i dag, så ingen kan gjøre noe. Si hvem som arbeider her med «pathways people "
        "apply FIL»; docs/how-to/say-who-works-here.md viser hvordan filen ser ut."
    ),
    "cli.frame.no_keys": (
        "PATHWAYS_KEYS er ikke satt: fritekster og personer kan ikke føres før mappen med nøkler er det. Koder og "
        "datoer føres, og frister løper."
    ),
    "cli.setting.unreadable": "En innstilling kan ikke leses. {faults} Alle innstillinger: docs/reference/settings.md.",
    "cli.setting.takes": "{name} skal være {takes}.",
    "cli.takes.database": "en adresse: sqlite:///fil.db eller postgresql://bruker@vert/base",
    "cli.takes.definitions": "en mappe",
    "cli.takes.user": "navnet på en bruker, i UTF-8",
    "cli.takes.organisation": "en tekst i UTF-8",
    "cli.takes.mail_from": "en e-postadresse",
    "cli.takes.mail_domain": "et domenenavn",
    "cli.takes.mail_folder": "en mappe",
    "cli.takes.inbox_url": "en nettadresse",
    "cli.takes.smtp_host": "et maskinnavn",
    "cli.takes.smtp_port": "et heltall fra 1 til 65535",
    "cli.takes.smtp_user": "et brukernavn",
    "cli.takes.smtp_password": "et passord",
    "cli.frame.account_number": "konto nummer {number}, uten navn",
    "cli.frame.no_account": "ukjent konto",
    "cli.frame.eleven_digits": "[elleve siffer]",
    "cli.frame.name_too_long": "Det som står der en fil eller mappe skal stå, er lengre enn noe slikt navn kan være.",
    "cli.frame.unexpected": (
        "Noe gikk galt som ikke skulle kunne skje ({kind}, feil {fault}). Se etter om noe ble lagret før du prøver "
        "igjen, og meld fra med feilnummeret. PATHWAYS_DEBUG=1 viser hvor."
    ),
    "cli.option.as": "Hvem du er, i en øvingsbase: ellers PATHWAYS_USER, ellers kari. En ekte base krever innlogging.",
    "cli.option.database": "Hvilken database. Ellers PATHWAYS_DATABASE, ellers sqlite:///pathways.db.",
    "cli.option.json": "Svar med ett JSON-dokument.",
    "cli.help.pathways": (
        "Frister og forløp i barnevern og BUP: hva som er gjort, hva som haster, hva som er mulig nå, og hvorfor.\n\n"
        "Avslutter med 0 når alt gikk bra, 2 ved feil bruk, 3 når noe krever handling, 4 når reglene sier nei, 5 når "
        "noe ikke finnes, 6 når noen andre kom først, 7 når du ikke har lov, 8 når loggen ikke stemmer, 69 når "
        "databasen ikke svarer, og 1 ved andre feil."
    ),
    "cli.help.case": "Åpne, vise og liste saker.",
}

_GIVEN: dict[str, str] = {
    "cli.option.happened": "Når det skjedde: 2026-11-02, 2026-11-02T09:15 (norsk tid), eller med +01:00. Ellers nå.",
    "cli.option.corrected_happened": (
        "Når det skjedde i stedet: 2026-11-02, 2026-11-02T09:15 (norsk tid), eller med +01:00; aldri etter at det ble "
        "registrert. Ellers blir tidspunktet stående."
    ),
    "cli.option.reason": "Begrunnelsen. - leser den fra standard inn.",
    "cli.option.late_reason": "Hvorfor dette registreres så sent (etterregistrering). - leser det fra standard inn.",
    "cli.option.code": "En begrunnelseskode. Kan gjentas.",
    "cli.option.set": "Verdien av et felt; flere koder med komma mellom. Kan gjentas.",
    "cli.option.text": "Fritekst i et felt. Kan gjentas.",
    "cli.option.key": (
        "Nøkkel som gjør at samme kommando sendt to ganger bare lagres én gang: bokstaver, tall og _ . : -. Den "
        "gjelder i dataområdet saken hører til, også for kolleger der, og lagres åpent."
    ),
    "cli.option.run": "Hvilket løp, når saken har flere.",
    "cli.option.at": (
        "Se det slik det var da: det som ikke hadde skjedd, er ikke med. Det som skjedde i samme øyeblikk, er med; "
        "en dato er slutten av dagen."
    ),
    "cli.option.known_at": (
        "Se det slik det var kjent da: det som ikke var registrert, er ikke med. Det som ble registrert i samme "
        "øyeblikk, er med; en dato er slutten av dagen."
    ),
    "cli.option.case": "Saksnummeret, som BV-2026-0042.",
    "cli.option.pathway": "Forløpet saken åpnes med, som barnevern_undersokelse.",
    "cli.option.service": "Bare saker i denne tjenesten.",
    "cli.option.limit": "Høyst så mange saker (1 til 500).",
    "cli.option.after": "Fortsett etter en tidligere side, med merket som sto under den.",
    "cli.option.overdue": "Bare saker med en frist som er passert; den eldste først.",
    "cli.option.event": "Hendelsen, som melding_konkludert.",
    "cli.option.activity": "Hvilken aktivitet hendelsen gjelder, som 1 eller psykisk.",
    "cli.option.expect": "Nummeret på den siste hendelsen du har sett. Er saken endret siden, lagres ingenting.",
    "cli.option.seq": "Nummeret på hendelsen, slik det står i tidslinjen.",
    "cli.option.why": "Hvorfor. Må oppgis. Alle som ser saken, kan lese det. - leser det fra standard inn.",
    "cli.option.unset": "Felt som skal stå tomt; reason og code for begrunnelsen. Kan gjentas.",
    "cli.given.no_equals": "Skriv verdier som felt=verdi, for eksempel --set konklusjon=2.",
    "cli.given.twice": "Feltet «{field}» er oppgitt to ganger. Flere koder skrives med komma: {field}=1,2.",
    "cli.given.too_long": "Teksten er for lang: det leses høyst {most} byte.",
    "cli.given.not_utf8": "Teksten på standard inn er ikke UTF-8. Lagre den som UTF-8, og prøv igjen.",
}

_CASES: dict[str, str] = {
    "cli.help.case_open": "Åpne en sak med det som starter forløpet, og få saksnummeret.",
    "cli.help.case_show": "Vis hvor saken står: tilstand, frister, aktiviteter, og hva du kan gjøre nå.",
    "cli.help.case_can": "Vis hva du kan registrere nå; med en hendelse: om den kan det, og feltene den tar og krever.",
    "cli.help.case_list": (
        "List sakene, etter når noe skjer i dem av seg selv neste gang. Det som er over en frist, viser «--overdue»; "
        "det som haster, viser «pathways worklist»."
    ),
    "cli.help.advance": (
        "Registrer en hendelse i en sak.\n\nHendelsen som starter et forløp, begynner et nytt løp i saken, for "
        "eksempel når det kommer en melding til."
    ),
    "cli.help.correct": (
        "Rett en hendelse: registrer hvordan den skulle ha vært.\n\nDet som ikke oppgis, blir stående. Begge utgaver "
        "er synlige i tidslinjen."
    ),
    "cli.help.annul": "Merk en hendelse feilregistrert. Den blir stående i tidslinjen, men gjelder ikke.",
    "cli.help.redecide": (
        "Gjør om en beslutning: fra en senere dag gjelder en annen.\n\nDen første var rett registrert og blir stående "
        "for sin tid. Oppgi hele innholdet på nytt. Hvem som kan gjøre om hva, sier definisjonen, og «pathways case "
        "can» viser det. Sto det noe annet enn det som ble besluttet, er det en retting: «pathways correct»."
    ),
    "cli.help.timeline": "Vis alt som har skjedd i en sak, med når det skjedde, når det ble registrert, og av hvem.",
    "cli.help.worklist": (
        "Vis fristene noen skal overholde, i alle saker, den eldste datoen først; hva som er passert, og hvorfor det "
        "heter det det heter."
    ),
    "cli.option.limit_deadlines": "Høyst så mange frister (1 til 500).",
    "cli.option.overdue_deadlines": "Bare frister som er passert.",
    "cli.purpose.worklist": "vise arbeidsliste",
    "cli.information.worklist": "arbeidsliste",
    "cli.worklist.none": "Ingen frister løper.",
    "cli.worklist.none_overdue": "Ingen frister er passert uten at de er fulgt opp.",
    "cli.worklist.none_of": "Ingen frister løper i saker hos {holder} som du kan se.",
    "cli.worklist.none_overdue_of": (
        "Ingen frister er passert uten at de er fulgt opp i saker hos {holder} som du kan se."
    ),
    "cli.help.deadline": "Fristene i en sak, og hvorfor hver av dem er som den er.",
    "cli.help.deadline_list": "Vis fristene i en sak, den nærmeste først.",
    "cli.help.deadline_explain": (
        "Forklar en frist: fra hva den telles, etter hvilken regel, dag for dag, og hva som flyttet den."
    ),
    "cli.option.deadline": "Navnet på fristen, som i «deadline list».",
    "cli.option.deadline_item": "Hvilken aktivitet fristen gjelder, når det er flere.",
    "cli.option.deadline_open": "Bare dem noen ennå skal eller kan gjøre noe med.",
    "cli.purpose.deadlines": "se fristene",
    "cli.information.deadlines": "frister",
    "cli.information.derivation": "hvordan fristen {deadline} er regnet",
    "cli.information.derivation_of_one": "hvordan en frist er regnet",
    "cli.deadline.title": "{case} · Frister",
    "cli.deadline.earlier": "Tidligere runder",
    "cli.deadline.round_from": "{name}, runden fra hendelse {seq}",
    "cli.deadline.none": "Ingen frister.",
    "cli.deadline.named": "({name})",
    "cli.deadline.named_item": "({name} --activity {item})",
    "cli.deadline.list_next": "Hvorfor en frist er som den er: «pathways deadline explain {case} FRIST».",
    "cli.deadline.explain_title": "{case} · {title}",
    "cli.deadline.counted": "Slik er den talt",
    "cli.deadline.because": "Derfor",
    "cli.deadline.anchor": "telles fra",
    "cli.deadline.act": "hendelse {seq}: {title}, {when}",
    "cli.deadline.person": "{user} ({roles})",
    "cli.deadline.recorded_by": "registrert av {who}",
    "cli.deadline.brought_by": "lest inn fra et annet system, eller tatt med fra en annen sak, av {who}",
    "cli.deadline.two_people": "foreslått av {proposer} {date}; godkjent av {approver}",
    "cli.deadline.because_of": "{who}; grunn: {codes}",
    "cli.deadline.corrected_by": "rettet i hendelse {seq} av {who}",
    "cli.deadline.waited_until": "til {act}; {who}",
    "cli.deadline.field": "feltet «{title}», {date}; gitt i {act}",
    "cli.deadline.by_way_of": (
        "og videre fra fristen «{title}», {date} (slik den selv telles, uten forlengelse eller pause)"
    ),
    "cli.deadline.basis": "grunnlag",
    "cli.deadline.read": "lovteksten lest {date}",
    "cli.deadline.version": "definisjon",
    "cli.deadline.version_told": "utgaven som gjelder fra {date}, den som gjaldt da forløpet begynte",
    "cli.deadline.version_early": (
        "utgaven som gjelder fra {date}, den eldste som er lagt inn; forløpet begynte før den"
    ),
    "cli.deadline.version_moved": "utgaven som gjelder fra {date}; saken ble overført til den {moved}",
    "cli.deadline.version_kept": (
        "utgaven som gjelder fra {date}: fristen beholdt den da saken ble overført til utgaven fra {now}, {moved}"
    ),
    "cli.deadline.version_rebudgeted": (
        "utgaven som gjelder fra {date}; da saken ble overført til den {moved}, var {used} brukt, og {left} igjen"
    ),
    "cli.deadline.moved": "{when} (hendelse {seq})",
    "cli.deadline.migration": "overført til utgaven som gjelder fra {date}",
    "cli.deadline.rule": "regel",
    "cli.deadline.rule_told": "{rule} (versjon {version}), kalender {calendar} (versjon {calendar_version}): {law}",
    "cli.deadline.budget": "tidsramme",
    "cli.deadline.budget_from": "{period} regnet fra {start}",
    "cli.deadline.budget_left": "{period}: {used} er brukt av tiden, {left} er ubrukt",
    "cli.deadline.budget_over": "{period}: hele tiden er brukt, og {left} til",
    "cli.deadline.extended": "utvidet",
    "cli.deadline.extended_late": "{act}. Det var etter utløpet, og endrer ikke fristen",
    "cli.deadline.pause": "venting",
    "cli.deadline.pause_lasts": "nå",
    "cli.deadline.pause_met": "fristen ble oppfylt {date}",
    "cli.deadline.pause_used": "adgangen ble brukt {date}",
    "cli.deadline.pause_ended": "fristen falt bort {date}",
    "cli.deadline.pause_over": "fristen gikk ut {date}",
    "cli.deadline.pause_ran": "{began} til {until}, {who} (hendelse {seq}): klokken løp",
    "cli.deadline.pause_stood": "{began} til {until}, {who} (hendelse {seq}): klokken sto",
    "cli.deadline.pause_until_moved": (
        "{began} til {until}, {who} (hendelse {seq}): klokken sto til saken ble overført, og løp så"
    ),
    "cli.deadline.pause_since_moved": (
        "{began} til {until}, {who} (hendelse {seq}): klokken løp til saken ble overført, og sto så"
    ),
    "cli.deadline.settled": "oppfylt",
    "cli.deadline.fell_away": "falt bort",
    "cli.deadline.used": "brukt",
    "cli.deadline.came": "kom",
    "cli.deadline.reporting": "register",
    "cli.deadline.reporting_told": "registeret regner til {date}; det gjelder bare rapporteringen",
    "cli.purpose.show": "vise saken",
    "cli.purpose.can": "vise hva som er mulig",
    "cli.purpose.list": "vise saksliste",
    "cli.information.list": "saksliste",
    "cli.looking.none": "Ingen saker var begynt og registrert da: svaret er tomt.",
    "cli.looking.none_of": "Ingen saker i {service} var begynt og registrert da: svaret er tomt.",
    "cli.looking.progress": "Ser gjennom sakene",
    "cli.purpose.timeline": "vise tidslinjen",
    "cli.purpose.correct": "rette en hendelse",
    "cli.purpose.refused": "vise hva som er mulig etter avslag",
    "cli.information.case": "tilstand, frister, aktiviteter",
    "cli.information.timeline": "tidslinje med begrunnelser",
    "cli.information.event": "en hendelse",
    "cli.information.possible": "mulige hendelser",
    "cli.words.today": "i dag",
    "cli.words.days_left": "{days} igjen",
    "cli.words.civil_day": "1 kalenderdag",
    "cli.words.civil_days": "{days} kalenderdager",
    "cli.words.days_until": "{days} igjen til {to}",
    "cli.words.days_past": "{days} over {to}",
    "cli.words.the_date": "datoen",
    "cli.words.days_over": "{days} over datoen",
    "cli.words.settled_on": "{word} {date}",
    "cli.words.met": "oppfylt",
    "cli.words.fell_away": "falt bort",
    "cli.words.earliest": "tidligst {date}",
    "cli.words.stands_since": "klokken står siden {date}",
    "cli.words.used": "brukt",
    "cli.words.came": "kom",
    "cli.words.legal": "virkedag: {date}",
    "cli.words.need_run": "--run {run}",
    "cli.words.need": "--set {field}=…",
    "cli.words.need_item": "--activity {items}",
    "cli.words.need_reason": "--reason …",
    "cli.words.need_happened": " --happened {happened}",
    "cli.words.need_late_reason": " --late-reason …",
    "cli.words.need_reason_code": "--code …",
    "cli.words.may": "[--set {fields}=…]",
    "cli.words.codes": "koder til {field}: «pathways definition codes {list}»",
    "cli.party.helsetjenesten": "helsetjenesten",
    "cli.party.parten": "parten",
    "cli.party.pasienten": "pasienten",
    "cli.party.familien": "familien",
    "cli.party.henviser": "henviseren",
    "cli.party.mottakende_tjeneste": "tjenesten som tar imot",
    "cli.case.headline": "{case} · {title} · {state} siden {since}",
    "cli.case.headline_ended": "{case} · {title} · Avsluttet: {state} {since}",
    "cli.case.named": "{title} (løp {run})",
    "cli.case.law_not_loaded": (
        "Forløpet begynte før {version}, og reglene som gjaldt da, er ikke lagt inn. Datoene er regnet etter utgaven "
        "fra {version}. Derfor kalles ingen frist her brutt, selv om datoen er passert. Gjør det som gjenstår, som "
        "ellers, og vurder selv etter reglene som gjaldt da, om noe kom for sent."
    ),
    "cli.case.holder": "Ballen er hos: {holder}",
    "cli.case.case_with": "Ellers ligger saken hos: {holder}",
    "cli.case.waits": "Saken venter på: {who}, siden {since} (hendelse {seq}).",
    "cli.case.clock_stands": "Klokken står for fristene som er merket med det.",
    "cli.case.clock_runs_on": "De andre fristene løper mens saken venter: ingen regel lar en pause stoppe dem.",
    "cli.case.clock_all_run": "Alle fristene løper mens saken venter: ingen regel lar en pause stoppe dem.",
    "cli.case.next": "Neste: {title} · {date} · {days}",
    "cli.case.next_paused": "Neste: {title} · klokken står, tidligst {date}",
    "cli.case.window_paused": "Åpent for den det gjelder: {title} · klokken står, tidligst {date}",
    "cli.case.window": "Åpent for den det gjelder: {title} · til {date}",
    "cli.case.nothing_due": "Ingen frister løper.",
    "cli.case.deadlines": "Frister",
    "cli.case.basis": "{law} ({kind})",
    "cli.case.basis_uncertain": "{law} ({kind}, grad {certainty}: ikke bekreftet)",
    "cli.case.gone_by": "falt bort ved: {title} (hendelse {seq})",
    "cli.case.gone_by_redecision": "falt bort ved omgjøring, se hendelse {seq}",
    "cli.can.redecidable": "Kan gjøres om",
    "cli.can.redecide": "{title}, fra {date}",
    "cli.case.before_redecision": "regnet fra før «{title}» ble gjort om {date}, se hendelse {seq}",
    "cli.case.extended": "utvidet, se hendelse {seq}",
    "cli.case.extended_late": "utvidet etter utløpet, se hendelse {seq}: fristen er den samme",
    "cli.case.activity": "Aktivitet: {title}",
    "cli.case.item_state": "{state} siden {since}",
    "cli.case.you_can": "Du kan nå",
    "cli.case.can_is_now": "Hva som kan registreres i dag, viser «pathways case can {case}».",
    "cli.case.codes": "{title}; {lists}",
    "cli.case.you_cannot": "Du kan ikke nå",
    "cli.case.only": "bare {roles} kan dette ({names})",
    "cli.case.nobody": "ingen har rollen",
    "cli.case.only_reasons": "Det eneste {user} kan registrere i saken nå, er årsaken til fristene som ikke ble holdt.",
    "cli.case.nothing_possible": "Det er ingenting {user} kan registrere i saken nå.",
    "cli.case.sealed": (
        "Forseglet: friteksten i hendelse {seqs} er slettet, eller nøkkelen til saken er ikke her. Alt annet i saken "
        "er som det var."
    ),
    "cli.case.seen_from": "Sett fra {at}, med det som var registrert {known_at}.",
    "cli.case.not_there_yet": "Saken {case} fantes ikke ennå på det tidspunktet.",
    "cli.case.in_error": (
        "Saken {case} er registrert ved en feil: hendelse {target} er merket feilregistrert, se hendelse {seq}. "
        "Ingenting løper i saken."
    ),
    "cli.case.in_error_next": (
        "Skal saken likevel brukes, registrer det som starter den, på nytt: «pathways advance {case} {event} …». "
        "Ellers er det ikke mer å gjøre. Alt som er registrert: «pathways timeline {case}»."
    ),
    "cli.case.no_run": "Saken har ikke løpet «{run}». Den har: {known}.",
    "cli.can.heading": "{event} · {title}",
    "cli.can.who": "Hvem: {roles}",
    "cli.can.must": "må",
    "cli.can.may": "kan",
    "cli.can.nothing": "Hendelsen tar ingen felt.",
    "cli.can.reason": "Begrunnelse",
    "cli.can.reason_kind": "tekst",
    "cli.can.reason_codes": "Begrunnelseskode",
    "cli.can.kind.code": "én kode: «pathways definition codes {list}»",
    "cli.can.kind.codes": "koder med komma mellom: «pathways definition codes {list}»",
    "cli.can.kind.date": "dato, som 2026-11-21",
    "cli.can.kind.flag": "ja eller nei",
    "cli.can.kind.number": "et helt tall",
    "cli.can.kind.text": "tekst",
    "cli.can.requires": "Krav: {why}",
    "cli.can.unknown": "Ingen av løpene i saken kjenner hendelsen «{event}».{hint} Se «pathways case can {case}».",
    "cli.list.no_service": "Det finnes ingen tjeneste «{service}». Disse finnes: {known}.",
    "cli.list.with": "hos {holder}",
    "cli.list.with_waiting": "hos {who}; ligger ellers hos {holder}",
    "cli.list.others": "og {count} til",
    "cli.list.none": "Ingen saker.",
    "cli.list.none_overdue": "Ingen saker har en frist som er passert uten at den er fulgt opp.",
    "cli.list.in_error": "registrert ved en feil",
    "cli.list.see_case": "ingenting løper; «pathways case show {case}» sier mer",
    "cli.list.ended": "avsluttet",
    "cli.list.nothing": "ingen frister løper",
    "cli.list.more": "Det er flere. Neste side: --after {after}",
    "cli.list.bad_cursor": "Merket til --after kan ikke leses. Bruk det som sto under forrige side.",
    "cli.refused.who": "{event}: {who}.",
    "cli.refused.closed": (
        "Løpet ble avsluttet {on}, ved hendelse {seq} ({event}). Er det tidspunktet feil, rett det først: "
        "«pathways correct {case} {seq} --happened … --why …»."
    ),
    "cli.refused.near": "Mente du {near}?",
    "cli.refused.takes": "Slik: advance {case} {command}",
    "cli.refused.correct_first": "Slik: correct {case} {seq} --happened … --why …",
    "cli.refused.annul_first": "Slik: annul {case} {seq} --why … (ingen annen dato hjelper)",
    "cli.refused.amend_together": "Eller alt samlet: amend {case} FIL",
    "cli.refused.judged": (
        "Saken er overført til en annen utgave siden. Det som skjedde {on}, bedømmes etter utgaven som gjelder fra "
        "{version}."
    ),
    "cli.refused.instead_then": "Da kunne {user}:",
    "cli.refused.nothing_then": "Det var ingenting {user} kunne registrere der da.",
    "cli.refused.more": "Hva som kan registreres, og med hvilke felt: «pathways case can {case}{event}».",
    "cli.refused.instead": "Nå kan {user}:",
    "cli.refused.event": "  {command}",
    "cli.correct.sealed": (
        "Ikke registrert: teksten til hendelse {seq} er forseglet. Skriv den på nytt ({names}), eller ta den bort med "
        "--unset."
    ),
    "cli.correct.both": "Samme felt er både satt og tatt bort: {fields}.",
    "cli.correct.not_there": "Hendelsen har ikke {fields}, så det kan ikke tas bort. Den har: {known}.",
    "cli.receipt.recorded": "Registrert: hendelse {seq} i {case}, {event}, skjedde {happened}, av {user}.",
    "cli.receipt.corrected": "Rettet: hendelse {target} i {case}, {event}. Rettingen er hendelse {seq}, av {user}.",
    "cli.receipt.annulled": (
        "Merket feilregistrert: hendelse {target} i {case}, {event}. Merkingen er hendelse {seq}, av {user}."
    ),
    "cli.receipt.redecided": (
        "Gjort om: hendelse {target} i {case}, {event}. Omgjøringen er hendelse {seq} og gjelder fra {happened}, "
        "av {user}."
    ),
    "cli.receipt.repeated": "Registrert fra før: hendelse {seq} i {case}, {event}. Ingenting er lagret på nytt.",
    "cli.receipt.passed": "Systemet registrerte samtidig påminnelser og frister som alt var passert: {count}.",
    "cli.receipt.superseded": "{count} av systemets hendelser falt bort.",
    "cli.receipt.warning": "Obs: {warning}",
    "cli.receipt.lies_elsewhere": (
        "Saken ligger i mottaket ({place}), som tar den videre. Rollen din gjelder ikke der, så du ser den ikke."
    ),
    "cli.receipt.next": "Se «pathways case show {case}».",
    "cli.timeline.title": "{case} · Tidslinje",
    "cli.timeline.empty": "Ingenting hadde skjedd ennå.",
    "cli.timeline.seq": "nr.",
    "cli.timeline.no_seq": "–",
    "cli.timeline.recorded": "registrert",
    "cli.timeline.happened": "skjedde",
    "cli.timeline.what": "hva",
    "cli.timeline.who": "hvem",
    "cli.timeline.system": "systemet",
    "cli.timeline.late": ", {days} etterregistrert",
    "cli.timeline.hidden": "Innholdet er skjult.",
    "cli.timeline.detail": "{title}: {value}",
    "cli.timeline.quote": "{title}: «{text}»",
    "cli.timeline.change": "{title}: før {before}, nå {after}",
    "cli.timeline.nothing": "ingenting",
    "cli.timeline.annulled": "× feilregistrert, se hendelse {seq}",
    "cli.timeline.corrected": "rettet, se hendelse {seq}",
    "cli.timeline.redecided": "→ gjort om, se hendelse {seq}",
    "cli.timeline.superseded": "bortfalt, se hendelse {seq}",
    "cli.timeline.unnoticed": "ikke oppdaget ennå",
    "cli.timeline.unnoticed_short": "—",
}

SENTENCES: dict[str, str] = {**_FRAME, **_GIVEN, **_CASES}
