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
    "cli.diff.change": "{before} → {after}",
    "cli.diff.come": "ny",
    "cli.diff.gone": "borte",
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
        "Uten --plan regnes hver frist som «ny lengde minus brukt tid» (rebudget). Sakene som vises, blir loggført "
        "som lest."
    ),
    "cli.definition.argument_offered": "En definisjonsfil, eller en mappe med definisjoner, som ikke er i bruk ennå.",
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
    "cli.definition.argument_plan": "Planen i YAML. Med --revert: planen, eller begynnelsen på navnet den fikk.",
    "cli.definition.option_settings": "Lag planen av endrede kalendere, telleregler og lokale innstillinger.",
    "cli.definition.option_reason": "Hvorfor. Må oppgis med --settings og --revert; ellers står det i planen.",
    "cli.definition.option_dry_run": "Prøv planen på alle saker og vis hva som ville skjedd. Ingenting skrives.",
    "cli.definition.option_revert": "Angre: merk det planen gjorde, som noe som ikke skulle vært registrert.",
    "cli.definition.option_batch": "Hvor mange saker som skrives om gangen.",
    "cli.migrate.which": "Oppgi enten en plan eller --settings.",
    "cli.migrate.reason_missing": "Oppgi hvorfor med --reason.",
    "cli.migrate.revert_alone": "--revert gjelder en plan, og kan ikke brukes sammen med --settings eller --dry-run.",
    "cli.migrate.plan": "{pathway}: fra utgave {old} til {new} (plan {id})",
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
    "cli.migrate.goes": "klokken står → går igjen, {after}",
    "cli.migrate.moves": "{before} → {after}",
    "cli.migrate.stays": "{on}, som før",
    "cli.migrate.rolls": "{on}, flyttet til {after} for helg eller rød dag",
    "cli.migrate.dropped": "{before} → går ut",
    "cli.migrate.used_up": " (brukt opp: går ut i dag)",
    "cli.migrate.overdue": " (er oversittet)",
    "cli.migrate.nothing": "Ingen pågående saker er på en utgave som dette endrer.",
    "cli.migrate.progress": "Overfører saker",
    "cli.migrate.done": "Overført. Saker: {cases}. Løp: {runs}.",
    "cli.migrate.reverted": "Angret. Saker: {cases}. Løp: {runs}.",
    "cli.timeline.reverted": "× angret, se hendelse {seq}",
    "cli.migrate.how_back": "Angre: pathways definition migrate {id} --revert --reason …",
}

SENTENCES: dict[str, str] = {**_DIFF, **_IMPACT, **_MIGRATE}
