"""What is told of a command that was typed wrongly, and the words of the help."""

SENTENCES: dict[str, str] = {
    "cli.can.now_yes": "Nå: ja.",
    "cli.can.now_run": "Nå: ja, med --run {runs}.",
    "cli.can.now_spent": "Nå: ja, men fristen er alt utvidet; det flytter den ikke igjen.",
    "cli.can.now_reading": "Du kan lese saken, men ikke registrere noe i den.",
    "cli.can.now_no": "Nå: nei. {why}",
    "cli.can.refusal": "Ikke registrert: ",
    "cli.usage.prefix": "Bruk:",
    "cli.usage.options_metavar": "[VALG]",
    "cli.usage.command_metavar": "KOMMANDO …",
    "cli.usage.commands": "Kommandoer",
    "cli.usage.arguments": "Argumenter",
    "cli.usage.options": "Valg",
    "cli.usage.required": "[må oppgis]",
    "cli.usage.version": "Vis hvilken utgave av programmet dette er.",
    "cli.usage.help": "Vis denne hjelpen.",
    "cli.usage.see_help": "Se «{command} --help».",
    "cli.usage.unknown_command": "Ukjent kommando «{typed}». Disse finnes: {known}. Se «{command} --help».",
    "cli.usage.unknown_option": "Valget {option} finnes ikke her.{hint}",
    "cli.usage.no_dry_run": "Denne kommandoen har ingen --dry-run.",
    "cli.usage.no_dry_run_advance": (
        "Denne kommandoen har ingen --dry-run. Om hendelsen kan registreres nå, og hva den tar, viser «pathways case "
        "can SAK HENDELSE»."
    ),
    "cli.usage.near": " Mente du {near}?",
    "cli.usage.no_past": (
        "«{command}» tar ikke {option}: den viser eller endrer det som er nå. Fortiden ses med case show, case list, "
        "timeline, deadline list, deadline explain, worklist, report deadlines, report past, consent list, "
        "consent show, share preview og share list."
    ),
    "cli.usage.missing": "{parameter} må oppgis.",
    "cli.usage.needs_value": "Valget {option} trenger en verdi, eller fikk en det ikke skal ha.",
    "cli.usage.not_a_number": "{parameter} skal være et tall.",
    "cli.usage.empty": "Valget {option} er tomt. Gi det en verdi, eller la det være. Se «{command} --help».",
    "cli.usage.empty_argument": "{parameter} er tom. Skriv en verdi. Se «{command} --help».",
    "cli.usage.negative": (
        "Det som begynner med {typed}, kan ikke leses: her går ingenting bakover. Skriv perioden uten minustegn."
    ),
    "cli.usage.out_of_range": "{parameter} skal være et tall fra {least} til {most}.",
    "cli.usage.bad_value": "Verdien til {parameter} kan ikke brukes.",
    "cli.usage.missing_command": "Kommandoen er ikke hel.",
    "cli.usage.extra": (
        'For mange argumenter. En tekst med mellomrom må stå i anførselstegn: --reason "Skolen har sett det lenge."'
    ),
    "cli.usage.extra_item": "For mange argumenter. Hver opplysning det gjelder, sies med --item.",
    "cli.usage.other": "Kommandoen kan ikke leses.",
}
