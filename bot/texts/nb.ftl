## Felles knapper
close = Lukk
save = Lagre
change = Endre
another = Lag et nytt møte
undo = Angre
invite = Inviter
minutes = { $minutes ->
    [60] 1 time
    [90] 1½ time
    [120] 2 timer
    [180] 3 timer
   *[other] { $minutes } minutter
  }
weekday = { $number ->
    [1] mandag
    [2] tirsdag
    [3] onsdag
    [4] torsdag
    [5] fredag
    [6] lørdag
   *[7] søndag
  }
closing-day = { $day ->
    [d0501] 1. mai
    [d0605] den danske grunnlovsdagen (5. juni)
    [d1224] julaften (24. desember)
    [d1231] nyttårsaften (31. desember)
   *[other] { $number }.{ $month }.
  }

## Hjelp og språk
help =
    {"*"}Dette kan du her*
    `/pizza på personalrommet`: planlegg et pizzamøte (for koordinatorer)
    `/spire meetings`: se de neste møtene, og svar
    `/ask` og spørsmålet ditt: jeg finner den rette, og du hører innen to arbeidsdager
    `/ask status`: se hvordan det går med spørsmålene dine
    `/who statistikk`: se hvem som vet hva
    `/mentor`: finn en mentor som er ett trinn foran deg
    `/spire language`: velg dansk, norsk eller engelsk
    {"*"}For koordinatorer*
    `/spire setup`: navn på avdelingen, språk, arbeidsdager og koordinatorer
    `/spire deputy`: velg en stedfortreder
    `/spire handover`: gi rollen videre
    `/spire people`: hvem som står i veiviseren
    `/spire questions`: åpne spørsmål, og temaer ingen kan svare på
    `/spire log`: hva som er sendt, og hva som ikke er det
language-which = Hvilket språk skal jeg snakke med deg?
language-chosen = Fint, jeg snakker norsk med deg fra nå av.
language-unknown = Det språket kan jeg ikke. Skriv `/spire language nb`, `da` eller `en`.

## Oppsett
setup-title = Oppsett av avdelingen
setup-intro = Her setter du opp Spire for { $channel }. Alt kan endres igjen med `/spire setup`.
setup-name = Avdeling
setup-name-hint = Slik dere selv sier det, for eksempel «Medisinsk avdeling».
setup-hospital = Sykehus
setup-language = Språk i kanalen
setup-zone = Tidssone
setup-weekdays = Arbeidsdager
setup-closing = Stengte dager
setup-closing-hint = Helligdagene kjenner jeg. Kryss av for andre dager der jeg ikke skal sende påminnelser.
setup-coffee = Formiddagskaffe
setup-organisers = Koordinatorer
setup-done =
    {"*"}{ $name }*, { $hospital }
    Språk: { $language } · Tidssone: { $zone }
    Arbeidsdager: { $weekdays }
    Stengte dager: { $closing }
    Formiddagskaffe: { $coffee }
    Koordinatorer: { $organisers }
setup-next = Er avdelingen ny her, sier jeg hei i { $channel } om litt. Neste steg: skriv `/pizza` i kanalen.
setup-only-in-channel = Skriv `/spire setup` i kanalen til avdelingen, så vet jeg hvilken avdeling det gjelder.
setup-not-you = Bare en administrator i Slack eller en koordinator kan gjøre oppsettet. Be en av dem skrive `/spire setup` her.
setup-who-are-you = Jeg har ennå ikke fått spurt Slack om du er administrator. Prøv igjen om et minutt.
setup-no-organisers = Velg minst én koordinator, så noen kan planlegge møter.
setup-no-weekdays = Velg minst én arbeidsdag.
setup-name-missing = Skriv hva avdelingen heter.
setup-hospital-missing = Skriv hvilket sykehus det er.
welcome = Hei, alle sammen. Jeg heter Spire og hjelper { $name } med å møtes om forskning. Koordinatorer: { $organisers }.
welcome-next = Skriv `/spire` for å se hva du kan bruke meg til. Har du en idé eller lyst til å komme i gang, så skriv til en koordinator.
department-none = Det er ingen avdeling i denne kanalen ennå. En administrator eller koordinator kan skrive `/spire setup` her.
department-which = Du er koordinator flere steder. Skriv kommandoen i den kanalen det gjelder: { $channels }.
not-organiser = Det kan bare koordinatorene gjøre: { $organisers }. Skriv til en av dem.
not-organiser-plain = Det kan bare koordinatorene gjøre. Skriv til en av dem.
cannot-organise = Gjester, boter, folk fra andre arbeidsplasser og de som har forlatt deres Slack, kan ikke velges her. Velg en annen.
deputy-title = Stedfortreder
deputy-intro = Stedfortrederen din i { $name } kan planlegge, endre og avlyse møter akkurat som deg. La feltet stå tomt hvis du ikke vil ha en.
deputy-field = Stedfortreder
deputy-named = { $deputy } er nå stedfortrederen din, kan planlegge, endre og avlyse møter akkurat som deg og får beskjed om det nå.
deputy-told = Du er nå stedfortreder for { $organisers } i { $name } ({ $channel }) og kan planlegge, endre og avlyse møter der. Skriv `/spire` for å se hva du kan.
deputy-none = Du har ingen stedfortreder nå.
deputy-yourself = Velg en annen enn deg selv, eller la feltet stå tomt.
taker-title = Gi rollen videre
taker-intro = Den du velger, blir koordinator i { $name } i stedet for deg og overtar møtene dine.
taker-field = Ny koordinator
handover-yourself = Velg en annen enn deg selv.
handover-done = { $taker } er nå koordinator i stedet for deg og får beskjed. { $meetings ->
    [0] Det var ingen møter å overta.
    [one] Ett møte fulgte med.
   *[other] { $meetings } møter fulgte med.
  } Takk for innsatsen.
handed-over = Du er nå koordinator i { $name } ({ $channel }). Møter du har overtatt, kommer her i samtalen vår. Skriv `/spire` for å se hva du kan.

## Pizzamøte: planen
gathering-form-title = Pizzamøte
gathering-form-submit = Videre
gathering-form-change = Lagre
gathering-default-title = Pizzamøte
gathering-title = Tittel
gathering-date = Dato
gathering-time = Klokkeslett
gathering-typed = Eller skriv når
gathering-typed-hint = For eksempel torsdag 12. mars kl. 16.30. Det du skriver her, gjelder i stedet for dato og klokkeslett.
gathering-minutes = Varighet
gathering-place = Sted
gathering-seats = Plasser
gathering-seats-hint = La feltet stå tomt hvis det er plass til alle.
gathering-message = Beskjed til de inviterte
gathering-draft-next = Ingen har fått vite om det ennå. *Inviter* legger møtet ut i kanalen.
gathering-understood = Slik forsto jeg det:
gathering-exists = Det møtet har du nettopp laget. Slik ser det ut nå:
what =
    {"*"}{ $title }*
    { $when }
    { $place }
what-cancelled =
    {"*"}Avlyst: { $title }*
    ~{ $when }~
    ~{ $place }~
gathering-invited-now = Invitert. Innlegget kommer i { $channel } om et øyeblikk. Siste arbeidsdag før møtet sender jeg en påminnelse til dem som kommer eller kanskje kommer.
gathering-invited-late = Invitert. Innlegget kommer i { $channel } om et øyeblikk. Det er for kort tid til påminnelser. Hvor mange pizzaer som skal bestilles, står under *Hvem kommer*.
gathering-changed-now = Endret. De det gjelder, får beskjed om et minutt; fram til da kan du angre.
gathering-changed-quiet = Endret. Innlegget viser det; ingen får egen beskjed. I ett minutt kan du angre.
gathering-changed-late = Endret. De det gjelder, får beskjed om ett minutt; til da kan du angre. Det er for kort tid til påminnelser.
gathering-cancelled-now = Avlyst. De det gjelder, får beskjed om et minutt; fram til da kan du angre.
gathering-discarded = Utkastet er droppet. Ingen har hørt om det.
gathering-undone = Angret. Alt er som før, og ingen har fått beskjed om endringen.
gathering-nothing-changed = Det var ingenting å endre. Møtet er som før.
gathering-posted-again = Jeg legger ut invitasjonen i { $channel } igjen om et øyeblikk.
gathering-unknown = Det møtet finnes ikke lenger. Skriv `/spire meetings` for å se de neste.
gathering-begun = Møtet har allerede begynt, så det er for sent å invitere. Endre dato og klokkeslett først.
gathering-over = Det møtet er ferdig. Skriv `/spire meetings` for å se de neste.
gathering-not-begun = Møtet har ikke begynt ennå. Svar her når det har vært.
gathering-cancelled = Det møtet er avlyst. Skriv `/spire meetings` for å se de neste.
gathering-changed-meanwhile = Møtet er blitt endret i mellomtiden. Lukk, trykk på Endre igjen, og se hva som står nå.
gathering-too-few-seats = { $taken } plasser er allerede tatt. Velg minst { $taken }.
gathering-title-missing = Skriv en tittel, for eksempel «Pizzamøte».
gathering-place-missing = Skriv hvor dere møtes, for eksempel «personalrommet».
gathering-seats-wrong = Skriv antall plasser som et helt tall fra 1 til 500, eller la feltet stå tomt.
gathering-minutes-wrong = Velg hvor lenge møtet varer.
when-typed-several = Det kan forstås på flere måter: { $options }. Rett feltet så det stemmer.
when-typed-unclear = Skriv én dag og ett klokkeslett, for eksempel torsdag 12. mars kl. 16.30.
when-series = Jeg leser det som { $when }. Faste møter kan jeg ikke lage ennå, så her er det første.
when-missing = Velg dato og klokkeslett, eller skriv når.
when-past = Det tidspunktet er passert. Velg et senere.
when-too-far = Det er mer enn to år fram i tid. Velg en tidligere dato.
when-gap = Klokka stilles fram den natta, så det klokkeslettet finnes ikke. Velg et annet.
too-long = Teksten er på { $length } tegn, og det er plass til { $most }. Gjør den kortere.
undo-too-late = Det er ikke mer å angre; det går bare i ett minutt. Endre møtet igjen, eller lag et nytt med `/pizza` hvis det er avlyst.
undo-too-few-seats = Nå er { $taken } plasser tatt, så møtet kan ikke gå tilbake til { $seats }. Endre det i stedet.

