"""Bokmål sentences of notices. Dates are given to them written out for people. None names a case or a person."""

SENTENCES: dict[str, str] = {
    "notices.deadline": "{deadline}: {date}",
    "notices.only_coming": "Den er {date}",
    "notices.only_passed": "Den var {date}",
    "notices.nearest_coming": "Den nærmeste er {date}",
    "notices.oldest_passed": "Den eldste var {date}",
    "notices.reason_gone": "Ikke sendt: fristen er oppfylt, flyttet eller falt bort siden varselet ble laget.",
    "notices.no_address": "Ikke sendt: mottakeren har ingen gyldig e-postadresse. Varselet ligger i innboksen.",
    "notices.given_up": "Gitt opp etter {attempts} forsøk som ikke ble fullført. Varselet ligger i innboksen.",
    "notices.round_over": "Ikke sendt ennå: denne runden tok for lang tid. Sendes i en av de neste.",
    "notices.channel_off": "Ikke sendt: kanalen «{channel}» er slått av. Slå den på igjen i innstillingene.",
    "notices.no_sender": (
        "E-post er slått på, men avsenderen er ingen e-postadresse. Sett PATHWAYS_MAIL_FROM, for eksempel til "
        "varsel@kommune.no."
    ),
    "notices.bad_domain": (
        "E-post er slått på, men PATHWAYS_MAIL_DOMAIN er ikke noe domenenavn. Sett den for eksempel til kommune.no: "
        "bokstavene a til z, tall, bindestrek og punktum, uten @."
    ),
    "notices.bad_inbox_url": (
        "E-post er slått på, men PATHWAYS_INBOX_URL er ingen nettadresse. Den skal begynne med http:// eller https://, "
        "stå på én linje og ikke ha mellomrom."
    ),
    "notices.no_starttls": (
        "Ikke sendt: e-posttjeneren tilbyr ikke kryptering (STARTTLS), og uten den sendes ingenting ut av maskinen."
    ),
    "notices.smtp_refused": "Ikke sendt: e-posttjeneren svarte {code} i trinnet «{step}».",
    "notices.smtp_unreachable": "Ikke sendt: fikk ikke kontakt med e-posttjeneren i trinnet «{step}» ({why}).",
    "notices.smtp_unanswered": "Uvisst om den kom fram: e-posttjeneren svarte ikke etter at brevet var levert ({why}).",
    "notices.bad_message_id": (
        "Ikke sendt: brevets id kan ikke være et filnavn. Den er endret i databasen etter at varselet ble laget."
    ),
    "notices.folder_refused": "Ikke sendt: mappen for e-post kan ikke skrives i ({why}).",
}
