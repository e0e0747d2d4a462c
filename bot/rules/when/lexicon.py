"""The words of time in Danish, Norwegian (bokmål and nynorsk) and English, each with a category letter and a value.

A phrase becomes a string of category letters, one a word, and the grammar is written as regular expressions over them. The letters:

W weekday · P weekdays ("mandage") · Q "mandagen" · M month · N number word · O ordinal word · T day relative to today · E part of the day ·
U unit · H every · A every other · X next · C coming · L last, past · f from · u until · k "kl" · a am/pm · h half · q quarter · y over, past ·
i in · l after, before · ~ about · < ago · o om · p på, on · d the · v of · F frequency · e even · g odd · c times · & and · R or · V vague ·
B unsupported · Z place word · D denne · b but · ^ from now · w a week by name · @ people · ð meetings · ç condition ·
K weekend · I workday · s summer/winter time · m noon, midnight · t to · j "not" · _ any other word · n digits · punctuation as it is
"""

from functools import cache

WEEKDAYS = {
    0: "mandag måndag monday man mån måd mand mon mondag",
    1: "tirsdag tysdag tuesday tir tirs tirsd tys tysd tue tues",
    2: "onsdag wednesday wensday wendsday ons onsd wed weds",
    3: "torsdag thursday tor tors torsd thu thur thurs",
    4: "fredag friday fre fred fri",
    5: "lørdag laurdag saturday lør lørd lau laur sat",
    6: "søndag sundag sunday søn sønd sun",
}
SHORT = frozenset(["man", "mand", "mon", "mond", "tor", "fri", "fred", "wed", "sat", "sun", "son", "søn", "soen", "lau", "tue", "lord"])
"""Abbreviations that are words or names of their own: they count only beside something else of time."""
MONTHS = {
    1: "januar january jan",
    2: "februar february feb febr",
    3: "marts mars march mar",
    4: "april apr",
    5: "maj mai may",
    6: "juni june jun",
    7: "juli july jul",
    8: "august aug",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nov",
    12: "december desember dec des",
}
NUMBERS = {
    1: "en et ett ein ei eit eitt one a an éen één én ét",
    2: "two",
    3: "tre three",
    4: "fire four",
    5: "fem five",
    6: "seks six",
    7: "syv sju seven",
    8: "otte åtte eight",
    9: "ni nine",
    10: "ti ten",
    11: "elleve eleven",
    12: "tolv twelve",
    13: "tretten thirteen",
    14: "fjorten fourteen",
    15: "femten fifteen",
    16: "seksten sixteen",
    17: "sytten seventeen",
    18: "atten eighteen",
    19: "nitten nineteen",
    20: "tyve tjue twenty",
    25: "femogtyve tjuefem",
    30: "tredive tredve tretti thirty",
    0: "nul null zero",
    35: "femogtredive trettifem",
    40: "fyrre førti forty",
    45: "femogfyrre førtifem",
    50: "halvtreds femti fifty",
    55: "femoghalvtreds femtifem",
    60: "tres seksti sixty",
    90: "halvfems nitti ninety",
}
ORDINALS = {
    1: "første fyrste first",
    2: "anden andet annen annet andre second",
    3: "tredje third",
    4: "fjerde fourth",
    5: "femte fifth",
    6: "sjette sixth",
    7: "syvende sjuende sjuande seventh",
    8: "ottende åttende åttande eighth",
    9: "niende niande ninth",
    10: "tiende tiande tenth",
    11: "ellevte eleventh",
    12: "tolvte twelfth",
    13: "trettende trettande thirteenth",
    14: "fjortende fjortande fourteenth",
    15: "femtende femtande fifteenth",
    16: "sekstende sekstande sixteenth",
    17: "syttende syttande seventeenth",
    18: "attende attande eighteenth",
    19: "nittende nittande nineteenth",
    20: "tyvende tjuende tjuande twentieth",
    30: "tredivte trettiende trettiande thirtieth",
    31: "enogtredivte trettiførste",
    -1: "sidste siste last",
}
PARTS = {
    "morning": "morran mårran morgen morgenen morgon morgonen morning tidlig tidligt tidl tidleg early morgent",
    "forenoon fmd": "formiddag formiddagen føremiddag føremiddagen fm form formd forenoon fmd",
    "afternoon": "eftermiddag eftermiddagen ettermiddag ettermiddagen afternoon em efm efterm eftm ettermd ettm etm emd ettmd",
    "evening": "aften aftenen aftn kveld kvelden kvelds aft evening tonight",
    "night": "nat natten natt natta night",
}
UNITS = {
    "minute": "minut minutter minutters min mins minutt minuttar minute minutes mins minutts",
    "hour": "time timer timers timar tim hour hours hr hrs t",
    "day": "dag dagen dage dager dagar day days døgn dg dgr",
    "week": "uge uger uk wk wks ugen ugerne uke uker uken uka ukene veke veker veka vekene vekes uges ukes week week's weeks ugers ukers",
    "month": "måned md mdr månd måneder måneden månad månader månaden month months mnd månedene",
    "quarter": "kvartal kvartaler kvartalet kvartalene",
    "year": "år året year years",
}
WORDS: dict[str, dict[str, str]] = {
    "H": {"every": "hver hvert kvar kver hverr every each alle samtlige enhver hvr hv evry everey", "every!": "each"},
    "A": {"2": "alternate hveranden hverandet annenhver annethvert anenhver annankvar annakvar annenhvert annenvher hverannen annenhv annenhvr"},
    "X": {"next": "næste neste next nste nst nxt næst nest"},
    "C": {"coming": "kommende førstkommende førstkommande fk komande coming upcoming kommande"},
    "D": {"this": "denne dette this"},
    "L": {"past": "forrige førre"},
    "f": {
        "from": "fra frå from effective starting beginning starter begynder begynner startende begyndende start opstart oppstart"
        " mellem mellom between ml byrjar"
    },
    "u": {"until": "til until indtil inntil thru through till ut slut slutt end ends slutter sluttdato slutdato"},
    "t": {"to": "to"},
    "k": {"at": "kl klokken klokka klokkå at klk tid kll clock oclock"},
    "a": {"am": "am", "pm": "pm"},
    "h": {"half": "halv half"},
    "q": {"quarter": "kvart quarter quarters kvarter kvarters kv"},
    "y": {"over": "over past"},
    "i": {"in": "i in"},
    "o": {"om": "om within"},
    "p": {"on": "på on paa"},
    "d": {"the": "den d det the"},
    "v": {"of": "af av of"},
    "F": {
        "day": "dagligt daglig dagleg daily",
        "week": "ugentligt ugentlig ukentlig vekentleg ukentlege weekly ukentlige ugentlige",
        "month": "månedligt månedlig månadleg monthly månedlige",
        "quarter": "kvartalsvis quarterly kvartalsvist kvartalsvise",
        "year": "årligt årlig årleg yearly annually annual",
        "fortnight": "fortnightly biweekly",
    },
    "e": {
        "even": "lige like even partallsuker partallsuke partallsuka partallsukene partalsuger partalsuge partalsuke partalsveker partalsveke",
        "even!": "partallsuker",
    },
    "g": {"odd": "ulige ulike odd oddetallsuker oddetalsuke oddetalsveke oddetallsuke oddetallsuka oddetallsukene oddetalsuger oddetalsveker"},
    "c": {"times": "sessions occurrences forekomster gange ganger gonger gang times gong"},
    "&": {"and": "og and samt"},
    "R": {"or": "eller or el evt eventuelt alternativt alternatively"},
    "m": {"noon": "noon middag", "midnight": "midnat midnatt midnight"},
    "s": {"summer": "sommertid", "winter": "vintertid normaltid"},
    "K": {"weekend": "weekend weekenden helg helga helgen helgå"},
    "I": {
        "workday": "hverdag hverdage hverdager hverdagene kvardag kvardagar weekday weekdays workday workdays"
        " arbejdsdag arbejdsdage arbeidsdag arbeidsdager arbeidsdagar ukedag ukedager vekedag virkedag virkedager yrkedag hverd hverdg"
    },
    "l": {"after": "efter etter after før before inden innen fyr"},
    "~": {"about": "ca cirka circa omkring about around rundt eneste einaste single"},
    "<": {"ago": "siden sidan ago"},
    "@": {
        "people": "personer person deltagere deltakere deltakarar studerende studenter studentar students"
        " people persons patienter pasienter pasientar"
        " patients læger leger legar doctors sygeplejersker sykepleiere nurses kolleger kollegaer colleagues gæster gjester guests hospitanter"
        " visitors pizzaer pizzas pladser plasser seats"
    },
    "ç": {"condition": "når when medmindre unless lukket lukka stengt closed pause sommerpause vinterpause ej"},
    "ð": {"pieces": "stk møter møder meetings mødegange"},
    "j": {"not": "ikke ikkje not cannot"},
    "b": {"but": "men but"},
    "Z": {
        "place": "lokale lok rum rom room stue sal etage etasje floor bygning bygg building bldg wing bay ward opgang"
        " oppgang afsnit afdeling avdeling avd afd post"
        " seng senge senger bed beds gruppe hold team group hus blok zone indgang inngang nr nummer no number grp værelse"
        " auditorium aud kantine version kontor office punkt pkt side kapitel kapittel sag sak projekt prosjekt protokol protokoll protocol"
        " covid type fase phase trin",
        "measure": "ph laktat lactate crp news ews gcs apgar hb hgb spo2 vas nrs hlr cpr dose dosis kalium natrium kreatinin glukose bmi",
        "course": "kursus kurs modul del case part",
    },
    "V": {
        "vague": "snart engang sometime asap senere seinare later soon hurtigst snarest omgående løbende jævnligt jevnlig løpende"
        " regelmæssigt indimellem ofte sjældent lejlighed anytime tidligst tidlegast earliest"
        " primo medio ultimo mid nej nei sometimes sommetider enkelte fleste hourly payday occasionally regularly whenever",
        "moved": "flytt flytte flyt flytter flyttes flyttet flyttast rykkes rykket rykkas udsat udsættes utsatt utsettes"
        " udskudt udskydes moved postponed postpone rescheduled push bring move moves rykker rykk ændret endret",
        "cancelled": "aflyst aflyses avlyst avlyses avlys aflys cancelled canceled cancel delete slet udgår utgår forhindret forhindra",
        "season": "forår foråret efterår efteråret sommer sommeren vinter vinteren vinterhalvåret sommerhalvåret våren høsten høst"
        " hausten haust efterår sommar sommaren skoleåret skuleåret semesteret semestret autumn winter spring summer",
    },
    "B": {
        "exception": "undtagen undtaget bortset bortsett except excluding unntatt unnateke utenom utanom minus excepted undtaken pånær"
        " untatt hopper hoppar hopp foruten forutan skiftevis alternating ekskl eksklusiv skipping"
        " gmt utc est pst cst edt pdt cdt bst partallsmåneder oddetallsmåneder halvår"
        " uden uten without undt unnt",
        "holiday": "påske påsken påskedag easter pinse pinsen whitsun pentecost jul julen christmas nytår nyttår nytårsaften nyttårsaften advent"
        " juleaften julaften skærtorsdag skjærtorsdag langfredag påskeferie påskeferien juleferie juleferien sommerferie sommerferien"
        " efterårsferie efterårsferien høstferie høstferien vinterferie vinterferien ferie ferien ramadan eid helligdage helligdager fastelavn"
        " ascension himmelfart grundlovsdag sankthans grunnlovsdagen constitution thanksgiving"
        " halloween valentine valentine's valentines midsommer lucia luciadag valentinsdag holiday holidays",
    },
}
_DANISH_ONES = ["enog", "toog", "treog", "fireog", "femog", "seksog", "syvog", "otteog", "niog"]
_NORWEGIAN_ONES = ["første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende"]
ORDINALS |= {20 + one: f"{da}tyvende tjue{nb}" for one, (da, nb) in enumerate(zip(_DANISH_ONES, _NORWEGIAN_ONES, strict=True), 1)}
PHRASES: dict[str, tuple[str, object]] = {
    "i dag": ("T", 0),
    "idag": ("T", 0),
    "today": ("T", 0),
    "i morgen": ("T", 1),
    "imorgen": ("T", 1),
    "imorgon": ("T", 1),
    "i morgon": ("T", 1),
    "i mårra": ("T", 1),
    "i morra": ("T", 1),
    "i mrg": ("T", 1),
    "imrg": ("T", 1),
    "i mrgn": ("T", 1),
    "imrgn": ("T", 1),
    "mrgn": ("T", 1),
    "i morg": ("T", 1),
    "i mårgå": ("T", 1),
    "morndagen": ("T", 1),
    "imorra": ("T", 1),
    "imårra": ("T", 1),
    "tomorrow": ("T", 1),
    "tmrw": ("T", 1),
    "tomorrow's": ("T", 1),
    "morgendagens": ("T", 1),
    "forleden": ("L", "past"),
    "forleden dag": ("L", "past"),
    "i formiddags": ("L", "past"),
    "i eftermiddags": ("L", "past"),
    "i ettermiddags": ("L", "past"),
    "i aftes": ("L", "past"),
    "tidligere i dag": ("L", "past"),
    "last night": ("L", "past"),
    "the other day": ("L", "past"),
    "earlier today": ("L", "past"),
    "the year after next": ("V", "vague"),
    "året efter næste": ("V", "vague"),
    "a couple of": ("V", "vague"),
    "et par": ("V", "vague"),
    "eit par": ("V", "vague"),
    "couple of": ("V", "vague"),
    "hvilken som helst": ("V", "vague"),
    "end of term": ("V", "vague"),
    "fra nu af": ("^", None),
    "fra nå av": ("^", None),
    "går ikke": ("B", "exception"),
    "går ikkje": ("B", "exception"),
    "kan ikke": ("B", "exception"),
    "kan ikkje": ("B", "exception"),
    "bliver ikke": ("B", "exception"),
    "blir ikke": ("B", "exception"),
    "intet møde": ("B", "exception"),
    "ingen møde": ("B", "exception"),
    "ingen møte": ("B", "exception"),
    "ikke møte": ("B", "exception"),
    "ikke møde": ("B", "exception"),
    "won't work": ("B", "exception"),
    "not possible": ("B", "exception"),
    "no meeting": ("B", "exception"),
    "no time": ("B", "exception"),
    "is off": ("B", "exception"),
    "alt andet end": ("B", "exception"),
    "any day but": ("B", "exception"),
    "other than": ("B", "exception"),
    "apart from": ("B", "exception"),
    "black friday": ("B", "feast"),
    "hellig tre konger": ("B", "feast"),
    "sankt hans aften": ("B", "feast"),
    "sankt hans": ("B", "feast"),
    "i mårn": ("T", 1),
    "imårn": ("T", 1),
    "i overmorra": ("T", 2),
    "i overmårra": ("T", 2),
    "i overmårn": ("T", 2),
    "anna kvar": ("A", 2),
    "anna kvart": ("A", 2),
    "så nær som": ("B", "exception"),
    "hopp over": ("B", "exception"),
    "hopper over": ("B", "exception"),
    "hoppar over": ("B", "exception"),
    "fri i": ("B", "exception"),
    "engelsk tid": ("B", "exception"),
    "english time": ("B", "exception"),
    "uk time": ("B", "exception"),
    "slutten av": ("V", "vague"),
    "slutten på": ("V", "vague"),
    "slutningen af": ("V", "vague"),
    "midten av": ("V", "vague"),
    "midten af": ("V", "vague"),
    "midt i": ("V", "vague"),
    "begynnelsen av": ("V", "vague"),
    "begyndelsen af": ("V", "vague"),
    "starten av": ("V", "vague"),
    "starten af": ("V", "vague"),
    "byrjinga av": ("V", "vague"),
    "fra nå": ("V", "vague"),
    "frå no": ("V", "vague"),
    "fra nu": ("V", "vague"),
    "sist var": ("V", "vague"),
    "sidst var": ("V", "vague"),
    "i overmorgen": ("T", 2),
    "iovermorgen": ("T", 2),
    "overmorgen": ("T", 2),
    "i overmorgon": ("T", 2),
    "overmorgon": ("T", 2),
    "overimorgen": ("T", 2),
    "overimorgon": ("T", 2),
    "over i morgen": ("T", 2),
    "the day after tomorrow": ("T", 2),
    "day after tomorrow": ("T", 2),
    "day after tmrw": ("T", 2),
    "the day after tmrw": ("T", 2),
    "i over morgen": ("T", 2),
    "i over morgon": ("T", 2),
    "i går": ("T", -1),
    "igår": ("T", -1),
    "yesterday": ("T", -1),
    "i forgårs": ("T", -2),
    "i forfjor": ("L", "past"),
    "i fjor": ("L", "past"),
    "sidste år": ("L", "past"),
    "i aften": ("G", "evening"),
    "i aft": ("G", "evening"),
    "i overmrg": ("T", 2),
    "overmrg": ("T", 2),
    "iaften": ("G", "evening"),
    "i kveld": ("G", "evening"),
    "ikveld": ("G", "evening"),
    "tonight": ("G", "evening"),
    "this evening": ("G", "evening"),
    "i eftermiddag": ("G", "afternoon"),
    "i ettermiddag": ("G", "afternoon"),
    "this afternoon": ("G", "afternoon"),
    "i formiddag": ("G", "forenoon fmd"),
    "i føremiddag": ("G", "forenoon fmd"),
    "this morning": ("G", "morning"),
    "i morges": ("L", "past"),
    "i nat": ("G", "night"),
    "i natt": ("G", "night"),
    "inat": ("G", "night"),
    "inatt": ("G", "night"),
    "sidste gang": ("u", "until"),
    "siste gang": ("u", "until"),
    "siste gong": ("u", "until"),
    "last time": ("u", "until"),
    "til og med": ("u", "until"),
    "til og med d": ("u", "until"),
    "t.o.m.": ("u", "until"),
    "t.o.m": ("u", "until"),
    "t o m": ("u", "until"),
    "up to and including": ("u", "until"),
    "frem til": ("u", "until"),
    "until end of": ("u", "until"),
    "until the end of": ("u", "until"),
    "till the end of": ("u", "until"),
    "till end of": ("u", "until"),
    "through the end of": ("u", "until"),
    "til udgangen af": ("u", "until"),
    "til utgangen av": ("u", "until"),
    "til slutten av": ("u", "until"),
    "til slutningen af": ("u", "until"),
    "fram til": ("u", "until"),
    "fra og med": ("f", "from"),
    "frå og med": ("f", "from"),
    "f.o.m.": ("f", "from"),
    "f.o.m": ("f", "from"),
    "fom": ("f", "from"),
    "over helgen": ("~", None),
    "over helga": ("~", None),
    "over helg": ("~", None),
    "over weekenden": ("~", None),
    "over the weekend": ("~", None),
    "første gang": ("f", "from"),
    "fyrste gong": ("f", "from"),
    "første gong": ("f", "from"),
    "1 . gang": ("f", "from"),
    "1 . gong": ("f", "from"),
    "first on": ("f", "from"),
    "first one on": ("f", "from"),
    "first one": ("f", "from"),
    "first time": ("f", "from"),
    "starting from": ("f", "from"),
    "starting on": ("f", "from"),
    "nu på": ("C", "coming"),
    "nå på": ("C", "coming"),
    "no på": ("C", "coming"),
    "nå til": ("C", "coming"),
    "nu til": ("C", "coming"),
    "a m": ("a", "am"),
    "p m": ("a", "pm"),
    "a.m.": ("a", "am"),
    "p.m.": ("a", "pm"),
    "a.m": ("a", "am"),
    "p.m": ("a", "pm"),
    "o'clock": ("_", None),
    "every other": ("A", 2),
    "every second": ("S", 2),
    "every third": ("S", 3),
    "every fourth": ("S", 4),
    "fortnight": ("Y", 14),
    "a fortnight": ("Y", 14),
    "halvanden": ("x", 1.5),
    "halvandet": ("x", 1.5),
    "halvannen": ("x", 1.5),
    "halvannan": ("x", 1.5),
    "one and a half": ("x", 1.5),
    "en og en halv": ("x", 1.5),
    "halvtime": ("z", 30),
    "halvtimes": ("z", 30),
    "halv time": ("z", 30),
    "halv times": ("z", 30),
    "half hour": ("z", 30),
    "half an hour": ("z", 30),
    "halve time": ("z", 30),
    "summer time": ("s", "summer"),
    "winter time": ("s", "winter"),
    "noget før": ("V", "vague"),
    "uges tid": ("V", "vague"),
    "ukes tid": ("V", "vague"),
    "vekes tid": ("V", "vague"),
    "dages tid": ("V", "vague"),
    "dagers tid": ("V", "vague"),
    "times tid": ("V", "vague"),
    "måneds tid": ("V", "vague"),
    "en gang": ("V", "vague"),
    "ein gong": ("V", "vague"),
    "some time": ("V", "vague"),
    "på et tidspunkt": ("V", "vague"),
    "på et eller andet tidspunkt": ("V", "vague"),
    "på eit tidspunkt": ("V", "vague"),
    "et eller andet tidspunkt": ("V", "vague"),
    "when possible": ("V", "vague"),
    "så hurtigt som muligt": ("V", "vague"),
    "så snart som": ("V", "vague"),
    "as soon as": ("V", "vague"),
    "i løbet af": ("V", "vague"),
    "i løpet av": ("V", "vague"),
    "during": ("V", "vague"),
    "lige efter": ("V", "vague"),
    "rett etter": ("V", "vague"),
    "straks efter": ("V", "vague"),
    "right after": ("V", "vague"),
    "just after": ("V", "vague"),
    "lige før": ("V", "vague"),
    "rett før": ("V", "vague"),
    "et par gange": ("V", "vague"),
    "et par ganger": ("V", "vague"),
    "nogle gange": ("V", "vague"),
    "noen ganger": ("V", "vague"),
    "nokre gonger": ("V", "vague"),
    "a few times": ("V", "vague"),
    "a couple of times": ("V", "vague"),
    "now and then": ("V", "vague"),
    "once a week": ("V", "1 week"),
    "twice a week": ("V", "2 week"),
    "once a month": ("V", "1 month"),
    "twice a month": ("V", "2 month"),
    "working day": ("I", "workday"),
    "working days": ("I", "workday"),
    "business day": ("I", "workday"),
    "from now": ("^", None),
    "glem ikke": ("_", None),
    "husk ikke": ("_", None),
    "don't forget": ("_", None),
    "hvis ikke": ("_", None),
    "if not": ("_", None),
    "like etter": ("V", "vague"),
    "når det passer": ("V", "vague"),
    "når som helst": ("V", "vague"),
    "sometime in": ("V", "vague"),
    "nu og da": ("V", "vague"),
    "av og til": ("V", "vague"),
    "i slutningen af": ("V", "vague"),
    "i slutten av": ("V", "vague"),
    "i begyndelsen af": ("V", "vague"),
    "i begynnelsen av": ("V", "vague"),
    "i starten af": ("V", "vague"),
    "i starten av": ("V", "vague"),
    "midt på": ("V", "vague"),
    "sidst i": ("V", "vague"),
    "sist i": ("V", "vague"),
    "først i": ("V", "vague"),
    "tidligt i": ("V", "vague"),
    "tidlig i": ("V", "vague"),
    "end of": ("V", "vague"),
    "the end of": ("V", "vague"),
    "beginning of": ("V", "vague"),
    "middle of": ("V", "vague"),
    "dog ikke": ("B", "exception"),
    "but not": ("B", "exception"),
    "på nær": ("B", "exception"),
    "good friday": ("B", "holiday"),
    "ikke senere": ("_", None),
    "ikke senere end": ("V", "vague"),
    "not later": ("_", None),
    "med start": ("f", "from"),
    "med oppstart": ("f", "from"),
    "med opstart": ("f", "from"),
    "begynner": ("f", "from"),
    "men ikke": ("B", "exception"),
    "bank holiday": ("B", "holiday"),
    "easter monday": ("B", "feast"),
    "easter sunday": ("B", "feast"),
    "easter saturday": ("B", "feast"),
    "palm sunday": ("B", "feast"),
    "whit monday": ("B", "feast"),
    "whit sunday": ("B", "feast"),
    "maundy thursday": ("B", "feast"),
    "christmas eve": ("B", "feast"),
    "christmas day": ("B", "feast"),
    "boxing day": ("B", "feast"),
    "kristi himmelfart": ("B", "holiday"),
    "store bededag": ("B", "feast"),
    "st hans": ("B", "holiday"),
    "new year": ("B", "holiday"),
    "new year's": ("B", "holiday"),
    "til uka": ("w", 1),
    "til uken": ("w", 1),
    "til veka": ("w", 1),
    "hele uka": ("~", None),
    "hele uken": ("~", None),
    "hele ugen": ("~", None),
    "heile veka": ("~", None),
    "all week": ("~", None),
    "the whole week": ("~", None),
    "hele dagen": ("~", None),
    "heile dagen": ("~", None),
    "all day": ("~", None),
    "året ud": ("J", "end of year"),
    "året ut": ("J", "end of year"),
    "ut året": ("J", "end of year"),
    "resten af året": ("J", "end of year"),
    "resten av året": ("J", "end of year"),
    "the rest of the year": ("J", "end of year"),
    "rest of the year": ("J", "end of year"),
    "until the end of the year": ("J", "end of year"),
    "måneden ud": ("J", "end of month"),
    "måneden ut": ("J", "end of month"),
    "ut måneden": ("J", "end of month"),
    "resten af måneden": ("J", "end of month"),
    "resten av måneden": ("J", "end of month"),
    "rest of the month": ("J", "end of month"),
    "the rest of the month": ("J", "end of month"),
    "early next": ("V", "vague"),
    "early in": ("V", "vague"),
    "early this": ("V", "vague"),
    "late next": ("V", "vague"),
    "late in": ("V", "vague"),
    "late this": ("V", "vague"),
    "tidligt næste": ("V", "vague"),
    "tidlig neste": ("V", "vague"),
    "tidleg neste": ("V", "vague"),
    "sent i": ("V", "vague"),
    "seint i": ("V", "vague"),
    "sidst på": ("V", "vague"),
    "sist på": ("V", "vague"),
    "i starten på": ("V", "vague"),
    "i begyndelsen på": ("V", "vague"),
    "i slutten på": ("V", "vague"),
    "hen mod": ("V", "vague"),
    "start of": ("V", "vague"),
    "the start of": ("V", "vague"),
    "i år": ("J", 0),
    "this year": ("J", 0),
    "næste år": ("J", 1),
    "neste år": ("J", 1),
    "next year": ("J", 1),
}
_AGO = "mandags mandagen tirsdags onsdags torsdags fredags lørdags søndags"
for _day in _AGO.split():
    if _day.endswith("s"):
        PHRASES[f"i {_day}"] = ("L", "past")