## Invitasjonen
gathering-invitation-summary = { $title }, { $when }, { $place }. Kommer du?
gathering-cancelled-summary = Avlyst: { $title }, { $when }, { $place }
gathering-cancelled-by = Avlyst. Spør { $organiser } hvis du lurer på noe.
gathering-asked-by = { $organiser } inviterer. Svaret ditt kan alltid endres.
gathering-card-summary = Møtet ditt: { $title }, { $when }, { $place }
gathering-card-hint = Her styrer du møtet. Tallene følger med når folk svarer.
gathering-card-given = { $organiser } er koordinator for møtet nå.
reply-yes = Jeg kommer
reply-maybe = Kanskje
reply-no = Kan ikke
reply-first = Svar først om du kommer.
numbers = { $taken ->
    [0] Ingen har sagt ja ennå
   *[other] { $taken } kommer
  }
numbers-seats = { $taken } av { $seats } { $seats ->
    [one] plass
   *[other] plasser
  } tatt
numbers-maybe = { $number } kanskje
numbers-waiting = { $number } på venteliste

## Svaret mitt
own-yes = Du kommer på *{ $title }*{ $guests ->
    [0] {""}
    [one] {" "}med én gjest
   *[other] {" "}med { $guests } gjester
  }. Vi ses.
own-maybe = Du kommer kanskje på *{ $title }*. Svar igjen når du vet det.
own-no = Du kommer ikke på *{ $title }*. Takk for at du sa fra.
own-waiting = Det er ikke plass akkurat nå. Du er nummer { $line } på ventelisten til *{ $title }*, og jeg skriver hvis det blir en plass.
own-none = Du har ikke svart på *{ $title }*.
plate-button = Mat og gjester
plate-title = Mat og gjester
plate-untold = Jeg vet ikke hva du spiser, så jeg regner med vanlig pizza.
plate-told = Mat: { $meal }{ $allergies ->
    [none] {""}
   *[other] {" "}· { $allergies }
  }. { $kept ->
    [remembered] Jeg husker det til neste gang.
   *[forgotten] Jeg sletter det dagen etter møtet.
  }
guests = { $number ->
    [0] Jeg kommer alene
    [one] 1 gjest
   *[other] { $number } gjester
  }
guests-label = Tar du med noen?
guests-no-room = { $room ->
    [0] Det er ikke plass til gjester akkurat nå.
    [one] Det er bare plass til én gjest.
   *[other] Det er bare plass til { $room } gjester.
  }
meal = { $kind ->
    [vegetarian] vegetarisk
    [vegan] vegansk
    [no_pork] uten svinekjøtt
    [gluten_free] glutenfri
    [lactose_free] laktosefri
   *[everything] vanlig
  }
meal-label = Maten skal være
allergies-label = Allergi eller annet
allergies-hint = Bare møtets koordinator og stedfortrederen kan se det. Det slettes dagen etter møtet hvis du ikke ber meg huske det.
remember-label = Neste gang
remember-option = Husk maten og allergiene mine
seat-free = Du har fått plass på *{ $title }*. Kan du likevel ikke komme, så trykk på *Kan ikke*, så går plassen videre.

## Påminnelse, bestilling, frammøte
reminder-yes = Husk *{ $title }*. Blir du forhindret, så trykk på *Kan ikke*.
reminder-maybe = Kommer du på *{ $title }*? Du svarte kanskje.
order = Det er på tide å bestille pizza til *{ $title }*.
order-how = Én pizza til to som spiser det samme. De som kanskje kommer, er regnet med, og gjester får vanlig pizza.
pizzas = *{ $number ->
    [one] 1 pizza
   *[other] { $number } pizzaer
  }*
pizza-line = • { $kind }: { $number } (til { $people })
pizzas-none = Ingen har sagt ja eller kanskje, så det er ingen pizzaer å bestille.
who-button = Hvem kommer
who-title = Hvem kommer
who-list = *{ $reply ->
    [yes] Kommer
    [maybe] Kanskje
    [waiting] Venteliste
   *[no] Kan ikke
  }* ({ $number }): { $people }
who-allergies = *Allergi og annet*
who-allergy = • { $person }: { $allergies }
who-private = Dette viser jeg bare til koordinatorene. Mat og allergier slettes dagen etter møtet.
who-not-yours = Allergier viser jeg bare til møtets egen koordinator og stedfortrederen.
attendance-question = Hvem kom på *{ $title }*?
attendance-list = { $number ->
    [0] Ingen hadde sagt ja.
    [one] Påmeldt: { $people }
   *[other] Påmeldte ({ $number }): { $people }
  }
attendance-right = Listen stemmer
attendance-correct = Endre listen
attendance-title = Hvem kom
attendance-field = De som kom
attendance-thanks = Takk. { $number ->
    [0] Ingen
    [one] Én person
   *[other] { $number } personer
  } kom på *{ $title }*.

## Endringer
told-cancelled = *{ $title }* { $when } er avlyst. Spør { $organiser } hvis du lurer på noe.
told-moved = *{ $title }* er flyttet fra { $before } til *{ $when }*. Svaret ditt gjelder fortsatt; endre det hvis det ikke passer. Spør { $organiser } hvis du lurer på noe.
told-place = *{ $title }* er flyttet til et annet sted: *{ $place }*. Spør { $organiser } hvis du lurer på noe.
told-changed = *{ $title }* er endret. Les hele invitasjonen i kanalen, og spør { $organiser } hvis du lurer på noe.
cancel = Avlys
cancel-draft = Dropp utkastet
cancel-sure-title = Avlyse møtet?
cancel-sure = De det gjelder, får beskjed om et minutt. Fram til da kan du angre.
cancel-yes = Avlys
cancel-no = Behold møtet
coming = *De neste møtene*
coming-none = Det er ingen møter i kalenderen akkurat nå.
coming-none-organiser = Det er ingen møter i kalenderen akkurat nå. Skriv `/pizza` for å planlegge et.

## Logg
log-title = *Det siste*, nyeste først
log-empty = Det har ikke skjedd noe ennå.
log-line = { $sign } { $at } · { $what } · { $outcome }
log-due = { $line }{ $outcome ->
    [scheduled] {" "}til { $due }
   *[other] , skulle vært sendt { $due }
  }
log-title-of = { $line }: { $title }
log-to = { $line } → { $to }
log-why = { $line } ({ $reason })
outcome = { $outcome ->
    [scheduled] planlagt
    [sent] sendt
    [late] sendt forsinket
    [skipped] hoppet over
    [failed] kunne ikke sendes
    [unsure] usikkert, se etter
    [planned] laget som utkast
    [changed] endret
    [cancelled] avlyst
    [undone] angret
   *[done] gjort
  }
