"""Bokmål sentences of insight for parties, of what they remark, and of the document that they are given."""

_COMPILER: dict[str, str] = {
    "compiler.insight_unknown": "«{what}» finnes ikke i forløpet «{pathway}», og kan ikke gis i innsyn",
    "compiler.insight_unknown_hint": "Listen er positiv: den nevner hendelser og felt ved navnene i definisjonen.",
    "compiler.insight_reporter": "feltet «{field}» sier noe om den som meldte, og gis aldri i innsyn",
    "compiler.insight_reporter_hint": "Ta det bort. Hvem som meldte, holdes alltid tilbake.",
    "compiler.insight_no_law": "«{name}» hviler på «{source}», som ikke er lov (effect: statutory)",
    "compiler.insight_no_law_hint": "Hvem som er part, og hva som gis uten vurdering, følger av lov, ikke av rutiner.",
    "compiler.insight_twice": "området «{sector}» står også i {file}",
    "compiler.insight_twice_hint": "Hvert område har sine regler om innsyn i én fil. Ta det bort fra en av dem.",
}

_REFUSED: dict[str, str] = {
    "insight.no_draft": "Saken {case} har ikke noe utkast til innsyn som hendelse {seq}. Utkast i saken: {known}.",
    "insight.no_code": (
        "Etter den koden holdes ingenting tilbake fra {party} i en slik sak. Ingenting er registrert. Velg en av disse "
        "med --code: {known}."
    ),
    "insight.why_dropped": "Si hvorfor utkastet ikke skal gis, med --reason.",
    "insight.dropped": (
        "Utkastet {seq} er trukket av {user} og gis ikke. Klargjør et nytt: "
        "«pathways insight prepare SAK --for {party}»."
    ),
    "insight.why_released": (
        "Regelen holder dette tilbake: {items}. Ingenting er registrert. Skal det likevel gis, si hvorfor med --reason."
    ),
    "insight.unassessed": (
        "Utkastet {seq} kan ikke godkjennes. Noe er ikke vurdert: {items}. Vurder det med «pathways insight release» "
        "eller «pathways insight withhold», og --item for hver del."
    ),
    "insight.over": (
        "{title} ({law}) gjelder ikke lenger: undersøkelsen er ferdig. Kan det gis, bruk «insight release»; ellers en "
        "annen kode enn {code}. Er utkastet godkjent, klargjør et nytt."
    ),
    "insight.code_gone": (
        "Koden {code} i utkastet {seq} finnes ikke lenger i reglene om innsyn, så brevet ville mangle paragrafen. "
        "Velg en annen med «insight withhold». Er utkastet godkjent, klargjør et nytt: «pathways insight prepare SAK "
        "--for {party}»."
    ),
    "insight.not_approved": (
        "Utkastet {seq} er ikke godkjent, og ingenting er gitt ut. En annen enn dem som har klargjort og vurdert det, "
        "godkjenner med «pathways insight approve»."
    ),
    "insight.approved_already": (
        "Utkastet {seq} er godkjent av {user} og kan ikke endres. Skal noe annet gis, klargjør et nytt med «pathways "
        "insight prepare»."
    ),
    "insight.changed": (
        "Hendelse {changed} har endret noe som utkastet {seq} handler om, så det sier ikke lenger det saken sier. "
        "Klargjør et nytt: «pathways insight prepare SAK --for {party}»."
    ),
    "insight.unreadable": "Innholdet i utkastet {seq} kan ikke leses lenger. Klargjør et nytt.",
    "insight.which_items": "Si hvilke opplysninger det gjelder, med --item: 12.reason for én, 12 for hele hendelsen.",
    "insight.no_item": (
        "En av opplysningene er ikke i utkastet. Ingenting er registrert. «pathways insight show» viser hva de heter."
    ),
    "insight.same_person": (
        "{user} har klargjort eller vurdert dette utkastet, og kan da ikke godkjenne det. En annen må gjøre det ({by})."
    ),
    "insight.lent_by_proposer": (
        "{user} har bare rollen som vikar for {hand}, som har klargjort eller vurdert utkastet. En annen må godkjenne "
        "({by})."
    ),
    "insight.no_role": "{user} kan ikke godkjenne innsyn etter {hand} i denne saken. Det kan {by}.",
    "insight.remark_empty": "Merknaden er tom. Skriv den med --text, eller «--text -» for å lese den fra standard inn.",
    "insight.not_a_party": (
        "Den som meldte og søsken er ikke parter i saken, får ikke innsyn i den, og har ingen merknader der. "
        "Parter er child, parent_1 til "
        "parent_20 eller other_1 til other_20. Et søsken kan være part i en sak om seg selv."
    ),
    "insight.not_a_person": (
        "{person} er ukjent. Her kan det stå child (barnet), parent_1 til parent_20 (foreldre, slik de er ført i "
        "saken) eller other_1 til other_20 (andre parter). «pathways person show SAK» viser hvem som er ført."
    ),
    "insight.no_person": "Ingenting er ført om {person} i saken. Før personen først, med «pathways person set».",
    "insight.no_situation": "Situasjonen er ukjent. --situation tar: {known}.",
    "insight.age_unknown": (
        "Barnets fødselsdato er ikke ført, eller kan ikke leses her, så det er ikke kjent om barnet er part. Oppgi "
        "alderen med --age."
    ),
    "insight.no_party_rule": (
        "Ingen regel som gjelder i dag, gir denne personen innsyn (situasjon: {situation}). Ingenting er registrert. "
        "Regler om slike personer: {rules}."
    ),
    "insight.why_party": (
        "Situasjonen {situation} må vurderes av noen. Ingenting er registrert. Si hvorfor personen har innsyn, "
        "med --reason; for et barn også at det forstår hva saken gjelder."
    ),
    "insight.no_rules": (
        "Det finnes ingen regler om partsinnsyn for tjenesten {service}, så programmet gir ikke innsyn i slike saker. "
        "Innsyn må gis på annen måte."
    ),
    "insight.no_run": (
        "Ikke laget: {case} har ikke noe forløp som gjelder, så her er ingenting å gi innsyn i. Er alt feilregistrert, "
        "står det i «pathways timeline {case}»; innsyn i det må vurderes på annen måte."
    ),
    "insight.texts_needed": "Du kan ikke se fritekstene i saken, og kan da ikke vurdere hva en part kan få.",
    "insight.file_there": (
        "Filen, eller filen med .json etter navnet, finnes alt. Ingenting er gitt ut. Velg et annet navn med --to."
    ),
    "insight.not_written": (
        "Filene kunne ikke skrives. Se «pathways insight list» om det alt er ført at innsynet er gitt; gi "
        "det da på nytt "
        "med et annet navn."
    ),
    "insight.step_stays": (
        "Hendelse {seq} er et steg i å gi innsyn og blir stående. Skal noe annet gis, klargjør et nytt utkast."
    ),
    "insight.remark_stays": (
        "Hendelse {seq} er det en part har sagt, og blir stående som det ble sagt. Sier parten noe nytt, før "
        "en ny merknad. "
        "Hører den ikke til her, bruk «pathways annul»."
    ),
}

