"""The words of generated entries: real words of Dutch government, and made-up words that look Dutch."""

import random

#: The commonest words of any Dutch text, most used first.
FUNCTION_WORDS = """
de van het een en in is op voor met te dat die zijn door of wordt aan om niet worden ook bij als er uit naar deze kan
dit over tot heeft hun maar nog zo
""".split()

#: Words of Dutch government, roughly in the order in which the register uses them.
GOVERNMENT_WORDS = """
algoritme gegevens gemeente gebruik medewerker inwoner aanvraag besluit informatie systeem risico model uitkomst
controle proces organisatie persoonsgegevens wet doel beoordeling resultaat toepassing document tekst data gebruiker
privacy kwaliteit bedrijf adres regel advies vraag dienst melding kenteken voertuig foto beeld camera locatie woning
gebied kaart vergunning toezicht inspectie handhaving onderzoek selectie signaal score categorie kenmerk variabele
drempelwaarde voorspelling kans berekening bedrag inkomen vermogen toeslag uitkering bijstand subsidie belasting
aanslag aangifte boete schuld schuldhulp betaling factuur toekenning afwijzing bezwaar beroep termijn brief formulier
loket balie telefoon chatbot antwoord gesprek taal vertaling samenvatting zoekmachine archief dossier zaak register
basisregistratie koppeling bron leverancier software techniek taalmodel patroon herkenning automatisering beslisboom
rekenregel steekproef training test toets validatie evaluatie verbetering onderhoud beheer monitoring beveiliging
toegang autorisatie anonimisering pseudonimisering bewaartermijn grondslag artikel verordening richtlijn beleid
wetgeving gemeentewet participatiewet omgevingswet jeugdwet zorg zorgtoeslag huurtoeslag kinderopvangtoeslag
kinderopvang jeugd ouder kind leerling school onderwijs student studiefinanciering leerplicht verzuim werk werknemer
werkgever werkloosheid re-integratie vacature arbeidsmarkt pensioen gezondheid ziekenhuis patiënt cliënt indicatie
hulpmiddel vervoer verkeer verkeerslicht brug sluis parkeren parkeervergunning parkeercontrole fiets trein weg tunnel
snelheid ongeval verkeersveiligheid politie brandweer veiligheid openbare-orde ondermijning fraude misbruik
criminaliteit opsporing melder slachtoffer verdachte rechter rechtbank vonnis gevangenis asiel vreemdeling migratie
visum paspoort identiteit identiteitsbewijs rijbewijs burgerservicenummer geboorte verhuizing overlijden huwelijk
stemming verkiezing kiezer kandidaat raad raadslid college burgemeester wethouder provincie waterschap ministerie
rijksdienst uitvoering agentschap water waterkwaliteit waterpeil dijk gemaal riool afvalwater afval container
grofvuil straatvuil boom groen natuur stikstof landbouw akker gewas dier dierenwelzijn voedsel bodem lucht
luchtkwaliteit geluid energie isolatie zonnepaneel warmte gas elektriciteit duurzaamheid klimaat bouw bouwaanvraag
bouwwerk bestemmingsplan erfpacht kadaster perceel vastgoed waarde woz-waarde taxatie huur huurder verhuurder
leegstand woningzoekende woonfraude toewijzing wachtlijst cultuur museum bibliotheek sport recreatie toerisme haven
douane invoer uitvoer goederen handel onderneming ondernemer vestiging horeca evenement marktplaats economie
statistiek prognose bevolking wijk buurt enquête participatie coördinatie efficiëntie geïnteresseerde café
mensenrechten discriminatie ongelijkheid vooringenomenheid transparantie uitlegbaarheid verantwoording menselijke-maat
""".split()

_STARTS = "b bl br d dr f g gl gr h k kl kr kn l m n p pl pr r s sch sl sp st str t tr v vl w wr z zw".split()
_MIDDLES = "a aa e ee i ie o oo oe u uu ui ou ij ei eu au".split()
_ENDS = "n r s t l k p m g d f rk nd st ng lk nt rs cht mp".split()
_SUFFIXES = ["", "", "", "en", "ing", "ingen", "er", "lijk", "heid", "sel", "erij", "baar", "s", "je"]


def make_words(count: int, *, seed: int = 1) -> list[str]:
    """`count` different words, the most used first: the same ones for the same seed."""
    chance = random.Random(seed)
    words = list(dict.fromkeys([*FUNCTION_WORDS, *GOVERNMENT_WORDS]))
    known = set(words)
    while len(words) < count:
        syllables = chance.choice((1, 2, 2, 2, 3))
        word = "".join(
            chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS) for _ in range(syllables)
        ) + chance.choice(_SUFFIXES)
        if word not in known:
            known.add(word)
            words.append(word)
    return words[:count]


def make_weights(count: int) -> list[float]:
    """How often each of `count` words is used, by Zipf's law."""
    return [1 / (rank + 2.7) for rank in range(count)]
