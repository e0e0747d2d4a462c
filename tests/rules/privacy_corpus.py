"""Invented identity numbers in every notation, and ordinary texts of clinical research. Everything is drawn by arithmetic.

In the texts `#` is any digit and `{name}` one of the slots below.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.rules.privacy import Kind

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True)
class Example:
    """A text with one identity number at `text[start:end]`."""

    text: str
    kind: Kind
    start: int
    end: int


def birth(draw: Random) -> date:
    """From 1900 on, and births to come."""
    return date(1900, 3, 1) + timedelta(days=draw.randrange(150 * 365))


def digits(draw: Random, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def cpr(draw: Random, day_plus: int = 0) -> str:
    born = birth(draw)
    return f"{born.day + day_plus:02}{born:%m%y}{digits(draw, 4)}"


def lettered(draw: Random) -> str:
    """A replacement number: a digit for the century, two letters, a digit for the sex; or letters first."""
    one, two = draw.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=2)
    serial = draw.choice((f"{digits(draw, 1)}{one}{two}{digits(draw, 1)}", f"{one}{two}{digits(draw, 2)}"))
    return f"{birth(draw):%d%m%y}{draw.choice(('-', ''))}{serial}"


def norwegian(draw: Random, day_plus: int = 0, month_plus: int = 0, remainders: Sequence[int] = (0,)) -> str:
    """`remainders` are what the first check digit may leave: only 0 until 2032."""
    born = birth(draw)
    start = f"{born.day + day_plus:02}{born.month + month_plus:02}{born:%y}"
    return with_checks(draw, lambda: start + digits(draw, 3), remainders)


def fh(draw: Random) -> str:
    """Given by hospitals to people without a number: no date in it."""
    return with_checks(draw, lambda: draw.choice("89") + digits(draw, 8), (0,))


def with_checks(draw: Random, nine: Callable[[], str], remainders: Sequence[int]) -> str:
    while True:
        number = nine()
        first = (draw.choice(remainders) - weigh(number, FIRST)) % 11
        second = -weigh(f"{number}{first}", SECOND) % 11 if first < 10 else 10
        if second < 10:
            return f"{number}{first}{second}"


def weigh(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))


def wrong(number: str) -> str:
    """The same with a last digit that cannot be right."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def split(number: str, *at: int, by: Sequence[str] = (" ",)) -> str:
    """Cut at these places, with the separators in turn, the last one repeated."""
    cuts = [*zip((0, *at), (*at, len(number)), strict=True)]
    parts = [number[start:end] for start, end in cuts]
    return "".join(part + (by[min(i, len(by) - 1)] if i < len(at) else "") for i, part in enumerate(parts))


# In every surrounding, also beside other digits
USUAL: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    *(lambda n, s=s: split(n, 6, by=s) for s in ("-", " ", "–", "—", "‑", "−", " - ", " – ", "/", ".", "_", "\t", "- ")),
    *(lambda n, s=s: split(n, 6, by=[s]) for s in ("\u00a0", "\u2009", "\u202f", "\u200b-", "\n", "-\n", "-\r\n", "  -  ")),
    *(lambda n, s=s: split(n, 2, 4, 6, by=s) for s in (" ", "..-", "// ", ".. ", "---", "...", "   ", "//-", "  -", "--–")),
    lambda n: split(n, 2, 4, 6, by=[". ", ". ", " - "]),
    lambda n: split(n, 3, 8, by=["\u200b"]),
    lambda n: split(split(n, 6, by="-"), 2, 9, by=["\u2060", "\ufeff"]),
    lambda n: n.translate({48 + i: 0xFF10 + i for i in range(10)}),
    lambda n: split(n, 6, by="－").translate({48 + i: 0xFF10 + i for i in range(10)}),
    lambda n: n.translate({48 + i: 0x0660 + i for i in range(10)}),
    lambda n: split(n, 6, by="-").translate({48 + i: 0x1D7D8 + i for i in range(10)}),
)
# Where no other digits are joined to it
ALONE: tuple[Callable[[str], str], ...] = (
    " ".join,
    "-".join,
    ".".join,
    "\u2009".join,
    lambda n: split(n, 2, 4),
    lambda n: split(n, 2, 4, by="--"),
    lambda n: split(n, 2, 4, 6, 8),
    lambda n: split(n, 2, 4, 6, 8, by="..- "),
    lambda n: split(n, 6, 8, by="- "),
    lambda n: split(n, 6, 7, by=" "),
    lambda n: split(n, 6, 9, by=" "),
    lambda n: split(n, 3, 6, by="  "),
    lambda n: split(n, 2, 6, by=" -"),
    lambda n: split(n, 7, by=" "),
    lambda n: split(n, 4, 8, by="  ") if not n.startswith(("19", "20")) else n,
)


