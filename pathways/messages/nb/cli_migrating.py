"""Bokmål sentences of ``definition diff``, ``impact`` and ``migrate``."""

_DIFF: dict[str, str] = {
    "cli.help.definition_diff": (
        "Vis hva to utgaver av et forløp betyr på ulike måter: tilstander, hendelser, vilkår, frister, påminnelser, "
        "roller, regler og kalendere. Titler og kommentarer er ingen forskjell.\n\n"
        "Hver side er en fil, eller en utgave i bruk: bup_vurdering@2026-01-01."
    ),
    "cli.definition.argument_old": "Utgaven før: en fil, eller id@dato. Uten dato: den nyeste.",
    "cli.definition.argument_new": "Utgaven etter: en fil, eller id@dato. Uten dato: den nyeste.",
    "cli.definition.one_wanted": "«{typed}» er en mappe. Oppgi én fil, eller en utgave som id@dato.",
    "cli.definition.nothing_meant": (
        "Fant verken en fil eller en definisjon som heter «{typed}». Disse finnes: {known}."
    ),
    "cli.definition.no_definition": "Filen {file} er ingen definisjon.",
    "cli.diff.heading": "Fra {old} til {new}",
    "cli.diff.none": "De betyr det samme.",
    "cli.diff.two_pathways": (
        "De to er ulike forløp ({old} og {new}), og bare utgaver av det samme kan sammenlignes. Oppgi to utgaver av "
        "ett: filer, eller id@dato. Utgavene som er i bruk, står i pathways definition list."
    ),
    "cli.diff.from_when": "Obs: utgave {dated} gjelder fra {day}. Saker som går, kan overføres til den fra den dagen.",
    "cli.diff.change": "{before} → {after}",
    "cli.diff.come": "ny",
    "cli.diff.gone": "borte",
    "cli.diff.what_version": "gjelder fra",
    "cli.diff.what_service": "tjeneste",
    "cli.diff.what_case_prefix": "bokstaver i saksnummeret",
    "cli.diff.what_kind": "slag",
    "cli.diff.what_codes": "kodeliste",
    "cli.diff.what_day_of": "dagen for",
    "cli.diff.what_start": "begynner forløpet",
    "cli.diff.what_end": "avslutter forløpet",
    "cli.diff.what_mark": "settes bare av klokken",
    "cli.diff.what_holder": "har ballen",
    "cli.diff.what_from": "fra",
    "cli.diff.what_by": "hvem kan",
    "cli.diff.what_records": "må registrere",
    "cli.diff.what_may_record": "kan registrere",
    "cli.diff.what_reason": "begrunnelse",
    "cli.diff.what_codes_required": "krever årsakskode",
    "cli.diff.what_decision": "er en beslutning",
    "cli.diff.what_requires": "vilkår for å registrere",
    "cli.diff.what_warns": "vilkår for å varsle",
    "cli.diff.what_pauses": "setter på vent",
    "cli.diff.what_resumes": "tar opp igjen",
    "cli.diff.what_redecide": "kan gjøres om av",
    "cli.diff.what_to": "til",
    "cli.diff.what_to_when": "til (vilkår: tilstand)",
    "cli.diff.what_silent": "hvorfor ingen frist løper her",
    "cli.diff.what_overdue": "hvorfor ingen varsles på nytt her",
    "cli.diff.what_at_most": "aldri lenger enn",
    "cli.diff.what_at_most_basis": "grunnlag for lengste tid",
    "cli.diff.what_at_most_basis_source": "kilde for lengste tid",
    "cli.diff.what_pause_basis": "grunnlag for at klokken kan stå",
    "cli.diff.what_pause_basis_source": "kilde for at klokken kan stå",
    "cli.diff.what_per": "for hver",
    "cli.diff.what_only_when": "vilkår for at den begynner",
    "cli.diff.what_opens": "begynner å løpe i",
    "cli.diff.what_within": "lengde",
    "cli.diff.what_until": "til datoen i",
    "cli.diff.what_counting": "telleregel",
    "cli.diff.what_calendar": "kalender",
    "cli.diff.what_reporting": "dager i registeret",
    "cli.diff.what_met_by": "oppfylles av",
    "cli.diff.what_ends": "faller bort ved",
    "cli.diff.what_extend": "forlenges av",
    "cli.diff.what_sends": "sender meldingene",
    "cli.diff.what_never_later": "settes aldri senere ved omgjøring",
    "cli.diff.what_redecided_past": "kan gjøres om også etter",
    "cli.diff.what_on_redecide": "ved omgjøring",
    "cli.diff.what_on_pause": "når saken venter",
    "cli.diff.what_basis": "grunnlag",
    "cli.diff.what_basis_source": "kilde",
    "cli.diff.what_missed_reason": "årsaker når den ikke holdes",
    "cli.diff.what_every_times": "antall ganger",
    "cli.diff.what_every_aligned": "periodene følger",
    "cli.diff.what_every_same_day": "flere på samme dag",
    "cli.diff.what_every_first": "i en første del av en periode",
    "cli.diff.what_every_reduced": "færre ganger",
    "cli.diff.what_every_reduced_until": "færre ganger til",
    "cli.diff.what_at": "klokkeslett",
    "cli.diff.what_escalate": "går til en overordnet",
    "cli.diff.what_items": "deler",
    "cli.diff.what_each": "én for hver",
    "cli.diff.what_open_in": "åpen i",
    "cli.diff.what_flags": "kjennetegn (navn: vilkår)",
    "cli.diff.what_when_passed": "når fristen er ute",
    "cli.diff.what_id": "navn",
    "cli.diff.what_algorithm": "måte å telle på",
    "cli.diff.what_units": "enheter",
    "cli.diff.what_first": "telles først",
    "cli.diff.what_rolls": "flyttes til neste virkedag",
    "cli.diff.what_roll_settled": "avklart at den flyttes",
    "cli.diff.what_law": "lov",
    "cli.diff.what_first_year": "første år",
    "cli.diff.what_last_year": "siste år",
    "cli.diff.what_saturday_works": "lørdag er virkedag",
    "cli.diff.what_fixed": "rød dag",
    "cli.diff.what_easter": "rød dag",
    "cli.diff.what_url": "adresse",
    "cli.diff.word_duty": "plikt",
    "cli.diff.word_window": "mulighet for parten",
    "cli.diff.word_lapse": "noe faller bort",
    "cli.diff.word_runs": "klokken løper",
    "cli.diff.word_freezes": "klokken står",
    "cli.diff.word_anew": "telles på nytt",
    "cli.diff.word_keeps": "telles fra den første",
    "cli.diff.word_only": "kommer bare ved omgjøring",
    "cli.diff.word_restarts": "klokken begynner på nytt",
    "cli.diff.word_anchor": "dagen den telles fra",
    "cli.diff.word_calendar": "kalenderen",
    "cli.diff.word_whole": "alt",
    "cli.diff.word_share": "en andel etter dagene",
    "cli.diff.word_none": "ingenting",
    "cli.diff.word_one": "teller én gang",
    "cli.diff.word_each": "teller hver for seg",
    "cli.diff.word_civil": "kalenderdager",
    "cli.diff.word_working_days": "virkedager",
    "cli.diff.word_hours": "timer",
    "cli.diff.word_hours_skipping_red_days": "timer uten røde dager",
    "cli.diff.word_code": "én kode",
    "cli.diff.word_codes": "flere koder",
    "cli.diff.word_date": "dato",
    "cli.diff.word_flag": "ja eller nei",
    "cli.diff.word_number": "tall",
    "cli.diff.word_text": "fritekst",
    "cli.diff.word_fixed": "fast dato",
    "cli.diff.renamed": "het {before} før, ellers uendret",
    "cli.diff.nothing": "ikke oppgitt",
    "cli.diff.yes": "ja",
    "cli.diff.no": "nei",
    "cli.diff.any": "alle tilstander",
    "cli.diff.stays": "blir der det står",
    "cli.diff.signal": "bare et annet løp",
    "cli.diff.rung_before": "{deadline}: {period} før",
    "cli.diff.rung_on": "{deadline}: på dagen",
    "cli.diff.rung_after": "{deadline}: {period} etter",
    "cli.diff.easter": "dager fra påskedag: {days} ({law})",
    "cli.diff.part_pathway": "forløp",
    "cli.diff.part_field": "felt",
    "cli.diff.part_state": "tilstand",
    "cli.diff.part_event": "hendelse",
    "cli.diff.part_deadline": "frist",
    "cli.diff.part_reminder": "påminnelse",
    "cli.diff.part_activity": "aktivitet",
    "cli.diff.part_timed": "tidsstyrt overgang",
    "cli.diff.part_rule": "telleregel",
    "cli.diff.part_calendar": "kalender",
}

