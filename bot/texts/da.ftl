## Fælles knapper
close = Luk
save = Gem
change = Ret
another = Lav et nyt møde
undo = Fortryd
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
    [d0501] 1. maj
    [d0605] grundlovsdag (5. juni)
    [d1224] juleaften (24. december)
    [d1231] nytårsaften (31. december)
   *[other] { $number }/{ $month }
  }

## Hjælp og sprog
help =
    {"*"}Det kan du her*
    `/pizza i personalestuen`: planlæg et pizzamøde (for tovholdere)
    `/spire meetings`: se de næste møder, og svar
    `/ask` og dit spørgsmål: jeg finder den rette, og du hører inden to arbejdsdage
    `/ask status`: se, hvordan det går med dine spørgsmål
    `/who statistik`: se, hvem der ved hvad
    `/mentor`: find en mentor, der er et trin foran dig
    `/spire language`: vælg dansk, norsk eller engelsk
    {"*"}For tovholdere*
    `/spire setup`: afdelingens navn, sprog, arbejdsdage og tovholdere
    `/spire deputy`: vælg en stedfortræder
    `/spire handover`: giv rollen videre
    `/spire people`: hvem der står i vejviseren
    `/spire questions`: åbne spørgsmål, og emner, ingen kan svare på
    `/spire log`: hvad der er sendt, og hvad der ikke er
language-which = Hvilket sprog skal jeg tale med dig?
language-chosen = Fint, jeg taler dansk med dig fra nu af.
language-unknown = Det sprog kan jeg ikke. Skriv `/spire language da`, `nb` eller `en`.

## Opsætning
setup-title = Afdelingens opsætning
setup-intro = Her sætter du Spire op for { $channel }. Alt kan ændres igen med `/spire setup`.
setup-name = Afdeling
setup-name-hint = Som I selv siger, fx "Medicinsk afdeling".
setup-hospital = Hospital
setup-language = Sprog i kanalen
setup-zone = Tidszone
setup-weekdays = Arbejdsdage
setup-closing = Lukkedage
setup-closing-hint = Helligdagene kender jeg. Sæt hak ved andre dage, hvor jeg ikke skal sende påmindelser.
setup-coffee = Formiddagskaffe
setup-organisers = Tovholdere
setup-done =
    {"*"}{ $name }*, { $hospital }
    Sprog: { $language } · Tidszone: { $zone }
    Arbejdsdage: { $weekdays }
    Lukkedage: { $closing }
    Formiddagskaffe: { $coffee }
    Tovholdere: { $organisers }
setup-next = Er afdelingen ny her, siger jeg goddag i { $channel } om lidt. Næste skridt: skriv `/pizza` i kanalen.
setup-only-in-channel = Skriv `/spire setup` i afdelingens egen kanal, så ved jeg, hvilken afdeling det gælder.
setup-not-you = Kun en administrator i Slack eller en tovholder kan lave opsætningen. Bed en af dem skrive `/spire setup` her.
setup-who-are-you = Jeg har endnu ikke kunnet spørge Slack, om du er administrator. Prøv igen om et minut.
setup-no-organisers = Vælg mindst én tovholder, så nogen kan planlægge møder.
setup-no-weekdays = Vælg mindst én arbejdsdag.
setup-name-missing = Skriv, hvad afdelingen hedder.
setup-hospital-missing = Skriv, hvilket hospital det er.
welcome = Hej alle. Jeg hedder Spire og hjælper { $name } med at mødes om forskning. Tovholdere: { $organisers }.
welcome-next = Skriv `/spire` for at se, hvad du kan bruge mig til. Har du en idé eller lyst til at komme i gang, så skriv til en tovholder.
department-none = Der er ingen afdeling i denne kanal endnu. En administrator eller tovholder kan skrive `/spire setup` her.
department-which = Du er tovholder flere steder. Skriv kommandoen i den kanal, det gælder: { $channels }.
not-organiser = Det kan kun tovholderne gøre: { $organisers }. Skriv til en af dem.
not-organiser-plain = Det kan kun tovholderne gøre. Skriv til en af dem.
cannot-organise = Gæster, bots, folk fra andre arbejdspladser og dem, der har forladt jeres Slack, kan ikke vælges her. Vælg en anden.
deputy-title = Stedfortræder
deputy-intro = Din stedfortræder i { $name } kan planlægge, rette og aflyse møder ligesom dig. Lad feltet stå tomt, hvis du ikke vil have en.
deputy-field = Stedfortræder
deputy-named = { $deputy } er nu din stedfortræder, kan planlægge, rette og aflyse møder ligesom dig og får besked om det nu.
deputy-told = Du er nu stedfortræder for { $organisers } i { $name } ({ $channel }) og kan planlægge, rette og aflyse møder dér. Skriv `/spire` for at se, hvad du kan.
deputy-none = Du har ingen stedfortræder nu.
deputy-yourself = Vælg en anden end dig selv, eller lad feltet stå tomt.
taker-title = Giv rollen videre
taker-intro = Den, du vælger, bliver tovholder i { $name } i stedet for dig og overtager dine møder.
taker-field = Ny tovholder
handover-yourself = Vælg en anden end dig selv.
handover-done = { $taker } er nu tovholder i stedet for dig og får besked. { $meetings ->
    [0] Der var ingen møder at overtage.
    [one] Ét møde fulgte med.
   *[other] { $meetings } møder fulgte med.
  } Tak for din indsats.
handed-over = Du er nu tovholder i { $name } ({ $channel }). Møder, du har overtaget, kommer her i vores samtale. Skriv `/spire` for at se, hvad du kan.

## Pizzamøde: planen
gathering-form-title = Pizzamøde
gathering-form-submit = Videre
gathering-form-change = Gem
gathering-default-title = Pizzamøde
gathering-title = Titel
gathering-date = Dato
gathering-time = Klokkeslæt
gathering-typed = Eller skriv hvornår
gathering-typed-hint = Fx torsdag d. 12. marts kl. 16.30. Det, du skriver her, gælder i stedet for dato og klokkeslæt.
gathering-minutes = Varighed
gathering-place = Sted
gathering-seats = Pladser
gathering-seats-hint = Lad feltet stå tomt, hvis der er plads til alle.
gathering-message = Besked til de inviterede
gathering-draft-next = Ingen har fået det at vide endnu. *Inviter* lægger mødet op i kanalen.
gathering-understood = Sådan forstod jeg det:
gathering-exists = Det møde har du lige oprettet. Sådan ser det ud nu:
what =
    {"*"}{ $title }*
    { $when }
    { $place }
what-cancelled =
    {"*"}Aflyst: { $title }*
    ~{ $when }~
    ~{ $place }~
gathering-invited-now = Inviteret. Opslaget kommer i { $channel } om et øjeblik. Sidste arbejdsdag før mødet sender jeg en påmindelse til dem, der kommer eller måske kommer.
gathering-invited-late = Inviteret. Opslaget kommer i { $channel } om et øjeblik. Der er for kort tid til påmindelser. Hvor mange pizzaer der skal bestilles, står under *Hvem kommer*.
gathering-changed-now = Rettet. Dem, det angår, får besked om et minut; indtil da kan du fortryde.
gathering-changed-quiet = Rettet. Opslaget viser det; ingen får særskilt besked. I et minut kan du fortryde.
gathering-changed-late = Rettet. Dem, det angår, får besked om et minut; indtil da kan du fortryde. Der er for kort tid til påmindelser.
gathering-cancelled-now = Aflyst. Dem, det angår, får besked om et minut; indtil da kan du fortryde.
gathering-discarded = Udkastet er droppet. Ingen har hørt om det.
gathering-undone = Fortrudt. Alt er som før, og ingen har fået besked om ændringen.
gathering-nothing-changed = Der var intet at rette. Mødet er som før.
gathering-posted-again = Jeg lægger invitationen op i { $channel } igen om et øjeblik.
gathering-unknown = Det møde findes ikke længere. Skriv `/spire meetings` for at se de næste.
gathering-begun = Mødet er allerede begyndt, så det er for sent at invitere. Ret dato og klokkeslæt først.
gathering-over = Det møde er slut. Skriv `/spire meetings` for at se de næste.
gathering-not-begun = Mødet er ikke begyndt endnu. Svar her, når det er holdt.
gathering-cancelled = Det møde er aflyst. Skriv `/spire meetings` for at se de næste.
gathering-changed-meanwhile = Mødet er blevet rettet imens. Luk, tryk på Ret igen, og se, hvad der står nu.
gathering-too-few-seats = { $taken } pladser er allerede taget. Vælg mindst { $taken }.
gathering-title-missing = Skriv en titel, fx "Pizzamøde".
gathering-place-missing = Skriv, hvor I mødes, fx "personalestuen".
gathering-seats-wrong = Skriv antal pladser som et helt tal fra 1 til 500, eller lad feltet stå tomt.
gathering-minutes-wrong = Vælg, hvor længe mødet varer.
when-typed-several = Det kan forstås på flere måder: { $options }. Ret feltet, så det passer.
when-typed-unclear = Skriv én dag og ét klokkeslæt, fx torsdag d. 12. marts kl. 16.30.
when-series = Jeg læser det som { $when }. Faste møder kan jeg ikke lave endnu, så her er det første.
when-missing = Vælg dato og klokkeslæt, eller skriv hvornår.
when-past = Det tidspunkt er passeret. Vælg et senere.
when-too-far = Det er mere end to år ude i fremtiden. Vælg en tidligere dato.
when-gap = Uret stilles frem den nat, så det klokkeslæt findes ikke. Vælg et andet.
too-long = Teksten er på { $length } tegn, og der er plads til { $most }. Gør den kortere.
undo-too-late = Der er ikke mere at fortryde; det går kun i ét minut. Ret mødet igen, eller lav et nyt med `/pizza`, hvis det er aflyst.
undo-too-few-seats = Der er nu { $taken } pladser taget, så mødet kan ikke gå tilbage til { $seats }. Ret det i stedet.

