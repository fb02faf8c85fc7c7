"""The story of one invented child, as steps. Every detail is made up, and it comes from no source.

The child has a case number and nothing more. ``BARN`` is its case in barnevern, ``BUP`` its case in BUP, opened there
for the message that BARN sent, and ``ANNET`` the case of another child, whose pathway is not started.
"""

from dataclasses import replace

from pathways.municipality.step import Step

BARN, BUP, ANNET = "barn", "bup", "annet"
CASES = (BARN, BUP, ANNET)

REPORT = Step(
    case=BARN,
    at="2026-02-06T09:20",
    who="kari",
    event="melding_mottatt",
    opens="barnevern_undersokelse",
    data={"meldere": ("11", "3"), "innhold": ("1.2.03", "1.3.06")},
    reason="Skolen melder om mye fravær siden jul. En i familien har ringt om det samme.",
    told="demo.told.report",
)

_INVESTIGATION = (
    REPORT,
    Step(
        case=BARN,
        at="2026-02-10T13:05",
        who="liv",
        event="melding_konkludert",
        data={"konklusjon": "2", "umiddelbar_oppfolging": False},
        reason="To meldere beskriver det samme. Barnet har det trygt i dag, men vi må vite mer.",
        told="demo.told.concluded",
    ),
    Step(
        case=BARN,
        at="2026-02-18T10:30",
        who="kari",
        event="undersokelsesplan_laget",
        data={"plan_dato": "2026-02-18"},
        reason="Samtaler med barnet, foreldrene og skolen. Hjemmebesøk i mars.",
    ),
    Step(
        case=BARN,
        at="2026-02-26T14:10",
        who="kari",
        event="tilbakemelding_gitt",
        item="1",
        data={"opplyst_apnet": True},
    ),
    Step(
        case=BARN,
        at="2026-03-03T08:40",
        happened="2026-02-24T11:30",
        who="kari",
        event="tilbakemelding_gitt",
        item="2",
        reason="Ringte familiemedlemmet 24. februar.",
        late_reason="Jeg glemte å føre samtalen.",
        told="demo.told.late_entry",
    ),
    replace(
        REPORT,
        at="2026-03-09T10:15",
        happened="2026-02-04T15:00",
        corrects="Brevet fra skolen lå i postmottaket fra 4. februar. Meldingen var mottatt da, ikke da vi åpnet den.",
        told="demo.told.correction",
    ),
)

_PATHWAY = (
    Step(
        case=BARN,
        at="2026-03-11T13:00",
        who="kari",
        event="forlop_startet",
        data={
            "samtykke": "gitt",
            "risiko_individ": ("1.2.03", "1.3.06"),
            "risiko_familie": ("3.1.03",),
            "risiko_sosialt": ("1.4.03",),
            "bekymringstegn": "Sover lite, har vondt i magen på skoledager, har sluttet å møte venner.",
            "barnets_syn": "Vil helst være hjemme. Vil gjerne snakke med noen som ikke er på skolen.",
            "spesialistkontakt": False,
        },
        codes=("risiko_og_tegn", "onske"),
        reason="Tegnene og risikoen samlet tilsier kartlegging. Både barnet og foreldrene ønsker hjelp.",
        told="demo.told.started",
    ),
    Step(
        case=BARN,
        at="2026-03-25T15:00",
        who="kari",
        event="oppstartsmote_holdt",
        data={"deltakere": ("barnet", "foreldre", "barnevern", "kommunal_helse", "skole_barnehage")},
        reason="Enige om hvem som kartlegger hva.",
        told="demo.told.meeting",
    ),
    Step(
        case=BARN,
        at="2026-03-25T15:10",
        who="kari",
        event="omrade_planlagt",
        item="psykisk",
        data={"tjeneste": "kommunepsykolog", "verktoy": "Samtaler og spørreskjema"},
    ),
    Step(
        case=BARN,
        at="2026-03-25T15:11",
        who="kari",
        event="omrade_planlagt",
        item="somatisk",
        data={"tjeneste": "fastlege"},
    ),
    Step(
        case=BARN,
        at="2026-03-25T15:12",
        who="kari",
        event="omrade_planlagt",
        item="seksuell",
        data={"tjeneste": "helsestasjon"},
    ),
    Step(
        case=BARN,
        at="2026-03-25T15:13",
        who="kari",
        event="omrade_planlagt",
        item="tann",
        data={"tjeneste": "tannhelse"},
    ),
    Step(
        case=BARN,
        at="2026-03-25T15:20",
        who="kari",
        event="omrade_ikke_nodvendig",
        item="rus",
        codes=("ikke_behov",),
        reason="Ingen tegn til bruk av rusmidler hos barnet. Alle på møtet var enige.",
    ),
    Step(
        case=BARN,
        at="2026-04-08T09:00",
        who="kari",
        event="omrade_startet",
        item="psykisk",
        data={"tjeneste": "kommunepsykolog"},
    ),
    Step(
        case=BARN,
        at="2026-04-16T12:20",
        who="kari",
        event="omrade_ferdig",
        item="somatisk",
        data={"trenger_mer": False},
    ),
    Step(
        case=BARN,
        at="2026-04-22T13:45",
        who="kari",
        event="omrade_ferdig",
        item="seksuell",
        data={"trenger_mer": False},
    ),
    Step(case=BARN, at="2026-04-28T10:05", who="kari", event="omrade_ferdig", item="tann", data={"trenger_mer": False}),
    Step(
        case=BARN,
        at="2026-05-06T14:30",
        who="liv",
        event="frist_utvidet",
        data={"foreldre_informert": True},
        codes=("utredning",),
        reason="Kartleggingen av psykisk helse er ikke ferdig, og undersøkelsen bygger på den.",
        told="demo.told.extended",
    ),
    Step(
        case=BARN,
        at="2026-05-12T15:30",
        who="kari",
        event="omrade_ferdig",
        item="psykisk",
        data={"trenger_mer": True},
        reason="Funnene står i helsetjenestens journal, ikke her.",
    ),
    Step(
        case=BARN,
        at="2026-05-15T11:00",
        who="kari",
        event="kartlegging_oppsummert",
        data={"videre": "henvisning"},
        reason="Fire områder er kartlagt, og ett er ikke nødvendig. Psykisk helse bør vurderes i BUP.",
    ),
)