_IMPACT: dict[str, str] = {
    "cli.help.definition_impact": (
        "Vis hva en ny definisjon, kalender eller lokal innstilling ville gjort med sakene som går, om de ble overført "
        "nå. Ingenting blir endret.\n\n"
        "Uten --plan regnes hver frist som «ny lengde minus brukt tid» (rebudget), og det som skyldes i hver periode, "
        "går ut som det er; hva en plan må si om det, står først. Sakene som vises, blir loggført som lest."
    ),
    "cli.definition.argument_offered": (
        "En definisjonsfil, eller en mappe med definisjoner, som ikke er i bruk ennå; eller navnet på en som er i "
        "bruk, for å se hvilke saker som står på noe eldre."
    ),
    "cli.definition.option_plan": "Planen sakene ville blitt overført etter.",
    "cli.definition.option_limit": "Hvor mange saker som vises. Tallene gjelder alle.",
    "cli.migrate.impact_reason": "Bare til konsekvens.",
    "cli.migrate.purpose": "konsekvens av endret definisjon",
    "cli.migrate.information": "frister og tilstand ved overføring",
}

_MIGRATE: dict[str, str] = {
    "cli.help.definition_migrate": (
        "Overfør pågående saker til en annen utgave av definisjonen, etter en plan. Alle saker prøves før noe skrives. "
        "Blir det avbrutt, går samme kommando videre der det stoppet.\n\n"
        "Med --settings i stedet for en plan: ta i bruk endrede kalendere, telleregler og lokale innstillinger for "
        "sakene som går. Med --revert: angre det planen gjorde."
    ),
    "cli.definition.argument_plan": "Planen i YAML. Med --revert: planen, eller minst åtte tegn av navnet den fikk.",
    "cli.definition.option_settings": "Lag planen av endrede kalendere, telleregler og lokale innstillinger.",
    "cli.definition.option_reason": "Hvorfor. Må oppgis med --settings og --revert; ellers står det i planen.",
    "cli.definition.option_dry_run": "Prøv på alle saker og vis hva som ville skjedd. Ingenting skrives.",
    "cli.definition.option_revert": (
        "Angre: merk det planen gjorde, som noe som ikke skulle vært registrert. Kan prøves med --dry-run."
    ),
    "cli.definition.option_batch": "Hvor mange saker som skrives om gangen.",
    "cli.migrate.which": "Oppgi enten en plan eller --settings.",
    "cli.migrate.reason_missing": "Oppgi hvorfor med --reason.",
    "cli.migrate.reason_at": "{place}: {why}",
    "cli.migrate.revert_alone": "--revert gjelder en plan, og kan ikke brukes sammen med --settings.",
    "cli.migrate.plan": "{pathway}: fra utgave {old} til {new} (plan {id})",
    "cli.migrate.plan_recounting": (
        "{pathway}: utgave {new} som før, med endret kalender, telleregel eller lokal innstilling (plan {id})"
    ),
    "cli.deadline.recounted_moved": (
        "utgaven som gjelder fra {date}, som før; endret kalender, telleregel eller lokal innstilling ble tatt i bruk "
        "{moved}"
    ),
    "cli.deadline.recounted_kept": (
        "utgaven som gjelder fra {now}, som før: fristen ble stående da endret kalender, telleregel eller lokal "
        "innstilling ble tatt i bruk {moved}"
    ),
    "cli.deadline.recounted_rebudgeted": (
        "utgaven som gjelder fra {date}, som før; da endret kalender, telleregel eller lokal innstilling ble tatt i "
        "bruk {moved}, var {used} brukt, og {left} igjen"
    ),
    "cli.migrate.plans_without": "Planer uten pågående saker: {count} ({pathways}).",
    "cli.migrate.too_early": (
        "Obs: utgave {dated} gjelder først fra {day}; overføring blir mulig da. Det som vises, er regnet ut som om "
        "sakene ble overført nå."
    ),
    "cli.migrate.problem": "Planen må si mer: {problem}",
    "cli.migrate.counts": (
        "Saker som berøres: {cases} (løp: {runs}). Frister som flyttes: {moved}; av dem er den nye lengden brukt opp, "
        "så de går ut i dag: {used_up}. Frister som blir oversittet nå: {overdue}. Frister som går ut: {dropped}. "
        "Klokker som stanses: {stopped}; som går igjen: {started}. Varsler som tas tilbake: {notices}."
    ),
    "cli.migrate.hindered": "Saker som ikke kan overføres slik de står: {count}.",
    "cli.migrate.more": "Saker som ikke er vist: {count}. Vis flere med --limit.",
    "cli.migrate.obstacle": "kan ikke overføres: «{name}»: {why}",
    "cli.migrate.notices": "varsler som tas tilbake: {count} ({to}); {why}",
    "cli.migrate.stops": "{before} → klokken stanses, for saken venter",
    "cli.migrate.stands_on": "klokken står, med annen tid igjen",
    "cli.migrate.budget": " (lengden: {before} → {after})",
    "cli.migrate.called": " (het «{called}», heter nå «{name}»)",
    "cli.migrate.goes": "klokken står → går igjen, {after}",
    "cli.migrate.moves": "{before} → {after}",
    "cli.migrate.stays": "{on}, som før",
    "cli.migrate.rolls": "{on}, flyttet til {after} for helg eller rød dag",
    "cli.migrate.dropped": "{before} → går ut",
    "cli.migrate.used_up": " (brukt opp: går ut i dag)",
    "cli.migrate.overdue": " (er oversittet)",
    "cli.migrate.nothing": "Ingen pågående saker er på en utgave som dette endrer.",
    "cli.migrate.in_use": (
        "{name}@{version} er slik den er i bruk nå, så det er ingenting å sammenligne den med. Oppgi filen eller "
        "mappen med endringen for å se hva den ville gjort."
    ),
    "cli.migrate.progress": "Overfører saker",
    "cli.migrate.done": "Overført. Saker: {cases}. Løp: {runs}.",
    "cli.migrate.reverted": "Angret. Saker: {cases}. Løp: {runs}.",
    "cli.migrate.all_there": (
        "Ingenting å gjøre: alt er på plass fra før. Ingen sak som går, er på en utgave planen flytter fra."
    ),
    "cli.migrate.revert_plan": "Om plan {id} ble angret nå",
    "cli.migrate.revert_counts": (
        "Saker som berøres: {cases} (løp: {runs}). Frister som flyttes: {moved}. Frister som blir oversittet nå: "
        "{overdue}. Frister som kommer tilbake: {restored}. Frister som går ut: {dropped}. Klokker som stanses: "
        "{stopped}; som går igjen: {started}. Varsler som tas tilbake: {notices}."
    ),
    "cli.migrate.restored": "kommer tilbake: {after}",
    "cli.migrate.all_reverted": "Ingenting å gjøre: det planen gjorde, er angret fra før.",
    "cli.timeline.reverted": "× angret, se hendelse {seq}",
    "cli.migrate.how_back": "Angre: pathways definition migrate {id} --revert --reason …",
}

SENTENCES: dict[str, str] = {**_DIFF, **_IMPACT, **_MIGRATE}
