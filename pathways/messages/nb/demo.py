"""Bokmål sentences of the demo. Dates are given to them already written out for people."""

SENTENCES: dict[str, str] = {
    "demo.marker": (
        "Denne mappen er laget av «pathways demo», og lages på nytt hver gang. Alt i den er oppdiktet: barnet, "
        "kommunen, ansatte og hendelser. Legg ingenting her som du vil beholde."
    ),
    "demo.unfinished": (
        "Demoen i denne mappen ble ikke ferdig, eller er ikke ferdig ennå: øvingsbasen har bare en del av historien. "
        "Kjør «pathways demo» på nytt; den begynner forfra."
    ),
    "demo.interrupted": (
        "Demoen ble avbrutt: øvingsbasen i {folder} har bare en del av historien. Kjøres demoen på nytt, begynner den "
        "forfra."
    ),
    "demo.begins_anew": (
        "Forrige demo i {folder} ble avbrutt før den var ferdig. Øvingsbasen lages på nytt, og historien begynner "
        "forfra."
    ),
    "demo.not_ours": (
        "{file} finnes fra før og er ikke laget av demoen (filen {marker} mangler), så den blir ikke rørt. "
        "Velg en annen mappe med --folder."
    ),
    "demo.folder_refused": (
        "Øvingsbasen kan ikke lages i {folder} ({why}). Velg en mappe du har lov til å skrive i, med --folder."
    ),
    "cli.help.demo": (
        "Lag en øvingsbase og se et halvt år gå: en oppdiktet kommune, og historien om ett oppdiktet barn.\n\n"
        "Basen lages på nytt hver gang, og ligger der etterpå, til å prøve selv."
    ),
    "demo.option.no_serve": "Start ingen nettside etterpå. Det finnes ingen ennå, så valget endrer ingenting.",
    "demo.option.seed": "Frø for kommunen og for alle tilfeldige verdier: samme frø gir samme logg. Ellers demo.",
    "demo.option.folder": "Mappen øvingsbasen lages i. Ellers sandbox.",
    "demo.intro": (
        "Ett barn, en kommune med rundt tretti andre saker, og et halvt år. Alt er oppdiktet, også barnet, og ingen "
        "av detaljene kommer fra en kilde. Klokken er øvingsbasens egen, og begynner {day}."
    ),
    "demo.where": "Øvingsbasen: {file}. E-poster som sendes, legges i {post}. Hvem som helst av disse kan du være:",
    "demo.heading.story": "Dag for dag",
    "demo.heading.two_moments": "Samme sak, kjent på to tidspunkter: dagen før rettingen, og dagen den kom",
    "demo.heading.checks": "Holder det? Avspilling av alle saker, og kontroll av kjeden",
    "demo.heading.next": "Prøv selv",
    "demo.mails": "E-poster i {post}: {count}. De sier ikke noe om noen; det gjør bare innboksen.",
    "demo.act": "{who} · {case}: {what}",
    "demo.late": "{what} (registrert {days} senere; skjedde {day})",
    "demo.value": "{title}: {value}",
    "demo.quoted": "«{text}»",
    "demo.warned": "obs: {sentence}",
    "demo.changed": "{title}: {after} (sto som: {before})",
    "demo.of_item": "{title} ({item})",
    "demo.new": "ny frist {day}: {title}",
    "demo.new_window": "adgang til {day}: {title}",
    "demo.moved": "ny dato {day}: {title}, var {before}",
    "demo.word_now": "{title}: {word} (sto som: {before})",
    "demo.settled": "{word}: {title}, frist {day}",
    "demo.gone": "bortfalt: {title}",
    "demo.superseded": "faller bort, men blir stående i loggen: {what}, {title}",
    "demo.found": "oppdaget nå: {what} {day}, {title}",
    "demo.reminded": "påminnelse til {word} · {case}: {title}, frist {day}",
    "demo.escalated": "eskalert til {word} · {case}: {title}, frist {day}",
    "demo.passed": "{case}: {word}, {title}, frist {day}",
    "demo.marked": "{case}: {title}, frist {day}",
    "demo.meanwhile": "Ellers i kommunen i {month}: {what}.",
    "demo.count.melding_mottatt": "{count} meldinger inn",
    "demo.count.melding_mottatt.one": "én melding inn",
    "demo.count.undersokelse_konkludert": "{count} undersøkelser konkludert",
    "demo.count.undersokelse_konkludert.one": "én undersøkelse konkludert",
    "demo.count.henvisning_mottatt": "{count} henvisninger til BUP",
    "demo.count.henvisning_mottatt.one": "én henvisning til BUP",
    "demo.count.other": "{count} andre hendelser",
    "demo.count.other.one": "én annen hendelse",
    "demo.count.passed": "{count} påminnelser og passerte datoer",
    "demo.count.passed.one": "én påminnelse eller passert dato",
    "demo.told.report": "Her begynner historien. To meldere er to frister: hver skal ha sin tilbakemelding.",
    "demo.told.concluded": (
        "Å undersøke åpner også spørsmålet om det nasjonale forløpet: innen tolv uker skal det stå hvorfor det er "
        "eller ikke er startet."
    ),
    "demo.told.late_entry": (
        "Samtalen var i tide, men ble ført for sent. Bruddet faller bort; det blir stående at det sto der, og hvorfor."
    ),
    "demo.told.correction": (
        "En rettet dato regner alt på nytt. Nå viser det seg at skolen fikk svar for sent. Det kunne ingen vite da, og "
        "begge deler kan ses siden."
    ),
    "demo.told.started": "Beslutningen bærer sin begrunnelse: koder som kan telles, og ord som kan leses.",
    "demo.told.meeting": "Fem områder, hvert med sin tjeneste og sitt løp. Ett trengs ikke, og det står hvorfor.",
    "demo.told.extended": "Tjenesten utvider selv, i tide: seks måneder til sammen, fra samme dag som de tre.",
    "demo.told.not_started": "Et annet barn. Forløpet startes ikke, og hvorfor står her om noen spør om fem år.",
    "demo.told.referred": (
        "To tjenester i hvert sitt dataområde deler ikke journal. Meldingen er klar, og ingen andre vet om den."
    ),
    "demo.told.released": (
        "Uten dette får ikke BUP vite at forløpet finnes. Samtykke til hjelp og samtykke til å dele er to ting."
    ),
    "demo.told.sent": "Delt, for de samtykket: dagen, og at barnet er henvist til BUP. Ikke noe annet.",
    "demo.told.received": "Først når BUP mottar, løper BUPs frister. Andre pinsedag telles ikke.",
    "demo.told.source_corrected": "Barnevernet retter dagen hos seg. Hos BUP flytter ingenting seg av seg selv.",
    "demo.told.followed": "En i BUP lar saken følge avsenderen, og de ti virkedagene telles fra rett dag.",
    "demo.told.taken_over": "Mottatt er ikke overtatt: til nå har overføringen vært rød hos barnevernet.",
    "demo.told.clock_runs": "Å be om flere opplysninger stopper ikke klokken.",
    "demo.told.answered_late": "To virkedager for sent. Lederen visste det dagen etter fristen, ikke da noen klaget.",
    "demo.told.outcome": "Innenfor den utvidede fristen. Skolen skal ha svar igjen, og parten kan klage.",
    "demo.told.help_started": "Startet når utredningen reelt begynner, og innenfor den individuelle fristen.",
    "demo.next.set": "Velg øvingsbasen i dette skallet:",
    "demo.next.caseworker": "Saksbehandler: se saken og hva som er mulig nå, og før noe selv",
    "demo.next.refused": "Prøv noe som ikke går, og les hvorfor",
    "demo.next.coordinator": "Koordinator og leder: hva haster, hva visste vi da, og hvem har sett saken",
    "demo.next.auditor": "Revisor: en liste uten navn, et tilfeldig utvalg, og er noe endret siden",
    "demo.next.clock": "La tiden gå tre uker, og se hva som skjer",
    "demo.seconds": "Ferdig på {seconds} sekunder.",
}