kind-department-setup = oppsett
kind-department-welcome = velkomst
kind-department-handed-over = rollen gitt videre
kind-department-deputy = stedfortreder
kind-department-deputy-named = beskjed til stedfortreder
kind-gathering = pizzamøte
kind-gathering-invitation = invitasjon
kind-gathering-card = koordinatorens oversikt
kind-gathering-changed = beskjed om endring
kind-gathering-reply = endring i tråden
kind-gathering-moved-up = plass fra ventelisten
kind-gathering-remind = påminnelser
kind-gathering-reminder = påminnelse
kind-gathering-order = pizzabestilling
kind-gathering-attendance = hvem kom
kind-gathering-forget = sletting av mat og allergier
kind-gathering-fill = ledige plasser
kind-log-failed = beskjed om feil
failed = Dette fikk jeg ikke sendt til { $to }: { $what }. Årsak: { $reason }.
failed-unsure = Jeg vet ikke om dette kom fram i { $to }: { $what }. Se etter i kanalen; det kan ikke jeg. Årsak: { $reason }.
failed-update = Jeg fikk ikke oppdatert { $what } i { $to }, så der står fortsatt det gamle: { $reason }
post-again = Legg den ut igjen
reason-too-late = det var for sent da det ble dens tur
reason-invited-late = invitert på for kort varsel til en påminnelse
reason-cancelled = møtet var avlyst
reason-not-coming = personen kommer ikke lenger
reason-gone = det beskjeden handlet om, finnes ikke lenger
reason-parent-failed = innlegget den skulle stå under, kom aldri fram
reason-bug = en feil hos meg; den står i serverens logg
reason-slack = Slack svarte «{ $word }»
slack-not-in-channel = jeg er ikke med i kanalen. Skriv `/invite @Spire` der, og prøv igjen
slack-channel-not-found = jeg ser ikke kanalen. Har den blitt privat eller slettet? Skriv `/invite @Spire` der, og prøv igjen
slack-is-archived = kanalen er arkivert. Åpne den igjen, eller skriv `/spire setup` i en annen kanal
slack-message-not-found = noen har slettet innlegget
slack-cannot-dm-bot = mottakeren er en bot
slack-user-not-found = personen finnes ikke i Slack hos dere
slack-user-disabled = personen er ikke lenger i Slack
slack-messages-tab-disabled = personen tar ikke imot meldinger fra apper
slack-restricted-action = en administrator har sperret kanalen for innlegg
slack-missing-scope = Spire mangler en rettighet. Be en administrator installere appen på nytt

## Nei og beklager
you-wrote = Du skrev:
privacy-cpr = Det ligner et dansk CPR-nummer, så jeg har ikke lagret noe. Slett nummeret, og prøv igjen; ingenting må peke på en pasient. Er det et saksnummer, så skriv det i ett med «sak» foran.
privacy-norwegian = Det ligner et fødselsnummer, så jeg har ikke lagret noe. Slett nummeret, og prøv igjen; ingenting må peke på en pasient. Er det et saksnummer, så skriv det i ett med «sak» foran.
privacy-birth = Et navn sammen med en fødselsdato peker på en bestemt person, så jeg har ikke lagret noe. Skriv for eksempel «en mann i 80-årene» i stedet.
privacy-ambiguous = Et tall her kan være et fødselsnummer, så jeg har ikke lagret noe. Er det et saksnummer, så skriv det i ett med «sak» foran: sak 2100012345. Ellers slett det.
button-old = Dette er fra en eldre utgave av Spire. Skriv `/spire meetings`, og begynn derfra.
unknown-word = Det ordet kjenner jeg ikke. Skriv `/spire` for å se hva du kan skrive.
person-missing = Velg en person.
form-closed = Slack fikk ikke åpnet skjemaet i tide. Ingenting har skjedd. Prøv igjen.
apology = Beklager, noe gikk galt hos meg. Det var ikke deg. Prøv igjen om litt. Skjer det igjen, så gi denne koden til den som drifter Spire: `{ $reference }`

## Start
setting-intro = Spire kan ikke starte. Rett dette i miljøet eller i filen .env:
setting-SLACK_SIGNING_SECRET = SLACK_SIGNING_SECRET: viser at en forespørsel kommer fra Slack. Du finner den på api.slack.com/apps under Basic Information, App Credentials (eller bruk SLACK_APP_TOKEN til Socket Mode).
setting-SLACK_SIGNING_SECRET_PREVIOUS = SLACK_SIGNING_SECRET_PREVIOUS: den gamle hemmeligheten mens den byttes. Fjern den når byttet er gjort.
setting-SLACK_BOT_TOKEN = SLACK_BOT_TOKEN: det Spire snakker med Slack med; begynner med xoxb-. Du finner det på api.slack.com/apps under OAuth & Permissions.
setting-SLACK_APP_TOKEN = SLACK_APP_TOKEN: til Socket Mode; begynner med xapp-. Lag det på api.slack.com/apps under Basic Information, App-Level Tokens, med rettigheten connections:write.
setting-SLACK_API_URL = SLACK_API_URL: Slacks adresse. Må begynne med https:// og kan utelates.
setting-DATABASE_URL = DATABASE_URL: hvor Spire husker. Enten sqlite:///spire.db eller postgresql://bruker:passord@vert/navn.
setting-HOST = HOST: adressen det lyttes på, for eksempel 0.0.0.0. Kan utelates.
setting-PORT = PORT: porten det lyttes på, et tall fra 1 til 65535. Kan utelates (3000).
setting-SPIRE_URL = SPIRE_URL: Spires offentlige adresse, begynner med https://. Kan utelates, men da finnes det ingen lenker.
setting-SPIRE_TIME_ZONE = SPIRE_TIME_ZONE: tidssone, for eksempel Europe/Oslo eller Europe/Copenhagen.
setting-SPIRE_LANGUAGE = SPIRE_LANGUAGE: språk når ingen har valgt: da, nb eller en.
setting-SPIRE_ORGANISERS = SPIRE_ORGANISERS: medlems-ID-er fra Slack med komma mellom, for eksempel U012AB3CD. I Slack: profil, tre prikker, Kopier medlems-ID.

## spire check og manifest
check-database = Databasen svarer.
check-database-away = Databasen svarer ikke. Sjekk DATABASE_URL, og om serveren kjører.
check-migrated = Databasen er oppdatert.
check-not-migrated = Databasen er ikke oppdatert. Kjør: spire migrate
check-disk = SQLite-filen ligger på en disk som overlever en omstart.
check-disk-fleeting = { $path } ser ut til å forsvinne ved en omstart. Legg filen på en fast disk, eller bruk PostgreSQL.
check-token = Slack kjenner Spire.
check-token-wrong = Slack sier { $error }. Hent SLACK_BOT_TOKEN på nytt på api.slack.com/apps under OAuth & Permissions.
check-slack-away = Slack svarer ikke ({ $error }). Sjekk nettverket og SLACK_API_URL.
check-clock = Klokka går riktig.
check-clock-wrong = Klokka går { $seconds } sekunder feil; forespørsler fra Slack blir avvist etter fem minutter. Slå på tidssynkronisering.
check-scopes = Alle rettigheter er på plass.
check-scope = Rettigheten { $scope } mangler: { $loss }
check-channel = Spire er med i kanalen til { $name } ({ $channel }).
check-channel-not = Spire er ikke med i kanalen til { $name } ({ $channel }). Skriv /invite @Spire der.
scope-commands = /pizza og /spire virker ikke.
scope-chat-write = Spire kan ikke skrive noe.
scope-im-write = ingen får påminnelser i direktemeldinger.
scope-users-read = Spire vet ikke hvem som er administrator, gjest eller har sluttet.
scope-channels-read = spire check kan ikke se om Spire er med i kanalen.
scope-history = etter et uklart svar fra Slack kan Spire ikke se etter om meldingen kom fram; den ender som «usikkert, se etter».
manifest-description = Får forskning til å gro på avdelingen
manifest-long-description = Spire hjelper sykehusavdelinger med å møtes om forskning: pizzamøter med invitasjon, svar, påminnelser, plasser og bestilling. Koordinatoren ser hva som er planlagt, sendt, forsinket, hoppet over eller feilet, og hvorfor. Spire rangerer ingen og lagrer ingenting om pasienter.
manifest-spire = Hjelp, språk, møter og oppsett
manifest-pizza = Planlegg et pizzamøte
manifest-pizza-hint = på personalrommet

## spire demo
demo-department = Medisinsk avdeling
demo-message = Kom og hør hva som rører seg. Alle ideer er velkomne, også de halve.
demo-allergy = peanøtter
demo-open = Sykehuset er åpent på { $address } – Ctrl-C stenger det.
demo-title-coordinator = Forskningskoordinator
demo-title-consultant = Forskningsansvarlig overlege
demo-title-junior = Lege i spesialisering
demo-title-development-nurse = Fagutviklingssykepleier
demo-title-student = Medisinstudent
demo-title-head-nurse = Avdelingssykepleier
demo-title-professor = Professor og overlege
demo-title-phd = Ph.d.-stipendiat
demo-title-physiotherapist = Fysioterapeut
demo-title-postdoc = Postdoktor
demo-title-statistician = Statistiker
demo-title-secretary = Avdelingssekretær
demo-title-guest = Gjest
demo-title-stranger = Fra et annet sykehus
demo-department-medicinsk = Medisinsk avdeling
demo-department-akut = Akuttmottaket
demo-department-neurologi = Nevrologisk avdeling
demo-history-ideas = Idékveld
demo-history-wonder = Hva undrer oss?
demo-history-brain = Hjernens time
demo-history-drafts = Utkast og kaffe
demo-history-eyes = Gamle data, nye øyne
demo-tour-welcome = Velkommen til sykehuset, { $guest }. Det er to måneder siden Spire kom. Prøv fem ting:
demo-tour-plan = Skriv `/pizza torsdag kl. halv fem på personalrommet` i { $channel }, og se hvordan tiden leses.
demo-tour-answer = Velg *{ $colleague }* øverst, og svar *Jeg kommer* på invitasjonen; se tallene følge med.
demo-tour-ask = Skriv `/ask hvor mange pasienter må jeg ha med?`, og spør den jeg foreslår. Velg samme person øverst, og se spørsmålet komme fram.
demo-tour-clock = Still klokka fram til dagen før møtet, og se påminnelsene komme.
demo-tour-log = Skriv `/spire log`, og se hva som er sendt, forsinket, hoppet over eller avlyst, og hvorfor.
demo-setup = Mette er administrator i sykehusets Slack. Hun setter opp Spire i avdelingens kanal.
demo-plan = Hun planlegger et pizzamøte med en kommando og et skjema.
demo-answer = Folk svarer. Jonas tar med en og forteller hva han spiser. Det er fire plasser.
demo-seat = Anne kan likevel ikke komme. Plassen går videre til Fatima, som ventet.
demo-move = Mette flytter møtet, så det begynner en time tidligere. I ett minutt kan hun angre; deretter får de det gjelder, beskjed.
demo-remind = Dagen før: en påminnelse til dem som kommer, og pizzabestillingen til Mette.
demo-came = Neste morgen: hvem kom?
demo-log = Loggen viser hva som er sendt, og hva som ikke er det.
demo-end = Slutt. { $sent } beskjeder sendt, { $failed } feilet, { $invalid } ugyldige for Slack.

