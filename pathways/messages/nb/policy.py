"""Bokmål sentences of the access table: who may do what with which cases."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ problems of the table
    "policy.unknown_action": "Ukjent handling «{name}».",
    "policy.unknown_relation": "Ukjent forhold til saken «{name}».",
    "policy.unknown_facet": "«{name}» er ikke noe som kan ses av en sak.",
    "policy.nobody_manages": "Ingen rad gir noen «{action}»: ingen kunne si hvem som arbeider her.",
    "policy.nobody_manages_hint": "Gi minst én rolle den handlingen.",
    "policy.wrong_relation": "«{action}» kan ikke gis med forholdet «{relation}».",
    "policy.wrong_relation_hint": (
        "«none» er for det som ikke gjelder én sak. Det som gjelder en sak, gis med own, place, engaged, glass eller "
        "shared. Skriv ellers en rad til."
    ),
    "policy.sees_nothing": "Raden «{row}» lar noen åpne saker uten å se noe av dem.",
    "policy.sees_nothing_hint": "Skriv «{facet}» under sees, eller ta bort case.read og case.list.",
    # ------------------------------------------------------------ refusals
    "policy.not_destroyed": (
        "{refusal} I {services} slettes ingenting, heller ikke av andre ({law}): det som er feilregistrert, skjules og "
        "blir tatt vare på. Se «pathways case retention SAK»."
    ),
    "policy.not_yours": (
        "Ikke gjort: bare {by} kan {what} ({action} i access.yaml), og {user} er {roles}. "
        "Se «pathways people list» for hvem som har hvilken rolle."
    ),
    "policy.role_elsewhere": (
        "Ikke gjort: for å {what} må rollen gjelde der det skal gjøres: i hele tjenesten, eller i enheten som får "
        "det ingen har (mottaket). {user} er {roles}, men ikke der ({action} i access.yaml). "
        "«pathways people list» viser hvor hver rolle gjelder."
    ),
    "policy.or": " eller ",
    "policy.nobody": "Ikke gjort: ingen kan {what} ({action} står i ingen rad i access.yaml). {user} er {roles}.",
    "policy.opens_not_there": (
        "Ikke gjort: i {service} er {user} {roles}, og der er det {by} som kan åpne en sak. Be en av dem "
        "(case.open i access.yaml)."
    ),
    "policy.not_here": (
        "Ikke gjort: {user} kan se saken, men ikke {what} i den. Det kan {by}, når det "
        "også er slik: {relations} ({action} i access.yaml)."
    ),
    "policy.not_given": (
        "Ikke gjort: saken kan gis videre av den som har den, eller av {by} ({name} i access.yaml); og det ingen har, "
        "kan tas av den som har en rolle der saken ligger. {user} er {roles}."
    ),
    "policy.no_table": (
        "Ikke gjort: tilgangstabellen (access.yaml i mappen med definisjoner) mangler eller kan ikke brukes, og uten "
        "den kan ingen gjøre noe. Se hva som er galt med «pathways definition check»."
    ),
    "policy.everybody": "alle som har en rolle",
    "policy.texts_withheld": "Fritekst vises ikke: tilgangstabellen lar deg ikke se den.",
    # ------------------------------------------------------------ the basis of a reading, in the access log
    "policy.basis": "{rows} (tabell {table})",
    "policy.basis_row": "{row}: {role}, {relation}",
    "policy.basis_lent": "{role} som vikar for {other}",
    "policy.basis_refused": "ingen rad i tilgangstabellen (tabell {table})",
    "policy.basis_known": "{basis}; innlogget",
    "policy.basis_claimed": "{basis}; påstått, uten innlogging",
    "policy.not_everywhere": (
        "Ikke gjort: dette gjelder alle saker, og det kan bare den som har handlingen {action} med relation: none i "
        "access.yaml. {user} er {roles}. Oppgi en sak."
    ),
    "policy.no_table_short": "mangler",
    "policy.relation.own": "har saken eller vikarierer for den som har den",
    "policy.relation.place": "rolle der saken ligger",
    "policy.relation.engaged": "tilsynsoppdrag",
    "policy.relation.scope": "omfanget av et tilsyn",
    "policy.relation.glass": "brutt glass",
    "policy.relation.shared": "delt med tjenesten",
    "policy.relation.unplaced": "saken er ikke plassert i noe dataområde",
    "policy.relation.none": "uansett sak",
    # ------------------------------------------------------------ what the actions are, after «kan»
    "policy.action.case.open": "åpne saker",
    "policy.action.case.read": "se saker",
    "policy.action.case.list": "se lister over saker",
    "policy.action.case.record": "registrere i saker",
    "policy.action.case.explain": "registrere hvorfor en frist ikke ble holdt",
    "policy.action.case.correct": "rette det egen rolle kan registrere",
    "policy.action.case.correct_any": "rette hva som helst i saker",
    "policy.action.case.annul": "merke som feilregistrert det egen rolle kan registrere",
    "policy.action.case.annul_any": "merke hva som helst som feilregistrert",
    "policy.action.case.enter_late": "etterregistrere",
    "policy.action.case.assign": "gi saker til andre",
    "policy.action.case.take": "ta saker ingen har",
    "policy.action.case.migrate": "overføre pågående saker til en annen utgave",
    "policy.action.person.read": "se personopplysninger",
    "policy.action.person.write": "føre personopplysninger",
    "policy.action.person.search": "søke etter personer",
    "policy.action.consent.write": "føre samtykker",
    "policy.action.share.send": "dele opplysninger med andre tjenester",
    "policy.action.signal.read": "se meldinger mellom tjenester",
    "policy.action.signal.receive": "motta meldinger fra andre tjenester",
    "policy.action.concern.write": "registrere én melding om flere barn",
    "policy.action.concern.read": "se hvilke saker én melding ble til",
    "policy.action.access.read": "se hvem som har sett en sak",
    "policy.action.glass.break": "åpne en sak i nødrett, med begrunnelse",
    "policy.action.glass.review": "gå gjennom saker som er åpnet i nødrett",
    "policy.action.engagement.write": "føre tilsynsoppdrag",
    "policy.action.audit.read": "lese saker i et tilsynsoppdrag",
    "policy.action.destroy.propose": "foreslå at noe tilintetgjøres",
    "policy.action.destroy.approve": "godkjenne at noe tilintetgjøres",
    "policy.action.figures.read": "se tall over saker",
    "policy.action.log.verify": "kontrollere loggene",
    "policy.action.log.check": "kontrollere eller gjenopprette én sak",
    "policy.action.log.export": "hente ut logger til kontroll",
    "policy.action.log.sign": "få loggen signert",
    "policy.action.register.import": "lese inn filer fra det nasjonale registeret",
    "policy.action.cases.import": "lese inn saker som var åpne fra før",
    "policy.action.people.read": "se hvem som arbeider her",
    "policy.action.people.write": "si hvem som arbeider her, og i hvilke roller",
    "policy.action.absence.write": "si hvem som er borte, hvem som vikarierer, og hvem som får det ingen har",
    "policy.action.account.read": "se hvem som har logget inn",
    "policy.action.account.write": "føre brukerkontoer",
    "policy.action.keys.write": "føre nøkler",
    "policy.action.system.run": "kjøre det som går av seg selv",
    "policy.action.system.rebuild": "få det som ligger ved siden av loggene, skrevet på nytt",
    "policy.action.notice.read": "se egne varsler",
}