_NOT_STARTED = (
    Step(
        case=ANNET,
        at="2026-02-12T10:00",
        who="jonas",
        event="melding_mottatt",
        opens="barnevern_undersokelse",
        data={"meldere": ("9",), "innhold": ("2.1.03",)},
    ),
    Step(
        case=ANNET,
        at="2026-02-13T09:30",
        who="liv",
        event="melding_konkludert",
        data={"konklusjon": "2", "umiddelbar_oppfolging": False},
        reason="Barnehagen er urolig for hverdagen hjemme.",
    ),
    Step(
        case=ANNET,
        at="2026-02-18T14:00",
        who="jonas",
        event="undersokelsesplan_laget",
        data={"plan_dato": "2026-02-18"},
    ),
    Step(
        case=ANNET,
        at="2026-02-20T13:00",
        who="jonas",
        event="tilbakemelding_gitt",
        item="1",
        data={"opplyst_apnet": True},
    ),
    Step(
        case=ANNET,
        at="2026-03-18T11:20",
        who="jonas",
        event="forlop_ikke_startet",
        data={"samtykke": "ikke_avklart"},
        codes=("nylig_kartlagt",),
        reason="Helsestasjonen kartla barnet i januar og fant ingen behov. Det står i notatet fra dem.",
        told="demo.told.not_started",
    ),
    Step(
        case=ANNET,
        at="2026-04-15T13:30",
        who="liv",
        event="undersokelse_konkludert",
        data={"utfall": "3", "grunnlag": ("2.1.03",), "medvirkning": "1.3"},
        reason="Hverdagen hjemme er god nok. Familien har fått tilbud om foreldrekurs i helsestasjonen.",
    ),
    Step(
        case=ANNET,
        at="2026-04-20T10:30",
        who="jonas",
        event="ny_tilbakemelding_gitt",
        item="1",
        data={"opplyst_oppfolging": True},
    ),
)

_REFERRED = Step(
    case=BARN,
    at="2026-05-19T09:15",
    happened="2026-05-18",
    who="liv",
    event="henvisning_sendt",
    data={"henvist_til": ("bup",), "referanse": "HENV-OVING-1"},
    told="demo.told.referred",
)

