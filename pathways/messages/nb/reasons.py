"""Bokmål sentences of missed deadlines: why, whether it was the work or the registration, and who held the ball."""

SENTENCES: dict[str, str] = {
    "engine.explanation_alone": (
        "Hendelse {seq} er årsaken til at en frist ikke ble holdt. Den endrer ingenting annet i saken, og rettes eller "
        "annulleres for seg selv, med «pathways correct» eller «pathways annul»."
    ),
    "engine.explain_not_missed_yet": (
        "Det er ingen årsak å registrere: fristen «{deadline}» er ikke gått ut. Siste dag er {date}."
    ),
    "engine.explain_not_running": (
        "Det er ingen årsak å registrere: fristen «{deadline}» løper ikke, eller klokken dens står."
    ),
    "engine.explain_never_missed": (
        "Det er ingen årsak å registrere: fristen «{deadline}» ble holdt, ved hendelse {seq}."
    ),
    "engine.explain_registered_late": (
        "Det er ingen årsak å registrere: fristen «{deadline}» er ikke oversittet, og bare registreringen kom for sent."
    ),
    "engine.explain_imported": (
        "Det er ingen årsak å registrere: fristen «{deadline}» er ikke oversittet. Det som viser det, er lest inn fra "
        "et annet system."
    ),
    "engine.explain_round_over": (
        "Det er ingen årsak å registrere: runden av fristen «{deadline}» fra hendelse {seq}, med dato {date}, var over "
        "før den gikk ut."
    ),
    "engine.which_round": (
        "Fristen «{deadline}» ble ikke holdt i flere runder. Si hvilken årsaken gjelder: {rounds}. "
        "Se «pathways deadline list»."
    ),
    "engine.no_round": "Fristen «{deadline}» har ingen runde fra hendelse {seq}. Den har: {rounds}.",
    "engine.round": "--round {seq} ({date})",
    "engine.explain_no_list": (
        "Det er ingen lokal liste å ta årsaken for fristen «{deadline}» fra. Sett en for {service} under missed_reason "
        "i settings.yaml, eller under missed for fristen i definisjonen."
    ),
    "engine.explain_code_missing": "Si hvorfor med minst én kode fra {list}: --code KODE. Gyldige i dag: {known}.",
    "engine.explain_only_reason": (
        "Av hendelse {seq} kan bare koder og tekst rettes. Gjelder årsaken en annen frist, annuller den og "
        "registrer den der."
    ),
    "cli.help.deadline_reason": (
        "Registrer hvorfor en frist ikke ble holdt. En ny årsak erstatter den forrige, og begge blir stående."
    ),
    "cli.option.missed_code": "Årsak fra den lokale listen som fristen viser til. Kan gjentas.",
    "cli.option.round": (
        "Hvilken runde av fristen: nummeret på hendelsen den løper fra. Må sies når flere runder ikke ble holdt."
    ),
    "cli.option.explained_round": (
        "En tidligere runde av fristen: nummeret på hendelsen den løp fra. Den vises slik den sto da den neste begynte."
    ),
    "cli.option.missed_reason": "Forklaring i fritekst; «-» leser den fra standard inn.",
    "cli.receipt.explained": "Registrert: hendelse {seq} i {case}, {event}, av {user}.",
    "cli.receipt.why_missed": (
        "årsaken til at fristen «{name}» med dato {date} (runden fra hendelse {seq}) ikke ble holdt"
    ),
    "cli.receipt.of_item": "{name} {item}",
    "cli.receipt.replaces": "Den erstatter hendelse {seq}.",
    "cli.reason.asked_breach": "Årsak til bruddet er ikke registrert: {command}",
    "cli.reason.asked_past": "Årsak til at tiden gikk ut, er ikke registrert: {command}",
    "cli.reason.may": "Ingen krever årsaken til at tiden gikk ut, men den kan registreres: {command}",
    "cli.reason.nobody": "ingen er satt til det ({name} i access.yaml)",
    "cli.reason.missing": "årsaken er ikke registrert",
    "cli.reason.missing_over": "perioden er over, og årsaken er ikke registrert",
    "cli.reason.missing_met": "gjort for sent, og årsaken er ikke registrert",
    "cli.reason.missing_ended": "falt bort etter at den gikk ut, og årsaken er ikke registrert",
    "cli.reason.command": (
        "pathways deadline reason {case} {name}{options} --code KODE (koder: «pathways definition codes {list}»)"
    ),
    "cli.reason.option_run": " --run {run}",
    "cli.reason.option_round": " --round {seq}",
    "cli.reason.option_item": " --activity {item}",
    "cli.reason.given": "Årsak: {codes} (hendelse {seq})",
    "cli.reason.moot": "Årsak (hendelse {seq}) er uten virkning: fristen ble ikke oversittet, slik det nå er kjent",
    "cli.lateness.handling": "Sen behandling: det skjedde etter fristen",
    "cli.lateness.gone": "Falt bort etter fristen",
    "cli.lateness.registration_settled": "Bare sen registrering: det skjedde i tide og ble ført inn etter fristen",
    "cli.lateness.registration_settled_gone": (
        "Bare sen registrering: fristen falt bort i tide, og det ble ført inn etter fristen"
    ),
    "cli.lateness.registration_waiting": (
        "Bare sen registrering: at klokken sto, ble ført inn da fristen så ut til å være ute"
    ),
    "cli.lateness.registration_extension": (
        "Bare sen registrering: forlengelsen kom i tide og ble ført inn da fristen så ut til å være ute"
    ),
    "cli.lateness.registration_fewer": (
        "Bare sen registrering: at færre ganger var nok, ble ført inn da fristen så ut til å være ute"
    ),
    "cli.lateness.imported_settled": "Lest inn fra et annet system: det skjedde i tide",
    "cli.lateness.imported_settled_gone": "Lest inn fra et annet system: fristen falt bort i tide",
    "cli.lateness.imported_waiting": (
        "Lest inn fra et annet system: at klokken sto, kom inn da fristen så ut til å være ute"
    ),
    "cli.lateness.imported_extension": "Lest inn fra et annet system: forlengelsen kom i tide",
    "cli.lateness.imported_fewer": (
        "Lest inn fra et annet system: at færre ganger var nok, kom inn da fristen så ut til å være ute"
    ),
    "cli.deadline.lateness": "sent",
    "cli.deadline.missed_reason": "hvorfor",
    "cli.deadline.held": "hos hvem",
    "cli.deadline.held_state": "{who}: {days}",
    "cli.deadline.held_paused": "mens saken ventet på {who}: {days}",
    "cli.deadline.held_oldest": ("(ventet saken på flere samtidig, er dagen ført på den ventingen som begynte først)"),
    "cli.case.waits_held": (
        "Saken venter på flere samtidig: hver dag føres på den ventingen som begynte først, nå: {who} (siden {since})."
    ),
    "cli.deadline.held_nobody": "ingen (forløpet var avsluttet): {days}",
    "timeline.explained": "årsak til at fristen ikke ble holdt: {title}",
    "timeline.missed_codes": "Årsak",
    "timeline.moot": "uten virkning: fristen ble ikke oversittet, slik det nå er kjent",
    "timeline.replaced": "erstattet av hendelse {seq}",
    "timeline.was_late": "sen behandling av fristen «{title}», som gikk ut {date}",
    "timeline.gone_late": "fristen «{title}», som gikk ut {date}, falt bort etter det",
    "timeline.registration_settled": "fristen «{title}» ({date}) ble holdt; bare registreringen kom for sent",
    "timeline.registration_settled_gone": (
        "fristen «{title}» ({date}) falt bort i tide; bare registreringen kom for sent"
    ),
    "timeline.registration_waiting": (
        "ført inn da fristen «{title}» så ut til å være ute; med dette er den ikke oversittet"
    ),
    "timeline.registration_extension": (
        "ført inn da fristen «{title}» så ut til å være ute; med dette er den ikke oversittet"
    ),
    "timeline.registration_fewer": (
        "ført inn da fristen «{title}» så ut til å være ute; med dette er den ikke oversittet"
    ),
    "timeline.imported_fewer": "lest inn da fristen «{title}» så ut til å være ute; med dette er den ikke oversittet",
    "timeline.imported_settled": "fristen «{title}» ({date}) ble holdt; det er lest inn fra et annet system",
    "timeline.imported_settled_gone": (
        "fristen «{title}» ({date}) falt bort i tide; det er lest inn fra et annet system"
    ),
    "timeline.imported_waiting": "lest inn da fristen «{title}» så ut til å være ute; med dette er den ikke oversittet",
    "timeline.imported_extension": (
        "lest inn da fristen «{title}» så ut til å være ute; med dette er den ikke oversittet"
    ),
}