def with_century(draw: Random) -> str:
    born = birth(draw)
    shape = draw.choice(("%d-%m-%Y ", "%d.%m.%Y-", "%d%m%Y-", "%d%m%Y ", "%d/%m/%Y-", "%d%m%Y", "%d %m %Y "))
    return f"{born:{shape}}{digits(draw, 4)}"


KINDS: tuple[tuple[Kind, Callable[[Random], str]], ...] = (
    ("cpr", cpr),
    ("cpr", cpr),
    ("cpr", lambda draw: cpr(draw, day_plus=60)),
    ("norwegian", norwegian),
    ("norwegian", lambda draw: norwegian(draw, day_plus=40)),
    ("norwegian", lambda draw: norwegian(draw, month_plus=40)),
    ("norwegian", lambda draw: norwegian(draw, month_plus=draw.choice((65, 80)), day_plus=draw.choice((0, 40)))),
    ("norwegian", lambda draw: norwegian(draw, remainders=(1, 2, 3))),
    ("norwegian", fh),
)

# One sentence per bar; ⏎ is a line break
AROUND = (
    """
pt {}|pt{}x|pt {} har lav na, forslag?|CPR: {}|cpr:{}|cprnr {} tak|CPR-nr. {} skal slettes|(cpr {})|personnummer {}|fnr {}|fnr. {}: mangler data
fødselsnummer: {}|fødselsnr {} og så videre|p.nr {}|pnr={}|{}|{} kan I slå op i LPR|hej {}, tak|kan {} inkluderes?
forsøgsperson {} trækker samtykke|redcap: {} kan ik oprettes|prøve fra {} ligger i biobanken|journalnr. {}|j.nr. {}|trenger npr data på {}
pasienten ({}) har trukket seg|pas {} hofte, rtg?|sendte feil fil med {} hva gjør jeg|Kan noen sjekke {}?|"{}"|*{}*|`{}`
patient {} screening failed, replace?|Patient ID {}.|see {}; who can help?|id={};navn=x|case: dreng {} astma|Case {} til konferencen
hun hedder noget med⏎{}⏎og er 45 år|1) {}|• {}|alder 67, {}, diabetes|5 mg til {}, 2 gange|id,cpr⏎A,{},67,M|<@U024BE7LH> {} skal ringes op
:rotating_light:{}:rotating_light:|mail til x@y.dk om {}|se https://redcap.dk/x og {}|nr. {} ønsker ikke at deltage|Emne: {}, svar ønskes
På stue 4, {} venter|Kl. 12:30, {} til blodprøve|Vi har {}(72 år) i protokollen|åben{}slut|participant {}'s consent|what about {}? thx
n=40, {} excluded|#{}
""".strip()
    .replace("\n", "|")
    .replace("⏎", "\n")
)
AROUND_WITH_DIGITS = "stue 12 {}|pt {} 68 år|12.03.2026 {}|{} 12.03.2026|seng 7 - {}|{} 14/3|uge 12 {} 300 mg|1. {}|2 {} 3"