## Invitationen
gathering-invitation-summary = { $title }, { $when }, { $place }. Kommer du?
gathering-cancelled-summary = Aflyst: { $title }, { $when }, { $place }
gathering-cancelled-by = Aflyst. Spørg { $organiser }, hvis du undrer dig.
gathering-asked-by = { $organiser } inviterer. Dit svar kan altid ændres.
gathering-card-summary = Dit møde: { $title }, { $when }, { $place }
gathering-card-hint = Her styrer du mødet. Tallene følger med, når folk svarer.
gathering-card-given = { $organiser } er tovholder for mødet nu.
reply-yes = Jeg kommer
reply-maybe = Måske
reply-no = Kan ikke
reply-first = Svar først, om du kommer.
numbers = { $taken ->
    [0] Ingen har sagt ja endnu
   *[other] { $taken } kommer
  }
numbers-seats = { $taken } af { $seats } { $seats ->
    [one] plads
   *[other] pladser
  } taget
numbers-maybe = { $number } måske
numbers-waiting = { $number } på venteliste

## Mit svar
own-yes = Du kommer til *{ $title }*{ $guests ->
    [0] {""}
    [one] {" "}med én gæst
   *[other] {" "}med { $guests } gæster
  }. Vi ses.
own-maybe = Du kommer måske til *{ $title }*. Svar igen, når du ved det.
own-no = Du kommer ikke til *{ $title }*. Tak, fordi du gav besked.
own-waiting = Der er ikke plads lige nu. Du er nummer { $line } på ventelisten til *{ $title }*, og jeg skriver, hvis der bliver en plads.
own-none = Du har ikke svaret på *{ $title }*.
plate-button = Mad og gæster
plate-title = Mad og gæster
plate-untold = Jeg ved ikke, hvad du spiser, så jeg regner med almindelig pizza.
plate-told = Mad: { $meal }{ $allergies ->
    [none] {""}
   *[other] {" "}· { $allergies }
  }. { $kept ->
    [remembered] Jeg husker det til næste gang.
   *[forgotten] Jeg sletter det dagen efter mødet.
  }
guests = { $number ->
    [0] Jeg kommer alene
    [one] 1 gæst
   *[other] { $number } gæster
  }
guests-label = Tager du nogen med?
guests-no-room = { $room ->
    [0] Der er ikke plads til gæster lige nu.
    [one] Der er kun plads til én gæst.
   *[other] Der er kun plads til { $room } gæster.
  }
meal = { $kind ->
    [vegetarian] vegetarisk
    [vegan] vegansk
    [no_pork] uden svinekød
    [gluten_free] glutenfri
    [lactose_free] laktosefri
   *[everything] almindelig
  }
meal-label = Maden skal være
allergies-label = Allergi eller andet
allergies-hint = Kun mødets tovholder og stedfortræderen kan se det. Det slettes dagen efter mødet, medmindre du beder mig huske det.
remember-label = Næste gang
remember-option = Husk min mad og mine allergier
seat-free = Du har fået en plads til *{ $title }*. Kan du alligevel ikke komme, så tryk på *Kan ikke*, så går pladsen videre.

## Påmindelse, bestilling, fremmøde
reminder-yes = Husk *{ $title }*. Bliver du forhindret, så tryk på *Kan ikke*.
reminder-maybe = Kommer du til *{ $title }*? Du svarede måske.
order = Det er tid til at bestille pizza til *{ $title }*.
order-how = Én pizza til to, der spiser det samme. Dem, der måske kommer, er talt med, og gæster får almindelig pizza.
pizzas = *{ $number ->
    [one] 1 pizza
   *[other] { $number } pizzaer
  }*
pizza-line = • { $kind }: { $number } (til { $people })
pizzas-none = Ingen har sagt ja eller måske, så der er ingen pizzaer at bestille.
who-button = Hvem kommer
who-title = Hvem kommer
who-list = *{ $reply ->
    [yes] Kommer
    [maybe] Måske
    [waiting] Venteliste
   *[no] Kan ikke
  }* ({ $number }): { $people }
who-allergies = *Allergi og andet*
who-allergy = • { $person }: { $allergies }
who-private = Det her viser jeg kun til tovholderne. Mad og allergier slettes dagen efter mødet.
who-not-yours = Allergier viser jeg kun til mødets egen tovholder og stedfortræderen.
attendance-question = Hvem kom til *{ $title }*?
attendance-list = { $number ->
    [0] Ingen havde sagt ja.
    [one] Tilmeldt: { $people }
   *[other] Tilmeldte ({ $number }): { $people }
  }
attendance-right = Listen passer
attendance-correct = Ret listen
attendance-title = Hvem kom
attendance-field = Dem, der kom
attendance-thanks = Tak. { $number ->
    [0] Ingen
    [one] Én person
   *[other] { $number } personer
  } kom til *{ $title }*.

## Ændringer
told-cancelled = *{ $title }* { $when } er aflyst. Spørg { $organiser }, hvis du undrer dig.
told-moved = *{ $title }* er flyttet fra { $before } til *{ $when }*. Dit svar gælder stadig; ret det, hvis det ikke passer. Spørg { $organiser }, hvis du er i tvivl.
told-place = *{ $title }* er flyttet til et andet sted: *{ $place }*. Spørg { $organiser }, hvis du er i tvivl.
told-changed = *{ $title }* er rettet. Læs hele invitationen i kanalen, og spørg { $organiser }, hvis du er i tvivl.
cancel = Aflys
cancel-draft = Drop udkastet
cancel-sure-title = Aflys mødet?
cancel-sure = Dem, det angår, får besked om et minut. Indtil da kan du fortryde.
cancel-yes = Aflys
cancel-no = Behold mødet
coming = *De næste møder*
coming-none = Der er ingen møder i kalenderen lige nu.
coming-none-organiser = Der er ingen møder i kalenderen lige nu. Skriv `/pizza` for at planlægge et.

## Log
log-title = *Det seneste*, nyeste først
log-empty = Der er ikke sket noget endnu.
log-line = { $sign } { $at } · { $what } · { $outcome }
log-due = { $line }{ $outcome ->
    [scheduled] {" "}til { $due }
   *[other] , skulle være sendt { $due }
  }
log-title-of = { $line }: { $title }
log-to = { $line } → { $to }
log-why = { $line } ({ $reason })
outcome = { $outcome ->
    [scheduled] planlagt
    [sent] sendt
    [late] sendt forsinket
    [skipped] sprunget over
    [failed] kunne ikke sendes
    [unsure] usikkert, se efter
    [planned] lavet som udkast
    [changed] rettet
    [cancelled] aflyst
    [undone] fortrudt
   *[done] klaret
  }
kind-department-setup = opsætning
kind-department-welcome = velkomst
kind-department-handed-over = rollen givet videre
kind-department-deputy = stedfortræder
kind-department-deputy-named = besked til stedfortræder
kind-gathering = pizzamøde
kind-gathering-invitation = invitation
kind-gathering-card = tovholderens overblik
kind-gathering-changed = besked om ændring
kind-gathering-reply = ændring i tråden
kind-gathering-moved-up = plads fra ventelisten
kind-gathering-remind = påmindelser
kind-gathering-reminder = påmindelse
kind-gathering-order = pizzabestilling
kind-gathering-attendance = hvem kom
kind-gathering-forget = sletning af mad og allergier
kind-gathering-fill = ledige pladser
kind-log-failed = besked om fejl
failed = Det her fik jeg ikke sendt til { $to }: { $what }. Årsag: { $reason }.
failed-unsure = Jeg ved ikke, om det her kom frem i { $to }: { $what }. Kig efter i kanalen; det kan jeg ikke selv. Årsag: { $reason }.
failed-update = Jeg kunne ikke opdatere { $what } i { $to }, så der står stadig det gamle: { $reason }
post-again = Læg den op igen
reason-too-late = det var for sent, da det blev dens tur
reason-invited-late = inviteret med for kort varsel til en påmindelse
reason-cancelled = mødet var aflyst
reason-not-coming = personen kommer ikke længere
reason-gone = det, beskeden handlede om, findes ikke mere
reason-parent-failed = opslaget, den skulle stå under, kom aldrig frem
reason-bug = en fejl hos mig; den står i serverens log
reason-slack = Slack svarede "{ $word }"
slack-not-in-channel = jeg er ikke med i kanalen. Skriv `/invite @Spire` der, og prøv igen
slack-channel-not-found = jeg kan ikke se kanalen. Er den blevet privat eller slettet? Skriv `/invite @Spire` der, og prøv igen
slack-is-archived = kanalen er arkiveret. Åbn den igen, eller skriv `/spire setup` i en anden kanal
slack-message-not-found = nogen har slettet opslaget
slack-cannot-dm-bot = modtageren er en bot
slack-user-not-found = personen findes ikke i jeres Slack
slack-user-disabled = personen er ikke længere i Slack
slack-messages-tab-disabled = personen tager ikke imod beskeder fra apps
slack-restricted-action = en administrator har spærret kanalen for opslag
slack-missing-scope = Spire mangler en rettighed. Bed en administrator installere appen igen

