"""Bokmål sentences of register. Values are names of the known form and counts; never content of a file."""

SENTENCES: dict[str, str] = {
    "register.refused_one": "Filen {file} er ikke lest inn, og ingenting er lagret. Ett problem:\n{lines}",
    "register.refused_many": "Filen {file} er ikke lest inn, og ingenting er lagret. {count} problemer:\n{lines}",
    "register.more_problems": "… og {count} til.",
    "register.xml_malformed": "dette er ikke gyldig XML. Hent ut filen på nytt fra fagsystemet",
    "register.xml_empty": "filen er tom, eller slutter før den er ferdig. Hent ut filen på nytt fra fagsystemet",
    "register.xml_invalid_token": "her står et tegn som ikke kan stå i XML, eller som ikke er UTF-8",
    "register.xml_cut_off": "filen slutter midt i noe. Hent ut filen på nytt fra fagsystemet",
    "register.xml_encoding": "filen må være i UTF-8. Lagre den på nytt med det tegnsettet",
    "register.xml_tag_mismatch": "slutten på et element passer ikke til begynnelsen",
    "register.xml_duplicate_attribute": "det samme attributtet står to ganger i ett element",
    "register.xml_more_roots": "det står noe etter slutten på filens innhold",
    "register.xml_entity": "henvisninger med & (entiteter) leses ikke, bare de fem som hører til XML selv",
    "register.xml_doctype": "filen har en dokumenttype (DOCTYPE). Slike filer leses ikke: registerets filer har ingen",
    "register.too_large": "filen er større enn {most} MB. Be fagsystemet om flere mindre uttrekk",
    "register.too_deep": "elementene ligger mer enn {most} nivåer inni hverandre. Dette er ikke en fil fra registeret",
    "register.too_many_attributes": "et element har mer enn {most} attributter. Dette er ikke en fil fra registeret",
    "register.value_too_long": "et navn eller en verdi er lengre enn {most} tegn",
    "register.token_too_long": "her begynner noe som ikke tar slutt. Dette er ikke en fil fra registeret",
    "register.too_many_parts": (
        "saken har mer enn {most} meldinger, undersøkelser og andre deler, og det er flere enn ett barn kan ha. "
        "Sjekk uttrekket hos den som laget det"
    ),
    "register.too_many_items": "en sak har mer enn {most} deler. Dette er ikke en fil fra registeret",
    "register.wrong_root": "filen begynner ikke med elementet {root}. Dette er ikke en fil fra registeret",
    "register.unknown_element": "et element som registeret ikke kjenner står i {parent}",
    "register.unknown_attribute": "et attributt som registeret ikke kjenner står i {element}",
    "register.missing_attribute": "{element} mangler {attribute}",
    "register.missing_element": "{parent} mangler {element}",
    "register.too_many": "{parent} har mer enn én {element}",
    "register.stray_text": "det står tekst i {element}, der ingen tekst skal stå",
    "register.bad_uuid": "{where} er ikke en UUID, slik registeret krever",
    "register.bad_date": "{where} er ikke en dato på formen ÅÅÅÅ-MM-DD mellom 1900 og 2199",
    "register.bad_instant": "{where} er ikke dato og klokkeslett med tidssone, som 2026-06-23T09:30:10+02:00",
    "register.bad_flag": "{where} må være true eller false",
    "register.bad_code": "koden i {where} finnes ikke i registerets kodeliste",
    "register.bad_pattern": "{where} har ikke den formen registeret krever",
    "register.bad_text": "{where} er tom eller for lang",
    "register.end_before_start": "slutten ({element}) ligger før begynnelsen",
    "register.duplicate_id": "to {element} i saken har samme Id, så de kan ikke skilles fra hverandre",
    "register.changed_meanwhile": "filen ble endret mens den ble lest. Les den inn på nytt når den er ferdig skrevet",
    "register.in_future": "{element} er datert etter i dag",
    "register.dangling": "en relasjon fra {from_type} til {to_type} viser til noe som ikke står i saken",
    "register.unattached": "undersøkelsen hører ikke til noen melding som er konkludert med undersøkelse (kode 2). "
    "Den er tatt med som et notat på tidslinjen, uten frister",
    "register.before_report_concluded": "undersøkelsen er avsluttet før meldingen ble konkludert. "
    "Den er tatt med som et notat på tidslinjen, uten frister",
    "register.extension_outside": "utvidet frist er datert utenfor undersøkelsen. Den er tatt med som et notat",
    "register.extension_date": "registeret har bare datoen det ble bedt om utvidet frist. Den er brukt som vedtaksdato",
    "register.no_reporter": "meldingen har ingen melder",
    "register.no_contents": "meldingen har ikke noe saksinnhold",
    "register.code_out_of_time": "en kode i {list} gjaldt ikke den dagen. Den er tatt med slik den står",
    "register.reason": "Importert fra barnevernsregisteret; begrunnelsen ligger i fagsystemet.",
    "register.cannot_open": "Filen {file} kan ikke åpnes ({why}). Ingenting er lest inn fra den.",
    "register.kept_as_note": "{event} er ikke mulig der i forløpet. Den er tatt med som et notat på tidslinjen, "
    "uten frister",
    "register.missing_act": "{case}: {event}, {happened} (#{seq})",
    "register.more_missing": "  og {count} til",
    "register.would_annul": (
        "Obs: {file} er ikke lest inn, og ingenting er lagret. Uttrekket er fra {drawn}. Dette er lest inn før, men "
        "mangler i filen, og ville blitt merket feilregistrert:\n{listed}\nEr det en eldre fil, skal den ikke leses "
        "inn. Er det virkelig borte i fagsystemet, les filen inn med «--annul-what-is-missing». Med «--dry-run» vises "
        "alt filen ville endret."
    ),
    "register.known_elsewhere": (
        "{file} forteller om en sak som er lest inn i tjenesten din før, og som nå ligger et sted der du ikke ser den. "
        "Resten av filen er ikke lest inn. Spør lederen i tjenesten hvem som har saken, og la en som ser alle sakene "
        "lese inn filen."
    ),
    "register.changed": "Endret i fagsystemet etter forrige uttrekk.",
    "register.gone": "Slettet i fagsystemet, eller ikke lenger med i uttrekket.",
    "register.impossible_now": "Ikke lenger mulig i forløpet slik fagsystemet nå har det. Tatt med som et notat.",
    "register.corrected_by_people": "{event} er rettet her for hånd, og filen sier noe annet. Rettingen står",
    "register.annulled_by_people": "{event} er merket feilregistrert her for hånd, og står fortsatt i filen. "
    "Den er ikke tatt inn igjen",
    "register.recorded_by_people": "{event} er registrert her for hånd, og filen sier noe annet. Det som er "
    "registrert her, står",
    "register.gone_but_corrected": "{event} er rettet her for hånd, og står ikke lenger i filen. Den er ikke rørt",
}
