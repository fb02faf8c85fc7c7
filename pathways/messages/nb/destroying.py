"""Bokmål sentences of retention, and of destroying what should never have been registered."""

_REFUSALS: dict[str, str] = {
    "destroy.same_person": (
        "Ikke bestemt: {proposer} har foreslått det. Den som foreslår, kan ikke bestemme det, i noen rolle. En annen må"
        " gjøre det."
    ),
    "destroy.lent_by_proposer": (
        "Ikke bestemt: {user} har rollen bare som vikar for {proposer}, som har foreslått det. En annen må gjøre det."
    ),
    "destroy.no_role": "Ikke bestemt: {user} har ingen rolle som kan bestemme dette, foreslått av {proposer}.",
    "destroy.kept": (
        "Ingenting kan slettes her ({title}): {law}. Det som er merket som feilregistrert, er skjult for alle"
        " andre enn dem som fører tilsyn, og blir tatt vare på."
    ),
    "destroy.no_rule": (
        "Ingenting kan slettes: retention.yaml sier ikke noe om tjenesten «{service}». Uten en regel tas alt vare på."
    ),
    "destroy.nothing": (
        "Ikke foreslått: ingenting i saken er merket som feilregistrert og ikke slettet. Feil rettes; bare "
        "det som aldri skulle vært ført, kan slettes. Merk det først: «pathways annul»."
    ),
    "destroy.not_wrong": (
        "Ikke foreslått: hendelse {seqs} er ikke merket som feilregistrert, eller har ingenting som kan "
        "slettes. Feil rettes; bare det som aldri skulle vært ført, kan slettes."
    ),
    "destroy.gone": "Hendelse {seqs} er slettet før.",
    "destroy.interest": (
        "Ikke foreslått: si hvorfor allmenne hensyn ikke taler mot at det slettes (--public-interest). Det "
        "blir stående."
    ),
    "destroy.open_already": "Saken har et forslag som ingen har avgjort. Se «pathways destroy list».",
    "destroy.no_proposal": (
        "{case} har ikke noe forslag om sletting med nummer {seq}. Se «pathways destroy list {case}»."
    ),
    "destroy.decided": "Forslaget i hendelse {seq} er avgjort av {user}.",
    "destroy.information": "hva som er foreslått slettet",
    "compiler.destroys_unsure": "Det som er feilregistrert, kan ikke slettes på et grunnlag av grad {certainty}.",
    "compiler.destroys_unsure_hint": (
        "Sletting krever lovtekst (A) eller sikker gjengivelse (B). Skriv wrong: kept til grunnlaget er slått opp."
    ),
    "store.finding_person_kept": (
        "Sak {case}: det som ble ført om {about} i hendelse {seq}, er besluttet slettet, og ligger der fortsatt."
    ),
}