_DOCUMENT: dict[str, str] = {
    "insight.document_title": "INNSYN I SAK {case}",
    "insight.document_for": "Til: ______________________________ ({party})",
    "insight.document_law": "Du har rett til å få vite dette ({law}). Det viser saken slik den var {date}.",
    "insight.document_shown": "DETTE STÅR I SAKEN",
    "insight.document_nothing": "Ingenting av det som står i saken, kan gis deg. Hvorfor, står under.",
    "insight.document_withheld": "HOLDT TILBAKE",
    "insight.document_always": (
        "Noe kan være holdt tilbake etter reglene under. De fleste av dem står i alle slike dokumenter, "
        "enten det finnes "
        "noe slikt i saken eller ikke."
    ),
    "insight.item_remark_by": "Merknad fra {by}",
    "insight.document_remark_by": "Merknad fra {by}",
    "insight.document_own_remark": "Det du har sagt om dette",
    "insight.document_child": "den saken gjelder",
    "insight.document_parent": "forelder {number} i saken",
    "insight.document_other": "annen person {number} i saken",
    "insight.document_missing": "[Her er noe holdt tilbake: {title} ({law})]",
    "insight.document_reason": "{title} ({law}). Du kan klage.",
    "insight.document_reason_final": "{title} ({law}).",
    "insight.document_appeal": "KLAGE",
    "insight.document_remark": (
        "Mener du at noe er feil, kan du si fra til tjenesten. Det du sier, kan settes ved siden av det som står her."
    ),
}

_HELP: dict[str, str] = {
    "cli.help.insight": "Innsyn for en part: klargjort, vurdert, godkjent av en annen, og gitt ut.",
    "cli.help.insight_prepare": (
        "Klargjør et utkast til innsyn for én part. Bare det som står på listen i insight.yaml (helse: "
        "insight-helse.yaml), er med uten "
        "at noen har "
        "vurdert det. Fødselsdatoen hentes fra det som er ført om barnet; lesingen føres i tilgangsloggen."
    ),
    "cli.help.insight_show": (
        "Vis et utkast, opplysning for opplysning: hva som gis, og hva som holdes tilbake og hvorfor."
    ),
    "cli.help.insight_list": "Vis utkastene i en sak, og hva som er blitt av dem.",
    "cli.help.insight_release": "Vurder at opplysninger i et utkast gis.",
    "cli.help.insight_withhold": "Vurder at opplysninger i et utkast holdes tilbake, etter en paragraf.",
    "cli.help.insight_approve": "Godkjenn et utkast som andre har klargjort og vurdert.",
    "cli.help.insight_drop": "Trekk et utkast, godkjent eller ikke, så det ikke kan gis.",
    "cli.help.insight_export": (
        "Skriv dokumentet som parten får, og samme innhold som JSON i filen med .json etter navnet. Det "
        "føres i saken at "
        "det er gitt."
    ),
    "cli.help.insight_remark": "Før det en part sier om en hendelse. Det vises ved siden av hendelsen.",
    "cli.insight.argument_draft": "Hendelsen der utkastet ble klargjort.",
    "cli.insight.option_for": "Hvem innsynet er for: child, parent_1, other_1 …",
    "cli.insight.option_by": "Hvem som sier det: child, parent_1, other_1 …",
    "cli.insight.option_text": "Merknaden. «-» leser den fra standard inn.",
    "cli.insight.option_situation": (
        "Det som ved siden av alderen gjør personen til part: ordinary, own_danger, granted, assessed, needed."
    ),
    "cli.insight.option_age": "Barnets alder i hele år, når fødselsdatoen ikke er ført.",
    "cli.insight.option_item": "Opplysningen: 12.reason, eller 12 for alt i hendelsen. Flere ganger for flere.",
    "cli.insight.option_code": "Hvilken paragraf: en kode under withholds i insight.yaml (helse: insight-helse.yaml).",
    "cli.insight.option_to": "Filen som skrives. Den må ikke finnes fra før.",
    "cli.purpose.insight": "innsyn for en part",
    "cli.information.insight": "alt som kan gis i innsyn",
}