## Nej og undskyld
you-wrote = Du skrev:
privacy-cpr = Det ligner et CPR-nummer, så jeg har ikke gemt noget. Slet nummeret, og prøv igen; intet må pege på en patient. Er det et sagsnummer, så skriv det i ét med "sag" foran.
privacy-norwegian = Det ligner et norsk fødselsnummer, så jeg har ikke gemt noget. Slet nummeret, og prøv igen; intet må pege på en patient. Er det et sagsnummer, så skriv det i ét med "sag" foran.
privacy-birth = Et navn sammen med en fødselsdato peger på en bestemt person, så jeg har ikke gemt noget. Skriv fx "en mand i 80'erne" i stedet.
privacy-ambiguous = Et tal her kan være et CPR-nummer, så jeg har ikke gemt noget. Er det et sagsnummer, så skriv det i ét med "sag" foran: sag 2100012345. Ellers slet det.
button-old = Det her er fra en ældre udgave af Spire. Skriv `/spire meetings`, og begynd derfra.
unknown-word = Det ord kender jeg ikke. Skriv `/spire` for at se, hvad du kan skrive.
person-missing = Vælg en person.
form-closed = Slack kunne ikke åbne formularen i tide. Der er ikke sket noget. Prøv igen.
apology = Undskyld, noget gik galt hos mig. Det var ikke dig. Prøv igen om lidt. Sker det igen, så giv denne kode til den, der driver Spire: `{ $reference }`

## Start
setting-intro = Spire kan ikke starte. Ret dette i miljøet eller i filen .env:
setting-SLACK_SIGNING_SECRET = SLACK_SIGNING_SECRET: viser, at en forespørgsel kommer fra Slack. Find den på api.slack.com/apps under Basic Information, App Credentials (eller brug SLACK_APP_TOKEN til Socket Mode).
setting-SLACK_SIGNING_SECRET_PREVIOUS = SLACK_SIGNING_SECRET_PREVIOUS: den gamle hemmelighed, mens den skiftes. Fjern den, når skiftet er gjort.
setting-SLACK_BOT_TOKEN = SLACK_BOT_TOKEN: det, Spire taler med Slack med; begynder med xoxb-. Find det på api.slack.com/apps under OAuth & Permissions.
setting-SLACK_APP_TOKEN = SLACK_APP_TOKEN: til Socket Mode; begynder med xapp-. Lav det på api.slack.com/apps under Basic Information, App-Level Tokens, med rettigheden connections:write.
setting-SLACK_API_URL = SLACK_API_URL: Slacks adresse. Skal begynde med https:// og kan udelades.
setting-DATABASE_URL = DATABASE_URL: hvor Spire husker. Enten sqlite:///spire.db eller postgresql://bruger:kode@vært/navn.
setting-HOST = HOST: den adresse, der lyttes på, fx 0.0.0.0. Kan udelades.
setting-PORT = PORT: den port, der lyttes på, et tal fra 1 til 65535. Kan udelades (3000).
setting-SPIRE_URL = SPIRE_URL: Spires offentlige adresse, begynder med https://. Kan udelades, men så er der ingen links.
setting-SPIRE_TIME_ZONE = SPIRE_TIME_ZONE: tidszone, fx Europe/Copenhagen eller Europe/Oslo.
setting-SPIRE_LANGUAGE = SPIRE_LANGUAGE: sprog, når ingen har valgt: da, nb eller en.
setting-SPIRE_ORGANISERS = SPIRE_ORGANISERS: medlems-id'er fra Slack med komma imellem, fx U012AB3CD. I Slack: profil, tre prikker, Kopiér medlems-id.

## spire check og manifest
check-database = Databasen svarer.
check-database-away = Databasen svarer ikke. Tjek DATABASE_URL, og om serveren kører.
check-migrated = Databasen er opdateret.
check-not-migrated = Databasen er ikke opdateret. Kør: spire migrate
check-disk = SQLite-filen ligger på en disk, der overlever en genstart.
check-disk-fleeting = { $path } ser ud til at forsvinde ved en genstart. Læg filen på en fast disk, eller brug PostgreSQL.
check-token = Slack kender Spire.
check-token-wrong = Slack siger { $error }. Hent SLACK_BOT_TOKEN igen på api.slack.com/apps under OAuth & Permissions.
check-slack-away = Slack svarer ikke ({ $error }). Tjek netværket og SLACK_API_URL.
check-clock = Uret går rigtigt.
check-clock-wrong = Uret går { $seconds } sekunder forkert; Slacks forespørgsler bliver afvist efter fem minutter. Slå tidssynkronisering til.
check-scopes = Alle rettigheder er på plads.
check-scope = Rettigheden { $scope } mangler: { $loss }
check-channel = Spire er med i { $name }s kanal ({ $channel }).
check-channel-not = Spire er ikke med i { $name }s kanal ({ $channel }). Skriv /invite @Spire der.
scope-commands = /pizza og /spire virker ikke.
scope-chat-write = Spire kan ikke skrive noget.
scope-im-write = ingen får påmindelser i direkte beskeder.
scope-users-read = Spire ved ikke, hvem der er administrator, gæst eller rejst.
scope-channels-read = spire check kan ikke se, om Spire er med i kanalen.
scope-history = efter et uklart svar fra Slack kan Spire ikke se efter, om beskeden kom frem; den ender som "usikkert, se efter".
manifest-description = Får forskning til at gro på afdelingen
manifest-long-description = Spire hjælper hospitalsafdelinger med at mødes om forskning: pizzamøder med invitation, svar, påmindelser, pladser og bestilling. Tovholderen ser, hvad der er planlagt, sendt, forsinket, sprunget over eller fejlet, og hvorfor. Spire rangerer ingen og gemmer intet om patienter.
manifest-spire = Hjælp, sprog, møder og opsætning
manifest-pizza = Planlæg et pizzamøde
manifest-pizza-hint = i personalestuen

## spire demo
demo-department = Medicinsk afdeling
demo-message = Kom og hør, hvad der rører sig. Alle idéer er velkomne, også de halve.
demo-allergy = jordnødder
demo-open = Hospitalet er åbent på { $address } – Ctrl-C lukker det.
demo-title-coordinator = Forskningskoordinator
demo-title-consultant = Forskningsansvarlig overlæge
demo-title-junior = Læge i hoveduddannelse
demo-title-development-nurse = Udviklingssygeplejerske
demo-title-student = Medicinstuderende
demo-title-head-nurse = Oversygeplejerske
demo-title-professor = Klinisk lærestolsprofessor
demo-title-phd = Ph.d.-studerende
demo-title-physiotherapist = Fysioterapeut
demo-title-postdoc = Postdoc
demo-title-statistician = Statistiker
demo-title-secretary = Afdelingssekretær
demo-title-guest = Gæst
demo-title-stranger = Fra et andet hospital
demo-department-medicinsk = Medicinsk afdeling
demo-department-akut = Akutafdelingen
demo-department-neurologi = Neurologisk afdeling
demo-history-ideas = Idéaften
demo-history-wonder = Hvad undrer os?
demo-history-brain = Hjernens time
demo-history-drafts = Udkast og kaffe
demo-history-eyes = Gamle data, nye øjne
demo-tour-welcome = Velkommen til hospitalet, { $guest }. Der er gået to måneder, siden Spire kom. Prøv fem ting:
demo-tour-plan = Skriv `/pizza torsdag kl. halv fem i personalestuen` i { $channel }, og se, hvordan tiden læses.
demo-tour-answer = Vælg *{ $colleague }* øverst, og svar *Jeg kommer* på invitationen; se tallene følge med.
demo-tour-ask = Skriv `/ask hvor mange patienter skal jeg have med?`, og spørg den, jeg foreslår. Vælg samme person øverst, og se spørgsmålet komme frem.
demo-tour-clock = Stil uret frem til dagen før mødet, og se påmindelserne komme.
demo-tour-log = Skriv `/spire log`, og se, hvad der er sendt, forsinket, sprunget over eller aflyst, og hvorfor.
demo-setup = Mette er administrator i hospitalets Slack. Hun sætter Spire op i afdelingens kanal.
demo-plan = Hun planlægger et pizzamøde med en kommando og en formular.
demo-answer = Folk svarer. Jonas tager en med og fortæller, hvad han spiser. Der er fire pladser.
demo-seat = Anne kan alligevel ikke komme. Pladsen går videre til Fatima, som ventede.
demo-move = Mette rykker mødet, så det begynder en time tidligere. I et minut kan hun fortryde; derefter får de, det angår, besked.
demo-remind = Dagen før: en påmindelse til dem, der kommer, og pizzabestillingen til Mette.
demo-came = Næste morgen: hvem kom?
demo-log = Loggen viser, hvad der er sendt, og hvad der ikke er.
demo-end = Slut. { $sent } beskeder sendt, { $failed } fejlede, { $invalid } ugyldige for Slack.

