"""Bokmål sentences of reports about several children."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ the command
    "cli.help.concern": "Én melding om flere barn: hvert barn får sin egen sak.",
    "cli.help.concern_open": (
        "Registrer én melding om flere barn: en sak for hvert av dem, og beskjed i saken til dem som har en."
    ),
    "cli.help.concern_add": "Legg til et barn som meldingen også gjaldt.",
    "cli.help.concern_correct": "Rett det meldingen sier. Hver sak får vite det, og følger når noen der lar den.",
    "cli.help.concern_remove": "Ta ut et barn som meldingen ikke gjaldt. Bare saken til det barnet får vite det.",
    "cli.help.concern_list": "Vis meldingene tjenestene dine har tatt imot, og hva som gjenstår av dem.",
    "cli.help.concern_show": "Vis en melding: hva den sier, hvilke saker den ble til, og hvilke som følger rettinger.",
    "cli.help.concern_cases": "Vis de andre sakene av samme melding, så langt du kan lese dem.",
    "cli.purpose.concern_list": "meldinger i tjenesten",
    "cli.purpose.concern_show": "melding vist",
    "cli.purpose.concern_cases": "meldingen vist",
    "cli.purpose.concern_add": "barn lagt til i bekymringsmelding",
    "cli.purpose.concern_correct": "bekymringsmelding rettet",
    "cli.purpose.concern_remove": "barn tatt ut av bekymringsmelding",
    "concerns.argument_id": "Meldingens nummer (B-…), slik svaret på «concern open» og «concern list» viser det.",
    "concerns.argument_which": "Saken til barnet, eller nummeret (M-…) på beskjeden til den.",
    "concerns.option_children": "Barn som får en ny sak.",
    "concerns.option_join": "Sak som et av barna alt har. Kan gjentas.",
    "concerns.option_waiting": (
        "Barn som alt kan ha en sak, uten at du vet hvilken: de får en ny, så fristene løper, og en leder slår dem "
        "sammen."
    ),
    "concerns.option_after": "Fortsett etter denne meldingen.",
    # ------------------------------------------------------------ the access log: words fit one child, too
    "concerns.information": "bekymringsmelding {concern}",
    "concerns.information_list": "bekymringsmeldinger til {services}",
    "concerns.information_case": "meldingen saken kom av",
    "concerns.relation_own": "tar imot for tjenesten som fikk meldingen",
    "concerns.relation_place": "rolle i tjenesten som fikk meldingen",
    # ------------------------------------------------------------ refusals
    "concerns.not_found": "Det finnes ingen bekymringsmelding {concern} for deg. Se «pathways concern list».",
    "concerns.not_in_it": (
        "Bekymringsmeldingen {concern} gjelder ikke {which}, så langt du kan se. Se «pathways concern show {concern}»."
    ),
    "concerns.nobody": (
        "Si hvem meldingen gjelder: --children ANTALL for nye saker, --join SAK for barn som har en, "
        "--waiting ANTALL for barn som kan ha en."
    ),
    "concerns.how_many": "Meldingen må gjelde minst ett barn, og høyst {most} i én kommando.",
    "concerns.twice": "En sak er nevnt to ganger med --join. Nevn hver sak én gang.",
    "concerns.there_already": "Meldingen er alt i {case}. Ingenting er registrert.",
    "concerns.is_over": (
        "{case} er avsluttet, så meldingen kan ikke tas inn der. Åpne en ny sak for barnet med --children."
    ),
    "concerns.no_free_text": (
        "Fri tekst registreres ikke for flere barn samtidig: den ville stått i alle sakene. Skriv den i hver sak."
    ),
    "concerns.nothing_given": "Si hva som skal rettes: --happened DATO, eller --set FELT=VERDI.",
    "concerns.says_so": "Bekymringsmeldingen {concern} sier dette alt. Ingenting er registrert.",
    "concerns.changed_meanwhile": (
        "Bekymringsmeldingen {concern} ble rettet av noen andre mens du skrev. Ingenting er registrert. Prøv igjen."
    ),
    # ------------------------------------------------------------ answers
    "concerns.told_registered": "Registrert: bekymringsmelding {concern}. Barn: {count}.",
    "concerns.told_repeated": "Registrert fra før: bekymringsmelding {concern}. Barn: {count}.",
    "concerns.became_opened": "ny sak",
    "concerns.became_joined": "beskjed i saken barnet har",
    "concerns.became_waiting": "ny sak, fristene løper; har barnet en sak: «pathways case merge»",
    "concerns.next": (
        "Hvem barna er, føres i hver sak: «pathways person set SAK child name». Rettes meldingen: «pathways concern "
        "correct {concern}»."
    ),
    "concerns.unseen": (
        "Skriv ned nummeret {concern}: du kan rette meldingen med det, men ikke slå den opp. Det kan den eller enheten "
        "som får det ingen har i tjenesten («pathways people intake»), og leder."
    ),
    "concerns.told_corrected": (
        "Rettet: bekymringsmelding {concern}. Sakene får vite det, og følger når noen der lar dem."
    ),
    "concerns.told_removed": (
        "Tatt ut: {case} får vite at meldingen ikke gjaldt barnet. Der: «pathways signal follow {signal}» "
        "(merker starten som feilregistrert), eller «pathways signal keep {signal} --reason …»."
    ),
    # ------------------------------------------------------------ pages
    "concerns.basis": "meldt til tjenesten selv",
    "concerns.heading": "{concern} · {title}",
    "concerns.children": "Barn",
    "concerns.where_told": "✓ saken følger meldingen",
    "concerns.where_kept": "saken står som den var, selv om meldingen er rettet",
    "concerns.where_unfollowed": "✗ meldingen er rettet, og saken har ikke fulgt",
    "concerns.where_handed_on": "gitt videre til en annen tjeneste, som får vite det som rettes",
    "concerns.where_out": "tatt ut av meldingen",
    "concerns.where_out_unfollowed": "✗ tatt ut av meldingen, og saken har ikke fulgt",
    "concerns.list_none": "Ingen bekymringsmeldinger om flere barn.",
    "concerns.list_not_yours": (
        "Du ser ingen bekymringsmeldinger om flere barn. I en tjeneste ser den eller enheten som får det ingen har, "
        "dem («pathways people intake»), og leder. Du kan rette en du har registrert, med nummeret den fikk."
    ),
    "concerns.list_children": "barn: {count}",
    "concerns.list_red": "✗ gjenstår: {count}",
    "concerns.list_done": "✓",
    "concerns.list_more": "Det er flere: «pathways concern list --after {after}».",
    "concerns.cases": "Andre saker av samme melding som {case}",
    "concerns.cases_none": "Ingen andre saker av samme melding som {case}, så langt du kan se.",
    # ------------------------------------------------------------ how a case shows its own message
    "concerns.status_in_taken_over": "✓ registrert av mottaket",
    "concerns.status_in_withdrawn": "trukket av mottaket",
    "concerns.news_changed": "✗ mottaket har rettet meldingen",
    "concerns.news_withdrawn": "✗ mottaket sier at meldingen ikke gjaldt dette barnet",
}
