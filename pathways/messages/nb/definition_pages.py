"""Bokmål for the pages that show a definition to those who know the law."""

from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # Vilkår i ord
        "pages.guard_and": " og ",
        "pages.guard_or": " eller ",
        "pages.guard_not": "ikke ({what})",
        "pages.guard_yes": "{name} er ja",
        "pages.guard_no": "{name} er ikke ja",
        "pages.guard_one_of": "{name} er {codes}",
        "pages.guard_none_of": "{name} er ikke {codes}",
        "pages.guard_holds": "{name} inneholder {code}",
        "pages.guard_lacks": "{name} inneholder ikke {code}",
        "pages.guard_recorded": "{name} er registrert",
        "pages.guard_unrecorded": "{name} er ikke registrert",
        "pages.guard_redecided": "{name} er gjort om",
        "pages.guard_all_ended": "alt under {name} er ferdig",
        "pages.guard_any_in": "minst én del av {name} står i {state}",
        "pages.guard_none_in": "ingen del av {name} står i {state}",
        "pages.guard_after": "{period} etter {start}",
        "pages.guard_happened": "dagen det skjedde",
        "pages.guard_code": "koden",
        "pages.guard_true": "ja",
        "pages.guard_false": "nei",
        "pages.guard_compare": "{left} {operator} {right}",
        "pages.is_equal": "er",
        "pages.is_unequal": "er ikke",
        "pages.is_less": "er tidligere enn",
        "pages.is_less_or_equal": "er senest",
        "pages.is_greater": "er senere enn",
        "pages.is_greater_or_equal": "er tidligst",
        # Hode
        "pages.written": "<!-- Skrevet av python -m pathways.cli.definition_pages. Endre definisjonen, ikke siden. -->",
        "pages.about": (
            "`{id}` · {service} · sakene heter {prefix} · [alle sidene](README.md) · [kodelistene](kodelister.md)"
        ),
        "pages.how_to_read": (
            "Siden viser det løsningen følger, slik det står i definisjonen. Ved hvert tall står kilden og hvor "
            "sikker den "
            "er. **Lokal** betyr at ingen kilde gir tallet: kommunen eller foretaket har valgt det og kan endre det. "
            "Ordet *brudd* brukes bare for lovfrister og individuelle frister av grad A eller B."
        ),
        "pages.version": "Utgave som gjelder fra {version}",
        "pages.version_line": "Fil: [{origin}]({path}) · avtrykk `{digest}`",
        "pages.purpose": "Hva den er til",
        "pages.languages": "nn: {nn} · en: {en}",
        # Tall
        "pages.numbers": "Alle frister",
        "pages.numbers_head": "| Frist | Tid | Telles fra | Kilde | Hva slags | Grad |\n|---|---|---|---|---|---|",
        "pages.no_deadlines": "Forløpet har ingen frister.",
        "pages.grade_A": "grad A: lovteksten er lest",
        "pages.grade_B": "grad B: gjengitt i en god kilde, eller sikker slutning",
        "pages.grade_C": "grad C: offisielt, men eldre, eller en slutning",
        "pages.grade_D": "grad D: én svak kilde",
        "pages.grade_X": "grad X: lett etter, ikke funnet",
        "pages.local": "lokal",
        "pages.grade": "grad {grade}",
        "pages.or_extended": "; {within} ved {event}",
        "pages.or_reduced": "; {times} ganger etter beslutning",
        "pages.local_basis": "lokal: {law}",
        "pages.number_of": " (jf. {laws})",
        "pages.number_unsourced": " (lokal: ingen kilde er oppgitt)",
        "pages.title_number": "Tallet i navnet: jf. {laws}.",
        "pages.title_number_unsourced": "Tallet i navnet er lokalt: ingen kilde er oppgitt.",
        # Tilstander
        "pages.states": "Tilstander",
        "pages.states_head": ("| Tilstand | Nynorsk | Engelsk | Hvem har ballen | Merknad |\n|---|---|---|---|---|"),
        "pages.state_start": "begynner her",
        "pages.state_end": "løpet er slutt",
        "pages.state_mark": "bare klokken fører hit; den merker, og avgjør ingenting",
        "pages.state_silent": "ingen frist løper: {why}",
        "pages.state_overdue": "ingen varsles på nytt: {why}",
        "pages.diagram": "Tegning",
        "pages.diagram_note": (
            "Piler er hendelser, med vilkåret i hakeparentes. Lappene viser fristene som kan løpe. Hendelser der "
            "tilstanden "
            "blir den samme, står bare under *Hendelser*."
        ),
        # Hendelser
        "pages.events": "Hendelser",
        "pages.activities": "Aktiviteter i løpet",
        "pages.activity_of": "Én for hver kode i {field} når {event} registreres.",
        "pages.activity_items": "Deler: {items}.",
        "pages.activity_open_in": "Kan føres i: {states}.",
        "pages.activity_flag": "{name} er ja fra begynnelsen når {guard}.",
        "pages.who": "**Hvem kan:** {who}",
        "pages.who_local": "{who} (lokal innstilling {settings})",
        "pages.who_signal": "ingen; den følger av en hendelse i et annet løp",
        "pages.who_approves": "**Må godkjennes av:** {who}",
        "pages.who_redecides": "**Kan gjøres om av:** {who}",
        "pages.redecided_past": "**Kan gjøres om også etter:** {events}",
        "pages.never_later": "**Ved omgjøring** settes {field} aldri senere: {sentence}",
        "pages.when": "**Når:** {states}",
        "pages.when_start": "den begynner løpet",
        "pages.when_any": "alle tilstander der løpet ikke er slutt",
        "pages.leads": "**Fører til:**",
        "pages.leads_one": "**Fører til:** {where}",
        "pages.leads_when": "{where}, når {guard}",
        "pages.leads_otherwise": "{where}, ellers",
        "pages.stays": "tilstanden blir den samme",
        "pages.records": "**Registrerer:** {fields}",
        "pages.may_record": "**Kan registrere:** {fields}",
        "pages.field_of_list": "{title} ({kind}: [{list}](kodelister.md#{anchor}))",
        "pages.field": "{title} ({kind})",
        "pages.reason": "**Begrunnelse:** {reason}",
        "pages.reason_text_required": "tekst kreves",
        "pages.reason_text_optional": "tekst kan gis",
        "pages.reason_codes": "kode fra [{list}](kodelister.md#{anchor}) kreves, {text}",
        "pages.decision": "**Beslutning:** ja, den avgjør noe for barnet, og tas alltid av et menneske",
        "pages.requires": "**Krever** at {guard}. Ellers sies: {sentence}",
        "pages.warns": "**Advarer** når {guard}: {sentence}",
        "pages.begins": "**Begynner** i samme sak: {pathways}",
        "pages.signals": "**Gir beskjed** til {pathway} i samme sak, som fører {event}",
        "pages.with_guard": "{what}, når {guard}",
        "pages.pauses": "**Setter saken på vent**; hvem det ventes på, står i {field}",
        "pages.resumes": "**Tar saken opp igjen** etter ventingen i {field}",
        "pages.sends": (
            "**Gjør klar en melding** ({message}) til {to}. Med følger {shares}, og dagen det skjedde.{starts}"
        ),
        "pages.sends_external": "en tjeneste utenfor løsningen",
        "pages.sends_nothing": "ingen felter",
        "pages.sends_starts": " Hos mottakeren kan den åpne {pathway}.",
        # Frister
        "pages.deadlines": "Frister",
        "pages.row_time": "Tid",
        "pages.row_kind": "Slag",
        "pages.row_from": "Telles fra",
        "pages.row_per": "Én for hver",
        "pages.row_only_when": "Bare når",
        "pages.row_opens": "Begynner å løpe",
        "pages.row_counting": "Måte å telle på",
        "pages.row_calendar": "Kalender",
        "pages.row_basis": "Kilde",
        "pages.row_valid": "Kilden gjelder",
        "pages.row_note": "Om kilden",
        "pages.row_extension": "Kan utvides",
        "pages.row_at_most": "Aldri lenger enn",
        "pages.row_reduced": "Færre ganger",
        "pages.row_register": "I registeret",
        "pages.row_met": "Oppfylles av",
        "pages.row_ends": "Faller bort ved",
        "pages.row_pause": "Når saken venter",
        "pages.row_redecide": "Når det den telles fra, gjøres om",
        "pages.row_remind": "Påminnelser",
        "pages.row_passed": "Når den er ute",
        "pages.row_missed": "Årsak",
        "pages.until": "til datoen i {field}",
        "pages.every": "{times} ganger i hver periode på {period}; {aligned}",
        "pages.every_once": "én gang i hver periode på {period}; {aligned}",
        "pages.every_aligned_anchor": "periodene løper fra dagen den telles fra",
        "pages.every_aligned_calendar": "periodene følger kalenderen",
        "pages.every_first": "i en første del av en periode: {what}",
        "pages.every_same_day": "flere på samme dag {what}",
        "pages.reduced": "{times} ganger fra {by} til {until}",
        "pages.never": "løpet er slutt",
        "pages.with_basis": "{what} · {basis}",
        "pages.anchor_deadline": "siste dag i {name}, slik den er uten utvidelse og helg",
        "pages.anchor_field": "datoen i {name}",
        "pages.anchor_elsewhere": "{name} i {pathway}, som begynte dette",
        "pages.opens": "først {what}",
        "pages.opens_state": "i {name}",
        "pages.opens_event": "etter {name}",
        "pages.roll_no": "siste dag flyttes ikke for helg",
        "pages.roll_yes": "siste dag flyttes til neste virkedag",
        "pages.roll_unsettled": (
            "om siste dag flyttes for helg, er uavklart: begge dagene vises, og brudd sies etter den siste"
        ),
        "pages.rule": "`{rule}`: {roll}. Etter {law}. {note}",
        "pages.calendar": "{title} (`{id}`)",
        "pages.basis": "{law} ({effect}, grad {grade})",
        "pages.valid_from": "fra {day}",
        "pages.valid_to": "til og med {day}",
        "pages.valid_unknown": "datoene er ikke oppgitt i kilden vår",
        "pages.read": "lest {day}",
        "pages.extension": "ved {event}: {within} til sammen, i ett steg fra samme dag",
        "pages.register_days": "registeret teller {days} dager fra meldingen",
        "pages.register_extended": "{days} dager når fristen er utvidet",
        "pages.register_whose": "registerets egen telling; bare i rapporten, aldri i fristen",
        "pages.pause_basis": "{what}, etter {basis}",
        "pages.pause_local": "{what} (lokal: fristen er ikke lov)",
        "pages.remind_before": "{period} før kl. {at} til {who}",
        "pages.remind_on": "samme dag kl. {at} til {who}",
        "pages.remind_after": "{period} etter kl. {at} til {who}",
        "pages.remind_escalates": "{what} (til overordnet)",
        "pages.remind_local": "lokal: når det minnes, er valgt her, ikke av loven",
        "pages.remind_none": "ingen",
        "pages.passed": "heter det «{word}»",
        "pages.passed_mark": "klokken merker løpet: {name}",
        "pages.missed_own": "spørres etter, fra [{list}](kodelister.md#{anchor})",
        "pages.missed_settings": "fra listen i innstillingene, [{list}](kodelister.md#{anchor})",
        "pages.nothing": "ingenting",
        # Når løpet slutter
        "pages.ends": "Når løpet slutter",
        "pages.ends_note": (
            "Bare fristene som kan løpe da, er nevnt. En frist som går videre, kan ennå oppfylles etter slutten."
        ),
        "pages.ends_head": "| Slutter i | Ved | Oppfylt | Faller bort | Går videre |\n|---|---|---|---|---|",
        "pages.ends_still": "{deadline} (oppfylles ved {events})",
        "pages.ends_stands": "{deadline} (ingen plikt; ingenting kan oppfylle den her)",
        # Opplysninger, deling, lokalt, kilder
        "pages.fields": "Opplysninger som registreres",
        "pages.fields_head": "| Opplysning | Nynorsk | Engelsk | Slag |\n|---|---|---|---|",
        "pages.sharing": "Samtykke og deling",
        "pages.sharing_none": "Forløpet sender ingen meldinger til andre tjenester.",
        "pages.sharing_ground": (
            "Ingen annen tjeneste får vite at løpet finnes uten at noen har registrert et samtykke, eller en hjemmel "
            "og at "
            "vilkårene for den er vurdert. Definisjonen kan ikke utvide det. Hendelsene som gjør klar en melding, "
            "er: {events}. "
            "Hjemlene som kan brukes uten samtykke:"
        ),
        "pages.sharing_head": (
            "| Hjemmel | Til | Kilde | Gjelder | Kan den det gjelder motsette seg det |\n|---|---|---|---|---|"
        ),
        "pages.sharing_withheld": "Fortelles aldri videre, for de sier noe om hvem som meldte: {fields}.",
        "pages.settings": "Det som er lokalt",
        "pages.settings_note": (
            "Ingen kilde gir dette. Det står i `settings.yaml` eller i lister under `lokal/`, og kommunen eller "
            "foretaket "
            "endrer det selv."
        ),
        "pages.settings_head": "| Hva | Innstilling | Nå | Brukes av |\n|---|---|---|---|",
        "pages.settings_roles": "hvem som kan",
        "pages.settings_list": "kodeliste",
        "pages.settings_guard": "tall i en kontroll (lokalt)",
        "pages.settings_deadline": "frist (lokal)",
        "pages.settings_reminders": "påminnelser (lokale)",
        "pages.settings_reminders_now": "tallene i raden *Påminnelser* ved hver frist",
        "pages.settings_late": "når det spørres hvorfor noe føres sent (lokal)",
        "pages.settings_late_now": "fra {days} dager etter",
        "pages.settings_message": "når det minnes om en melding ingen har svart på (lokal)",
        "pages.settings_message_now": "etter {days} virkedager",
        "pages.settings_missed": "årsaker når en frist ikke er holdt",
        "pages.settings_all": "alle hendelser",
        "pages.settings_others": "frister uten egen liste",
        "pages.sources": "Kilder",
        "pages.sources_head": (
            "| Kilde | Hva slags | Grad | Gjelder | Lest | Brukes av | Merknad |\n|---|---|---|---|---|---|---|"
        ),
        "pages.versions": "Hva som skiller utgaven fra den før ({before})",
        "pages.versions_alone": "Utgaver",
        "pages.versions_only": "Dette er den eneste utgaven.",
        "pages.versions_first": "Dette er den første utgaven.",
        "pages.versions_same": "Den betyr det samme som den før.",
        "pages.versions_head": "| Del | Navn | Hva | Endring |\n|---|---|---|---|",
        # Oversikten og kodelistene
        "pages.index": "Definisjonene, side for side",
        "pages.index_note": (
            "En side for hvert forløp: tilstander, hendelser, frister med kilde og grad, hva som er lokalt, og hva "
            "som skjer "
            "når løpet slutter. Sidene skrives fra definisjonene; en test sammenligner. Kodelistene står for seg: "
            "[kodelister.md](kodelister.md). Hvordan lov ble til data, står i [law.md](../explanation/law.md)."
        ),
        "pages.index_head": (
            "| Forløp | Nynorsk | Engelsk | Tjeneste | Utgaver | Frister etter lov | Andre kilder | Lokale |\n"
            "|---|---|---|---|---|---|---|---|"
        ),
        "pages.codes": "Kodelistene",
        "pages.codes_note": (
            "Koder tas aldri bort. En kode kan bare brukes for det som skjedde mens den gjaldt. Lister under "
            "`lokal/` er "
            "valgt lokalt."
        ),
        "pages.codes_about": "{title} · utgave {version} · {kind}",
        "pages.codes_local": "**lokal** liste",
        "pages.codes_official": "ikke lokal",
        "pages.codes_source": "Kilde: {source}",
        "pages.codes_languages": "Nynorsk og engelsk er våre oversettelser.",
        "pages.codes_head": "| Kode | Bokmål | Nynorsk | Engelsk | Gjelder |\n|---|---|---|---|---|",
    }
)