## Tid, sagt i ord (kan læses igen)
summer-time = sommertid
winter-time = vintertid
and = { $first } og { $last }
from-to = { $start } til { $end }
first-time = { $rule }, første gang { $day }
until-day = { $rule }, til og med { $day }
so-many-times = { $rule }, { $number } gange
every-day = { $number ->
    [1] hver dag
   *[other] hver { $number }. dag
  }
every-workday = alle hverdage
every-other-weekday = hver anden { $days }
every-weekday = { $number ->
    [1] hver { $days }
    [2] hver anden uge, { $days }
   *[other] hver { $number }. uge, { $days }
  }
in-weeks = { $parity ->
    [even] hver { $days } i lige uger
   *[odd] hver { $days } i ulige uger
  }
every-month = { $number ->
    [1] { $what } i hver måned
   *[other] hver { $number }. måned, { $what }
  }
every-quarter = { $what } i hvert kvartal
every-year-on = hvert år d. { $number }. { $month ->
    [1] januar
    [2] februar
    [3] marts
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] december
  }
every-year-in = hvert år { $what } i { $month ->
    [1] januar
    [2] februar
    [3] marts
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] december
  }
nth = { $nth ->
    [1] første
    [2] anden
    [3] tredje
    [4] fjerde
    [5] femte
   *[other] sidste
  }
nth-of = { $nths } { $noun }
workday = hverdag
last-day = den sidste dag
on-the = den { $days }
when-candidates = Det kan forstås på flere måder. Hvilken mener du?
when-candidate = { $number }. { $when }
when-rest = Resten af teksten: ”{ $rest }”
when-reason-invalid-date = Datoen ”{ $part }” findes ikke. Skriv fx: torsdag d. 12. marts kl. 16.30
when-reason-invalid-time = Klokkeslættet ”{ $part }” findes ikke. Skriv fx: torsdag kl. 16.30
when-reason-invalid-week = Uge { $part } findes ikke. Skriv fx: torsdag i uge 12 kl. 16.30
when-reason-dst-gap = Uret stilles frem den nat, så kl. { $part } findes ikke. Skriv fx: kl. 03.30 eller kl. 14.30
when-reason-past = ”{ $part }” er allerede passeret. Skriv fx: på torsdag kl. 16.30
when-reason-vague = ”{ $part }” kan jeg ikke gøre til ét tidspunkt. Skriv fx: torsdag d. 12. marts kl. 16.30
when-reason-unsupported = ”{ $part }” kan jeg ikke tage med endnu. Skriv selve dagen, fx: torsdag d. 12. marts kl. 16.30
when-reason-no-time-info = Jeg kan ikke finde en dag eller et klokkeslæt i ”{ $part }”. Skriv fx: torsdag d. 12. marts kl. 16.30
when-reason-reversed-range = ”{ $part }” slutter, før det begynder. Skriv fx: fredag kl. 14.30–16.00

## What questions are about, and whom they go to

topic-start-research = at komme i gang med forskning
topic-research-leave = fri til at forske
topic-phd-admin = formalia ved en ph.d.
topic-phd-supervisor = at finde en ph.d.-vejleder
topic-postdoc-path = vejen videre efter ph.d.
topic-idea-sparring = en idé at vende med nogen
topic-collaborator = at finde nogen at samarbejde med
topic-journal-club = en journal club eller en artikel, der skal fremlægges
topic-abstract = et abstract, en poster eller et oplæg
topic-evidence-search = hvad forskningen siger om det, I gør til daglig
topic-mentor-worklife = en mentor at tale med
topic-svp-career = en forskerkarriere for sygeplejersker, terapeuter m.fl.
topic-statistics = tal, statistik og antal patienter
topic-redcap = databaser og spørgeskemaer (REDCap)
topic-gdpr = persondata, og hvor de må ligge
topic-ethics = etisk godkendelse og samtykke
topic-biobank = prøver og biobank
topic-clinical-trial = regler for lægemiddel- og udstyrsforsøg
topic-inclusion = at finde deltagere og følge dem
topic-patient-involvement = patienter og pårørende som medspillere
topic-genomics = gener, sekventering og bioinformatik
topic-litsearch = systematisk litteratursøgning
topic-publication = tidsskrifter og publicering
topic-authorship = forfatterskab og god forskningspraksis
topic-intl = ophold i udlandet og gæster udefra
topic-registry = registre og data fra journalen
topic-contract = kontrakter, firmaer og patenter
topic-qualitative = interviews og kvalitativ metode
topic-healthecon = hvad en behandling koster, og hvad den giver
topic-funding = fonde, penge og budget
topic-student-year = forskning som medicinstuderende
topic-local-approval = hvem der skal sige god for et projekt her
topic-network = møder og netværk
topic-off-topic = noget andet end forskning
topic-vague = noget, der ikke er sagt endnu
topic-clinical-patient = en bestemt patient
topic-emergency = noget akut
role-prof = Klinisk lærestolsprofessor
role-fao = Forskningsansvarlig overlæge
role-uao = Uddannelsesansvarlig overlæge
role-pkl = Postgraduat klinisk lektor
role-udv = Udviklingssygeplejerske
role-phdsup = Ph.d.-vejleder
role-mentor = Mentor
role-svp = Sundhedsfaglig seniorforsker
role-coord = Forskningskoordinator
role-start = Fælles indgang til forskning
role-fund = Fondsrådgiver
role-stat = Biostatistiker
role-data = Data manager
role-biobank = Biobankleder
role-legal = Forskningsjurist
role-ethics = Rådgiver i videnskabsetik
role-gcp = GCP-koordinator
role-trialnurse = Ledende projektsygeplejerske
role-patient = Koordinator for patientinddragelse
role-genom = Bioinformatiker
role-library = Forskningsbibliotekar
role-intl = International koordinator
role-integrity = Rådgiver for god forskningspraksis
role-phdadm = Ph.d.-koordinator
role-contract = Kontraktrådgiver
role-registry = Rådgiver for registerdata
role-career = Leder af mentorordningen
role-qual = Konsulent i kvalitativ metode
role-healthecon = Sundhedsøkonom
role-student = Koordinator for studenterforskning
role-function = Fælles funktion
where-department = i din egen afdeling
where-hospital = på dit hospital
where-near = i samme speciale
where-country = i dit land
where-network = i netværket
where-serves = for dit hospital
where-named = (nævnt i spørgsmålet)
where-elsewhere = inden for samme fagområde
route-blocked = Noget i spørgsmålet ligner et personnummer eller et navn med fødselsdato, så det går ikke videre. Slet det, og spørg igen.
route-guard = Personnumre: ingen fundet.
route-topic = Handler om { $topic }: { $percent } %
route-words = ord, der peger den vej: { $words }
route-like = ligner: ”{ $example }”
route-queue = Går til tovholderen: { $why }.
route-queue-off-topic = det handler ikke om forskning
route-queue-vague = der er ikke nok at gå efter
route-queue-clinical-patient = det ligner et spørgsmål om en patient
route-queue-emergency = det kan være akut
route-queue-nobody = der er ingen at sende det til
route-routed = Går til:
route-choose = Spørgeren vælger mellem:
route-person = { $name }, { $role } { $where }
route-knows = { $name }, { $role } { $where }, kender til emnet

## The directory

profession-physician = Læge
profession-medical-student = Medicinstuderende
profession-nurse = Sygeplejerske
profession-midwife = Jordemoder
profession-physiotherapist = Fysioterapeut
profession-occupational-therapist = Ergoterapeut
profession-radiographer = Radiograf
profession-biomedical-scientist = Bioanalytiker
profession-other = Anden faggruppe
stage-medical-student = Medicinstuderende
stage-junior-doctor = Yngre læge før hoveduddannelse
stage-specialist-trainee = Læge i hoveduddannelse
stage-phd-student = Ph.d.-studerende
stage-postdoc = Postdoc
stage-specialist = Speciallæge
stage-senior-researcher = Seniorforsker
stage-clinical-svp = Sundhedsprofessionel i klinikken
stage-svp-master = Sundhedsprofessionel med kandidatgrad
role-colleague = Kollega
who-how = Skriv, hvad det handler om: `/who statistik` eller `/who ph.d.-vejleder hjerte`. Du kan også skrive et navn. Vil du spørge om noget, så skriv `/ask` og dit spørgsmål.
who-none = Jeg kender ingen, der passer til ”{ $words }”. Prøv med et andet ord, skriv `/ask` og dit spørgsmål, eller spørg en tovholder: { $organisers }.
who-none-alone = Jeg kender ingen, der passer til ”{ $words }”. Prøv med et andet ord, eller spørg i din afdelings kanal.
who-not-you = Vejviseren er for hospitalets egne, ikke for gæster og eksterne. Spørg en kollega på hospitalet.
profile-changed = Nogen har ændret det imens. Luk formularen, åbn den igen, og ret det, du ville.
who-empty = Der står ingen i vejviseren endnu. Sig det til en tovholder; den fyldes med `spire import`.
who-found = Det her fandt jeg til ”{ $words }”:
who-person =
    {"*"}{ $person }*, { $role }
    { $where }
