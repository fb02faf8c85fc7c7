"""What ``report`` says."""

SENTENCES: dict[str, str] = {
    "cli.help.report": "Tall over sakene, som de er nå, eller som de var kjent på et tidspunkt.",
    "cli.help.report_deadlines": (
        "Vis hva det ble av fristene: overholdt, bare registrert for sent, ikke overholdt, og hvorfor.\n\n"
        "En frist hører til perioden datoen dens faller i, slik datoen er kjent. Adganger telles ikke: ingen kan være "
        "sent ute med dem."
    ),
    "cli.help.report_past": (
        "Vis hvordan fortiden er endret: etterregistreringer, rettinger, feilregistreringer og omgjøringer.\n\n"
        "Hver av dem hører til perioden den ble registrert i."
    ),
    "cli.report.option_from": "Første dag i perioden. Ellers fra begynnelsen.",
    "cli.report.option_to": "Siste dag i perioden, som er med. Ellers uten slutt.",
    "cli.report.option_pathway": "Bare dette forløpet.",
    "cli.report.option_deadline": "Bare fristen med dette navnet.",
    "cli.report.option_list": "Vis sakene bak et tall, som missed eller reason_missing.",
    "cli.report.option_csv": "Svar med en tabell for regneark (CSV).",
    "cli.purpose.report": "lage tall",
    "cli.information.report_deadlines": "tall over frister",
    "cli.information.report_past": "tall over endringer av fortiden",
    "cli.report.one_form": "Velg enten --json eller --csv.",
    "cli.report.days_only": "--from og --to er dager, som 2026-01-31, uten klokkeslett.",
    "cli.report.turned": "--from ({first}) er etter --to ({last}): da er det ingen dager i perioden. Bytt dem om.",
    "cli.report.no_figure": "Det finnes ikke noe tall som heter «{figure}». Disse finnes: {known}.",
    "cli.report.no_pathway": "Det finnes ikke noe forløp som heter «{typed}».{hint} Disse finnes: {known}.",
    "cli.report.no_deadline": "Det finnes ikke noen frist å telle som heter «{typed}».{hint} Disse finnes: {known}.",
    "cli.report.within": "av dem {figure}",
    "cli.report.missed_so": "{missed}: {how}",
    "cli.report.unexplained": "{told}, uten registrert årsak",
    "cli.report.none_behind": "Ingen frister.",
    "cli.report.share": "{count} av {of} ({percent} %)",
    "cli.report.from": "fra {date}",
    "cli.report.to": "til og med {date}",
    "cli.report.nobody": "ingen (løpet var avsluttet)",
    "cli.report.deadlines_of": "Frister med dato {period}",
    "cli.report.deadlines_ever": "Frister uansett dato",
    "cli.report.past_ever": "Endringer av fortiden, uansett når de ble registrert",
    "cli.report.behind_ever": "{figure}: frister uansett dato",
    "cli.report.past_of": "Endringer av fortiden, registrert {period}",
    "cli.report.behind": "{figure}: frister med dato {period}",
    "cli.report.group": "{title} · {pathway} ({kind}, grad {certainty})",
    "cli.report.reason": "  årsak: {title}",
    "cli.report.held": "dager hos {who}",
    "cli.report.waited": "dager mens saken ventet på {who}",
    "cli.report.nothing": "Ingen frister har dato i perioden.",
    "cli.report.note": (
        "Overholdt og ikke overholdt er andeler av dem som er avgjort: frister som løper eller falt bort, er ikke med "
        "i dem. «Brudd» sies bare der loven sier det."
    ),
    "cli.report.days": "median {median}, lengst {most}",
    "cli.report.moved": "dato flyttet i {count}: median {median}, lengst {most}",
    "cli.report.read_in": ", av dem lest inn: {count}",
    "cli.report.read_in_of": "av dem lest inn: {count}",
    "cli.report.with_reason": "med begrunnelse: {share}",
    "cli.report.csv_deadlines": "forlop;frist;tittel;virkning;grad;brudd;tall;gjelder;antall;av",
    "cli.report.csv_behind": "sak;forlop;lop;frist;aktivitet;dato;ble;brudd;uten_arsak;runde",
    "cli.report.csv_head": "sett_fra;kjent;tjeneste;fra;til",
    "cli.report.csv_past": (
        "forlop;hendelse;tittel;verb;antall;av_import;med_begrunnelse;median_dager;flest_dager;flyttet;"
        "median_flyttet;flest_flyttet"
    ),
    "cli.figure.due": "fristdato i perioden",
    "cli.figure.decided": "avgjort",
    "cli.figure.in_time": "overholdt",
    "cli.figure.met": "overholdt og registrert i tide",
    "cli.figure.decided_here": "avgjort, uten dem som er lest inn",
    "cli.figure.registered_late": "bare registrert for sent",
    "cli.figure.imported": "lest inn fra et annet system",
    "cli.figure.missed": "dato passert uten at det var gjort",
    "cli.figure.breach": "brudd på fristen",
    "cli.figure.late": "gjort for sent",
    "cli.figure.missed_open": "ikke gjort ennå",
    "cli.figure.missed_ended": "ikke gjort i tide, og falt bort eller begynt på nytt siden",
    "cli.figure.missed_period": "for lite gjort da perioden var over",
    "cli.figure.fell_away": "falt bort i tide",
    "cli.figure.running": "løper fortsatt",
    "cli.figure.extended": "forlenget i tide",
    "cli.figure.extended_late": "forlenget for sent",
    "cli.figure.reason_missing": "uten registrert årsak",
    "cli.verb.late_entry": "Etterregistrert: {count}",
    "cli.verb.correction": "Rettet: {count}",
    "cli.verb.annulment": "Feilregistrert: {count}",
    "cli.verb.redecision": "Omgjort: {count}",
}