## Tid, sagt i ord (kan leses igjen)
summer-time = sommertid
winter-time = vintertid
and = { $first } og { $last }
from-to = { $start } til { $end }
first-time = { $rule }, første gang { $day }
until-day = { $rule }, til og med { $day }
so-many-times = { $rule }, { $number } ganger
every-day = { $number ->
    [1] hver dag
   *[other] hver { $number }. dag
  }
every-workday = alle hverdager
every-other-weekday = annenhver { $days }
every-weekday = { $number ->
    [1] hver { $days }
    [2] annenhver uke, { $days }
   *[other] hver { $number }. uke, { $days }
  }
in-weeks = { $parity ->
    [even] hver { $days } i partallsuker
   *[odd] hver { $days } i oddetallsuker
  }
every-month = { $number ->
    [1] { $what } i hver måned
   *[other] hver { $number }. måned, { $what }
  }
every-quarter = { $what } i hvert kvartal
every-year-on = hvert år { $number }. { $month ->
    [1] januar
    [2] februar
    [3] mars
    [4] april
    [5] mai
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] desember
  }
every-year-in = hvert år { $what } i { $month ->
    [1] januar
    [2] februar
    [3] mars
    [4] april
    [5] mai
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] desember
  }
nth = { $nth ->
    [1] første
    [2] andre
    [3] tredje
    [4] fjerde
    [5] femte
   *[other] siste
  }
nth-of = { $nths } { $noun }
workday = hverdag
last-day = siste dag
on-the = den { $days }
when-candidates = Det kan forstås på flere måter. Hvilken mener du?
when-candidate = { $number }. { $when }
when-rest = Resten av teksten: «{ $rest }»
when-reason-invalid-date = Datoen «{ $part }» finnes ikke. Skriv for eksempel: torsdag 12. mars kl. 16.30
when-reason-invalid-time = Klokkeslettet «{ $part }» finnes ikke. Skriv for eksempel: torsdag kl. 16.30
when-reason-invalid-week = Uke { $part } finnes ikke. Skriv for eksempel: torsdag i uke 12 kl. 16.30
when-reason-dst-gap = Klokka stilles fram den natta, så kl. { $part } finnes ikke. Skriv for eksempel: kl. 03.30 eller kl. 14.30
when-reason-past = «{ $part }» har allerede vært. Skriv for eksempel: på torsdag kl. 16.30
when-reason-vague = «{ $part }» kan jeg ikke gjøre om til ett tidspunkt. Skriv for eksempel: torsdag 12. mars kl. 16.30
when-reason-unsupported = «{ $part }» kan jeg ikke ta med ennå. Skriv selve dagen, for eksempel: torsdag 12. mars kl. 16.30
when-reason-no-time-info = Jeg finner ingen dag eller noe klokkeslett i «{ $part }». Skriv for eksempel: torsdag 12. mars kl. 16.30
when-reason-reversed-range = «{ $part }» slutter før det begynner. Skriv for eksempel: fredag kl. 14.30–16.00

## What questions are about, and whom they go to

topic-start-research = å komme i gang med forskning
topic-research-leave = fri til å forske
topic-phd-admin = formalitetene i et ph.d.-løp
topic-phd-supervisor = å finne en ph.d.-veileder
topic-postdoc-path = veien videre etter ph.d.
topic-idea-sparring = en idé å drøfte med noen
topic-collaborator = å finne noen å samarbeide med
topic-journal-club = en journal club eller en artikkel som skal legges fram
topic-abstract = et abstract, en poster eller et innlegg
topic-evidence-search = hva forskningen sier om det dere gjør til daglig
topic-mentor-worklife = en mentor å snakke med
topic-svp-career = en forskerkarriere i helsefagene
topic-statistics = tall, statistikk og antall pasienter
topic-redcap = databaser og spørreskjemaer (REDCap)
topic-gdpr = persondata, og hvor de kan ligge
topic-ethics = etisk godkjenning og samtykke
topic-biobank = prøver og biobank
topic-clinical-trial = regler for legemiddel- og utstyrsstudier
topic-inclusion = å finne deltakere og følge dem opp
topic-patient-involvement = pasienter og pårørende som medspillere
topic-genomics = gener, sekvensering og bioinformatikk
topic-litsearch = systematisk litteratursøk
topic-publication = tidsskrifter og publisering
topic-authorship = forfatterskap og god forskningspraksis
topic-intl = opphold i utlandet og gjester utenfra
topic-registry = registre og data fra journalen
topic-contract = kontrakter, firmaer og patenter
topic-qualitative = intervjuer og kvalitativ metode
topic-healthecon = hva en behandling koster, og hva den gir
topic-funding = fond, penger og budsjett
topic-student-year = forskning som medisinstudent
topic-local-approval = hvem som må si god for et prosjekt her
topic-network = møter og nettverk
topic-off-topic = noe annet enn forskning
topic-vague = noe som ikke er sagt ennå
topic-clinical-patient = en bestemt pasient
topic-emergency = noe akutt
role-prof = Professor og forskningsleder
role-fao = Forskningsansvarlig overlege
role-uao = Utdanningsansvarlig overlege
role-pkl = Postgraduat klinisk lektor
role-udv = Fagutviklingssykepleier
role-phdsup = Ph.d.-veileder
role-mentor = Mentor
role-svp = Helsefaglig seniorforsker
role-coord = Forskningskoordinator
role-start = Felles inngang til forskning
role-fund = Rådgiver for søknader og finansiering
role-stat = Biostatistiker
role-data = Data manager
role-biobank = Biobankleder
role-legal = Personvernombud for forskning
role-ethics = Rådgiver i forskningsetikk
role-gcp = Rådgiver for kliniske studier
role-trialnurse = Ledende studiesykepleier
role-patient = Koordinator for brukermedvirkning
role-genom = Bioinformatiker
role-library = Medisinsk bibliotekar
role-intl = Internasjonal koordinator
role-integrity = Forskningsombud
role-phdadm = Ph.d.-koordinator
role-contract = Kontraktsrådgiver
role-registry = Rådgiver for registerdata
role-career = Leder for mentorordningen
role-qual = Rådgiver i kvalitativ metode
role-healthecon = Helseøkonom
role-student = Koordinator for studentforskning
role-function = Felles funksjon
where-department = i din egen avdeling
where-hospital = på sykehuset ditt
where-near = i samme spesialitet
where-country = i landet ditt
where-network = i nettverket
where-serves = for sykehuset ditt
where-named = (nevnt i spørsmålet)
where-elsewhere = innenfor samme fagområde
route-blocked = Noe i spørsmålet ligner et fødselsnummer eller et navn med fødselsdato, så det går ikke videre. Slett det, og spør igjen.
route-guard = Fødselsnumre: ingen funnet.
route-topic = Handler om { $topic }: { $percent } %
route-words = ord som peker den veien: { $words }
route-like = ligner: «{ $example }»
route-queue = Går til koordinatoren: { $why }.
route-queue-off-topic = det handler ikke om forskning
route-queue-vague = det er ikke nok å gå etter
route-queue-clinical-patient = det ligner et spørsmål om en pasient
route-queue-emergency = det kan være akutt
route-queue-nobody = det er ingen å sende det til
route-routed = Går til:
route-choose = Den som spør, velger mellom:
route-person = { $name }, { $role } { $where }
route-knows = { $name }, { $role } { $where }, kjenner temaet

## The directory