_REFERRAL = (
    _REFERRED,
    Step(
        case=BARN,
        at="2026-05-19T09:18",
        who="liv",
        event="",
        message="release",
        reason="Barnet og begge foreldrene skrev under i går, da henvisningen ble sendt.",
        told="demo.told.released",
    ),
    Step(case=BARN, at="2026-05-19T09:20", who="liv", event="", message="send", told="demo.told.sent"),
    Step(
        case=BUP,
        at="2026-05-19T10:05",
        who="mona",
        event="henvisning_mottatt",
        message="receive",
        data={
            "henviser": "barnevern",
            "referanse": "HENV-OVING-1",
            "innhold": (
                "opplevelse_onske",
                "symptomer_alvor",
                "funksjon",
                "begrunnelse_nytte",
                "samtykke_foreldreansvar",
            ),
        },
        told="demo.told.received",
    ),
    replace(
        _REFERRED,
        at="2026-05-20T08:50",
        happened="2026-05-19",
        corrects="Brevet er datert 18. mai, men gikk 19. mai.",
        told="demo.told.source_corrected",
    ),
    Step(case=BUP, at="2026-05-20T12:30", who="mona", event="", message="follow", told="demo.told.followed"),
    Step(
        case=BUP,
        at="2026-05-21T12:00",
        who="mona",
        event="opplysninger_bedt",
        reason="Risiko for selvskading er ikke omtalt i henvisningen.",
        told="demo.told.clock_runs",
    ),
    Step(
        case=BUP,
        at="2026-05-27T14:20",
        who="mona",
        event="opplysninger_mottatt",
        data={"innhold": ("selvskading_selvmord",)},
    ),
    Step(
        case=BUP, at="2026-05-29T13:00", who="mona", event="samtale_holdt", reason="Barnet kom sammen med en forelder."
    ),
    Step(
        case=BUP,
        at="2026-06-04T12:10",
        who="inger",
        event="henvisning_vurdert",
        data={"resultat": "rett", "gjelder_4a": True, "frist_start": "2026-08-21", "time_avtalt": "2026-08-17"},
        reason="Varig fravær og vansker med søvn. Forventet nytte av utredning.",
    ),
    Step(
        case=BUP,
        at="2026-06-05T09:30",
        who="inger",
        event="svar_sendt",
        data={
            "svar_innhold": ("resultat", "tidspunkt", "frist", "klage", "ny_vurdering", "helfo"),
            "svar_til_henviser": True,
        },
        told="demo.told.answered_late",
    ),
    Step(case=BUP, at="2026-06-05T09:40", who="inger", event="", message="take_over", told="demo.told.taken_over"),
    Step(case=BUP, at="2026-06-09T08:30", who="erik", event="avgjorelsen_kjent", reason="Familien har fått brevet."),
)

_AFTER = (
    Step(
        case=BARN,
        at="2026-06-10T10:00",
        who="kari",
        event="oppfolging_planlagt",
        data={"ansvarlig": "bup", "evalueringsdato": "2026-08-24"},
        reason="Vi møtes når barnet har vært i BUP første gang.",
    ),
    Step(
        case=BARN,
        at="2026-06-22T13:30",
        who="liv",
        event="undersokelse_konkludert",
        data={
            "utfall": "1",
            "grunnlag": ("1.3.06", "3.1.03"),
            "medvirkning": "1.1",
            "parter": ("forelder",),
        },
        reason="Vilkårene for hjelpetiltak er oppfylt. Familien får veiledning hjemme, og den ønsker det.",
        told="demo.told.outcome",
    ),
    Step(case=BARN, at="2026-06-25T12:00", who="kari", event="underretning_kommet_fram", item="1"),
    Step(
        case=BARN,
        at="2026-07-02T09:45",
        who="kari",
        event="ny_tilbakemelding_gitt",
        item="1",
        data={"opplyst_oppfolging": True},
    ),
    Step(
        case=BUP,
        at="2026-08-17T10:00",
        who="erik",
        event="helsehjelp_startet",
        data={"reell_start": True, "oppstart_form": "utredning"},
        told="demo.told.help_started",
    ),
    Step(
        case=BARN,
        at="2026-08-24T11:00",
        who="kari",
        event="oppfolging_evaluert",
        reason="Barnet har møtt BUP og vil komme igjen. Familien bruker veiledningen.",
    ),
)

STORY = (*_INVESTIGATION, *_PATHWAY, *_NOT_STARTED, *_REFERRAL, *_AFTER)

KNOWN_BEFORE, KNOWN_AFTER = "2026-03-08", "2026-03-09"
"""The two moments at which the demo shows the timeline: before and after the correction."""

BEGINS, ENDS = "2026-01-05T08:00", "2026-08-25T08:00"
"""What the sandbox's clock shows first and last."""
