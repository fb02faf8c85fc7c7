"""Bokmål sentences of what the place decides itself: local periods and switches, and facts that are always shown."""

SENTENCES: dict[str, str] = {
    "compiler.thing_period": "den lokale perioden",
    "compiler.thing_switch": "det lokale valget",
    "local.period_binds": (
        "fristen «{deadline}» bygger på «{source}», som binder, og kan ikke få lengden sin fra den lokale perioden "
        "«{name}»"
    ),
    "local.period_binds_hint": "Skriv perioden loven gir. Er tallet bare lokalt, la fristen bygge på en lokal kilde.",
    "local.period_bounds": "den lokale perioden «{name}» kan ikke være {period}: minst 1, og til sammen høyst {most}",
    "local.period_bounds_hint": "Er tallet ikke bestemt ennå, la det stå tomt etter kolonet.",
    "local.waits_for_slot": (
        "«{name}» venter på fristen «{deadline}», som aldri begynner så lenge den lokale perioden «{period}» ikke er "
        "satt"
    ),
    "local.waits_for_slot_hint": (
        "Sett perioden i settings.yaml, la den telle fra noe annet, eller la den få en lokal lengde som også er tom."
    ),
    "local.no_switch_here": "her kan ikke et lokalt valg leses",
    "local.no_switch_here_hint": (
        "Hvor en sak går, og hva som sendes, er det samme overalt. Bruk det i «requires», «warns» eller «only_when»."
    ),
    "local.unused": "ingen definisjon bruker «{name}»",
    "local.unused_hint": "Er det skrevet feil, eller kan det tas bort?",
    "local.shown_sealed": "et felt av slaget «text» kan ikke alltid vises",
    "local.shown_sealed_hint": "Fri tekst er forseglet. Ta opplysningen inn som kode, dato, tall eller ja/nei.",
    "local.shown_never": "feltet «{field}» skal alltid vises, men ingen hendelse i forløpet registrerer det",
    "local.shown_never_hint": "Det som bare registreres i en aktivitet, hører til én post der, og ikke til saken.",
    "local.not_set": "ikke satt",
    "local.on": "på",
    "local.off": "av",
    "local.length": "{length} ({name})",
    "local.choice": "{value}; brukes av: {used}",
    "local.idle": "gjelder ikke her (lokalt valg)",
    "local.whatever": "gjelder alltid her (lokalt valg)",
    "compiler.what_shown": "vises på saken",
    "local.always": "alltid",
    "compiler.what_local": "lokalt valg",
    "cli.diff.what_local_period": "lokal periode",
    "cli.diff.what_shown": "vises",
    "cli.migrate.begins": "begynner: {after}",
    "local.slot_who": (
        "En frist som ikke er satt, begynner ikke; ingen varsles om den, og den kan ikke brytes. Den som har "
        "definisjonsmappen, setter perioden i settings.yaml under «periods». Pågående saker får fristen når en av "
        "disse kjører «pathways definition migrate --settings»: {roles}."
    ),
    "local.slots_heading": "Ikke satt her:",
    "local.slots_checked": "Ikke satt lokalt: {listed}. Fristene begynner ikke før perioden er satt i settings.yaml.",
    "local.explain_slot": (
        "Fristen «{name}» er ikke satt: den lokale perioden «{period}» står tom, og da har den ingen dato å forklare."
    ),
    "local.unknown": "ukjent",
    "local.hidden": "vises ikke: noe i saken er feilregistrert",
    "local.begun": "Frister som ikke var satt, og som begynner: {count}.",
    "local.fact": "{title}: {value}",
    "local.yes": "ja",
    "local.no": "nei",
}