profession-physician = Lege
profession-medical-student = Medisinstudent
profession-nurse = Sykepleier
profession-midwife = Jordmor
profession-physiotherapist = Fysioterapeut
profession-occupational-therapist = Ergoterapeut
profession-radiographer = Radiograf
profession-biomedical-scientist = Bioingeniør
profession-other = Annen yrkesgruppe
stage-medical-student = Medisinstudent
stage-junior-doctor = LIS1 eller annen yngre lege
stage-specialist-trainee = Lege i spesialisering (LIS2/LIS3)
stage-phd-student = Ph.d.-stipendiat
stage-postdoc = Postdoktor
stage-specialist = Legespesialist eller overlege
stage-senior-researcher = Seniorforsker
stage-clinical-svp = Helsefaglig ansatt i klinikken
stage-svp-master = Helsefaglig ansatt med master
role-colleague = Kollega
who-how = Skriv hva det gjelder: `/who statistikk` eller `/who ph.d.-veileder hjerte`. Du kan også skrive et navn. Vil du spørre om noe, så skriv `/ask` og spørsmålet.
who-none = Jeg kjenner ingen som passer til «{ $words }». Prøv med et annet ord, skriv `/ask` og spørsmålet ditt, eller spør en koordinator: { $organisers }.
who-none-alone = Jeg kjenner ingen som passer på «{ $words }». Prøv med et annet ord, eller spør i avdelingens kanal.
who-not-you = Veiviseren er for sykehusets egne, ikke for gjester og eksterne. Spør en kollega på sykehuset.
profile-changed = Noen har endret det imens. Lukk skjemaet, åpne det igjen, og rett det du ville.
who-empty = Det står ingen i veiviseren ennå. Si fra til en koordinator; den fylles med `spire import`.
who-found = Dette fant jeg til «{ $words }»:
who-person =
    {"*"}{ $person }*, { $role }
    { $where }
who-away = Borte til og med { $day }.
who-away-deputy = Borte til og med { $day }; spør { $deputy } imens.
who-full = Tar ikke imot flere spørsmål akkurat nå.
who-unlisted = Har ikke sagt ja til å bli vist; bare koordinatorene ser dette.
who-link = Hos dere ({ $emerging }) er forskningsmiljøet under oppbygging. Her er det hjelp å få: { $established }.
who-more = Jeg fant { $number } til. Skriv et ord til, så blir listen kortere.
directory-asked = Hei { $name }. Kolleger som vil i gang med forskning, spør meg hvem de kan gå til. Kan jeg nevne deg som { $role } ved { $where }?
directory-asked-next = Du bestemmer hvor mange spørsmål du tar om gangen, og kan alltid ta pause eller si nei: åpne fanen *Home* her hos meg.
directory-yes = Ja, gjerne
directory-no = Nei takk
directory-agreed = Takk. Nå kan kolleger finne deg med `/who`. Rett det som ikke stemmer, under fanen *Home* hos meg.
directory-declined = Helt i orden. Kolleger ser deg ikke i veiviseren, og du får ingen spørsmål. Ombestemmer du deg, åpner du fanen *Home* hos meg.
directory-unknown = Du står ikke i veiviseren lenger. Åpne fanen *Home* hos meg hvis du vil være med igjen.
directory-welcome = Velkommen til { $channel }. Gjelder det forskning ved { $name }, kan du gå til:
directory-welcome-nobody = Velkommen til { $channel }. Vil du i gang med forskning ved { $name }, så skriv til en koordinator: { $organisers }.
directory-welcome-next = Har du et spørsmål om forskning, så skriv `/ask` og spørsmålet; da finner jeg den rette. Leter du etter noen, så skriv for eksempel `/who statistikk`.
home-profile = Min profil
home-listed =
    { $role }, { $where }
    { $topics }
home-shown = Kolleger kan finne deg med `/who`. { $slots ->
    [0] Du får ingen spørsmål akkurat nå.
    [1] Du tar ett spørsmål om gangen.
   *[other] Du tar { $slots } spørsmål om gangen.
  }
home-hidden = Bare koordinatorene ser deg i veiviseren, og du får ingen spørsmål.
home-unlisted = Du står ikke i veiviseren. Vil du være en som kolleger kan spørre om forskning?
home-join = Bli med
home-change = Endre profilen
home-language = Språk
home-pause = Pause
home-pausing = Du har pause til og med { $day }. Imens går spørsmålene til andre.
home-not-pausing = Skal du på ferie, eller trenger du ro? Ta pause, så sender jeg deg ingen spørsmål.
home-pause-begin = Ta pause
home-pause-end = Avslutt pausen nå
home-meetings = Mine kommende møter
home-no-meetings = Du har ikke sagt ja til noe kommende møte. Skriv `/spire møter` i avdelingens kanal for å se hva som er på vei.
home-meeting =
    {"*"}{ $title }*
    { $when }, { $place }
profile-title = Min profil
listing-title = Veiviseren
listing-who = Hvem
listing-who-intro = Velg hvem du vil legge til eller endre.
next = Videre
profile-name = Navn
profile-name-missing = Skriv et navn, så kolleger vet hvem de spør.
profile-role = Rolle
profile-hospital = Sykehus
profile-specialty = Avdeling
profile-profession = Yrkesgruppe
profile-stage = Karrieretrinn
profile-languages = Svarer på disse språkene
profile-topics = Temaer, med egne ord
profile-topics-hint = Ett på hver linje, eller med komma mellom, f.eks.: hoftebrudd, REDCap
profile-stages = Vil gjerne være mentor for
profile-slots = Spørsmål om gangen
profile-slots-hint = 0 betyr: ingen spørsmål akkurat nå.
profile-absent-from = Borte fra og med
profile-absent-to = Borte til og med
profile-deputy = Hvem tar spørsmålene imens?
profile-agreed = Er det greit at kolleger ser deg i veiviseren?
profile-agreed-yes = Ja, vis meg i veiviseren
profile-topics-long = Det er for mye å lese. Skriv høyst { $most } temaer på høyst { $length } tegn hver.
profile-absence-order = Den siste dagen er før den første. Bytt dem om.
profile-absence-half = Velg både den første og den siste dagen, eller ingen av dem.
profile-deputy-yourself = Ingen kan være sin egen stedfortreder. Velg en kollega.
profile-deputy-unlisted = Den kollegaen står ikke i veiviseren. Velg en som gjør det, eller ingen.
profile-saved = Lagret. Slik står { $name } nå i veiviseren: { $role }, { $where }.
profile-no-places = Veiviseren har ingen sykehus ennå. Si fra til en koordinator; de legges inn med `spire import`.
pause-title = Pause
pause-until = Til og med
pause-past = Den dagen er allerede gått. Velg en senere.
people-not-you = Det kan bare koordinatorene gjøre. Profilen din endrer du under fanen *Home* hos meg.
kind-directory-asked = spørsmål om å stå i veiviseren
kind-directory-welcome = velkomst til en ny i kanalen
reason-answered = personen har svart allerede
manifest-who = Finn den rette å spørre om forskning
manifest-who-hint = statistikk

## Ask

ask-title = Spør
ask-field = Hva vil du gjerne vite?
ask-field-hint = Med dine egne ord, som til en kollega. Ikke skriv noe som peker på en bestemt pasient.
ask-form-next = Jeg viser deg først hvem jeg ville spurt. Ingenting blir sendt før du sier ja.
ask-find = Finn noen å spørre
ask-empty = Skriv hva du gjerne vil vite.
send = Send
ask-ordinary = Haster det, eller gjelder det en pasient akkurat nå? Gå den vanlige veien i avdelingen, eller ring: { $numbers }
ask-number-emergency = { $number } når det står om liv
ask-number-doctor = { $number } når det ikke kan vente
ask-number-crisis = { $number } hvis du har det vondt
ask-number-own = { $number }
ask-emergency =
    Det høres ut som om du eller noen andre trenger hjelp akkurat nå. Ring med en gang:
    { $numbers }
    Er det du som har det vondt, så ikke vær alene med det. Gå bort til noen du stoler på, og si det som det er. Du forstyrrer ikke.
    Er det en pasient eller en kollega, så tilkall hjelp slik dere pleier på avdelingen.
    Jeg er et program og kan ikke tilkalle hjelp for deg. Det du skrev, har jeg verken lagret eller sendt til noen.