@cache
def lexicon() -> dict[str, tuple[tuple[str, object], ...]]:
    """word → (category, value) pairs, likeliest first; with the spellings of people who have no æ, ø, å."""
    found: dict[str, list[tuple[str, object]]] = {}
    typed: list[tuple[str, str, object]] = []

    def add(word: str, letter: str, value: object) -> None:
        found.setdefault(word, []).append((letter, value))
        typed.extend((spelling, letter, value) for spelling in spellings(word) if spelling != word)

    for number, words in WEEKDAYS.items():
        for word in words.split():
            add(word, "W", number)
            if word.endswith("day"):
                add(word + "s", "P", number)
                add(word + "'s", "W", number)
            if word.endswith("dag"):
                for ending in ("e", "er", "ar", "ene", "ane", "s"):
                    add(word + ending, "P", number)
                add(word + "en", "Q", number)
                add(word + "ens", "W", number)
    for letter, table in (("M", MONTHS), ("N", NUMBERS), ("O", ORDINALS), ("E", PARTS), ("U", UNITS)):
        for key, words in table.items():
            for word in words.split():
                add(word, letter, key)
    for letter, groups in WORDS.items():
        for key, words in groups.items():
            for word in words.split():
                add(word, letter, key.rstrip("!"))
    for spelling, letter, value in typed:  # after the words as they are: "attende" is the eighteenth, and the eighth without its ring
        found.setdefault(spelling, []).append((letter, value))
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items()}


@cache
def phrases() -> dict[tuple[str, ...], tuple[str, object]]:
    """Several words that mean one thing, as they are tokenised."""
    found = {}
    for words, meaning in PHRASES.items():
        for spelling in spellings(words):
            found[tuple(spelling.replace(".", " . ").split())] = meaning
    return found


@cache
def phrase_lengths() -> dict[str, tuple[int, ...]]:
    """How many words the phrases have that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for words in phrases():
        found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def spellings(word: str) -> set[str]:
    """The word, and how it is typed without æ, ø and å."""
    careful = {word, word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")}
    if any(part in _KEEP for part in word.split()):
        return careful
    return careful | {word.replace("æ", "a").replace("ø", "o").replace("å", "a"), word.replace("æ", "e").replace("ø", "o").replace("å", "aa")}


_KEEP = {"år", "på", "året", "én", "så", "før", "nå"}
"""Without their ring or stroke these are other words."""