_TOLD: dict[str, str] = {
    "cli.insight.prepared": (
        "Utkast {seq} til innsyn for {party} i {case} er klargjort. {rule} ({law}). Ingenting er gitt ut."
    ),
    "cli.insight.next_show": "Neste: pathways insight show {case} {seq}",
    "cli.insight.released": "Vurdert i {case}: det gis, i utkast {draft} (hendelse {seq}).",
    "cli.insight.withheld": "Vurdert i {case}: det holdes tilbake etter {law}, i utkast {draft} (hendelse {seq}).",
    "cli.insight.approved": "Utkast {draft} i {case} er godkjent (hendelse {seq}) og kan gis med «insight export».",
    "cli.insight.dropped": "Utkast {draft} i {case} er trukket (hendelse {seq}) og kan ikke gis.",
    "cli.insight.stage_dropped": "Trukket av {user}. Ikke gitt.",
    "cli.insight.stage_given_dropped": "Gitt (hendelse {seqs}), og trukket av {user} etter det.",
    "cli.insight.assessments": "Vurdert",
    "cli.insight.codes": "Holdes noe tilbake, er dette kodene til --code",
    "cli.insight.why": ". «{reason}»",
    "cli.insight.given": (
        "Innsyn for {party} i {case} er skrevet til {file} og {file}.json, og ført som gitt (hendelse {seq})."
    ),
    "cli.insight.remarked": "Merknaden fra {by} til hendelse {target} i {case} er ført (hendelse {seq}).",
    "cli.insight.draft": "Utkast {seq} i {case}, innsyn for {party} ({law})",
    "cli.insight.none": "Ingen utkast til innsyn i {case}.",
    "cli.insight.look_for": (
        "Se etter i fritekstene: hvem som meldte, andre barn, den andre forelderen, hvor noen bor eller er, "
        "og det barnet "
        "har sagt i fortrolighet. Programmet leser ikke fritekst."
    ),
    "cli.insight.goes_out": "gis",
    "cli.insight.unassessed": "IKKE VURDERT",
    "cli.insight.kept_back": "holdes tilbake: {code} ({law})",
    "cli.insight.stage_open": "Ikke godkjent. Ikke vurdert ennå: {count}.",
    "cli.insight.stage_approved": "Godkjent av {user}. Ikke gitt.",
    "cli.insight.stage_changed": (
        "Gjelder ikke lenger: hendelse {changed} har endret noe det handler om, og det som vises, er ikke det noen "
        "vurderte. Klargjør et nytt: «pathways insight prepare SAK --for {party}»."
    ),
    "cli.insight.stage_given": "Godkjent og gitt (hendelse {seqs}).",
    "cli.case.remarks": "Merknader fra parter",
    "cli.deadline.remark": "merknad",
    "cli.case.remark": "hendelse {about}, {by}: {text}",
}

_TIMELINE: dict[str, str] = {
    "timeline.remark": "Merknad fra {by} til hendelse {seq}",
    "timeline.remark_short": "merknad fra en part",
    "timeline.remark_by": "Merknad fra {by} (hendelse {seq})",
    "timeline.text_remark": "Merknaden",
    "timeline.insight_prepared": "Utkast til innsyn for {party} klargjort (utkast {seq})",
    "timeline.insight_assessed": "Innsyn for {party} vurdert (utkast {seq})",
    "timeline.insight_approved": "Innsyn for {party} godkjent (utkast {seq})",
    "timeline.insight_dropped": "Innsyn for {party} trukket (utkast {seq})",
    "timeline.insight_given": "Innsyn gitt til {party} (utkast {seq})",
}

_POLICY: dict[str, str] = {
    "policy.action.insight.write": "klargjøre og gi innsyn for en part",
    "policy.action.insight.approve": "godkjenne innsyn for en part",
}

SENTENCES: dict[str, str] = {**_COMPILER, **_REFUSED, **_DOCUMENT, **_HELP, **_TOLD, **_TIMELINE, **_POLICY}