ask-patient = Det høres ut som et spørsmål om en bestemt pasient, og det bør ikke vente på meg. Spør bakvakten, vakthavende eller den avdelingen dere pleier å spørre. Haster det: { $numbers }. Jeg har ikke lagret noe av det du skrev.
ask-patient-not = Handler det om forskning likevel, og kan ingen kjenne igjen en pasient i det?
ask-research = Ja, det handler om forskning
ask-draft-text = Spørsmålet ditt
ask-draft-reminder = Du begynte på et spørsmål her om dagen, og det ligger her ennå. Ingen har sett det. Lar du det ligge, legger jeg det bort om noen dager.
ask-gone-meanwhile = Den du valgte, kan likevel ikke ta det akkurat nå.
ask-shared = En kollega har spurt om noe lignende før. { $expert } svarte:
ask-one = Jeg ville spurt *{ $who }*, { $role } { $where }. Du hører fra meg senest { $when }.
ask-one-knows = Jeg ville spurt *{ $who }*, som er { $role } { $where } og kjenner temaet. Du hører fra meg senest { $when }.
ask-wait = Alle som kunne svart på dette, er borte akkurat nå. Den første som er tilbake, er *{ $who }*, { $role } { $where }: { $when }. Jeg kan spørre da, og så hører du fra meg.
ask-wait-send = Spør da
ask-send = Spør { $name }
ask-without-name = Spør uten navnet mitt
ask-others = Heller noen andre
ask-organiser-instead = Gi det til koordinatorene
ask-discard = Dropp det
ask-which = Hva handler det mest om?
ask-topic-line = • *{ $topic }*: { $who }, { $role } { $where }
ask-none-of-these = Ingen av disse
ask-who = Hvem vil du heller spørre?
ask-person-line = • *{ $who }*, { $role } { $where }
ask-organiser-vague = Jeg er ikke sikker på hva du trenger.
ask-organiser-off-topic = Dette høres ikke ut som et spørsmål om forskning.
ask-organiser-nobody = Jeg kjenner ingen som kan ta det akkurat nå.
ask-organiser-none-of-these = Da bør noen som kjenner huset, se på det.
ask-organiser-next = Jeg kan gi det til koordinatorene. De finner noen å spørre, og du hører fra meg senest { $when }. Du kan også skrive det om, så jeg forstår det bedre.
ask-organiser-send = Gi det til koordinatorene
ask-anew = Skriv det om
ask-nameless-title = Uten navnet ditt
ask-nameless = Den som blir spurt, ser ordene dine og ellers ingenting om deg: verken navn, avdeling eller karrieretrinn. Se etter at ordene ikke selv røper deg. Svaret kommer til deg i en melding fra meg, og du kan vise navnet ditt senere hvis du vil.
ask-about = Om deg, hvis det hjelper svaret på vei
ask-about-hint = For eksempel: LIS på kardiologisk. La feltet stå tomt hvis du ikke vil si noe.
ask-nameless-send = Send
ask-none-open = Du har ingen åpne spørsmål. Skriv `/ask` og det du gjerne vil vite.
ask-home = Mine spørsmål
ask-news = Om spørsmålet ditt: { $status }
ask-passed-silent = Det kom ikke svar i tide, så jeg har gått videre.
ask-passed-declined = Det var ikke den rette å spørre, så jeg har gått videre.
ask-passed-away = Den jeg spurte, er borte for tiden, så jeg har gått videre.
ask-passed-left = Jeg fikk ikke tak i den jeg spurte, så jeg har gått videre.
ask-passed-gave-back = Den som tok det, måtte gi det fra seg, så jeg har gått videre.
ask-passed-done = Jeg har gått videre til noen andre.
ask-passed-took = Jeg har gått videre til noen andre.
ask-passed-too-late = Jeg har gått videre til noen andre.
ask-status-draft = Ikke sendt ennå; ingen har sett det.
ask-status-asked = Jeg har spurt { $who }. Du hører fra meg senest { $when }.
ask-status-asks = Jeg spør { $who } når arbeidsdagen begynner: { $start }. Du hører fra meg senest { $when }.
ask-status-held = Alle som kunne svart, er borte. Jeg spør igjen { $when }, og da hører du fra meg.
ask-status-queued = Koordinatorene har det ({ $organisers }) og finner noen som kan svare. Du hører fra meg senest { $when }.
ask-status-queued-nobody-left = Ingen av dem jeg har spurt, kunne ta det.
ask-status-queued-nobody = Jeg fant ingen som kunne ta det.
ask-status-queued-silence = Det har vært stille en stund.
ask-status-queued-wished = Det er gitt videre, slik du ønsket.
ask-status-taken = { $who } har tatt det. Dere to har en egen samtale her i Slack.
ask-status-taken-nameless = { $who } har tatt det. Trykk på *Skriv*, så bringer jeg ordene dine videre uten navnet ditt.
ask-status-answered = { $who } sier at det er besvart. Hjalp det deg?
ask-status-closed-withdrawn = Trukket tilbake, og ingen arbeider med det. Spør igjen når du vil.
ask-status-closed-untouched = Lagt bort fordi det aldri ble sendt. Spør igjen når du vil.
ask-status-closed-helped = Godt å høre. Nå er det lukket, og den som svarte, får en takk fra deg.
ask-status-closed-not-said = Besvart og lukket. Spør igjen når du vil.
ask-colleague = en anonym kollega
ask-written = Melding fra { $who }:
ask-written-about = Om spørsmålet: «{ $question }»
ask-reply = Svar
ask-write-title = Skriv
ask-write = Til { $who }
ask-write-field = Det du vil skrive
ask-write-button = Skriv
ask-written-sent = Sendt til { $who }. Svaret kommer til deg i en melding fra meg.
ask-withdraw = Trekk det tilbake
ask-withdraw-title = Trekke spørsmålet tilbake?
ask-withdraw-sure = Den som er spurt, får vite at det ikke trengs noe svar.
ask-keep = La det stå
ask-reveal = Vis navnet mitt
ask-reveal-title = Vise navnet ditt?
ask-reveal-sure = Alle som har blitt spurt om dette, ser hvem du er. Det kan ikke angres.
ask-reveal-not = Forbli uten navn
ask-resume = Fortsett med det
ask-got-it = Jeg har fått svar
ask-next = Spør noen andre
ask-rate-yes = Ja, det hjalp
ask-rate-partly = Delvis
ask-rate-no = Nei, spør videre
ask-still = { $who } tok spørsmålet ditt for noen dager siden. Har du fått svar?
ask-wait-on = Ikke ennå, jeg kan vente
ask-share = Kan kolleger med samme spørsmål få se dette og svaret? De ser hvem som svarte, men aldri hvem som spurte.
ask-share-yes = Ja, gjerne
ask-share-no = Nei
ask-share-thanks = Takk. Sier den andre også ja, får den neste med samme spørsmål hjelp med en gang.
ask-share-not = Det er fint. Det blir mellom dere to.
ask-gone = Jeg finner ikke det spørsmålet blant dine lenger. Skriv `/ask status` for å se dem du har.
ask-not-you = `/ask` er for sykehusets egne folk, ikke for gjester. Spør en kollega på sykehuset.
ask-sent-already = Det spørsmålet er allerede på vei. Skriv `/ask status` for å se hvordan det går.
ask-no-organiser = Det er ennå ingen koordinator i Spire som kan ta det. Spør i kanalen til avdelingen, eller skriv det om.
ask-nobody-to-write = Ingen har spørsmålet akkurat nå, så det er ingen å sende det til. Skriv `/ask status` for å se hvordan det går.
turn-asks = Spørsmål fra { $asker }:
turn-colleague-about = en anonym kollega ({ $about })
turn-why = Du får det som { $role }.
turn-why-named = En kollega tenkte på deg til dette.
turn-why-here = Jeg spør her i kanalen fordi det ser ut til å være deres felt.
turn-until = Passer det ikke, er ett klikk nok. Hører jeg ingenting innen { $when }, går det videre til noen andre.
turn-take = Jeg tar det
turn-ask-back = Spør om mer først
turn-decline-button = Ikke meg
turn-away-button = Jeg er borte
turn-reminder = Spørsmålet fra { $asker } venter fortsatt på deg. Hører jeg ingenting innen { $when }, går det videre til noen andre, og det er også greit.
turn-conversation = { $asker }, { $expert } har tatt spørsmålet ditt. Her kan dere to snakke sammen.
turn-conversation-next = Jeg leser ikke med. Når spørsmålet er besvart, trykker den som svarte, på knappen.
turn-answered-button = Det er besvart
turn-follow-up = Du tok et spørsmål fra { $asker } for noen dager siden. Er det besvart, eller bør noen andre få det?
turn-helped-yes = Svaret ditt til { $asker } hjalp. Takk.
turn-helped-partly = Svaret ditt til { $asker } hjalp et stykke på vei. Takk.
turn-withdrawn-letter = Spørsmålet fra { $asker } er trukket tilbake, så du trenger ikke å svare. Takk for at du tok det.
turn-noted = Notert.
turn-yours = Det er ditt nå. Du og { $asker } får en egen samtale her i Slack.
turn-yours-nameless = Det er ditt nå. Trykk på *Skriv*, så bringer jeg ordene dine til kollegaen, som er anonym.
turn-write = Skriv
turn-give-back = Gi det tilbake
turn-taken-by = { $who } har tatt det, så du trenger ikke å gjøre mer. Takk.
turn-withdrawn = Spørsmålet er trukket tilbake. Du trenger ikke å gjøre noe.
turn-closed = Dette spørsmålet er lukket. Takk.
turn-waits-for-rating = Besvart. Jeg har spurt kollegaen om det hjalp.
turn-ended-silent = Jeg har gått videre med det. Vil du gjerne ta det likevel, kan du fortsatt det.
turn-ended-declined = Det går videre til noen andre. Takk for at du sa fra.
turn-ended-away = Det går videre til noen andre mens du er borte.
turn-ended-left = Det har gått videre til noen andre.
turn-ended-gave-back = Du ga det tilbake, og det går videre til noen andre. Takk for at du så på det.
turn-ended-too-late = Det har gått videre til noen andre.
turn-ended-done = Det har gått videre til noen andre. Takk for at du så på det.
turn-decline-title = Ikke meg
turn-decline = Det er helt i orden, og du trenger ikke å si hvorfor. Vet du hvem som kan svare, eller hva det handler om, kommer det raskere fram.
turn-decline-who = Hvem kan svare?
turn-decline-topic = Hva handler det om?
turn-decline-hint = La begge feltene stå tomme, så finner jeg noen andre.
turn-pass-on = Send videre
turn-passed-on = Det går videre. Takk for at du sa fra.
turn-away-title = Jeg er borte
turn-away = Dette spørsmålet og andre du ikke har tatt ennå, går videre. Det kommer ingen nye før du er tilbake.
turn-away-until = Borte til og med
turn-away-noted = Notert. Det du ikke har tatt ennå, går videre, og du får ingen nye spørsmål før du er tilbake.
turn-until-missing = Velg den siste dagen du er borte.
turn-back-title = Spør om mer først
turn-back = Da er spørsmålet ditt, og kollegaen får det du skriver her.
turn-back-sent = Sendt. Spørsmålet er ditt nå, og svaret kommer til deg i en melding fra meg.
turn-written = Sendt til kollegaen. Svaret kommer til deg i en melding fra meg.
turn-answered-title = Det er besvart
turn-answered-field = Svaret i korte trekk
turn-answered-hint = Sier dere begge ja etterpå, kan kolleger med samme spørsmål se det.
turn-answered-hint-nameless = Kollegaen får det. Sier dere begge ja etterpå, kan andre med samme spørsmål se det.
turn-answered-send = Besvart
turn-answered-noted = Takk. Nå spør jeg kollegaen om det hjalp.
turn-not-you = Dette spørsmålet er ikke stilt til deg, så her er det ingenting du må gjøre.
turn-not-yours = Spørsmålet har gått videre til noen andre. Det du skrev, er ikke sendt.
turn-over = Spørsmålet er lukket. Det du skrev, er ikke sendt.
turn-yourself = Det er deg selv. Velg noen andre, eller la feltet stå tomt, så finner jeg noen.
turn-is-asker = Det er den som spør. Velg noen andre, eller la feltet stå tomt, så finner jeg noen.
turn-no-colleague = Jeg kan bare spørre kolleger på sykehuset. Velg noen andre.
turn-no-room = Den kollegaen kan jeg ikke spørre om dette akkurat nå: kanskje borte, opptatt, spurt før eller på pause fra spørsmål. Velg noen andre.
turn-own = Det er ditt eget spørsmål. Trykk på Ikke meg, så går det videre til noen andre.
turn-own-question = Noen tenkte at du kunne svare på dette, men det er ditt eget spørsmål. Trykk på *Ikke meg*, så går det videre til noen andre. Ingen får vite at det er ditt.
queue-question = Et spørsmål fra { $asker } trenger deg: { $why }.
queue-why-nobody = jeg fant ingen å spørre
queue-why-nobody-left = alle som kunne svart, er spurt
queue-why-silence = det ble tatt, og siden har det vært stille i to uker
queue-why-wished = kollegaen vil gjerne at dere finner noen
queue-until = Jeg har lovet kollegaen beskjed senest { $when }.
queue-done = Ordnet. Noen andre har det nå, eller det er lukket.
queue-gone = Spørsmålet ligger ikke lenger hos deg: noen andre har det, eller det er lukket.
queue-reminder = Spørsmålet fra { $asker } venter fortsatt på at du finner noen som kan svare.
queue-assign = Gi det til en kollega
queue-answer-button = Svar selv
queue-assign-title = Gi det til en kollega
queue-assign-who = Hvem skal ha det?
queue-assign-send = Spør
queue-assigned = Jeg spør { $who }, og den som spurte, får beskjed.
queue-answer-title = Svar selv
queue-answered = Svaret ditt er på vei. Nå spør jeg kollegaen om det hjalp.
queue-over = Har fått flere spørsmål enn de har sagt ja til: { $people }
queue-audit = Spørsmål { $number } ({ $state }) har gått over tiden jeg lovet. Skriv `/spire questions` for å se hvor det ligger.
queue-overview = { $number ->
    [0] Ingen åpne spørsmål.
    [one] Ett åpent spørsmål:
   *[other] { $number } åpne spørsmål, de eldste først:
  }