_COMMANDS: dict[str, str] = {
    "cli.help.destroy": "Slett det som aldri skulle vært ført, der loven sier det: én foreslår, en annen bestemmer.",
    "cli.help.destroy_propose": (
        "Foreslå at noe som er merket som feilregistrert, slettes for godt.\n\n"
        "Uten --event alt i saken som er merket. Fritekster og personopplysninger slettes; at hendelsen var "
        "der, koder og datoer blir stående, og kjeden er hel. En annen person må bestemme det. I barnevernet "
        "slettes ingenting."
    ),
    "cli.help.destroy_approve": (
        "Bestem at det som er foreslått, slettes, og slett det. Den som foreslo det, kan ikke.\n\n"
        "Eldre sikkerhetskopier har det fortsatt."
    ),
    "cli.help.destroy_decline": (
        "Bestem at ingenting slettes, med grunn; eller ta tilbake et eget forslag. Den det gjelder, kan ha "
        "rett til å klage på et avslag."
    ),
    "cli.help.destroy_list": "Vis forslagene i en sak, eller dem som ingen har avgjort, i alle.",
    "cli.help.destroy_scrub": (
        "Skriv databasen på nytt, så ingen side i den har noe av det som er slettet. Skjer av seg selv etter "
        "«approve», om ingen andre er i den da."
    ),
    "cli.destroy.argument_proposal": "Nummeret på hendelsen med forslaget.",
    "cli.destroy.argument_case": "Saksnummer; uten det alle saker.",
    "cli.destroy.option_event": "Hendelse som skal slettes; kan gis flere ganger.",
    "cli.destroy.option_reason": "Hvorfor. Blir stående: skriv ikke hvem det gjelder.",
    "cli.destroy.option_interest": "Hvorfor allmenne hensyn ikke taler mot det. Blir stående.",
    "cli.destroy.proposed": (
        "Foreslått slettet i {case} (hendelse {seq}): det hendelse {seqs} har av fritekst og "
        "personopplysninger, etter {law}. En annen må bestemme det: «pathways destroy approve {case} {seq}»."
    ),
    "cli.destroy.destroyed": (
        "Slettet for godt i {case}: fritekst og personopplysninger i hendelse {seqs}. Kjeden er hel; "
        "«pathways verify» sier det."
    ),
    "cli.destroy.declined": "Forslaget i {case} (hendelse {seq}) er avslått eller tatt tilbake. Ingenting er slettet.",
    "cli.destroy.backups": (
        "Sikkerhetskopier fra før har det fortsatt, og kan leses av den som har nøklene. Slett dem, eller la dem gå ut."
    ),
    "cli.destroy.not_scrubbed": (
        "Databasen kunne ikke skrives på nytt nå, fordi andre bruker den: gamle sider kan ha det slettede, "
        "kryptert. Kjør «pathways destroy scrub» når ingen er i den."
    ),
    "cli.destroy.scrubbed": "Databasen er skrevet på nytt.",
    "cli.destroy.none": "Ingen forslag om sletting.",
    "cli.destroy.stage_open": "hendelse {seqs}, foreslått av {user} {at}; ingen har avgjort det",
    "cli.destroy.stage_declined": "hendelse {seqs}, foreslått av {user} {at}; avslått eller tatt tilbake av {by}",
    "cli.destroy.stage_destroyed": "hendelse {seqs}, foreslått av {user} {at}; slettet etter beslutning av {by}",
    "cli.help.case_retention": (
        "Vis hvor lenge det som er registrert i en sak, tas vare på, etter hvilken lov, og om noe kan slettes.\n\n"
        "Ingenting slettes av at tiden går."
    ),
    "cli.retention.purpose": "se hvor lenge saken tas vare på",
    "cli.retention.information": "hvilken tjeneste saken hører til",
    "cli.retention.heading": "{case} · {title}",
    "cli.retention.no_rule": (
        "{case}: retention.yaml sier ikke noe om tjenesten «{service}». Uten en regel tas alt vare på, og ingenting "
        "kan slettes."
    ),
    "cli.retention.kept": "Tas vare på",
    "cli.retention.kept_for_good": "for alltid",
    "cli.retention.kept_while_needed": "til det ikke lenger antas å bli bruk for det; loven nevner ingen år",
    "cli.retention.wrong": "Feilregistrert",
    "cli.retention.wrong_kept": "skjules, og tas vare på",
    "cli.retention.wrong_destroyed": (
        "slettes etter en beslutning av to personer (pathways destroy), om ikke allmenne hensyn taler mot det"
    ),
    "cli.retention.basis": "{law} (grad {certainty})",
    "cli.retention.by_time": (
        "Ingenting slettes av at tiden går: kassasjon og sletting av hele saker gjøres i arkivet, ikke her."
    ),
    "cli.purpose.destroy": "sletting av det som er feilregistrert",
    "cli.purpose.destroy_list": "se forslag om sletting",
    "timeline.destruction_proposed": "foreslått slettet for godt: fritekst og personopplysninger i hendelse {seqs}",
    "timeline.destruction_declined": "forslaget om sletting i hendelse {seqs} er avslått eller tatt tilbake",
    "timeline.law": "Hjemmel",
    "timeline.proposed_by": "Foreslått av",
    "timeline.public_interest": "Allmenne hensyn",
}

SENTENCES: dict[str, str] = {**_REFUSALS, **_COMMANDS}