def identities(count: int, seed: int = 1) -> Iterator[Example]:
    """Numbers of all kinds, in all notations, in sentences of three languages."""
    draw = Random(seed)
    sentences = AROUND.split("|")
    for i in range(count):
        kind, make = KINDS[i % len(KINDS)]
        usual = USUAL[i % len(USUAL)]
        if i % 4 == 3:
            sentence, written = draw.choice(sentences), draw.choice(ALONE)(make(draw))
        elif i % 4 == 2 and kind == "cpr":
            sentence, written = draw.choice(sentences), draw.choice((lettered, with_century))(draw)
        else:
            sentence, written = draw.choice([*sentences, *AROUND_WITH_DIGITS.split("|")]), usual(make(draw))
        start = sentence.index("{}")
        yield Example(sentence.replace("{}", written), kind, start, start + len(written))


SLOTS: dict[str, Callable[[Random], str]] = {
    "date": lambda draw: f"{birth(draw):{draw.choice(('%d.%m.%Y', '%d/%m-%Y', '%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d'))}}",
    "day": lambda draw: f"{birth(draw):{draw.choice(('%d.%m.%y', '%d/%m', '%d.%m', '%d-%m-%y'))}}",
    "time": lambda draw: f"{draw.randrange(7, 19):02}{draw.choice(':.')}{draw.choice(('00', '15', '30', '45'))}",
    "year": lambda draw: str(draw.randrange(1998, 2030)),
    "n": lambda draw: str(draw.choice((draw.randrange(8, 99), draw.randrange(100, 9999), draw.randrange(10_000, 900_000)))),
    "money": lambda draw: f"{draw.randrange(10_000, 90_000_000):,}".replace(",", draw.choice((" ", ".", ""))),
    "p": lambda draw: f"0{draw.choice('.,')}{draw.randrange(10**4, 10**10)}",
    "dec": lambda draw: f"{draw.randrange(0, 9)}{draw.choice('.,')}{draw.randrange(10, 99)}",
    "phone": lambda draw: split(draw.choice("2345679") + digits(draw, 7), *draw.choice(((), (2, 4, 6), (4,), (3, 5)))),
    "land": lambda draw: draw.choice(("+45 ", "+47", "0045 ", "+45", "+46 7", "+44 20 ", "+49 30 ", "+31 ", "0047")),
    "orcid": lambda draw: split(digits(draw, 16), 4, 8, 12, by="-"),
    "isbn": lambda draw: draw.choice(("978-87-", "978-82-", "87-", "82-", "0-", "3-")) + split(digits(draw, 8), 4, 7, by="-"),
    "doi": lambda draw: "10." + draw.choice(("1016/j.x.####.##.###", "1186/s#####-0##-#####-#", "1093/eurheartj/ehab###", "1136/bmj-20##-0#####")),
    "slack": lambda draw: draw.choice("UCDT") + "".join(draw.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=10)),
    "ts": lambda draw: f"{draw.randrange(1_690_000_000, 1_900_000_000)}.{digits(draw, 6)}",
}


def ordinary(texts: str, count: int, seed: int = 2) -> list[str]:
    """So many sentences of these, with numbers drawn anew each time."""
    draw = Random(seed)
    lines = [line for line in texts.strip().splitlines() if line]
    return [filled(draw, lines[i % len(lines)]) for i in range(count)]


def filled(draw: Random, line: str) -> str:
    line = re.sub(r"\{(\w+)\}", lambda slot: SLOTS[slot[1]](draw), line)
    return re.sub("#", lambda _: draw.choice("0123456789"), line)