queue-line = { $number } · { $days ->
    [0] i dag
    [one] 1 dag
   *[other] { $days } dager
  } · { $topic } · { $state } · { $who } · beskjed senest { $when }
queue-no-topic = ikke noe tema ennå
queue-state-asked = spurt
queue-state-held = venter til noen er tilbake
queue-state-queued = hos koordinatorene
queue-state-taken = tatt
queue-state-answered = besvart
queue-gaps = Ingen i veiviseren svarer på: { $topics }
queue-over-line = { $name } ({ $open } nå, sagt ja til { $slots })
queue-overview-next = Selve ordene, og hvem som spør, blir mellom de to det gjelder.
kind-ask-question = spørsmål til en kollega
kind-ask-reminder = påminnelse om et spørsmål
kind-ask-conversation = samtale om et spørsmål
kind-ask-follow-up = spørsmål tatt for noen dager siden
kind-ask-helped = takk for et svar
kind-ask-ended = spørsmål trukket tilbake
kind-ask-message = melding om et spørsmål
kind-ask-draft = spørsmål som ikke er sendt
kind-ask-passed-on = nytt til den som spurte
kind-ask-held = spørsmål som venter
kind-ask-queued = nytt til den som spurte
kind-ask-taken = spørsmål tatt
kind-ask-still = nytt til den som spurte
kind-ask-answered = spørsmål besvart
kind-ask-queue = spørsmål til koordinatorene
kind-ask-queue-reminder = påminnelse til koordinatorene
kind-ask-audit = løfte som ikke ble holdt
kind-ask-turn = tur til å svare
kind-ask-closed = spørsmål lukket
kind-ask-remind = påminnelse om et spørsmål
kind-ask-pass-on = å gi et spørsmål videre
kind-ask-wake = spørsmål som venter
kind-ask-lapse = spørsmål det er blitt stille om
kind-ask-rate-over = spørsmål besvart
kind-ask-queue-over = påminnelse til koordinatorene
kind-ask-draft-remind = spørsmål som ikke er sendt
kind-ask-draft-close = spørsmål som ikke er sendt
ask-outcome-silent = ikke svar i tide
ask-outcome-declined = ikke den rette
ask-outcome-away = borte
ask-outcome-left = ikke å få tak i
ask-outcome-gave-back = gitt tilbake
ask-outcome-too-late = noen andre var først
ask-outcome-done = ferdig
ask-outcome-took = tatt
ask-reason-nobody = ingen å spørre
ask-reason-nobody-left = alle er spurt
ask-reason-silence = det ble stille om det
ask-reason-wished = slik den som spurte, ønsket
ask-reason-withdrawn = trukket tilbake
ask-reason-untouched = aldri sendt
ask-reason-helped = det hjalp
ask-reason-not-said = besvart
reason-question-over = spørsmålet hadde gått videre
scope-mpim-write = den som spør, og den som svarer, får ingen egen samtale.
manifest-ask = Spør om forskning, og finn den rette
manifest-ask-hint = spørsmålet ditt | status
manifest-ask-open = Spør om forskning
setup-way = *Den vanlige veien.* Disse numrene nevner jeg under hvert svar på `/ask`, og når noe høres akutt ut. Se etter om de stemmer hos dere.
setup-emergency = Fare for liv
setup-doctor = Haster, men ikke fare for liv
setup-crisis = Noen å snakke med i en krise
setup-own = Sykehusets eget nummer
setup-own-hint = For eksempel: vakthavende 12 34. Vises slik du skriver det.
setup-number-missing = Skriv et nummer, f.eks. 113 eller Mental Helse 116 123, så ingen må lete etter det når det haster.

## Mentors

mentor-title = Finn en mentor
mentor-intro = En som er ett trinn foran deg, kan spare deg for mange omveier. Jeg viser deg opptil tre som har plass. Ingen hører om det før du velger en.
mentor-what-for = Hva vil du bruke en mentor til?
mentor-purpose = { $purpose ->
    [start] Å komme i gang med forskning
    [phd] Et ph.d.-løp
    [postdoc] Postdoktor og årene etter ph.d.
    [clinic] Å få klinikk og forskning til å henge sammen
    [worklife] Arbeid og liv som forsker
   *[idea] En idé som trenger noen å drøfte den med
  }
mentor-stage = Hvor er du nå?
mentor-wish = Et ønske, med dine egne ord
mentor-wish-hint = For eksempel: Jeg er opptatt av hjertesvikt og vil gjerne høre hvordan en ph.d. er i hverdagen. Ikke skriv om pasienter.
mentor-show = Vis meg noen
mentor-candidates-title = Mulige mentorer
mentor-candidates = Ett trinn foran deg og med plass akkurat nå. Ingen har fått vite noe; velg en, så spør jeg i en privat melding.
mentor-person =
    {"*"}{ $person }*, { $title }
    { $where }
mentor-mentors = er mentor for { $stages }
mentor-stages = { $stage ->
    [medical_student] medisinstudenter
    [junior_doctor] yngre leger
    [specialist_trainee] leger i spesialisering
    [phd_student] ph.d.-stipendiater
    [postdoc] postdoktorer
    [specialist] legespesialister
    [senior_researcher] seniorforskere
    [clinical_svp] helsefaglig ansatte i klinikken
   *[svp_master] helsefaglig ansatte med master
  }
