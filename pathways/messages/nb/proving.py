"""Bokmål sentences of proving: what only shows in time, and the stories of paths."""

# ---------------------------------------------------------------- ladders, maxima, silence

_TEMPORAL: dict[str, str] = {
    "proving.early": (
        "påminnelsen «{rung}» til fristen «{deadline}» kommer før fristen begynner å løpe{how}: "
        "første gang {first}, {count} av {of} {what}"
    ),
    "proving.early_hint": "Gjør avstanden kortere, eller tell den i samme enhet som fristen.",
    "proving.over": (
        "påminnelsen «{rung}» til fristen «{deadline}» kommer når fristen er ute{how}: "
        "første gang {first}, {count} av {of} {what}"
    ),
    "proving.over_hint": "En frist i timer tar slutt på et klokkeslett: bruk «before» med timer.",
    "proving.disorder": (
        "påminnelsen «{rung}» til fristen «{deadline}» kommer etter «{other}», som står etter den{how}: "
        "første gang {first}, {count} av {of} {what}"
    ),
    "proving.disorder_hint": (
        "Skriv påminnelsene i den rekkefølgen de kommer, og bruk samme enhet, så helger ikke bytter dem om."
    ),
    "proving.one_instant": (
        "påminnelsene «{rung}» og «{other}» til fristen «{deadline}» faller på samme tidspunkt{how}: "
        "første gang {first}, {count} av {of} {what}"
    ),
    "proving.one_instant_hint": "Bruk samme enhet i begge, eller større avstand: påske og jul trekker dem sammen.",
    "proving.one_day": (
        "påminnelsene «{rung}» og «{other}» til fristen «{deadline}» kommer til samme rolle samme dag{how}: "
        "første gang {first}, {count} av {of} {what}"
    ),
    "proving.one_day_hint": "Bruk samme enhet i begge, eller større avstand: påske og jul trekker dem sammen.",
    "proving.beyond": (
        "fristen «{deadline}» blir lengre enn {most}, som er det meste etter {law}{how}: "
        "første gang {first}, {count} av {of} {what}"
    ),
    "proving.beyond_hint": "Det regnes fra der kjeden av frister begynner. Gjør fristen eller utvidelsen kortere.",
    "proving.no_escalation": (
        "i tilstanden «{state}» blir det stille når siste påminnelse er gitt{how}, for ingen frist som løper der "
        "{way}, ender med å si fra til noen over"
    ),
    "proving.no_escalation_hint": "La siste trinn i en av fristene ha «escalate: true», eller si hvorfor med «silent».",
    "proving.all_spent": (
        "et løp kan komme til tilstanden «{state}» {way} når alt som er åpent der ({deadlines}), har gitt siste "
        "påminnelse{how}: da får ingen beskjed, hvor lenge det enn står der"
    ),
    "proving.all_spent_hint": "La en frist begynne når løpet kommer dit, eller si hvorfor med «overdue».",
    "proving.needless": "tilstanden «{state}» har «overdue», men ingen kommer dit med bare brukte påminnelser",
    "proving.needless_hint": "Ta bort «overdue».",
    "proving.when_extended": " når den er utvidet",
    "proving.of_starts": "startdatoer",
    "proving.of_dates": "datoer",
    "proving.at_clock": "{date} kl. {clock}",
}

SENTENCES: dict[str, str] = {**_TEMPORAL}
