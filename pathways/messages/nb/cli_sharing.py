"""Bokmål sentences of the commands ``consent`` and ``share``, and of the timeline about them."""

_HELP: dict[str, str] = {
    "cli.help.consent": "Samtykke til hjelp, samtykke til å gi opplysninger videre, hjemmel og reservasjon i saker.",
    "cli.help.consent_give": (
        "Registrer et samtykke til hjelp. Det åpner ikke for å dele noe med andre.\n\n"
        "Regelen om alder er den som gjaldt den dagen det ble gitt («pathways consent rules»). Fødselsdatoen hentes "
        "fra "
        "det som er ført om barnet; lesingen føres i tilgangsloggen, og datoen vises ikke."
    ),
    "cli.help.consent_release": (
        "Registrer at noen samtykker i at taushetsbelagte opplysninger gis til en navngitt mottaker.\n\n"
        "--dry-run viser hva det ville åpne for, uten å registrere."
    ),
    "cli.help.consent_basis": (
        "Registrer at loven gir grunnlag for å fortelle en mottaker noe uten samtykke.\n\n"
        "Hjemlene står i sharing.yaml («pathways consent rules»). Loven virker ikke av seg selv: --reason er "
        "vurderingen."
    ),
    "cli.help.consent_object": (
        "Registrer at noen motsetter seg at opplysninger deles. Den som sier stopp, blir hørt, uansett alder.\n\n"
        "Det stanser alt som ikke loven gir plikt til. Uten --share gjelder det alt."
    ),
    "cli.help.consent_withdraw": (
        "Registrer at et samtykke, en hjemmel eller en reservasjon ikke gjelder lenger, og vis hva som alt er delt.\n\n"
        "Et samtykke kan trekkes av enhver som kan gi ett. En reservasjon løftes av dem som gjorde den, eller av den "
        "som "
        "bestemmer etter dagens regel."
    ),
    "cli.help.consent_correct": (
        "Rett et samtykke, en hjemmel eller en reservasjon som ble ført feil. Det som ikke oppgis, blir stående.\n\n"
        "Begge utgaver vises. Skulle den aldri vært ført, bruk «pathways annul»."
    ),
    "cli.help.consent_list": "Vis alt som er samtykket til og motsatt i en sak, og hva som gjelder.",
    "cli.help.consent_show": (
        "Vis ett samtykke, en hjemmel eller en reservasjon, og hva som er delt på grunnlag av det."
    ),
    "cli.help.consent_rules": "Vis hvem som bestemmer for et barn i hvilken alder, og hjemlene for å dele, på en dag.",
    "cli.help.share": "Hva som kan fortelles om en sak til andre, og hva som er fortalt.",
    "cli.help.share_preview": (
        "Vis hva som kan fortelles til en mottaker, opplysning for opplysning, med grunnlag. Ingenting sendes."
    ),
    "cli.help.share_record": (
        "Registrer at noe er fortalt til noen utenfor, i brev, på telefon eller i et møte. Bare det som kan deles den "
        "dagen, tas imot."
    ),
    "cli.help.share_list": "Vis hva som er fortalt til andre om en sak, når, og på hvilket grunnlag.",
}

_OPTIONS: dict[str, str] = {
    "cli.consent.option_by": (
        "Hvem som sier det: child, parent_1, parent_2 …, barnevern, carer, provider. Flere ganger for flere."
    ),
    "cli.consent.option_how": (
        "Hvordan: written (skriftlig), oral (muntlig), digital (digitalt) eller conduct (ved handling)."
    ),
    "cli.consent.option_situation": (
        "Det som ved siden av alderen avgjør hvem som bestemmer: ordinary, daily_care, necessary, not_told, withheld, "
        "care_order, no_competence, no_competence_care_order, own_danger, institution."
    ),
    "cli.consent.option_sole": "Én forelder har foreldreansvaret alene.",
    "cli.consent.option_unable": "Barnet er for lite til å forstå hva det gjelder.",
    "cli.consent.option_heard": "Barnet er informert og har fått si sin mening.",
    "cli.consent.option_age": "Barnets alder i hele år den dagen, når ingen fødselsdato er ført.",
    "cli.consent.option_to": (
        "Til hvem: en tjeneste i organisasjonen, eller et slag tjeneste der ingen av slaget er ført opp."
    ),
    "cli.consent.option_to_name": (
        "Til noen organisasjonen ikke kjenner; «-» leser navnet fra standard inn. Det krypteres."
    ),
    "cli.consent.option_sector": "Området en mottaker utenfor hører til, når en hjemmel krever det.",
    "cli.consent.option_share": (
        "Hva: course (gangen i saken), texts (fritekster), persons (personopplysninger), addresses (adresser og "
        "kontaktopplysninger); flere med komma mellom."
    ),
    "cli.consent.option_item": (
        "Bare denne opplysningen (state, field.navn …; se «pathways share preview»). Flere ganger for flere."
    ),
    "cli.consent.option_of": "Bare dette forløpet. Uten: alle i saken.",
    "cli.consent.option_until": "Siste dag det gjelder.",
    "cli.consent.option_dry_run": "Vis hva det ville åpne for, uten å registrere noe.",
    "cli.consent.option_ground": "Hjemmelen, som i «pathways consent rules»: hpl-25, bvl-13-1 …",
    "cli.consent.option_presumed": "Ingen har sagt det, men det er grunn til å tro det.",
    "cli.consent.option_everybody": "Det gjelder alle mottakere.",
    "cli.consent.option_on": "Dagen reglene skal vises for. Uten: i dag.",
    "cli.consent.no_word": "{option} tar {known}.",
}

