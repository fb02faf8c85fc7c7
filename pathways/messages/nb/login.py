"""Bokmål sentences of log-in: accounts, passwords, codes, sessions, and the log of them."""

SENTENCES: dict[str, str] = {
    # ------------------------------------------------------------ who acts
    "login.needed": (
        "Du er ikke logget inn i denne basen, eller innloggingen er over. Logg inn med «pathways login "
        "BRUKER{database}». Har du ingen konto, får du en av den som styrer folk («pathways account create»)."
    ),
    "login.needed_operator": (
        "Dette kan gjøres av den som er logget inn («pathways login BRUKER{database}»), eller av den som "
        "organisasjonen kjenner ved maskinkontoen {account} (os_account i «pathways people»). Ingen er det."
    ),
    "login.only_sandbox": (
        "--as er en påstand, og gjelder bare i øvingsbaser. Dette er en ekte base: logg inn med «pathways login "
        "BRUKER», "
        "og utelat --as."
    ),
    # ------------------------------------------------------------ the door
    "login.who": "Hvem vil inn? Skriv «pathways login BRUKER».",
    "login.refused": (
        "Ikke logget inn: bruker, passord eller kode er feil, eller koden er brukt før. Vent på neste kode i appen, og "
        "prøv igjen. Har du glemt passordet eller mistet appen, kan den som styrer folk gi deg en ny start."
    ),
    "login.throttled": (
        "Ikke prøvd: det har vært for mange forsøk fra maskinkontoen {account} på denne brukeren. Prøv igjen om "
        "{minutes} min. Andre maskinkontoer merker ikke dette."
    ),
    "login.password_length": "Passordet skal ha fra {shortest} til {longest} tegn. Flere ord etter hverandre er bra.",
    "login.password_control": "Passordet har tegn som ikke kan ses, som tabulator. Velg et annet.",
    "login.password_guessed": (
        "Passordet er for lett å gjette: det består av navnet ditt, årstall, vanlige ord eller de samme tegnene. Velg "
        "noe annet, for eksempel flere ord som ikke hører sammen."
    ),
    "login.not_the_same": "De to passordene er ikke like. Ingenting er endret, og engangskoden gjelder fortsatt.",
    "login.secret_altered": (
        "Hemmeligheten til engangskodene for {user} er ikke slik den ble lagret. Be den som styrer folk om en ny start "
        "(«pathways account reset {user}»), og hold basen opp mot en sikkerhetskopi."
    ),
    "login.other_key": (
        "{name} er en annen nøkkel enn den innloggingen ble låst med. Legg den rette filen tilbake, eller be om en ny "
        "start («pathways account reset»)."
    ),
    "login.file_open": (
        "Filen {file} med innloggingen din kan leses av andre, eller eies av en annen, og brukes ikke. Slett den, og "
        "logg inn på nytt."
    ),
    "login.no_home": (
        "Maskinkontoen har ingen hjemmemappe for filen med innloggingen. Velg en fil med PATHWAYS_SESSION."
    ),
    "login.file_refused": (
        "Filen {file} med innloggingen din kan ikke brukes ({why}). PATHWAYS_SESSION velger en annen."
    ),
    # ------------------------------------------------------------ accounts
    "login.exists": "{user} har en konto. «pathways account reset {user}» gir en ny start.",
    "login.no_account": "{user} har ingen konto. «pathways account create {user}» lager en.",
    "login.no_role_today": (
        "{user} har ingen rolle i dag, og kan ikke logge inn. Gi en rolle med «pathways people role»."
    ),
    "login.own_account": "{user} kan ikke gjøre dette med sin egen konto: det gjøres av en annen som styrer folk.",
    "login.locked_already": "Kontoen til {user} er sperret fra før.",
    "login.managers_first": (
        "Ingen som styrer folk ({roles}), har en konto som er tatt i bruk. Da kan den som kjører kommandoen på "
        "maskinen, "
        "bare lage kontoen til en av dem."
    ),
    # ------------------------------------------------------------ the commands
    "cli.help.login": "Logg inn med passord og engangskode. Begge spørres det om; de står aldri på kommandolinjen.",
    "cli.help.logout": "Logg ut.",
    "cli.help.whoami": "Vis hvem som handler i kommandoene dine, og hvordan det vites.",
    "cli.help.account": "Hvem som kan logge inn: kontoer, og loggen over innlogginger.",
    "cli.help.account_create": (
        "La en person med en rolle logge inn. Gir en engangskode som vises én gang, og som personen tar kontoen i "
        "bruk med."
    ),
    "cli.help.account_activate": (
        "Ta en konto i bruk, eller begynn på nytt etter «account reset»: engangskoden, et passord du velger, og en app "
        "som viser koder."
    ),
    "cli.help.account_reset": (
        "Gi en annen en ny start: passord, koder og innlogginger gjelder ikke lenger, og en ny engangskode vises "
        "én gang."
    ),
    "cli.help.account_lock": "Sperr en konto. Alle innloggingene til personen er over med det samme.",
    "cli.help.account_unlock": "Opphev en sperre, og glem forsøk som var feil.",
    "cli.help.account_list": "List kontoene, og dem som har en rolle og ingen konto.",
    "cli.help.account_show": "Vis en konto og innloggingene som varer; uten navn din egen.",
    "cli.help.account_log": "Vis innlogginger, forsøk, og hva som er gjort med kontoer. Det nyeste først.",
    "cli.login.argument_user": "Brukernavnet; ellers PATHWAYS_USER.",
    "cli.login.option_everywhere": "Alle innloggingene dine, ikke bare denne.",
    "cli.login.ask_password": "Passord",
    "cli.login.ask_code": "Kode fra appen",
    "cli.login.who": "{user} · {roles}",
    "cli.login.until": "Logget inn til {until}, eller til den ikke er brukt på {minutes} min.",
    "cli.login.claimed": "En påstand: i en øvingsbase beviser ingenting hvem som handler (maskinkonto {account}).",
    "cli.login.out": "Logget ut. Innlogginger som er over: {count}.",
    "cli.login.was_out": "Du var ikke logget inn.",
    "cli.account.argument_person": "Personens brukernavn; ellers ditt eget.",
    "cli.account.option_person": "Bare denne kontoen; sin egen kan alle se.",
    "cli.account.option_limit": "Hvor mange rader.",
    "cli.account.ask_invite": "Engangskode",
    "cli.account.ask_new": "Nytt passord, minst {shortest} tegn",
    "cli.account.ask_again": "En gang til",
    "cli.account.ask_first_code": "Koden appen viser nå",
    "cli.account.secret": "Legg denne hemmeligheten inn i en app som viser koder (TOTP). Den vises bare nå:",
    "cli.account.address": "Eller som adresse:",
    "cli.account.activated": "Kontoen er tatt i bruk, og du er logget inn.",
    "cli.account.invited": "Engangskode for {user}, gjelder til {until}:",
    "cli.account.hand_over": (
        "Den vises ikke igjen. Gi den til {user} selv, ikke i e-post: «pathways account activate {user}»."
    ),
    "cli.account.nobody_could": (
        "Ingen som styrer folk, har en konto som er tatt i bruk, så det ble gjort av den som kjører kommandoen "
        "({account})."
    ),
    "cli.account.was_locked": "Kontoen til {user} er sperret, og innloggingene er over.",
    "cli.account.was_unlocked": "Kontoen til {user} er åpen.",
    "cli.account.state_none": "ingen konto",
    "cli.account.state_invited": "venter på å bli tatt i bruk",
    "cli.account.state_invite_over": "engangskoden er gått ut",
    "cli.account.state_active": "i bruk",
    "cli.account.state_locked": "sperret",
    "cli.account.last_login": "sist inn {at}",
    "cli.account.sessions": "Innlogginger som varer",
    "cli.account.session": "fra {begun} til {until}",
    "cli.account.used": "sist brukt {at}, fra maskinkontoen {account}",
    "cli.account.nothing_noted": "Ingenting er skjedd.",
    "cli.account.unknown": "(ukjent navn)",
    "cli.account.on_account": "maskinkonto {account}",
    "cli.account.did_by": "{did} av {by}",
    "cli.account.did_created": "konto laget",
    "cli.account.did_reset": "ny start",
    "cli.account.did_locked": "sperret",
    "cli.account.did_unlocked": "åpnet",
    "cli.account.did_activated": "tatt i bruk",
    "cli.account.did_login": "logget inn",
    "cli.account.did_logout": "logget ut",
    "cli.account.did_refused": "avvist",
    "cli.account.did_throttled": "ikke prøvd, for mange forsøk",
    "cli.account.did_ended": "innlogging over",
    "cli.account.why_no_account": "ingen konto",
    "cli.account.why_not_activated": "ikke tatt i bruk",
    "cli.account.why_password": "passord",
    "cli.account.why_code": "kode",
    "cli.account.why_replayed": "koden var brukt",
    "cli.account.why_locked": "sperret",
    "cli.account.why_no_role": "ingen rolle den dagen",
    "cli.account.why_changed": "kontoen ble endret imens",
    "cli.account.why_throttled": "for mange forsøk",
    "cli.account.why_no_invite": "ingen engangskode venter",
    "cli.account.why_invite": "engangskode",
    "cli.account.why_invite_over": "engangskoden var gått ut",
    "cli.account.why_other_os_account": "fra en annen maskinkonto",
    "cli.account.why_ended": "tiden var ute",
    "cli.account.why_idle": "ikke brukt",
    "cli.account.why_restored": "en kopi ble den som gjelder",
    "cli.account.why_everywhere": "alle innlogginger",
    "cli.people.option_os_account": "Maskinkontoen personen driver systemet fra, uten passord.",
    "cli.people.change_account": "konto for {person}: {told}",
    "people.account_taken": "maskinkontoen er en annens her. Hver maskinkonto er én persons",
    "people.bad_os_account": "en maskinkonto er 1 til 64 tegn uten mellomrom",
    "cli.takes.session": "en fil",
    "cli.doctor.name_accounts": "Kontoer",
    "cli.doctor.accounts": "i bruk: {count}",
    "cli.doctor.mend_account_keys": (
        "Uten {names} kan ikke alle logge inn. Legg filene tilbake fra kopien av nøklene; er de borte for godt, gir "
        "«pathways account reset» en ny start."
    ),
    "cli.doctor.few_managers": (
        "Av dem som styrer folk, kan disse logge inn: {who}. La det være minst to, så de kan hjelpe hverandre inn."
    ),
}