mentor-knows = kjenner til *{ $topics }*
mentor-same-profession = har samme fag som deg
mentor-room = { $room ->
    [1] har plass til én mentee til
   *[other] har plass til { $room } mentees
  }
mentor-ask = Spør { $name }
mentor-full = { $name } har dessverre ikke plass lenger. Ingen har fått vite noe.
mentor-nobody = Akkurat nå kjenner jeg ingen med plass som er mentor for { $stages }. Det handler om plassene, ikke om deg.
mentor-nobody-programme = Skriv til { $people }, som leder mentorordningen og kjenner flere enn jeg gjør.
mentor-nobody-organisers = Skriv til en av koordinatorene, som kjenner flere enn jeg gjør: { $people }.
mentor-nobody-next = Eller prøv igjen om noen uker med `/mentor`; det blir plass, og det kommer nye til.
mentor-asked = { $person } vil gjerne ha deg som mentor.
mentor-about =
    Det gjelder: *{ $purpose }*
    { $stage }
mentor-asked-private = Dette er mellom dere to, ingen andre ser det. Passer det ikke, trenger du ikke si hvorfor. Du får høyst { $most } mentees om gangen.
mentor-accept = Ja, gjerne
mentor-decline = Ikke nå
mentor-decline-intro = { $person } får vennlig beskjed om at du ikke kan akkurat nå. Du trenger ikke si hvorfor.
mentor-decline-note = En linje med på veien, hvis du vil
mentor-decline-hint = For eksempel: Prøv Lars, han har nettopp vært gjennom det samme.
mentor-decline-send = Send
mentor-reminder = Én påminnelse, så det ikke blir borte:
mentor-no = { $state ->
    [declined] { $person } har ikke mulighet til å være mentor akkurat nå. Det handler om tid, ikke om deg.
    [silent] { $person } har ikke rukket spørsmålet ditt. Det er nok travelt på avdelingen, og det handler ikke om deg.
   *[left] { $person } er ikke lenger i Slack hos dere og kan ikke svare deg.
  } Jeg viser deg gjerne de neste.
mentor-no-note = { $person } skriver:
mentor-others = Vis meg de neste
mentor-stands-asked = { $side ->
    [mentor] { $person } vil gjerne ha deg som mentor.
   *[mentee] Spørsmålet ditt er på vei til { $person }, og bare dere to ser det. Du hører fra meg når det kommer svar, og senest når det har gått fem arbeidsdager.
  }
mentor-stands-propose = { $person } vil gjerne være mentoren din. Neste steg er ditt: foreslå tre tidspunkter for en første prat.
mentor-stands-choose = { $person } foreslår tre tidspunkter for den første praten deres. Velg det som passer.
mentor-stands-waiting = Takk. Du er mentor for { $person }, som nå foreslår tre tidspunkter for en første prat. Du velger bare det som passer.
mentor-proposed =
    Du har foreslått disse tidspunktene for { $person }:
    { $times }
    Jeg skriver når et av dem er valgt.
mentor-agreed = Du og { $person } møtes første gang *{ $when }*.
mentor-agreed-next = Avtal selv stedet; en kopp kaffe er nok.
mentor-running = { $side ->
    [mentor] Du er mentor for { $person }.
   *[mentee] { $person } er mentoren din.
  }
mentor-over-mentee = { $state ->
    [declined] { $person } hadde ikke mulighet til å være mentor denne gangen.
    [silent] { $person } rakk ikke å svare denne gangen.
    [withdrawn] Du har tatt spørsmålet til { $person } tilbake. Skriv `/mentor` når du vil spørre en annen.
    [left] { $person } er ikke lenger i Slack hos dere, så det slutter her.
   *[ended] Du og { $person } er ikke lenger mentor og mentee. Dere får beskjed begge to, og ingen spør hvorfor.
  }
mentor-over-mentor = { $state ->
    [declined] Helt i orden. { $person } får vennlig beskjed, og ingen andre ser det.
    [silent] { $person } har gått videre, fordi det hadde gått fem arbeidsdager. Du trenger ikke gjøre noe.
    [withdrawn] { $person } har tatt spørsmålet sitt tilbake. Du trenger ikke gjøre noe.
    [left] { $person } er ikke lenger i Slack hos dere, så det slutter her.
   *[ended] Du og { $person } er ikke lenger mentor og mentee. Dere får beskjed begge to, og ingen spør hvorfor.
  }
mentor-propose = Foreslå tre tidspunkter
mentor-none-fits = Ingen passer
mentor-move = Finn et annet tidspunkt
mentor-take-back = Ta spørsmålet tilbake
mentor-end = Avslutt
mentor-done-title = Mentor
mentor-times-title = Tre tidspunkter
mentor-times-intro = Skriv tre tidspunkter som passer deg, slik du selv ville sagt dem. { $person } velger et av dem.
mentor-times-send = Send
mentor-time = { $number ->
    [1] Første forslag
    [2] Andre forslag
   *[other] Tredje forslag
  }
mentor-time-hint = For eksempel: tirsdag kl. 15, eller: 4.12. kl. 8.30
mentor-times-same = Det tidspunktet har du skrevet allerede. Skriv et annet.
mentor-meeting = Husk den første praten med { $person }: *{ $when }*.
mentor-talk = *{ $side ->
    [mentor] Dette kan du spørre om
   *[mentee] Dette kan dere snakke om
  }*
mentor-talk-why = Hva undrer du deg så mye over at du ikke kan la det ligge?
mentor-talk-people = Hvem bør du kjenne, og hvilket mindre prosjekt kunne du begynne i?
mentor-talk-time = Hvor i uka er det tid til det, og hvem må vite om det?
mentor-talk-phd = Hvor er du i løpet, og hva er vanskeligst akkurat nå?
mentor-talk-next-post = Slå opp søknadsmalen for den neste stillingen: hva mangler?
mentor-talk-supervisors = Hvordan går samarbeidet med veilederne?
mentor-talk-own-line = Hva er din egen linje, og hva er veilederens?
mentor-talk-affiliation = Hvor hører du til i årene etter ph.d., og hva lever du av?
mentor-talk-week = Hvordan ser en uke ut der det er plass til alt sammen?
mentor-talk-leave = Hvem må si ja til frikjøp, og når må de spørres?
mentor-talk-energy = Hva gir deg krefter, og hva tar dem?
mentor-talk-no = Hva kan du si nei til?
mentor-talk-care = Hva ville ideen endre for pasientene?
mentor-talk-known = Hva vet man allerede, og hvem har prøvd noe lignende?
mentor-talk-first-step = Hva er det minste første steget, og hvem må være med?
mentor-talk-goals = Hvilke ett eller to mål er realistiske til dere ses igjen?
mentor-how = Hvordan går det med deg og { $person } som mentor og mentee?
mentor-how-private = Jeg spør dere hver for dere. Ingen ser svaret ditt, heller ikke { $person }.
mentor-how-well = Det går bra
mentor-how-change = Noe må endres
mentor-how-ended = Vi har sluttet
mentor-well = Godt å høre. Stå på videre.
mentor-change = Takk for at du sier det. Si det til { $person } som det er: det meste kan gjøres om, hvor ofte dere ses, hva dere snakker om, og hvor lenge.
mentor-change-helpers = Vil du heller ta det opp med en annen først, så skriv til { $people }.
mentor-change-end = Eller avslutt med ett klikk. Ingen spør hvorfor, og `/mentor` finner en annen.
mentor-ended = { $state ->
    [left] { $person } er ikke lenger i Slack hos dere, så mentorforholdet slutter her. Takk for tiden dere ga hverandre.
   *[ended] { $person } har avsluttet mentorforholdet deres, slik man gjør når noe har hatt sin tid. Takk for tiden dere ga hverandre.
  }
mentor-home = Mentoren min
mentor-home-none = Vil du snakke med en som er ett trinn foran deg? Jeg finner opptil tre som har plass.
mentor-home-mentees = Mine mentees
mentor-find = Finn en mentor
mentor-unknown = Det finner jeg ikke lenger. Skriv `/mentor` for å begynne på nytt.
mentor-yourself = Ingen kan være sin egen mentor. Velg en annen.
mentor-moved-on = Det er foreslått andre tidspunkter imens. Lukk, og se etter i samtalen vår.
mentor-time-gone = Det tidspunktet har vært. Velg et annet, eller trykk på *Ingen passer*.
kind-mentor-asked = spørsmål til en mentor
kind-mentor-reminder = påminnelse om en mentor
kind-mentor-declined = beskjed om en mentor
kind-mentor-accepted = ja fra en mentor
kind-mentor-proposed = forslag til en første prat
kind-mentor-agreed = avtale om en første prat
kind-mentor-meeting = påminnelse om en første prat
kind-mentor-how = hvordan går det med mentoren
kind-mentor-ended = slutt på et mentorforhold
kind-mentor-expire = mentorspørsmål uten svar
kind-mentor-forget = sletting av et ønske om en mentor
manifest-mentor = Finn en mentor som er ett trinn foran deg
manifest-mentor-hint = et ønske, hvis du har et
