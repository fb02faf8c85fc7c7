"""Bokmål sentences of what two people do: proposed by one, approved or declined by another, or withdrawn."""

SENTENCES: dict[str, str] = {
    "approvals.no_proposer": "«{event}» skal godkjennes, men ingen person registrerer den",
    "approvals.no_proposer_hint": "Skriv under «by» hvem som foreslår den, eller ta bort «approval».",
    "approvals.starts": "«{event}» starter forløpet, og kan ikke vente på godkjenning",
    "approvals.starts_hint": "Før den er registrert, er det ingen sak å foreslå den i. Ta bort «approval».",
    "approvals.redecided": "«{event}» skal godkjennes, men kan gjøres om av én person alene",
    "approvals.redecided_hint": "Ta bort «redecide» eller «approval».",
    "approvals.signalled": "«{event}» skal godkjennes, men et annet forløp kan utløse den uten at noen har godkjent",
    "approvals.signalled_hint": "Ta bort signalet, eller «approval».",
    "approvals.who": "{by} (godkjennes av {roles})",
    "machine.approval_needed": (
        "Ikke registrert: «{event}» skjer først når en annen har godkjent ({by}). Den kan bare foreslås eller rettes "
        "for seg selv, med «pathways advance» eller «pathways correct»."
    ),
    "machine.approval_not_asked": (
        "Ikke godkjent: i utgaven forløpet nå følger ({definition}), skal «{event}» ikke godkjennes. Den som foreslo, "
        "kan trekke forslaget med «pathways withdraw» og registrere hendelsen."
    ),
    "machine.not_yours_to_approve": "Ikke godkjent: «{event}» godkjennes av {by}, og {user} er {roles}.",
    "approvals.same_person": (
        "{user} foreslo dette selv. Det skal ses av to: en annen må godkjenne eller avslå ({by}). Forslaget kan "
        "trekkes med «pathways withdraw»."
    ),
    "approvals.lent_by_proposer": (
        "{user} har rollen bare som vikar for {proposer}, som foreslo dette. Det skal ses av to: en annen må godkjenne "
        "eller avslå ({by})."
    ),
    "approvals.no_role": "Bare {by} kan godkjenne eller avslå dette, og {user} er {roles}.",
    "approvals.not_yours": "Bare den som foreslo ({proposer}), eller vikaren, kan trekke forslaget, og ikke {user}.",
    "approvals.waits_already": (
        "Ikke foreslått: «{event}» er foreslått allerede og venter på godkjenning (hendelse {seq}). Skal noe endres, "
        "må {proposer} trekke det først, eller en annen avslå det."
    ),
    "approvals.waits_already_own": (
        "Ikke foreslått: «{event}» er foreslått allerede og venter på godkjenning (hendelse {seq}). Skal noe endres, "
        "trekk det først med «pathways withdraw {case} {seq}»."
    ),
    "approvals.waits_now": "Det er foreslått og venter på godkjenning allerede (hendelse {seq}).",
    "approvals.none_such": "Hendelse {seq} i {case} er ikke noe forslag. Forslag som venter: {known}.",
    "approvals.is_approved": "Forslaget i hendelse {seq} er godkjent allerede (hendelse {by}).",
    "approvals.is_declined": "Forslaget i hendelse {seq} er avslått (hendelse {by}). Det kan foreslås på nytt.",
    "approvals.is_withdrawn": "Forslaget i hendelse {seq} er trukket (hendelse {by}). Det kan foreslås på nytt.",
    "approvals.is_annulled": "Forslaget i hendelse {seq} er merket som feilregistrert (hendelse {by}).",
    "approvals.before_proposed": (
        "Ikke godkjent: forslaget i hendelse {seq} sier {when}, og det kan ikke ha skjedd før det. Si med --happened "
        "når dere var enige, eller la den som foreslo, trekke forslaget og foreslå på nytt."
    ),
    "approvals.correction_has_its_time": (
        "Ikke godkjent: forslaget i hendelse {seq} er en retting, og sier selv når det skjedde. Ta bort --happened."
    ),
    "approvals.texts_gone": (
        "Ikke godkjent: fritekstene i forslaget i hendelse {seq} er borte eller kan ikke leses. Det kan trekkes eller "
        "avslås, og foreslås på nytt."
    ),
    "approvals.annul_the_act": (
        "Forslaget i hendelse {seq} er godkjent. Det er hendelse {became} som merkes feilregistrert; forslaget skjules "
        "med den."
    ),
    "approvals.not_corrected": (
        "Hendelse {seq} er et forslag og kan ikke rettes. Den som foreslo, kan trekke det med «pathways withdraw» og "
        "foreslå på nytt; gjelder det feil barn, merkes det for seg selv med «pathways annul»."
    ),
    "approvals.closing_stays": "Hendelse {seq} sier hva som ble av et forslag, og blir stående.",
    "approvals.notice_approved": "det er godkjent",
    "approvals.notice_declined": "det er avslått",
    "approvals.notice_withdrawn": "det er trukket",
    "approvals.notice_annulled": "det er merket som feilregistrert",
    "timeline.proposal": "forslag: {what}",
    "timeline.proposal_correction": "forslag til retting av hendelse {seq}: {what}",
    "timeline.proposal_approved": "godkjente forslaget i hendelse {seq}: {what}",
    "timeline.proposal_declined": "avslo forslaget i hendelse {seq}: {what}",
    "timeline.proposal_withdrawn": "trakk forslaget i hendelse {seq}: {what}",
    "timeline.would_happen": "som rettet: skjedde {when}",
    "timeline.is_waiting": "venter på godkjenning",
    "timeline.is_approved": "→ godkjent, se hendelse {seq}",
    "timeline.is_declined": "→ avslått, se hendelse {seq}",
    "timeline.is_withdrawn": "→ trukket, se hendelse {seq}",
    "timeline.two_people": (
        "foreslått av {proposer} ({proposer_roles}) {when}, hendelse {seq}; godkjent av {approver} ({approver_roles})"
    ),
    "cli.help.approve": (
        "Godkjenn det en annen har foreslått. Det skjer nå, eller da dere var enige (--happened). Den som foreslo, kan "
        "ikke godkjenne."
    ),
    "cli.help.decline": "Avslå det en annen har foreslått, med grunn. Det skjer da aldri.",
    "cli.help.withdraw": "Trekk tilbake det du har foreslått.",
    "cli.approval.proposed": (
        "Foreslått: hendelse {seq} i {case}, {event}, av {user}. Den er ikke registrert ennå, og ingen frist er "
        "påvirket; {who}."
    ),
    "cli.approval.approved": (
        "Godkjent: hendelse {seq} i {case}, {event}, skjedde {happened}, foreslått av {proposer} (hendelse "
        "{proposal}), godkjent av {user}."
    ),
    "cli.approval.declined": "Avslått: forslaget i hendelse {proposal} i {case}, av {user} (hendelse {seq}).",
    "cli.approval.withdrawn": "Trukket: forslaget i hendelse {proposal} i {case}, av {user} (hendelse {seq}).",
    "cli.approval.waiting": "Venter på godkjenning",
    "cli.approval.by_correction": "{title} ({event}), retting av hendelse {seq}, foreslått av {user}",
    "cli.approval.by": "{title} ({event}), foreslått av {user}, {when}",
    "cli.approval.needed": "skjer først når en annen har godkjent: {roles}",
    "cli.approval.only": "bare {roles} kan godkjenne ({names})",
    "cli.approval.nobody": "bare {roles} kan godkjenne, og ingen annen har den rollen nå",
    "cli.approval.not_asked": (
        "utgaven forløpet nå følger, ber ikke om godkjenning: den som foreslo, trekker det og registrerer hendelsen"
    ),
    "cli.approval.own": "du foreslo dette selv, så en annen må godkjenne",
    "cli.approval.number": "hendelse {seq}",
    "cli.notice.proposal": "venter på godkjenning",
    "cli.diff.what_approval": "skal godkjennes av",
}