who-away = Væk til og med { $day }.
who-away-deputy = Væk til og med { $day }; spørg { $deputy } imens.
who-full = Tager ikke imod flere spørgsmål lige nu.
who-unlisted = Har ikke sagt ja til at blive vist; kun tovholderne ser det her.
who-link = Hos jer ({ $emerging }) er forskningsmiljøet ved at blive bygget op. Her er der hjælp at hente: { $established }.
who-more = Jeg fandt { $number } til. Skriv et ord mere, så bliver listen kortere.
directory-asked = Hej { $name }. Kolleger, der vil i gang med forskning, spørger mig, hvem de kan gå til. Må jeg nævne dig som { $role } i { $where }?
directory-asked-next = Du bestemmer, hvor mange spørgsmål du tager ad gangen, og kan altid holde pause eller sige fra: åbn fanen *Home* her hos mig.
directory-yes = Ja, gerne
directory-no = Nej tak
directory-agreed = Tak. Nu kan kolleger finde dig med `/who`. Ret det, der ikke passer, under fanen *Home* hos mig.
directory-declined = Helt i orden. Kolleger ser dig ikke i vejviseren, og du får ingen spørgsmål. Ombestemmer du dig, så åbn fanen *Home* hos mig.
directory-unknown = Du står ikke i vejviseren mere. Åbn fanen *Home* hos mig, hvis du vil med igen.
directory-welcome = Velkommen til { $channel }. Gælder det forskning i { $name }, kan du gå til:
directory-welcome-nobody = Velkommen til { $channel }. Vil du i gang med forskning i { $name }, så skriv til en tovholder: { $organisers }.
directory-welcome-next = Har du et spørgsmål om forskning, så skriv `/ask` og spørgsmålet; så finder jeg den rette. Leder du efter nogen, så skriv fx `/who statistik`.
home-profile = Min profil
home-listed =
    { $role }, { $where }
    { $topics }
home-shown = Kolleger kan finde dig med `/who`. { $slots ->
    [0] Du får ingen spørgsmål lige nu.
    [1] Du tager ét spørgsmål ad gangen.
   *[other] Du tager { $slots } spørgsmål ad gangen.
  }
home-hidden = Kun tovholderne ser dig i vejviseren, og du får ingen spørgsmål.
home-unlisted = Du står ikke i vejviseren. Vil du være en, kolleger kan spørge om forskning?
home-join = Kom med
home-change = Ret profil
home-language = Sprog
home-pause = Pause
home-pausing = Du holder pause til og med { $day }. Imens går spørgsmålene til andre.
home-not-pausing = Skal du på ferie, eller trænger du til ro? Hold pause, så sender jeg dig ingen spørgsmål.
home-pause-begin = Hold pause
home-pause-end = Slut pausen nu
home-meetings = Mine kommende møder
home-no-meetings = Du har ikke sagt ja til noget kommende møde. Skriv `/spire møder` i din afdelings kanal for at se, hvad der er på vej.
home-meeting =
    {"*"}{ $title }*
    { $when }, { $place }
profile-title = Min profil
listing-title = Vejviseren
listing-who = Hvem
listing-who-intro = Vælg, hvem du vil tilføje eller rette.
next = Videre
profile-name = Navn
profile-name-missing = Skriv et navn, så kolleger ved, hvem de spørger.
profile-role = Rolle
profile-hospital = Hospital
profile-specialty = Afdeling
profile-profession = Faggruppe
profile-stage = Karrieretrin
profile-languages = Svarer på disse sprog
profile-topics = Emner, med egne ord
profile-topics-hint = Et på hver linje, eller med komma imellem, fx: hoftebrud, REDCap
profile-stages = Vil gerne være mentor for
profile-slots = Spørgsmål ad gangen
profile-slots-hint = 0 betyder: ingen spørgsmål lige nu.
profile-absent-from = Væk fra og med
profile-absent-to = Væk til og med
profile-deputy = Hvem tager spørgsmålene imens?
profile-agreed = Må kolleger se dig i vejviseren?
profile-agreed-yes = Ja, vis mig i vejviseren
profile-topics-long = Det er for meget at læse. Skriv højst { $most } emner på højst { $length } tegn hver.
profile-absence-order = Den sidste dag ligger før den første. Byt dem om.
profile-absence-half = Vælg både den første og den sidste dag, eller ingen af dem.
profile-deputy-yourself = Ingen kan være sin egen stedfortræder. Vælg en kollega.
profile-deputy-unlisted = Den kollega står ikke i vejviseren. Vælg en, der gør, eller ingen.
profile-saved = Gemt. Sådan står { $name } nu i vejviseren: { $role }, { $where }.
profile-no-places = Vejviseren har ingen hospitaler endnu. Sig det til en tovholder; de lægges ind med `spire import`.
pause-title = Pause
pause-until = Til og med
pause-past = Den dag er allerede gået. Vælg en senere.
people-not-you = Det kan kun tovholderne gøre. Din egen profil retter du under fanen *Home* hos mig.
kind-directory-asked = spørgsmål om at stå i vejviseren
kind-directory-welcome = velkomst til en ny i kanalen
reason-answered = personen har svaret allerede
manifest-who = Find den rette at spørge om forskning
manifest-who-hint = statistik

## Ask

ask-title = Spørg
ask-field = Hvad vil du gerne vide?
ask-field-hint = Med dine egne ord, som til en kollega. Skriv intet, der peger på en bestemt patient.
ask-form-next = Jeg viser dig først, hvem jeg ville spørge. Intet bliver sendt, før du siger til.
ask-find = Find en at spørge
ask-empty = Skriv, hvad du gerne vil vide.
send = Send
ask-ordinary = Haster det, eller gælder det en patient lige nu? Så gå den sædvanlige vej i afdelingen, eller ring: { $numbers }
ask-number-emergency = { $number } ved livsfare
ask-number-doctor = { $number }, når det ikke kan vente
ask-number-crisis = { $number }, hvis du har det svært
ask-number-own = { $number }
ask-emergency =
    Det lyder, som om du eller en anden har brug for hjælp lige nu. Ring med det samme:
    { $numbers }
    Er det dig, der har det svært, så vær ikke alene med det. Gå hen til en, du stoler på, og sig det, som det er. Du forstyrrer ikke.
    Er det en patient eller en kollega, så kald hjælp, som I plejer på afdelingen.
    Jeg er et program og kan ikke hente hjælp for dig. Det, du skrev, har jeg hverken gemt eller sendt til nogen.
