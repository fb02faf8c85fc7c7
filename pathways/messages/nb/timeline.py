"""Bokmål sentences of timeline: what the entries of a case are called."""

SENTENCES: dict[str, str] = {
    "timeline.breach_of_law": "brudd på lovfristen",
    "timeline.correction": "retting av hendelse {seq}: {what}",
    "timeline.annulment": "hendelse {seq} merket feilregistrert: {what}",
    "timeline.note": "notat: {what}",
    "timeline.crossed": "{word}: {title}",
    "timeline.reminded": "påminnelse til {roles}: {title}",
    "timeline.escalated": "eskalert til {roles}: {title}",
    "timeline.reason": "Begrunnelse",
    "timeline.reason_codes": "Begrunnelseskoder",
    "timeline.why": "Hvorfor",
    "timeline.happened": "Skjedde",
    "timeline.at_clock": "{date} kl. {clock}",
    "timeline.about_item": ": {title}",
    "timeline.about_number": " {item}",
    "timeline.about_numbered": " {item}: {title}",
    "timeline.code": "{title} ({code})",
    "timeline.sealed": "forseglet",
    "timeline.yes": "ja",
    "timeline.no": "nei",
}
