"""Bokmål sentences of cases that are merged with another of the same child, and of cases that move elsewhere."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ the commands
    "cli.help.case_merge": "Slå sammen to saker om samme barn: den ene går videre, den andre lukkes og peker til den.",
    "cli.help.case_unmerge": "Angre at to saker ble slått sammen: begge står igjen som før.",
    "cli.purpose.case_merge": "saker slås sammen",
    "cli.purpose.case_unmerge": "sammenslåing angres",
    "policy.action.case.merge": "slå sammen saker og angre det",
    "merging.option_into": "Saken som går videre.",
    "merging.option_here": "Løp i den andre saken som går videre i denne, med de datoene de har. Kan gjentas.",
    "merging.option_end": "LØP=HVORFOR: løp i den andre saken som avsluttes, og hvorfor. Kan gjentas.",
    "merging.option_dry_run": "Vis hva som må velges, uten å registrere noe.",
    "merging.no_end": (
        '--end skrives LØP=HVORFOR, for eksempel barnevern_undersokelse="Samme melding, ført to ganger.".'
    ),
    "merging.done": (
        "Registrert: hendelse {seq} i {case}, slått sammen med {other}, av {user}. {other} går videre, og {case} "
        "er lukket."
    ),
    "merging.undone": (
        "Registrert: hendelse {seq} i {case}, sammenslåingen er angret, av {user}. Begge sakene står som før. "
        "Sperrede adresser som ble tatt med, gjelder til noen løfter dem."
    ),
    "merging.next": "Se «pathways case show {case}».",
    "merging.nothing_to_choose": "Ingenting løper i {case}: ingenting må velges.",
    "merging.choose_heading": "Dette løper i {case}. For hvert løp: --here LØP, eller --end LØP=HVORFOR.",
    "merging.may_end": "kan gå videre (--here) eller avsluttes (--end): ingen lovfrist går tapt",
    "merging.must_go_on": "må gå videre (--here): ellers går en lovfrist tapt",
    # ------------------------------------------------------------ where it is told
    "merging.merged_into": "Slått sammen: saken går videre som {case}. Ingenting registreres her.",
    "merging.merged_somewhere": "Slått sammen med en annen sak, som går videre. Ingenting registreres her.",
    "merging.holds": "Slått sammen: {case} er lukket, og det som løp der, går videre her.",
    "merging.holds_somewhere": "Slått sammen med en annen sak, som er lukket. Det som løp der, går videre her.",
    "timeline.closed_merged": "slått sammen med en annen sak, som går videre; denne er lukket",
    "timeline.joined_joined": (
        "slått sammen med en annen sak om samme barn, som er lukket; det som løp der, går videre her"
    ),
    "timeline.copied": "kopi fra en annen sak om samme barn, med dagen det skjedde",
    "cli.case.gone_by_merged": "falt bort her ved sammenslåing (hendelse {seq})",
    "cli.case.gone_by_moved": "falt bort her ved flytting (hendelse {seq})",
    "merging.text_elsewhere": "Teksten står i saken som ble slått sammen med denne.",
    "merging.protection_why": "Tatt med fra saken som ble slått sammen med denne.",
    # ------------------------------------------------------------ refusals
    "merging.with_itself": "Ikke registrert: en sak kan ikke slås sammen med seg selv.",
    "merging.closed_already": (
        "Ikke registrert: {case} er alt lukket, fordi den er slått sammen med en annen eller flyttet. Bruk saken "
        "som går "
        "videre."
    ),
    "merging.other_service": (
        "Ikke registrert: sakene ligger i hver sin tjeneste, og bare saker i samme tjeneste kan slås sammen. Gi "
        "den ene "
        "til tjenesten den andre ligger i («pathways case assign»), eller send en melding («pathways signal»)."
    ),
    "merging.proposal_waits": (
        "Ikke registrert: et forslag i saken som skal lukkes, venter på godkjenning. Godkjenn det, avslå det eller "
        "trekk "
        "det først."
    ),
    "merging.choose": (
        "Ikke registrert: dette løper i saken som skal lukkes, og ingenting skal bli borte uten at noen har valgt det. "
        "Velg for hvert løp: --here LØP (går videre med de datoene det har) eller --end LØP=HVORFOR (avsluttes). "
        "{runs}."
    ),
    "merging.no_such_choice": (
        "Ikke registrert: {runs} kan ikke velges, eller er valgt to ganger. Dette kan velges: {known}."
    ),
    "merging.would_be_lost": (
        "Ikke registrert: {run} kan ikke avsluttes, for da går dette tapt: {deadlines}. Saken som går videre har "
        "ikke den "
        "samme fristen like tidlig, og har heller ikke holdt den. Bruk --here {run}."
    ),
    "merging.stands_otherwise": (
        "Ikke registrert: {run} ville ikke stått likt i den andre saken, fordi noe utenfor løpet virket inn på "
        "det. Slå dem "
        "sammen den andre veien, eller ta med løpet det henger sammen med."
    ),
    "merging.would_be_later": (
        "Ikke registrert: disse fristene i {run} ville blitt senere eller borte: {deadlines}. En sammenslåing utsetter "
        "ingen frist. Slå sakene sammen den andre veien."
    ),
    "merging.kept_would_be_later": (
        "Ikke registrert: disse fristene i saken som går videre, ville blitt senere eller borte: {deadlines}. En "
        "sammenslåing utsetter ingen frist. Slå sakene sammen den andre veien."
    ),
    "merging.other_not_yours": (
        "Ikke registrert: den andre saken er ikke din å slå sammen eller skille. Be en leder som har begge, om å "
        "gjøre det. "
        "Du er {user}."
    ),
    "merging.not_merged": "Ikke registrert: {case} er ikke lukket ved sammenslåing med en annen sak.",
    "merging.no_key": (
        "Ikke registrert: saken som skal lukkes, kan ha en sperret adresse, og nøklene er ikke her. Uten dem kan ikke "
        "skjermingen tas med. Kjør det der nøklene er (PATHWAYS_KEYS)."
    ),
    "merging.stays": "Hendelse {seq} rettes ikke for seg: sammenslåing angres med «pathways case unmerge».",
}