ask-patient = Det lyder som et spørgsmål om en bestemt patient, og det skal ikke vente på mig. Spørg bagvagten, vagthavende eller det speciale, I plejer at spørge. Haster det: { $numbers }. Jeg har ikke gemt noget af det, du skrev.
ask-patient-not = Handler det om forskning alligevel, og kan ingen genkende en patient i det?
ask-research = Ja, det handler om forskning
ask-draft-text = Dit spørgsmål
ask-draft-reminder = Du begyndte på et spørgsmål forleden, og det ligger her endnu. Ingen har set det. Lader du det ligge, lægger jeg det væk om nogle dage.
ask-gone-meanwhile = Den, du valgte, kan alligevel ikke tage det lige nu.
ask-shared = En kollega har spurgt om noget lignende før. { $expert } svarede:
ask-one = Jeg ville spørge *{ $who }*, { $role } { $where }. Du hører fra mig senest { $when }.
ask-one-knows = Jeg ville spørge *{ $who }*, der er { $role } { $where } og kender emnet. Du hører fra mig senest { $when }.
ask-wait = Alle, der kunne svare på det, er væk lige nu. Den første, der er tilbage, er *{ $who }*, { $role } { $where }: { $when }. Jeg kan spørge til den tid, og så hører du fra mig.
ask-wait-send = Spørg til den tid
ask-send = Spørg { $name }
ask-without-name = Spørg uden mit navn
ask-others = Hellere en anden
ask-organiser-instead = Giv det til tovholderne
ask-discard = Drop det
ask-which = Hvad handler det mest om?
ask-topic-line = • *{ $topic }*: { $who }, { $role } { $where }
ask-none-of-these = Ingen af dem
ask-who = Hvem vil du hellere spørge?
ask-person-line = • *{ $who }*, { $role } { $where }
ask-organiser-vague = Jeg er ikke sikker på, hvad du har brug for.
ask-organiser-off-topic = Det lyder ikke som et spørgsmål om forskning.
ask-organiser-nobody = Jeg kender ingen, der kan tage det lige nu.
ask-organiser-none-of-these = Så bør en, der kender huset, se på det.
ask-organiser-next = Jeg kan give det til tovholderne. De finder en at spørge, og du hører fra mig senest { $when }. Du kan også skrive det om, så jeg forstår det bedre.
ask-organiser-send = Giv det til tovholderne
ask-anew = Skriv det om
ask-nameless-title = Uden dit navn
ask-nameless = Den, der bliver spurgt, ser dine ord og ellers intet om dig: hverken navn, afdeling eller karrieretrin. Se efter, at ordene ikke selv røber dig. Svaret kommer til dig i en besked fra mig, og du kan vise dit navn senere, hvis du vil.
ask-about = Om dig, hvis det hjælper svaret på vej
ask-about-hint = For eksempel: yngre læge på kardiologisk. Lad feltet stå tomt, hvis du intet vil sige.
ask-nameless-send = Send
ask-none-open = Du har ingen åbne spørgsmål. Skriv `/ask` og det, du gerne vil vide.
ask-home = Mine spørgsmål
ask-news = Om dit spørgsmål: { $status }
ask-passed-silent = Der kom intet svar i tide, så jeg er gået videre.
ask-passed-declined = Det var ikke den rette at spørge, så jeg er gået videre.
ask-passed-away = Den, jeg spurgte, er væk for tiden, så jeg er gået videre.
ask-passed-left = Jeg kunne ikke få fat i den, jeg spurgte, så jeg er gået videre.
ask-passed-gave-back = Den, der tog det, måtte give det fra sig, så jeg er gået videre.
ask-passed-done = Jeg er gået videre til en anden.
ask-passed-took = Jeg er gået videre til en anden.
ask-passed-too-late = Jeg er gået videre til en anden.
ask-status-draft = Ikke sendt endnu; ingen har set det.
ask-status-asked = Jeg har spurgt { $who }. Du hører fra mig senest { $when }.
ask-status-asks = Jeg spørger { $who }, når arbejdsdagen begynder: { $start }. Du hører fra mig senest { $when }.
ask-status-held = Alle, der kunne svare, er væk. Jeg spørger igen { $when }, og så hører du fra mig.
ask-status-queued = Tovholderne har det ({ $organisers }) og finder en, der kan svare. Du hører fra mig senest { $when }.
ask-status-queued-nobody-left = Ingen af dem, jeg har spurgt, kunne tage det.
ask-status-queued-nobody = Jeg fandt ingen, der kunne tage det.
ask-status-queued-silence = Der har været stille et stykke tid.
ask-status-queued-wished = Det er givet videre, som du ønskede.
ask-status-taken = { $who } har taget det. I to har en samtale for jer selv her i Slack.
ask-status-taken-nameless = { $who } har taget det. Tryk på *Skriv*, så bringer jeg dine ord videre uden dit navn.
ask-status-answered = { $who } siger, at det er besvaret. Hjalp det dig?
ask-status-closed-withdrawn = Trukket tilbage, og ingen arbejder med det. Spørg igen, når du vil.
ask-status-closed-untouched = Lagt væk, fordi det aldrig blev sendt. Spørg igen, når du vil.
ask-status-closed-helped = Godt at høre. Nu er det lukket, og den, der svarede, får din tak.
ask-status-closed-not-said = Besvaret og lukket. Spørg igen, når du vil.
ask-colleague = en anonym kollega
ask-written = Besked fra { $who }:
ask-written-about = Om spørgsmålet: ”{ $question }”
ask-reply = Svar
ask-write-title = Skriv
ask-write = Til { $who }
ask-write-field = Det, du vil skrive
ask-write-button = Skriv
ask-written-sent = Sendt til { $who }. Svaret kommer til dig i en besked fra mig.
ask-withdraw = Træk det tilbage
ask-withdraw-title = Trække spørgsmålet tilbage?
ask-withdraw-sure = Den, der er spurgt, får at vide, at der ikke skal svares.
ask-keep = Lad det stå
ask-reveal = Vis mit navn
ask-reveal-title = Vise dit navn?
ask-reveal-sure = Alle, der er blevet spurgt om det, ser, hvem du er. Det kan ikke fortrydes.
ask-reveal-not = Forbliv uden navn
ask-resume = Fortsæt med det
ask-got-it = Jeg har fået svar
ask-next = Spørg en anden
ask-rate-yes = Ja, det hjalp
ask-rate-partly = Delvist
ask-rate-no = Nej, spørg videre
ask-still = { $who } tog dit spørgsmål for nogle dage siden. Har du fået svar?
ask-wait-on = Ikke endnu, jeg kan vente
ask-share = Må kolleger med samme spørgsmål se det her og svaret? De ser, hvem der svarede, men aldrig hvem der spurgte.
ask-share-yes = Ja, gerne
ask-share-no = Nej
ask-share-thanks = Tak. Siger den anden også ja, får den næste med samme spørgsmål hjælp med det samme.
ask-share-not = Det er fint. Det bliver mellem jer to.
ask-gone = Jeg kan ikke længere finde det spørgsmål blandt dine. Skriv `/ask status` for at se dem, du har.
ask-not-you = `/ask` er for hospitalets egne folk, ikke for gæster. Spørg en kollega på hospitalet.
ask-sent-already = Det spørgsmål er allerede på vej. Skriv `/ask status` for at se, hvordan det går.
ask-no-organiser = Der er endnu ingen tovholder i Spire, der kan tage det. Spørg i afdelingens kanal, eller skriv det om.
ask-nobody-to-write = Ingen har spørgsmålet lige nu, så der er ingen at sende det til. Skriv `/ask status` for at se, hvordan det går.
turn-asks = Spørgsmål fra { $asker }:
turn-colleague-about = en anonym kollega ({ $about })
turn-why = Du får det som { $role }.
turn-why-named = En kollega tænkte på dig til det her.
turn-why-here = Jeg spørger her i kanalen, fordi det ser ud til at være jeres felt.
turn-until = Passer det ikke, er ét klik nok. Hører jeg intet inden { $when }, går det videre til en anden.
turn-take = Jeg tager det
turn-ask-back = Spørg om mere først
turn-decline-button = Ikke mig
turn-away-button = Jeg er væk
turn-reminder = Spørgsmålet fra { $asker } venter stadig på dig. Hører jeg intet inden { $when }, går det videre til en anden, og det er også fint.
turn-conversation = { $asker }, { $expert } har taget dit spørgsmål. Her kan I to skrive sammen.
turn-conversation-next = Jeg læser ikke med. Når spørgsmålet er besvaret, trykker den, der svarede, på knappen.
turn-answered-button = Det er besvaret
turn-follow-up = Du tog et spørgsmål fra { $asker } for nogle dage siden. Er det besvaret, eller skal en anden have det?
turn-helped-yes = Dit svar til { $asker } hjalp. Tak.
turn-helped-partly = Dit svar til { $asker } hjalp et stykke ad vejen. Tak.
turn-withdrawn-letter = Spørgsmålet fra { $asker } er trukket tilbage, så du behøver ikke svare. Tak, fordi du tog det.
turn-noted = Noteret.
turn-yours = Det er dit nu. Du og { $asker } får en samtale for jer selv her i Slack.
turn-yours-nameless = Det er dit nu. Tryk på *Skriv*, så bringer jeg dine ord til kollegaen, der er anonym.
turn-write = Skriv
turn-give-back = Giv det tilbage
turn-taken-by = { $who } har taget det, så du behøver ikke gøre mere. Tak.
turn-withdrawn = Spørgsmålet er trukket tilbage. Du behøver ikke gøre noget.
turn-closed = Dette spørgsmål er lukket. Tak.
turn-waits-for-rating = Besvaret. Jeg har spurgt kollegaen, om det hjalp.
turn-ended-silent = Jeg er gået videre med det. Vil du gerne tage det alligevel, kan du det endnu.
turn-ended-declined = Det går videre til en anden. Tak, fordi du sagde til.
turn-ended-away = Det går videre til en anden, mens du er væk.
turn-ended-left = Det er gået videre til en anden.
turn-ended-gave-back = Du gav det tilbage, og det går videre til en anden. Tak, fordi du så på det.
turn-ended-too-late = Det er gået videre til en anden.
turn-ended-done = Det er gået videre til en anden. Tak, fordi du så på det.
turn-decline-title = Ikke mig
turn-decline = Det er helt i orden, og du behøver ikke sige hvorfor. Ved du, hvem der kan svare, eller hvad det handler om, kommer det hurtigere frem.
turn-decline-who = Hvem kan svare?
turn-decline-topic = Hvad handler det om?
turn-decline-hint = Lad begge felter stå tomme, så finder jeg en anden.
turn-pass-on = Send videre
turn-passed-on = Det går videre. Tak, fordi du sagde til.
turn-away-title = Jeg er væk
turn-away = Dette spørgsmål og andre, du ikke har taget endnu, går videre. Der kommer ingen nye, før du er tilbage.
turn-away-until = Væk til og med
turn-away-noted = Noteret. Det, du ikke har taget endnu, går videre, og du får ingen nye spørgsmål, før du er tilbage.
turn-until-missing = Vælg den sidste dag, du er væk.
turn-back-title = Spørg om mere først
turn-back = Så er spørgsmålet dit, og kollegaen får det, du skriver her.
turn-back-sent = Sendt. Spørgsmålet er dit nu, og svaret kommer til dig i en besked fra mig.
turn-written = Sendt til kollegaen. Svaret kommer til dig i en besked fra mig.
turn-answered-title = Det er besvaret
turn-answered-field = Svaret i korte træk
turn-answered-hint = Siger I begge ja bagefter, kan kolleger med samme spørgsmål se det.
turn-answered-hint-nameless = Kollegaen får det. Siger I begge ja bagefter, kan andre med samme spørgsmål se det.
turn-answered-send = Besvaret
turn-answered-noted = Tak. Nu spørger jeg kollegaen, om det hjalp.
turn-not-you = Det spørgsmål er ikke stillet til dig, så her er intet, du skal gøre.
turn-not-yours = Spørgsmålet er gået videre til en anden. Det, du skrev, er ikke sendt.
turn-over = Spørgsmålet er lukket. Det, du skrev, er ikke sendt.
turn-yourself = Det er dig selv. Vælg en anden, eller lad feltet stå tomt, så finder jeg en.
turn-is-asker = Det er den, der spørger. Vælg en anden, eller lad feltet stå tomt, så finder jeg en.
turn-no-colleague = Jeg kan kun spørge kolleger på hospitalet. Vælg en anden.
turn-no-room = Den kollega kan jeg ikke spørge om det her lige nu: måske væk, optaget, spurgt før eller på pause fra spørgsmål. Vælg en anden.
turn-own = Det er dit eget spørgsmål. Tryk på Ikke mig, så går det videre til en anden.
turn-own-question = Nogen tænkte, at du kunne svare på det her, men det er dit eget spørgsmål. Tryk på *Ikke mig*, så går det videre til en anden. Ingen får at vide, at det er dit.
queue-question = Et spørgsmål fra { $asker } har brug for dig: { $why }.
queue-why-nobody = jeg fandt ingen at spørge
queue-why-nobody-left = alle, der kunne svare, er blevet spurgt
queue-why-silence = det blev taget, og siden har der været stille i to uger
queue-why-wished = kollegaen vil gerne have, at I finder en
queue-until = Jeg har lovet kollegaen besked senest { $when }.
queue-done = Klaret. En anden har det nu, eller det er lukket.
queue-gone = Spørgsmålet ligger ikke længere hos dig: en anden har det, eller det er lukket.
queue-reminder = Spørgsmålet fra { $asker } venter stadig på, at du finder en, der kan svare.
queue-assign = Giv det til en kollega
queue-answer-button = Svar selv
queue-assign-title = Giv det til en kollega
queue-assign-who = Hvem skal have det?
queue-assign-send = Spørg
queue-assigned = Jeg spørger { $who }, og den, der spurgte, får besked.
queue-answer-title = Svar selv
queue-answered = Dit svar er på vej. Nu spørger jeg kollegaen, om det hjalp.
queue-over = Har fået flere spørgsmål, end de har sagt ja til: { $people }
queue-audit = Spørgsmål { $number } ({ $state }) er gået over den tid, jeg lovede. Skriv `/spire questions` for at se, hvor det ligger.
queue-overview = { $number ->
    [0] Ingen åbne spørgsmål.
    [one] Ét åbent spørgsmål:
   *[other] { $number } åbne spørgsmål, de ældste først:
  }
