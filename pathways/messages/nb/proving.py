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
    "proving.stranded": (
        "gjøres «{event}» om så løpet kommer til «{state}», kan fristen «{deadline}» bli stående åpen uten at noe kan "
        "oppfylle den"
    ),
    "proving.stranded_hint": "La den falle bort der med «ends», eller la en hendelse der oppfylle den.",
    "proving.unexplained": (
        "ingen av dem som blir påminnet om fristen «{deadline}» ({reminded}), kan si hvorfor den ikke ble holdt. "
        "Det kan: {explain}"
    ),
    "proving.unexplained_hint": "La en av dem bli påminnet, eller gi en av de påminnede retten til å si det.",
    "proving.when_extended": " når den er utvidet",
    "proving.of_starts": "startdatoer",
    "proving.of_dates": "datoer",
    "proving.at_clock": "{date} kl. {clock}",
}

# ---------------------------------------------------------------- paths

_PATHS: dict[str, str] = {
    "proving.why_stopped": "søket ble stoppet uten å finne det (situasjoner: {count})",
    "proving.why_never": "ingen av stiene som finnes, kommer dit",
    "proving.why_state": "ingen sti kommer til «{state}»",
    "proving.why_timed": "fristen var aldri åpen i «{state}» da datoen gikk ut",
    "proving.why_signal": "hendelsen kommer bare fra et annet løp, og ingen sendte den her",
    "proving.why_refused": "et krav var aldri oppfylt: {why}",
    "proving.why_branch": "hendelsen førte alltid en annen vei herfra; vilkåret holdt aldri (situasjoner: {count})",
    "proving.why_closed": "fristen begynte aldri å løpe",
    "proving.why_always_met": "fristen var alltid oppfylt eller bortfalt før dagen var ute",
    "proving.why_outcome": "fristen løp, men det skjedde aldri (situasjoner: {count})",
    "proving.why_anew": "det skjer bare når en avgjørelse gjøres om, og ingen av stiene gjør den om mens fristen løper",
    "proving.why_not_anew": "den kunne ikke gjøres om slik: {why}",
    "proving.why_no_first": "ingen sti har den første avgjørelsen slik at den kan gjøres om",
    "proving.path": "Sti {number} av {of}: {about}",
    "proving.path_more": "{first}, og {more} til",
    "proving.covered": "Dekket: {covered} av {of}. Stier: {paths}.",
    "proving.unreached": "Ikke nådd: {count}",
    "proving.goal_state": "tilstanden «{title}»",
    "proving.goal_begins": "«{event}» begynner løpet",
    "proving.goal_transition": "«{event}» fra «{state}»",
    "proving.goal_branch": "«{event}» fra «{state}», gren {branch} av {of}",
    "proving.goal_redecision": "«{event}» gjort om: først gren {first}, så gren {branch} av {of}",
    "proving.goal_item_state": "«{title}» i «{activity}»",
    "proving.goal_timed": "klokken fører løpet fra «{state}»: {title}",
    "proving.goal_deadline": "fristen «{title}»: {outcome}",
    "proving.outcome.met": "oppfylt i tide",
    "proving.outcome.missed": "ikke oppfylt da dagen var ute",
    "proving.outcome.met_late": "oppfylt for sent",
    "proving.outcome.stood": "ikke oppfylt da dagen var ute, etter at klokken hadde stått",
    "proving.outcome.ended": "falt bort",
    "proving.outcome.extended": "utvidet i tide",
    "proving.outcome.late_extension": "utvidelse besluttet for sent",
    "proving.step_values": "{title} ({values})",
    "proving.step_value": "{title}: {value}",
    "proving.step_item": "{title}, {item}",
    "proving.step_anew": "Gjort om: {title}",
    "proving.step_waits": "Ingen har gjort noe fram til nå.",
    "proving.step_reminded": "Påminnelser: {count}.",
    "proving.step_state": "{title}: «{state}»",
    "proving.step_deadline": "Fristen «{title}»: {word}",
    "proving.yes": "ja",
    "proving.no": "nei",
}

SENTENCES: dict[str, str] = {**_TEMPORAL, **_PATHS}
