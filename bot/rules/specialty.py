"""Which specialty a question is about, by the names of departments and by diseases; the codes are those of bot/rules/directory.py."""

import re
from functools import cache, lru_cache

MEDICAL = frozenset(["card", "gastro", "rheum", "ger", "hema", "endo", "pulm", "neph", "infect"])
"""What the common medical department of a regional hospital covers."""
STEM = 6
_WORD, _DOUBLE = re.compile(r"\w+"), re.compile(r"(.)\1")

# Beginnings of words. Three languages at once, since a disease has nearly one name in them. A beginning that ends in = is a whole word.
_DISEASES = {
    "ortho": "hofte hip= hips= knæ kne= kneet kneprot knee fraktur brud brudd fracture håndki skulder shoulder ryg= rygki spine ortop acl= "
    "korsbånd protese alloplast artroskop menisk ankel ankle albue tha= tka= tep= osteosyn",
    "gyn": "gyn graviditet gravid pregnan svangers fødsel fødende fødsler birth labour labor= sectio kejsersnit keisersnitt cesarean "
    "caesarean præeklam preeklam preeclam endometrio fertilit ivf= menopaus overgangsal livmoder obstet jordemoder jordmor midwi "
    "amning ammin breastfeed postpartum bristning prolaps abort",
    "card": "hjertes hjertein hjertem hjertea heart cardi kardi atrie afli= aflimr pacemaker pci= myokard blodpropihj angina klapsyg ekko= "
    "icd= arytm arrhyth",
    "gastro": "lever= leveren levers leverc liver hepat cirrose cirrhos crohn colitis ibd= mikrobiom microbio coloskop gastro cøliaki "
    "coeliac nafld= skrumpelev",
    "rheum": "leddegigt leddgikt gigt= gikt= reuma revma rheuma artritis arthrit lupus vaskulit spondyl bindevæv",
    "uro": "urolog urin= prostat blærekræft blærekreft bladder nyresten testik uro=",
    "surg": "kolorekt colorec tarmkræft tarmkreft endetarm rectal hernie hernia brok= lyskebr lyskebrokk galdeste gallstein gallston stomi "
    "appendi blindtarm kirurg ileus laparo bariatr pancrea pankrea",
    "neuro": "migræn migren migrain hovedpin hodepin headach apopl stroke hjerneslag blodpropihjernen trombolys epilep sklerose parkinson "
    "als= demens dementia nevro neuro",
    "psych": "depress skizo schizo psyki psychia psykos psychos bipolar angst anxiet tvang adhd= autism spiseforst anoreks ect= selvmords",
    "ped": "børn barn= barne child pædiat pediatr neonat præmatur prematur spædb spedb nyfød infant teenag",
    "ger": "ældre eldre elderly geriat polyfar frailty skrøbel delir fald= fall= alderdom",
    "onc": "kræft kreft cancer brystkræ onko oncol strålet radiothe kemo cellegift tumor senfølg palliat melanom ctdna",
    "hema": "myelom lymfom lymphom leukæm leukem hæmat hemat blodsygd cll= anæmi anemi",
    "endo": "diabet insulin thyreo stofskif osteopor hormon cgm= t1d= t2d= binyre hypofys knogle",
    "pulm": "kol= kols= copd= astma= asthma lunge lung= lungs respira pneumo= spiromet søvnapn",
    "neph": "nyre= nyres nyresvi dialys kidney renal nefro nephro transplant",
    "infect": "infekt infeks infect antibiot resisten amr= hiv= tubercul endocardi endokard sepsis malaria covid virus",
    "ana": "anæstes anestes anaesth anesth intensiv icu= ita= respirator ventilat postopera blokade sedation opioid smerte",
    "em": "akut= akutm akutte akuttm triage triager skadestu mottaket hjertestop hjertestan genopliv emergenc fam= præhosp prehosp",
    "rad": "røntgen x-ray xray radiolo mr-scan mri= ct-scan ultralyd ultrasou billeddia bildediag scanning skanning",
    "derm": "psoriasi eksem eczema hud= hudsyg derma skin= akne",
    "eye": "øje= øjet øjne øye= øyet øyne eye= eyes= glauko cataract katarakt nethind retina makula",
    "lab": "biomark biokemi biokjemi blodprøver laborator referencei referansei hæmolys præanal preanal",
    "cgen": "genetik genetikk sjældne sjeldne arvelig exom variantto",
    "clinpharm": "farmako pharmaco bivirkn lægemiddelmet",
    "physio": "fysioter ergoter genoptræ opptren rehabil træning trening physioth",
}


@cache
def _beginnings() -> dict[str, str]:
    return {word: code for code, words in _DISEASES.items() for word in words.split()}


@cache
def _longest() -> int:
    return max(map(len, _beginnings()))


def diseases(text: str) -> list[str]:
    """The specialties whose diseases are spoken of, as often as they are, in the order of the text."""
    return [code for word in _WORD.findall(text.casefold()) if (code := _of(word))]


@lru_cache(8192)
def _of(word: str) -> str | None:
    """The specialty of the longest beginning of a word that is a disease."""
    begins = (word[:size] for size in range(min(len(word), _longest()), 2, -1))
    return _beginnings().get(f"{word}=") or next((_beginnings()[start] for start in begins if start in _beginnings()), None)


def stems(text: str) -> set[str]:
    """The words of a text cut to six letters, æ as e and double letters as one, so that endings and the neighbours' spelling matter less (kræft,
    kreft; brud, brudd). Short words only when they are abbreviations in capitals, since AF is also a Danish word and KOL the beginning of kolorektal.
    """
    return {_stem(word) for word in _WORD.findall(text) if len(word) > 3 or (len(word) > 1 and word.isupper())}


@lru_cache(8192)
def _stem(word: str) -> str:
    return _DOUBLE.sub(r"\1", word.casefold().replace("æ", "e"))[:STEM]