queue-line = { $number } · { $days ->
    [0] i dag
    [one] 1 dag
   *[other] { $days } dage
  } · { $topic } · { $state } · { $who } · besked senest { $when }
queue-no-topic = intet emne endnu
queue-state-asked = spurgt
queue-state-held = venter, til en er tilbage
queue-state-queued = hos tovholderne
queue-state-taken = taget
queue-state-answered = besvaret
queue-gaps = Ingen i vejviseren svarer på: { $topics }
queue-over-line = { $name } ({ $open } nu, sagt ja til { $slots })
queue-overview-next = Selve ordene, og hvem der spørger, bliver mellem de to, det angår.
kind-ask-question = spørgsmål til en kollega
kind-ask-reminder = påmindelse om et spørgsmål
kind-ask-conversation = samtale om et spørgsmål
kind-ask-follow-up = spørgsmål taget for nogle dage siden
kind-ask-helped = tak for et svar
kind-ask-ended = spørgsmål trukket tilbage
kind-ask-message = besked om et spørgsmål
kind-ask-draft = spørgsmål, der ikke er sendt
kind-ask-passed-on = nyt til den, der spurgte
kind-ask-held = spørgsmål, der venter
kind-ask-queued = nyt til den, der spurgte
kind-ask-taken = spørgsmål taget
kind-ask-still = nyt til den, der spurgte
kind-ask-answered = spørgsmål besvaret
kind-ask-queue = spørgsmål til tovholderne
kind-ask-queue-reminder = påmindelse til tovholderne
kind-ask-audit = løfte, der ikke blev holdt
kind-ask-turn = tur til at svare
kind-ask-closed = spørgsmål lukket
kind-ask-remind = påmindelse om et spørgsmål
kind-ask-pass-on = at give et spørgsmål videre
kind-ask-wake = spørgsmål, der venter
kind-ask-lapse = spørgsmål, der er blevet stille om
kind-ask-rate-over = spørgsmål besvaret
kind-ask-queue-over = påmindelse til tovholderne
kind-ask-draft-remind = spørgsmål, der ikke er sendt
kind-ask-draft-close = spørgsmål, der ikke er sendt
ask-outcome-silent = intet svar i tide
ask-outcome-declined = ikke den rette
ask-outcome-away = væk
ask-outcome-left = kunne ikke nås
ask-outcome-gave-back = givet tilbage
ask-outcome-too-late = en anden var først
ask-outcome-done = færdig
ask-outcome-took = taget
ask-reason-nobody = ingen at spørge
ask-reason-nobody-left = alle er blevet spurgt
ask-reason-silence = der blev stille om det
ask-reason-wished = som spørgeren ønskede
ask-reason-withdrawn = trukket tilbage
ask-reason-untouched = aldrig sendt
ask-reason-helped = det hjalp
ask-reason-not-said = besvaret
reason-question-over = spørgsmålet var gået videre
scope-mpim-write = den, der spørger, og den, der svarer, får ingen samtale for sig selv.
manifest-ask = Spørg om forskning, og find den rette
manifest-ask-hint = dit spørgsmål | status
manifest-ask-open = Spørg om forskning
setup-way = *Den sædvanlige vej.* De her numre nævner jeg under hvert svar på `/ask`, og når noget lyder akut. Se venligst efter, om de passer hos jer.
setup-emergency = Fare for liv
setup-doctor = Haster, men uden livsfare
setup-crisis = Nogen at tale med i en krise
setup-own = Hospitalets eget nummer
setup-own-hint = For eksempel: vagthavende 12 34. Vises, som du skriver det.
setup-number-missing = Skriv et nummer, fx 112 eller Livslinien 70 201 201, så ingen skal lede efter det, når det haster.

## Mentors

mentor-title = Find en mentor
mentor-intro = En, der er et trin foran dig, kan spare dig for mange omveje. Jeg viser dig op til tre, som har plads. Ingen hører om det, før du vælger en.
mentor-what-for = Hvad vil du bruge en mentor til?
mentor-purpose = { $purpose ->
    [start] At komme i gang med forskning
    [phd] Et ph.d.-forløb
    [postdoc] Postdoc og årene efter ph.d.
    [clinic] At få klinik og forskning til at hænge sammen
    [worklife] Arbejde og liv som forsker
   *[idea] En idé, der skal vendes med nogen
  }
mentor-stage = Hvor er du nu?
mentor-wish = Et ønske, med dine egne ord
mentor-wish-hint = Fx: Jeg er optaget af hjertesvigt og vil gerne høre, hvordan en ph.d. er i hverdagen. Skriv ikke om patienter.
mentor-show = Vis mig nogen
mentor-candidates-title = Mulige mentorer
mentor-candidates = Et trin foran dig og med plads lige nu. Ingen har fået noget at vide; vælg en, så spørger jeg i en privat besked.
mentor-person =
    {"*"}{ $person }*, { $title }
    { $where }
mentor-mentors = er mentor for { $stages }
mentor-stages = { $stage ->
    [medical_student] medicinstuderende
    [junior_doctor] yngre læger
    [specialist_trainee] læger i hoveduddannelse
    [phd_student] ph.d.-studerende
    [postdoc] postdocs
    [specialist] speciallæger
    [senior_researcher] seniorforskere
    [clinical_svp] sundhedsprofessionelle i klinikken
   *[svp_master] sundhedsprofessionelle med kandidatgrad
  }