ORDINARY = """
hvem kan hjælpe med en power beregning, n={n} i hver arm
ring ######## ang kontrakt m firma?
tlf. {phone}, spørg efter Lone
Ring til mig på {land}{phone} efter {time}
mobil {land}{phone} eller lokal #####
REDCap projekt #### virker ikke siden {date} kl. {time}
Mødet er {date} {time} i lokale ##-##-##
Mødet er {date} kl. {time}-{time}
journal club {day} {time}, rum #.###
Deadline {date} kl. 12.00, ansøg om {money} kr
budget {money} kr over 3 år, hvem tjekker
Vi søger {money} kr., heraf {money} kr. til løn og {money} kr. til drift
sagsnr 1-10-72-###-## tillægsprotokol
sag 21########
sag {year}######, kan nogen se på den?
Sagsnr.: ##########
sagsnummer ########## er lukket
j.nr. 1-16-02-###-##
Journalnr. hos Region Midt: 1-16-02-####-##
H-210##### fra komitéen, EMN-{year}-0####
Datatilsynet j.nr. 2012-58-00##, fællesanmeldelse 2008-58-00##
P-{year}-### er godkendt
VEK {year}/#### og RH-{year}-###
EudraCT {year}-00####-## mangler bilag
EU CT 2023-50####-##-00 er nu i CTIS
NCT0####### er registreret {date}
PROSPERO CRD42021######, tilføj venligst
PMID: ######## og PMID ########
PMC####### ligger frit
https://doi.org/{doi}
DOI {doi} er den jeg mener
se https://www.regionh.dk/forskning/{year}/side-####### for skabelon
https://zoom.us/j/########### kode ######
Zoom-id ### #### ####, kode ######
https://sdu.zoom.us/j/##########?pwd=abc
Meeting ID: ### ### #### Passcode: ######
ISBN {isbn}-#
ISBN 10: 87########
bogen {isbn}-# kan lånes
ISSN ####-#### er ikke i Scopus
ORCID {orcid} skal på artiklen
https://orcid.org/{orcid}
CVR ########, EAN 5790############
EAN: 5798########## til faktura ##########
IBAN DK## #### #### #### ##
Konto #### ########## i Danske Bank
reg.nr. #### konto ##########
adressen er Blegdamsvej 9, 2100 København Ø
Kirurgisk afd., stue 12, seng 3, 5000 Odense C
OR {dec} (95 % CI {dec}–{dec}), p = {p}
HR {dec} [{dec}-{dec}], p<0,001, n={n}
middelværdi {dec} ± {dec}; p={p}; n = {n}
median 67 (IQR 54-78), {n}/{n} (##,# %)
p-værdi {p} i R, hvordan afrunder jeg?
beta = -{p}, SE = {p}
0.##########
ICD-10 DI21.9, DE11.4 og ATC C09AA05, N02BE01
SKS-kode AAF22, KJCA10; ICD DZ038#
paracetamol 1 g x 4, ibuprofen 400 mg x 3, BT 120/80, puls 72, sat 98
BT 140/90 110/70 130/85 ved 3 besøg
Na 138, K 4,1, Hb 7,2, CRP 112, leukocytter 12,3
Inklusion fra 01.01.{year} til 31.12.{year}
Alle indlagte i perioden {date}-{date}
Data fra {date} til {date}, {n} patienter
uge 10-12 {year}, igen uge 42
kongres 10.-12.06.{year} i Oslo
ferie 10-12.06.2026 og 24/12
R version 4.#.#, Python 3.1#.#, REDCap 14.#.##
SPSS 29.0.1.0 eller Stata 18.5?
IP 10.##.###.## kan ikke nå serveren
BMJ {year};37#:n####
Lancet {year};39#(10###):####-##
N Engl J Med {year}; 382:####-####
Ugeskr Læger {year};18#:V0#######
bevilling R###-{year}-#### fra Lundbeck
NNF##OC00##### er bevilget
DFF ####-00###B afslag
DFF-####-#####
Kontakt forsker########@regionh.dk
mail: anna.hansen##@rh.regionh.dk
<@{slack}> kan du svare?
se tråden https://spire.slack.com/archives/{slack}/p1760000000######
ts {ts} i loggen
fil_v2_{n}.xlsx ligger på drevet
Protokol version 3.2 af {date}
LOT ########## udløber {date}
batch ########, serienr. ##########
SNOMED ########## er koden
randomiseringsnr. ###-#### til deltager {n}
deltager-ID ####, besøg 3
forsøgsperson ###-### fik 3 × 250 mg
prøverør ######## i fryser 12, hylde 3, boks 45
40.000 biobankprøver, {n} aliquots
0, 4, 8, 12, 24 og 52 ugers kontrol
0 3 6 12 24 måneder
10 20 30 40 50 mg trin
sygeplejerske søger vejleder, 37 timer/uge
28 spørgsmål, alfa = 0,8#, {n} svar
power 80 %, alfa 5 %, delta {dec}, SD {dec}
ring til 12 34 56 78 / 87 65 43 21
ring 8-16 på {phone} eller {phone}
hei, REK ###### trenger endringsmelding
REK {year}/###### godkjent
rek {year}/##### endringsmelding
REK-nummer ###### og prosjektnummer #######
saksnummer {year}/#####-# hos personvernombudet
sak {year}/######
sak 21/#####-# i arkivet
ringe {land}{phone}?
telefon {phone} eller {phone}, St. Olavs
mobil 9## ## ###, Haukeland
kontonummer ####.##.##### for honorar
org.nr. ### ### ### ved Helse Bergen
orgnr 9########, faktura {money} kr
KIN ####, ISF-refusjon {money} NOK
0450 Oslo, 7030 Trondheim, 5021 Bergen
Møte {date} kl {time}, rom #.##.###
møte {day} kl. {time} på Teams
NPR-melding for {year}-{year}, {n} opphold
Kreftregisteret {year}–{year}: {n} tilfeller
utlevering av data {n} pasienter, frist {date}
søker {money} kr fra Helse Vest, frist {date}
prosjektkode ######, kostnadssted ######
studien (NCT0#######) har inkludert {n} av {n}
stipend fra DAM, prosjekt {year}/FO######
helse-sør-øst prosjekt {year}###
TTK {dec} vs {dec}, p {p}
intervju nr 12, varighet 45:30, {n} ord
need help with sample size, n={n} per arm, power 0.9
call me at {land}{phone}
meeting {date} {time} room ###
grant 10103#### from Horizon Europe
ERC grant agreement No. 10########
Horizon 10103####, WP2, D2.1, EUR {money}
eudract {year}-00####-## transition to ctis
ISRCTN######## registered {date}
UTN U1111-####-####
jRCT1########## and ChiCTR2########## are the registrations
the paper is {doi}, page ####-####
HR {dec} (95% CI, {dec} to {dec}; P = {p})
F(2, {n}) = {dec}, p = {p}, eta2 = 0.##
chi2 = ##.##########, df = 3
AUC 0.######## (0.######-0.######)
log-lik -####.######, AIC ####.####
born between 1 January 1950 and 31 December 1999
children born {date} or later
Alle børn født {date} eller senere
kvinder født 1940-1970, {n} i alt
1. import 2. clean 3. merge, {n} rows, 12 columns
git commit 0a1b2c3d4e5f67890123, build 20260312.4
UUID 550e8400-e29b-41d4-a716-4466########
invoice no. ########## of {date}
order 4500######, WBS 12.345.6789
MRI 3T, TR/TE 2000/30 ms, 256 x 256, 1.5 mm
lab range 3.5-5.0, 135-145, 60-105
PubMed search: 1,2## hits, 3## after dedupe, ## included
12-month follow-up {n} (98.#%), 24-month {n}
5 of 12 345 678 inhabitants
dev meeting moved from {day} {time} to {day} {time}
"""