_PAGES: dict[str, str] = {
    "cli.consent.kind_consent": "Samtykke til hjelp",
    "cli.consent.kind_release": "Samtykke til å gi opplysninger videre",
    "cli.consent.kind_basis": "Hjemmel for å gi opplysninger videre",
    "cli.consent.kind_objection": "Reservasjon mot deling",
    "cli.consent.kind_withdrawal": "hendelse {seq} er trukket",
    "cli.consent.recorded_consent": (
        "Registrert: hendelse {seq} i {case}, samtykke til hjelp, av {user}. Det deler ingenting."
    ),
    "cli.consent.recorded_release": (
        "Registrert: hendelse {seq} i {case}, samtykke til å gi opplysninger videre, av {user}."
    ),
    "cli.consent.recorded_basis": (
        "Registrert: hendelse {seq} i {case}, hjemmel for å gi opplysninger videre, av {user}."
    ),
    "cli.consent.recorded_objection": "Registrert: hendelse {seq} i {case}, reservasjon mot deling, av {user}.",
    "cli.consent.withdrawn": (
        "Registrert: hendelse {seq} i {case}, det som ble sagt i hendelse {target}, gjelder ikke lenger, av {user}."
    ),
    "cli.consent.none": "Ingenting er samtykket til eller motsatt i {case}. Da deles ingenting med andre tjenester.",
    "cli.consent.heading": "{case} · Samtykke, hjemmel og reservasjon",
    "cli.consent.towards": "til {to}",
    "cli.consent.to_everybody": "alle",
    "cli.consent.sealed": "navngitt mottaker (forseglet)",
    "cli.consent.stands": "gjelder",
    "cli.consent.until": "gjelder til {date}",
    "cli.consent.over": "gjaldt til {date}",
    "cli.consent.withdrawn_on": "trukket tilbake {date}, hendelse {seq}",
    "cli.consent.annulled": "feilregistrert",
    "cli.consent.nothing_shared": "Ingenting er delt på grunnlag av hendelse {seq}.",
    "cli.consent.already_shared": (
        "Dette er delt på grunnlag av hendelse {seq}. Det noen har sett eller mottatt, kan ikke tas tilbake:"
    ),
    "cli.consent.nothing_shared_with_them": "Ingenting av det reservasjonen gjelder, er registrert som delt.",
    "cli.consent.shared_with_them": (
        "Dette av det reservasjonen gjelder, er delt. Det noen har sett eller mottatt, kan ikke tas tilbake:"
    ),
    "cli.consent.tried": "Ingenting er registrert. Slik ville det vært: {what}.",
    "cli.consent.opens": "Åpner for: {items}.",
    "cli.consent.stops": "Stanser: {items}.",
    "cli.consent.opens_nothing": "Åpner ikke for noe nytt.",
    "cli.consent.row_status": "Status",
    "cli.consent.row_hidden": "Innhold",
    "cli.consent.row_on": "Gitt",
    "cli.consent.row_law": "Regel",
    "cli.consent.row_rule": "Regelens navn",
    "cli.consent.row_situation": "Situasjon",
    "cli.consent.row_how": "Måte",
    "cli.consent.row_share": "Omfatter",
    "cli.consent.row_items": "Bare",
    "cli.consent.row_of": "Forløp",
    "cli.consent.row_by_user": "Registrert av",
    "cli.consent.row_reason": "Begrunnelse",
    "cli.consent.rules_heading": "Hvem som bestemmer, {date}",
    "cli.consent.grounds_heading": "Hjemler for å fortelle andre noe uten samtykke, {date}",
    "cli.consent.about_help": "hjelp, {sector}",
    "cli.consent.about_release": "opplysninger, {sector}",
    "cli.consent.effect_statutory": "lov",
    "cli.consent.effect_individual": "individuelt bestemt",
    "cli.consent.effect_guideline": "veiledning",
    "cli.consent.effect_target": "mål",
    "cli.consent.effect_local": "lokal regel",
    "cli.consent.ages": "{first}–{last} år",
    "cli.consent.and": " og ",
    "cli.consent.or": " eller ",
    "cli.consent.law_from": ", fra {date}",
    "cli.consent.law_to": ", til {date}",
    "cli.consent.can_be_stopped": "Den det gjelder, kan motsette seg det.",
    "cli.consent.not_stopped": "En reservasjon stanser det ikke.",
    "cli.share.without_record": (
        "{case} · til {to}: ingenting kan deles, og mottakeren får ikke vite at noe forløp finnes. Verken samtykke "
        "eller hjemmel er registrert for denne mottakeren."
    ),
    "cli.share.what_next": (
        "Registrer et samtykke til å gi opplysninger videre («pathways consent release {case}»), eller en hjemmel "
        "(«pathways consent basis {case}»)."
    ),
    "cli.share.title": "{case} · {pathway} · til {to}",
    "cli.share.yes": "kan deles",
    "cli.share.no": "deles ikke",
    "cli.share.by": "hendelse {seq}",
    "cli.share.in_message": "melding {signal}: {items}",
    "cli.share.rests": "Hendelse {seq}",
    "cli.share.nothing": "Ingenting kan deles. Mottakeren får ikke vite at forløpet finnes.",
    "cli.share.no_run": (
        "{case} har ikke noe forløp som gjelder, så det er ingenting å dele. Er alt feilregistrert, står det i "
        "«pathways timeline {case}»."
    ),
    "cli.share.no_addresses": (
        "Adresser og kontaktopplysninger deles likevel ikke, uansett hva som er gitt: programmet regner hver adresse "
        "som skjermet. Skal mottakeren ha en adresse, må noen vurdere det og gi den på annen måte."
    ),
    "cli.share.locked": "Barnets fødselsdato er ført, men kan ikke leses her: det som avhenger av alder, deles ikke.",
    "cli.share.recorded": "Registrert: hendelse {seq} i {case}, delt, av {user}.",
    "cli.share.told_to": "Til {to}.",
    "cli.share.somebody": "en navngitt mottaker",
    "cli.share.heading": "{case} · Delt med andre",
    "cli.share.none": "Ingenting er delt fra {case}.",
    "cli.purpose.consent": "alder og omsorg for samtykkeregler",
    "cli.purpose.consent_read": "se samtykker",
    "cli.purpose.consent_tried": "prøve et samtykke",
    "cli.purpose.share_preview": "se hva som kan deles",
    "cli.purpose.share_list": "se hva som er delt",
    "cli.information.consents": "samtykker, hjemler, reservasjoner og deling",
}

_TIMELINE: dict[str, str] = {
    "timeline.told_consent": "Samtykke til hjelp",
    "timeline.told_release": "Samtykke til å gi opplysninger videre",
    "timeline.told_basis": "Hjemmel for å gi opplysninger videre",
    "timeline.told_objection": "Reservasjon mot deling",
    "timeline.told_withdrawal": "Trukket tilbake: hendelse {seq}",
    "timeline.told_shared": "Delt med andre",
    "timeline.sharing_by": "Av",
    "timeline.sharing_to": "Til",
    "timeline.sharing_law": "Regel",
    "timeline.sharing_share": "Omfatter",
    "timeline.sharing_items": "Opplysninger",
    "timeline.sharing_until": "Gjelder til",
    "timeline.sharing_how": "Måte",
    "timeline.text_recipient": "Mottaker",
    "timeline.text_age": "Oppgitt alder",
}

SENTENCES: dict[str, str] = {**_HELP, **_OPTIONS, **_PAGES, **_TIMELINE}