mentor-knows = kender til *{ $topics }*
mentor-same-profession = har samme fag som dig
mentor-room = { $room ->
    [1] har plads til én mentee mere
   *[other] har plads til { $room } mentees
  }
mentor-ask = Spørg { $name }
mentor-full = { $name } har desværre ikke plads længere. Ingen har fået noget at vide.
mentor-nobody = Lige nu kender jeg ingen med plads, som er mentor for { $stages }. Det handler om pladserne, ikke om dig.
mentor-nobody-programme = Skriv til { $people }, der leder mentorordningen og kender flere, end jeg gør.
mentor-nobody-organisers = Skriv til en af tovholderne, som kender flere, end jeg gør: { $people }.
mentor-nobody-next = Eller prøv igen om nogle uger med `/mentor`; der bliver plads, og der kommer nye til.
mentor-asked = { $person } vil gerne have dig som mentor.
mentor-about =
    Det handler om: *{ $purpose }*
    { $stage }
mentor-asked-private = Det er mellem jer to, ingen andre ser det. Passer det ikke, behøver du ikke sige hvorfor. Du får højst { $most } mentees ad gangen.
mentor-accept = Ja, gerne
mentor-decline = Ikke nu
mentor-decline-intro = { $person } får venligt besked om, at du ikke kan lige nu. Du behøver ikke sige hvorfor.
mentor-decline-note = En linje med på vejen, hvis du vil
mentor-decline-hint = Fx: Prøv Lars, han har lige været det samme igennem.
mentor-decline-send = Send
mentor-reminder = En enkelt påmindelse, så det ikke bliver væk:
mentor-no = { $state ->
    [declined] { $person } har ikke mulighed for at være mentor lige nu. Det handler om tid, ikke om dig.
    [silent] { $person } er ikke nået til dit spørgsmål. Der er nok travlt på afdelingen, og det handler ikke om dig.
   *[left] { $person } er ikke længere i jeres Slack og kan ikke svare dig.
  } Jeg viser dig gerne de næste.
mentor-no-note = { $person } skriver:
mentor-others = Vis mig de næste
mentor-stands-asked = { $side ->
    [mentor] { $person } vil gerne have dig som mentor.
   *[mentee] Dit spørgsmål er på vej til { $person }, og kun I to ser det. Du hører fra mig, når der er svar, og senest når der er gået fem arbejdsdage.
  }
mentor-stands-propose = { $person } vil gerne være din mentor. Næste skridt er dit: foreslå tre tidspunkter for en første snak.
mentor-stands-choose = { $person } foreslår tre tidspunkter for jeres første snak. Vælg det, der passer.
mentor-stands-waiting = Tak. Du er mentor for { $person }, som nu foreslår tre tidspunkter for en første snak. Du vælger bare det, der passer.
mentor-proposed =
    Du har foreslået { $person } de her tidspunkter:
    { $times }
    Jeg skriver, når et af dem er valgt.
mentor-agreed = Du og { $person } mødes første gang *{ $when }*.
mentor-agreed-next = Aftal selv stedet; en kop kaffe er nok.
mentor-running = { $side ->
    [mentor] Du er mentor for { $person }.
   *[mentee] { $person } er din mentor.
  }
mentor-over-mentee = { $state ->
    [declined] { $person } havde ikke mulighed for at være mentor denne gang.
    [silent] { $person } nåede ikke at svare denne gang.
    [withdrawn] Du har taget dit spørgsmål til { $person } tilbage. Skriv `/mentor`, når du vil spørge en anden.
    [left] { $person } er ikke længere i jeres Slack, så det slutter her.
   *[ended] Du og { $person } er ikke længere mentor og mentee. I får begge besked, og ingen spørger hvorfor.
  }
mentor-over-mentor = { $state ->
    [declined] Helt i orden. { $person } får venligt besked, og ingen andre ser det.
    [silent] { $person } er gået videre, fordi der var gået fem arbejdsdage. Du skal ikke gøre noget.
    [withdrawn] { $person } har taget sit spørgsmål tilbage. Du skal ikke gøre noget.
    [left] { $person } er ikke længere i jeres Slack, så det slutter her.
   *[ended] Du og { $person } er ikke længere mentor og mentee. I får begge besked, og ingen spørger hvorfor.
  }
mentor-propose = Foreslå tre tidspunkter
mentor-none-fits = Ingen passer
mentor-move = Find et andet tidspunkt
mentor-take-back = Tag spørgsmålet tilbage
mentor-end = Afslut
mentor-done-title = Mentor
mentor-times-title = Tre tidspunkter
mentor-times-intro = Skriv tre tidspunkter, der passer dig, som du selv ville sige dem. { $person } vælger et af dem.
mentor-times-send = Send
mentor-time = { $number ->
    [1] Første forslag
    [2] Andet forslag
   *[other] Tredje forslag
  }
mentor-time-hint = Fx: tirsdag kl. 15, eller: 4/12 kl. 8.30
mentor-times-same = Det tidspunkt har du skrevet allerede. Skriv et andet.
mentor-meeting = Husk din første snak med { $person }: *{ $when }*.
mentor-talk = *{ $side ->
    [mentor] Det kan du spørge om
   *[mentee] Det kan I tale om
  }*
mentor-talk-why = Hvad undrer dig så meget, at du ikke kan lade det ligge?
mentor-talk-people = Hvem bør du kende, og hvilket mindre projekt kunne du begynde i?
mentor-talk-time = Hvor i ugen er der tid til det, og hvem skal vide det?
mentor-talk-phd = Hvor er du i forløbet, og hvad er sværest lige nu?
mentor-talk-next-post = Slå skabelonen til ansøgningen om den næste stilling op: hvad mangler der?
mentor-talk-supervisors = Hvordan går samarbejdet med vejlederne?
mentor-talk-own-line = Hvad er din egen linje, og hvad er din vejleders?
mentor-talk-affiliation = Hvor hører du til i årene efter ph.d., og hvad lever du af?
mentor-talk-week = Hvordan ser en uge ud, hvor der er plads til det hele?
mentor-talk-leave = Hvem skal sige ja til frikøb, og hvornår skal de spørges?
mentor-talk-energy = Hvad giver dig kræfter, og hvad tager dem?
mentor-talk-no = Hvad kan du sige nej til?
mentor-talk-care = Hvad ville idéen ændre for patienterne?
mentor-talk-known = Hvad ved man allerede, og hvem har prøvet noget lignende?
mentor-talk-first-step = Hvad er det mindste første skridt, og hvem skal med?
mentor-talk-goals = Hvilke et eller to mål er realistiske, til I ses igen?
mentor-how = Hvordan går det med dig og { $person } som mentor og mentee?
mentor-how-private = Jeg spørger jer hver for sig. Ingen ser dit svar, heller ikke { $person }.
mentor-how-well = Det går godt
mentor-how-change = Noget skal ændres
mentor-how-ended = Vi er stoppet
mentor-well = Godt at høre. Bliv endelig ved.
mentor-change = Tak, fordi du siger det. Sig det til { $person }, som det er: det meste kan laves om, hvor tit I ses, hvad I taler om, og hvor længe.
mentor-change-helpers = Vil du hellere vende det med en anden først, så skriv til { $people }.
mentor-change-end = Eller afslut med ét klik. Ingen spørger hvorfor, og `/mentor` finder en anden.
mentor-ended = { $state ->
    [left] { $person } er ikke længere i jeres Slack, så jeres mentorforløb slutter her. Tak for den tid, I gav hinanden.
   *[ended] { $person } har afsluttet jeres mentorforløb, som man gør, når noget har haft sin tid. Tak for den tid, I gav hinanden.
  }
mentor-home = Min mentor
mentor-home-none = Vil du tale med en, der er et trin foran dig? Jeg finder op til tre, der har plads.
mentor-home-mentees = Mine mentees
mentor-find = Find en mentor
mentor-unknown = Det kan jeg ikke finde længere. Skriv `/mentor` for at begynde forfra.
mentor-yourself = Ingen kan være sin egen mentor. Vælg en anden.
mentor-moved-on = Der er foreslået andre tidspunkter imens. Luk, og se efter i vores samtale.
mentor-time-gone = Det tidspunkt er gået. Vælg et andet, eller tryk på *Ingen passer*.
kind-mentor-asked = spørgsmål til en mentor
kind-mentor-reminder = påmindelse om en mentor
kind-mentor-declined = besked om en mentor
kind-mentor-accepted = ja fra en mentor
kind-mentor-proposed = forslag til en første snak
kind-mentor-agreed = aftale om en første snak
kind-mentor-meeting = påmindelse om en første snak
kind-mentor-how = hvordan går det med mentoren
kind-mentor-ended = slut på et mentorforløb
kind-mentor-expire = mentorspørgsmål uden svar
kind-mentor-forget = sletning af et ønske om en mentor
manifest-mentor = Find en mentor, der er et trin foran dig
manifest-mentor-hint = et ønske, hvis du har et
