"""The words by which news tells what somebody is: titles, callings, bodies, papers, outlets. Written by us, from general knowledge.

A word list decides nothing alone: it says what a noun can stand for; the rules that use it say when.
"""

import re

__all__ = [
    "ABBREVIATED",
    "BODY_NOUNS",
    "CALLINGS",
    "CLASS_NOUNS",
    "DEMONYMS",
    "DOCUMENT_NOUNS",
    "HONORIFICS",
    "KNOWN_OFFICES",
    "NOT_NAMES",
    "ORGANIZATION_WORDS",
    "OUTLET_NOUNS",
    "PARTISANS",
    "PEOPLE_PRONOUNS",
    "PLACES",
    "SPOKESPEOPLE",
    "TITLES",
    "UNNAMED_NOUNS",
    "WITHHELD",
    "is_calling",
    "singular",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _words(
    """mr mr. mrs mrs. ms ms. miss mx. dr dr. sir dame lord lady madam rev. rev fr. rabbi imam sheikh sheik ayatollah sister father brother
    hon hon. cllr cllr."""
)
"""Words before a name that only say that it is a person's."""

SPOKESPEOPLE = _words("spokesman spokeswoman spokesperson")
"""Nouns of one who speaks for another: never the same actor as one called by another noun alone."""

TITLES = _words(
    """president presidents vice-president minister ministers premier chancellor secretary senator senators sen. sens. sen congressman
    congresswoman rep. reps. rep representative representatives delegate governor gov. gov governors lt. lieutenant mayor ambassador
    general gen. gen colonel col. col major maj. captain capt. capt sergeant sgt. admiral adm. commander cmdr. corporal cpl. detective
    sheriff constable superintendent inspector chief commissioner director directors chairman chairwoman chairperson chair chairmen
    leader leaders speaker whip spokesman spokeswoman spokesperson spokesmen judge justice magistrate prosecutor attorney counsel solicitor
    professor prof. prof dean rector provost pastor bishop archbishop cardinal pope king queen prince princess duke emir sultan shah
    president-elect candidate nominee hopeful adviser advisor aide strategist pollster analyst economist manager coordinator officer
    ceo cfo coo founder co-founder co-chair co-chairman executive editor columnist reporter journalist correspondent anchor host
    author historian scientist psychologist activist organizer coach engineer owner lawyer deputy envoy negotiator treasurer
    undersecretary councillor councilman councilwoman alderman assemblyman assemblywoman mp msp minister-president trustee registrar
    consultant physician surgeon nurse midwife foreman skipper boss pm"""
)
"""Words of office and calling that stand before a name as part of it ("Governor Ines Vale")."""

CALLINGS = TITLES | _words(
    """man woman boy girl father mother son daughter brother sister husband wife widow uncle aunt cousin friend neighbor neighbour teenager
    student teacher professor doctor driver farmer fisherman worker employee resident victim witness survivor suspect gunman shooter
    attacker defendant plaintiff juror voter donor lobbyist lawmaker legislator politician parliamentarian diplomat soldier veteran
    policeman policewoman trooper agent investigator researcher scholar expert academic demographer sociologist critic supporter opponent
    backer ally rival challenger team-mate teammate roommate classmate colleague incumbent contender front-runner frontrunner businessman
    businesswoman mogul billionaire tycoon developer banker investor trader broker actor actress singer comedian musician writer novelist
    biographer blogger photographer director filmmaker producer designer architect athlete player striker goalkeeper midfielder winger
    manager referee surrogate operative staffer veteran democrat republican conservative liberal independent progressive libertarian texan
    new-yorker socialist native caller commenter tenant landlord customer passenger pilot conductor guard inmate prisoner hostage refugee
    migrant pensioner retiree grandmother grandfather member chaplain priest vicar nun monk whistleblower source official insider associate
    confidant loyalist delegate elector superdelegate advocate campaigner respondent attendee narrator moderator interviewer contractor
    supplier dispatcher operator technician specialist adviser counsellor counselor therapist pathologist coroner examiner regulator auditor
    accountant trustee shareholder creditor liquidator administrator stevedore docker hacker vendor bartender waiter cook chef clerk cleaner
    plumber electrician builder paramedic firefighter rescuer volunteer captain crewman sailor captor fighter rebel commander militant
    insurgent separatist warlord premier steward user mum mom mam dad parent toddler deckhand kitman groundsman shopkeeper underwriter
    welder ferryman porter janitor cashier scrutineer canvasser organiser organizer activist protester trainee apprentice pupil
    schoolboy schoolgirl baker butcher mechanic miner gardener doorman bouncer barman barmaid landlady skipper bosun helmsman lifeguard
    coxswain signalman brakeman locksmith watchman gamekeeper ranger usher verger sexton organist pilgrim hiker climber cyclist motorist
    commuter intern whistle-blower captive kidnapper looter smuggler interpreter translator bodyguard chauffeur housekeeper nanny tutor
    lecturer headteacher headmaster headmistress cleric clergyman clergywoman clergy monsignor villager islander townsman councilman
    councilwoman alderman oarsman kinsman mate caretaker"""
)
"""Nouns for one person."""

KNOWN_OFFICES = _words(
    """judge magistrate justice narrator mayor governor president premier minister king queen pope captain man woman boy girl wife husband
    mother father son daughter brother sister widow gunman suspect attacker defendant chancellor emir sultan shah prince princess couple
    speaker moderator radioman host chief boss head"""
)
"""Nouns for somebody who is known by place or kin, rather than kept anonymous, where no name is given."""

WITHHELD = _words(
    """official source aide adviser advisor insider associate confidant staffer employee spokesman spokeswoman spokesperson
    diplomat executive operative strategist person individual member colleague friend relative neighbor neighbour resident witness
    lawmaker negotiator commander soldier agent officer investigator worker consultant donor banker trader lobbyist man woman
    commenter senator lawyer attorney designer adviser engineer manager representative staff contractor superdelegate delegate
    counsellor nurse doctor midwife player foreman docker stevedore guard neighbor supplier analyst bureaucrat envoy mediator
    intermediary minister teacher student trader driver supporter rider passenger clinician team-mate consultant councillor mp
    regulator auditor shareholder director trustee broker dealer teammate scout fixer bidder customer expert"""
)
"""Nouns for somebody who told a reporter something particular and is not named."""

UNNAMED_NOUNS = _words(
    """official source aide adviser advisor insider associate confidant staffer employee spokesman spokeswoman spokesperson staff
    diplomat people person"""
)
"""Nouns whose plural too is somebody who told something, rather than a class that holds a view."""

CLASS_NOUNS = _words(
    """critic ally backer supporter opponent democrat republican conservative liberal progressive lawmaker legislator voter expert
    analyst scholar scientist economist historian observer activist advocate campaigner resident politician leader delegate governor
    senator congressman pundit commentator strategist operative media press family surrogate prosecutor lawyer attorney
    hardliner rival candidate respondent user fan worker union camp camps side sides people many some others most those group
    percent majority minority few half third quarter publisher insider party parties movement establishment community public
    crowd attendee participant member neighbor neighbour student parent teacher doctor nurse official agent merchant trader company
    companies government governments country countries states nation nations court courts donor fundraiser organizer protester
    demonstrator investor witness survivor victim player objector"""
)
"""Nouns for a class of people to which a view is ascribed."""

BODY_NOUNS = _words(
    """department ministry agency bureau office commission committee council board panel court tribunal parliament congress senate
    house assembly legislature cabinet administration government regime authority authorities police force army navy military
    embassy consulate mission campaign camp team party union federation association society institute institution university college
    school hospital clinic trust foundation charity fund bank company firm corporation group business airline carrier operator
    retailer manufacturer maker utility club league coalition alliance bloc network movement militia organisation organization
    watchdog regulator inquiry investigation task-force service centre center city town county state country kingdom municipality
    diocese church pac super-pac super startup start-up platform giant lender insurer exchange port museum theatre laboratory lab
    observatory secretariat presidency directorate inspectorate ombudsman prosecutor's crew squad side brigade battalion processor
    brewery bakery consortium subsidiary distributor provider"""
)
"""Nouns for a body that speaks as one."""

DOCUMENT_NOUNS = _words(
    """report document documents filing filings lawsuit complaint indictment affidavit petition brief ruling verdict judgment judgement
    opinion order warrant transcript record records minutes memo memorandum memoir letter letters email emails e-mail e-mails message
    messages text texts note notes statement communique communiqué release bulletin notice advisory summary dossier file files poll polls
    polling survey surveys study studies analysis review audit assessment estimate estimates projection projections forecast data figures
    statistics statistic results result returns tally count average index census database spreadsheet chart table book books biography
    autobiography article articles story stories column editorial op-ed essay paper papers blog post posts tweet tweets video videos clip
    clips footage photo photos photograph photographs picture image images recording recordings tape tapes audio film documentary ad ads
    advert advertisement commercial leaflet flyer poster website webpage page profile law laws bill act constitution rule rules regulation
    regulations treaty agreement deal contract clause guideline guidelines guidance platform manifesto proposal draft plan blueprint invoice
    receipt logbook log ledger manifest certificate list catalogue catalog map plaque sign inscription score trove batch cable cables search
    quiz tracker pitch readout presentation slides prospectus obituary diary screenshot graphic template evidence testimony probe
    copy copies excerpt excerpts extract"""
)
"""Nouns for something written, counted or recorded that can be cited as a source."""

OUTLET_NOUNS = _words(
    """newspaper newspapers paper magazine outlet outlets site website network broadcaster channel station wire newswire agency daily weekly
    newsletter tabloid broadsheet journal publication periodical programme program podcast show blog portal"""
)
"""Nouns for who publishes news."""

ORGANIZATION_WORDS = BODY_NOUNS | _words(
    """inc inc. ltd ltd. llc plc corp corp. co co. gmbh ag sa nv limited incorporated holdings partners brothers & associates industries
    systems technologies motors airlines airways energy oil gas steel foods pharmaceuticals laboratories capital securities insurance
    water power rail railways trains freight shipping logistics media studios pictures records telecom mobile networks software payments
    lines rovers wanderers provisions biologics robotics dynamics analytics leisure properties estates breweries dairies shipyards
    satcom therapeutics instruments shipbuilders engineering mutual electric ferries buses resources mining metals minerals initiative
    project watch forum congress parliament nations guard corps fbi cia nsa epa doj irs fda fcc sec nato eu un who imf idf rnc dnc gop
    pac nra aclu planned parenthood centers institutes headquarters command communities legion lodge democrats republicans tories labour
    house kremlin pentagon downing treasury interior homeland security customs interpol europol hamas hezbollah taliban mossad isis opec
    unicef unesco unhcr oxfam amnesty greenpeace"""
)
"""Words that make a name the name of a body."""

NOT_NAMES = _words(
    """the a an this that these those it its he she they we i you his her their our my your who what when where why how which while
    although though because since if unless until after before as at by for from in into of off on onto over per through to toward
    towards under up upon with within without about above across against along among around behind below beneath beside besides between
    beyond during except inside like near outside past than and but or nor so yet not no yes all any both each either every few many
    more most much neither none one other others same several some such two three four five six seven eight nine ten eleven twelve
    also again already always even ever just maybe meanwhile moreover nevertheless never next now often once only perhaps
    quite rather really still then there therefore thus too very well however instead indeed later earlier yesterday tomorrow
    tonight last first second third finally additionally according asked speaking citing despite amid given earlier monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october november december
    jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. full abstract photo image video read more updated update breaking
    exclusive watch analysis opinion here let let's don't do did does is are was were be been being has have had will would can could
    should shall might must oh ok okay hello thank thanks please good great new old best big early late recent recently former current
    dear clearly certainly obviously sure overall nearly almost roughly approximately hundreds thousands millions dozens
    officials sources people critics supporters aides lawmakers experts analysts voters residents police authorities another
    nobody everyone everybody someone somebody anyone nothing something everything american americans"""
)
"""Words that open a sentence, or stand capitalised in one, without being a name."""

PARTISANS = _words(
    "republican republicans democrat democrats democratic gop tory tories labour liberal liberals conservative conservatives"
)

DEMONYMS = (
    _words(
        """american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss austrian polish czech
    slovak hungarian romanian bulgarian greek turkish cypriot russian ukrainian belarusian lithuanian latvian estonian finnish swedish
    norwegian danish icelandic serbian croatian bosnian albanian kosovar macedonian montenegrin slovenian israeli palestinian lebanese
    syrian jordanian iraqi iranian saudi emirati qatari kuwaiti bahraini omani yemeni egyptian libyan tunisian algerian moroccan sudanese
    ethiopian eritrean somali kenyan ugandan tanzanian rwandan congolese nigerian ghanaian ivorian senegalese malian cameroonian
    angolan mozambican zambian zimbabwean south-african afghan pakistani indian bangladeshi nepali sri-lankan burmese thai vietnamese
    cambodian laotian malaysian singaporean indonesian filipino chinese taiwanese japanese korean mongolian kazakh uzbek georgian
    armenian azerbaijani australian canadian mexican guatemalan honduran salvadoran nicaraguan panamanian cuban haitian dominican
    jamaican colombian venezuelan ecuadorian peruvian bolivian brazilian chilean argentine argentinian uruguayan paraguayan european
    african asian arab kurdish western eastern northern southern muslim christian jewish catholic orthodox sunni shiite shia"""
    )
    | PARTISANS
)
"""Words of origin, faith or party that stand before a noun."""

PLACES = _words(
    """afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium benin bolivia
    bosnia botswana brazil britain bulgaria burma burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus
    denmark ecuador egypt eritrea estonia ethiopia europe finland france gabon gambia gaza georgia germany ghana greece greenland
    guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan
    kenya kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya lithuania luxembourg madagascar malawi malaysia mali malta mexico
    moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan
    panama paraguay peru philippines poland portugal qatar romania russia rwanda senegal serbia singapore slovakia slovenia somalia spain
    sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan
    venezuela vietnam yemen zambia zimbabwe africa asia america england scotland wales u.s. u.s us usa u.k. uk
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky
    louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia wisconsin wyoming washington london paris berlin moscow beijing tokyo
    brussels jerusalem cairo baghdad tehran damascus beirut kabul islamabad delhi mumbai ankara istanbul athens rome madrid lisbon vienna
    warsaw kyiv kiev geneva zurich stockholm oslo copenhagen helsinki dublin edinburgh glasgow manchester birmingham liverpool chicago
    boston philadelphia atlanta houston dallas denver seattle miami cleveland detroit baltimore pittsburgh orlando manhattan brooklyn
    rafah ramallah riyadh doha dubai amman tripoli tunis algiers nairobi lagos johannesburg ottawa toronto montreal vancouver sydney
    melbourne canberra wellington auckland seoul pyongyang hanoi bangkok jakarta manila singapore havana caracas bogota lima santiago"""
)
"""Names that are places, where nothing around them says otherwise. Governments are called by them, too."""

PEOPLE_PRONOUNS = _words("he she they i we who you him her them himself herself themselves")

ABBREVIATED = {
    "sen": "senator", "sen.": "senator", "sens.": "senator", "rep": "representative", "rep.": "representative", "reps.": "representative",
    "gov": "governor", "gov.": "governor", "gen": "general", "gen.": "general", "col.": "colonel", "maj.": "major", "capt.": "captain",
    "sgt.": "sergeant", "adm.": "admiral", "prof": "professor", "prof.": "professor", "lt.": "lieutenant", "congressman": "representative",
    "congresswoman": "representative", "pm": "minister", "premier": "minister", "ceo": "executive",
}  # fmt: skip
"""Titles by the nouns for which they stand: who is "Sen. Vale" is later "the senator"."""

_IRREGULAR = {
    "men": "man", "women": "woman", "people": "people", "children": "child", "spokesmen": "spokesman", "spokeswomen": "spokeswoman",
    "chairmen": "chairman", "congressmen": "congressman", "businessmen": "businessman", "policemen": "policeman", "firemen": "fireman",
    "staff": "staff", "police": "police", "data": "data", "series": "series", "media": "media", "wives": "wife", "analyses": "analysis",
    "fishermen": "fisherman", "crises": "crisis", "press": "press", "congress": "congress", "business": "business", "witness": "witness",
}  # fmt: skip


_CALLING = re.compile(r"(?:[^e]er|or|ist|ess|man|woman|ian|eer|mate|wright|smith)$")
_NO_CALLING = _words(
    """paper letter number order matter power water center tower server newsletter computer weather offer answer consumer summer winter
    dinner chapter quarter border corner cover danger disaster factor favor floor force error terror sector motor mirror horror color
    harbor labor door monitor doctor river silver system process business address access success progress witness press congress express
    mess loss cross class glass mass pass list cost test post trust interest request protest forecast coast east west host guest past
    latter former other another either neither whether rather over under after never ever however human german roman
    christmas whistle article finger flower shower tiger fiber filter poster charter quarter theater meter counter register cluster chamber
    member remember december november october september number timber amber order murder border folder holder shoulder thunder wonder"""
)


def is_calling(noun: str) -> bool:
    """Whether a noun in the singular is one for a person: by the list, or as it ends ("a signaller", "a waitress")."""
    if noun in CALLINGS:
        return True
    if noun in _NO_CALLING or noun in BODY_NOUNS or noun in DOCUMENT_NOUNS or noun in OUTLET_NOUNS or len(noun) < 5:
        return False
    return _CALLING.search(noun) is not None


def singular(noun: str) -> str:
    """Return a noun of these lists in the singular, in lower case; what does not look like a plural is returned as it is."""
    low = noun.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low