# Written after the rules were finished, in another voice: longer, pasted, number-dense
HELD_OUT = """
Hej alle :wave: vi mangler stadig {n} svar fra uge ## – kan I nudge jeres afsnit? Senest d. {date}, før kl {time}. Mvh Mette, lok. ##### / ########
god morgen, jeg sidder med {n} journaler fra {year}-{year} og har læst ### af dem, er det ok at stoppe ved ###? frist {day}
Mvh Anne Berg, læge, ph.d.-stud. | Tlf. ## ## ## ## | 8200 Aarhus N
Overlæge Per Dahl, Kirurgisk Afd. K, Bispebjerg Bakke 23, 2400 Kbh NV, tlf: {phone}, {land}{phone}
Vh Ida   mob. ########   dir. ########   2650 Hvidovre
hvor gammel må man være? vi har sat 18-85 år, BMI 18,5-40, eGFR >30, Hb >5,0, INR <1,5
Ny rekvisition, gl. nr ######, nyt nr #######, kan man slette den gamle i LABKA?
dosis: 0,1 mg/kg op til 10 mg hver 6. time, max 40 mg/døgn i 3-5 dage; trin 5-10-20-40-80
ASA 1: {n}, ASA 2: {n}, ASA 3: {n}, ASA 4: ##, i alt {n} (missing ##)
Tabel 2: 67 (54–78) | 45 (##%) | 12 (##%) | p={p}
n = {n} | mean = {dec} | sd = {dec} | min = {dec} | max = ##.# | df = {n} | t = -{dec} | p = {p}
id;alder;gruppe;score
1;67;A;#,##
12 45 67 89 102 134 156 178 201
## ## ## ## ## ## ## ##
#.## #.## #.## #.## #.##
###	###	####	##,#	#,###
1 2 2 3 1 2 3 3 2 1 1 2 er kodningen af de 12 items
Likert 1-5: {n}/{n}/{n}/{n}/{n}
DICOM 1.2.840.113619.2.55.3.#########.971.#########.541
fil: EKG_2026031#_16#### og EKG_2026031#_17####.xml
backup_{year}-03-1#T16#### er den nyeste
log: 2026-0#-1# 08:##:##,### ERROR redcap #### timeout efter ###### ms
serveren svarer 10.##.1##.##:8443, VPN 172.16.##.##
Det er HPR-nr ####### du skal bruge, ikke HER-id ######
ydernr. ######, SOR ###############, afdelingskode #######
Autorisations-ID: ##X##, kursusbevis nr. {year}-####
kursus 12.-14. marts, 3 ECTS, pris {money} kr, hold {year}-#
parkering P#, indgang 5, 4. sal, opgang 4#, rum 04.#.##, Ole Maaløes Vej 26
Vi skal til ESC {year} 28.-31. august, abstract nr. ##### indsendt {date} kl {time}
poster P-###, session 12, hal B, 13.30-14.15, stand ###
Vagtplan uge ##: man 07.30-15.30, tir 15.30-23.30, ons 23-07.30, tlf ######
morgenkonference 7.45-8.05, stue 3, derefter stuegang 8.15-11.00
kan vi flytte {day} kl. {time} til {day} kl. {time}? lokale ##.##.## er optaget
data lock {date}, analyse {date}, manus {date}, submit {date}
Vi fulgte dem i 12 (IQR 6–24) mdr., {n} personår, IR {dec} pr. 1000, aHR {dec} ({dec};{dec})
HR 1,## (1,##-1,##), RR 0,## (0,##-0,##), RD -#,# (-#,#; #,#), NNT ##
sensitivitet ## % (##-##), specificitet ## % (##-##), PPV ##, NPV ##, n={n}/{n}
PCR ct 2#,## vs 3#,##, kopier 1.2e5, primer 5'-ACGT-3', 95°C 10 min, 60°C 30 s × 40
fryser -80, rack ##, boks ###, pos A1-H12, stregkode ############
stregkode ############# på glas ## af ##
Pakken har trackingnr 003########### og skal hentes inden {date}
Bestilling nr. 4500###### / varenr. ###-####, lot ######A, udløb {year}-12
projektnr ##### delregnskab ######, konto 2######
EAN 5798 00## #### # og CVR ## ## ## ##
faktura ######## på {money} DKK, momsnr DK########
kr. #.###.###,## er overført {date}
Rammebeløb: {money} + {money} + {money} = {money} (alle i t.kr.)
jeg fandt 1.### + 2.### hits i Embase/Medline, ### dubletter, ## inkluderet (se 10.1002/14651858.CD0#####.pub#)
Cochrane CD0#####, Trials {year};2#:###, JAMA. {year};32#(1#):####-####. doi:10.1001/jama.{year}.#####
Acta Anaesthesiol Scand. {year} Mar;6#(3):###-##. PMID: ########; PMCID: PMC#######.
lancet PII S0140-6736(2#)#####-# og S2213-2600(2#)00###-#
Int J Environ Res Public Health 2022;19(#):#####, artikel ####
arXiv:2###.#####v2 og medRxiv 2021.0#.1#.2125####
GitHub issue #### , commit ab12#### , release v2.#.#-rc1
snomed 386661006, LOINC #####-#, MedDRA 100#####, RxNorm ######
Ny version i klinisktforsøg: 2022-50####-4#-00, gammelt EudraCT 20##-00####-##
Helsinki: H-1-20##-###, tillæg nr. ####### ; tidl. (KF) 01-######
Region Sj: SJ-###, REG-###-20##, EMN-20##-#####
31-1521-### fra Styrelsen for Patientsikkerhed, nu 3-3013-####/1
Jeg ringede til ## ## ## ## (Lise) og ## ## ## ## (Bo) men ingen tog den
Hotline 24/7: 70 ## ## ##. Vagttelefon 35 45 ## ## / 3862 ####
Nødtelefon 113, legevakt 116 117, giftinfo 22 59 13 00
Heisann! Vi er tom for spørreskjema ## - noen som har igjen? Ring ### ## ### eller ## ## ## ##
Hei, har noen erfaring med utlevering fra NPR? Søkte {date}, fikk svar {date}, saken har nr ##/#####-##
REK sør-øst A, ref. ######, møtedato {date}, vedtak s. ##
prosjektleder Kari, HUS, 5021 Bergen, tlf 55 97 ## ##
prosjektnr. {year}### (HSØ), ###### (NFR), kr {money} per år i 3 år
VAS 0-100: 45, 56, 23, 12, 78; ODI ##, EQ5D 0,###, n={n}
skal vi bruke 6MWT? 350-400-450 m, borg 13-15, puls 120-130-140
24 t urin ####  ml, kreatinin ##, albumin ##, u-ACR #,#
PaO2 #,#  pH 7,##  BE -#,#  lakt #,#  K #,#  Na 1##  Cl 1##  gluc #,#
barn 3 år 14 kg: 140 mg x 4, evt. 70 mg supp, max 560 mg/d
Fødte 1.1.{year}-31.12.{year} med GA 24+0 til 36+6, vekt 500-2499 g
Alle født før 01.01.19## ekskluderes, n={n}
Kohorten: 1.1.1998–31.12.2018, wash-out 1 år, {n} → {n} → {n}
index date 01jan{year}, end 31dec{year}, lookback 365/730/1825 days
Sorry, wrong number – it is {land}{phone} ext ####, Mon–Fri 8–16 CET
Hi team, we randomised ### of ### by {date}; site 01: ##, site 02: ##, site 03: ##, site 04: ##
subject 01-002-#### had an SAE on {date}, SUSAR no ####-{year}, report in 24 h
screening no. S-01-####, rand no. R####, kit ######
Visit window day 28 ± 3, 90 ± 7, 180 ± 14, 365 ± 30
Stata: logit y x1 x2 if id<####### & year>{year}, seed 2026031#
set.seed(2026##1#) giver {p}
grant no 101##### (ERC), R01HL1#####, 2R01-HL######-05A1, NIH 1K23
ClinicalTrials.gov NCT0#######, NCT0#######; CTRI/20##/0#/0#####; ACTRN126##########
Slack ts {ts} og {ts} er samme besked
kanal {slack}, bruger {slack}, se /archives/{slack}/p16########00####
https://forms.office.com/r/Ab##cdEF## og https://osf.io/ab##c
https://www.sciencedirect.com/science/article/pii/S014067362######X
https://teams.microsoft.com/l/meetup-join/19%3ameeting_{n}@thread.v2/0 , mødenr. 3## ### ### ###
Teams: Møde-id: 3## ### ### ##, adgangskode ab#cD#
Webex 27## ### #### , pin ####
wifi kode ##########, lokale 12
kode til døren ####*, skab ##, nøgle ###-##
"""
