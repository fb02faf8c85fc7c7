"""Bokmål for what is owed so many times in each period: in definitions, in cases and in why."""

from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "compiler.every_times": "«times» skal være fra 1 til {most}, og «period» minst én dag",
        "compiler.every_times_hint": "Skriv hvor mange ganger det skyldes i hver periode: «times: 4».",
        "compiler.every_reduced_times": "«reduced» skal kreve færre ganger enn «times», og minst én",
        "compiler.every_reduced_times_hint": "Skriv et tall fra 1 til under {times}, eller ta bort «reduced».",
        "compiler.every_calendar": "kalenderen har ingen perioder på {period}",
        "compiler.every_calendar_hint": "Skriv 1 uke, 1, 2, 3, 4 eller 6 måneder eller 1 år, eller «aligned: anchor».",
        "compiler.every_rule": "regelen «{rule}» kan ikke telle perioder som ligger side om side",
        "compiler.every_rule_hint": "Velg en regel for dager, uker, måneder og år som ikke flytter siste dag.",
        "compiler.every_anchor": "periodene til «{deadline}» skal telles fra en egen hendelse som ikke selv telles",
        "compiler.every_anchor_hint": "Skriv i «from» en hendelse i forløpet, ikke en i «met_by» eller «reduced».",
        "compiler.every_leads_on": "«{name}» kan ikke hvile på «{deadline}», som har en ny frist i hver periode",
        "compiler.every_leads_on_hint": "La den telle fra en hendelse, eller varsle med stigen til «{deadline}».",
        "compiler.every_pause": "periodene til «{deadline}» kan ikke stå stille",
        "compiler.every_pause_hint": "Skriv «on_pause: runs». Det som ikke lenger skyldes, avsluttes med «ends».",
        "compiler.every_kind": "«{deadline}» skyldes i hver periode, og er da en plikt",
        "compiler.every_kind_hint": "Skriv «kind: duty», eller ta bort «kind».",
        "compiler.every_undecided": "«{event}» lar mindre skyldes uten at noen beslutter det",
        "compiler.every_undecided_hint": "La hendelsen være forløpets egen, med «decision: true».",
        "compiler.every_too_often": "{times} ganger på ulike dager får ikke plass i {period}",
        "compiler.every_too_often_hint": "Skriv «same_day: each» om flere på én dag teller, eller færre ganger.",
        "compiler.every_too_much": (
            "det som skyldes i hver periode, gir {count} varsler og datoer i året for hvert løp, mest «{deadline}»; "
            "{most} er det meste"
        ),
        "compiler.every_too_much_hint": "Gjør perioden lengre, eller stigen i «remind» kortere.",
        "engine.notice_period_over": "perioden er over",
        "timeline.day": "{day}. {month} {year}",
        "timeline.about_period": ", perioden fra {first}",
        "timeline.period": ", {first}–{last}",
        "timeline.period_over": "ny periode fra {first}: {title}",
        "timeline.done": "{counted} av {needed}: {days}",
        "timeline.done_unowed": "{counted} gjort: {days}",
        "timeline.none_done": "{counted} av {needed}",
        "timeline.none_owed": "ingenting skyldes i denne første perioden, som ikke er hel",
        "timeline.left": "{left} gjenstår",
        "timeline.done_ended": "{counted} gjort før perioden falt bort: {days}",
        "timeline.none_done_ended": "ingenting gjort før perioden falt bort",
        "timeline.over": "perioden er over: {counted} av {needed} ble gjort, {missing} ble ikke gjort",
        "timeline.owed": "{times} i perioden",
        "timeline.owed_at_first": "{times} i en hel periode fra {since}",
        "timeline.owed_from": "{times} i en hel periode fra {since} (hendelse {seq})",
        "timeline.owed_reduced": "satt ned til {times} i en hel periode fra {since} (hendelse {seq})",
        "timeline.owed_not": "ingenting fra {since} (hendelse {seq}): avgjørelsen som gjaldt da, er gjort om siden",
        "timeline.share": "{times} × {days}/{of} dager",
        "timeline.shared": ("{shares} = {sum}. At det regnes etter dager og rundes opp, er vår regel, ikke lov."),
        "timeline.sum_whole": "{total}/{of} = {low}",
        "timeline.sum_rounded": "{total}/{of}, som er mer enn {low} og mindre enn {high}: rundet opp til {high}",
        "timeline.result": "Kreves i denne perioden: {needed}",
        "compiler.every_in_period": "{times} på {period}",
        "compiler.every_in_calendar": "{times} i hver kalenderperiode på {period}",
        "compiler.every_less": ", eller {times} etter beslutning",
        "cli.case.next_period": "Ingen frister løper nå. Neste periode begynner {date}: {title}.",
        "cli.deadline.owed": "kreves",
        "cli.deadline.done": "gjort",
        "cli.deadline.done_on": "{date} (hendelse {seq})",
        "cli.deadline.done_same_day": "{date} (hendelse {seq}), samme dag: teller ikke en gang til",
        "cli.deadline.not_done": "ingenting ennå",
        "cli.deadline.none_done": "ingenting",
        "cli.fired.period": "ny periode fra {first}",
        "counting.why.periods": "herfra telles periodene, hver på {period}; dagen selv er med i den første",
        "counting.why.period_first": "periode {number} begynner, dagen etter at den forrige var ute",
        "counting.why.period_calendar": "første dag i kalenderperioden på {period}",
        "counting.why.period_cut": "kalenderperioden begynte da; her er bare en del av den med",
        "counting.why.period_last": "siste dag i perioden, og hele dagen er med",
        "engine.plan_every": ("«{name}» skyldes i hver periode i bare den ene utgaven; skriv «drop»"),
        "engine.plan_every_changed": (
            "Fristen «{name}» skyldes på en annen måte i hver periode i den nye utgaven{times}: velg keep (perioden "
            "går ut som den er, og den neste følger den nye utgaven), reset (en ny rekke begynner ved overføringen) "
            "eller drop."
        ),
        "engine.plan_every_times": " ({before} → {after} i perioden)",
        "engine.plan_every_rebudget": (
            "«{name}» skyldes i hver periode, så det er ikke noe budsjett å trekke brukt tid fra; skriv «keep» "
            "(perioden går ut som den er, og den neste følger den nye utgaven) eller «reset» "
            "(en ny rekke begynner ved overføringen)"
        ),
        "engine.plan_every_length": (
            "periodene til «{name}» er andre i den nye utgaven, og kan ikke gå videre; skriv «reset» eller «drop»"
        ),
    }
)
