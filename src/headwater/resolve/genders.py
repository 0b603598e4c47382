"""Which pronoun a mention takes, as far as its words show it: he, she, it, they, or one person of unknown gender.

What counts, the surest first: an honorific ("Ms Doe"), the head noun ("his mother", "a spokesman for", "two officials", "the ministry"),
the first name. Names that are given to men and women alike, in one language or across languages, are left out: "unknown" costs less than
the wrong pronoun. The lists here are general knowledge of the names that stand in English-language news, drawn from no corpus; the longer
table beside them (`first_names.tsv`) has the names of some seventy languages and countries.
"""

import re
from collections.abc import Iterable
from importlib import resources
from typing import Literal

from headwater.resolve.lexicon import BODY_NOUNS, CALLINGS, CLASS_NOUNS, DOCUMENT_NOUNS, OUTLET_NOUNS, TITLES, singular

__all__ = ["FIRST_NAMES", "USUAL_NAMES", "Gender", "gender_of", "head_noun", "noun_gender", "pronoun_gender"]

Gender = Literal["he", "she", "it", "they", "person", "unknown"]

_HE_NAMES = """
    aaron abbas abdallah abdel abdelaziz abdul abdulaziz abdullah abdulrahman abe abel abraham abu adam adan adel adnan adolfo adrian
    adriano agustin ahmad ahmed ahmet aidan ajay ajit akbar akhil akio akira al alain alan alastair albert alberto aldo alec alejandro
    aleksandar aleksander aleksandr aleksei alessandro alexander alexandre alexandros alexei alexey alfonso alfred alfredo ali alistair
    allan allen alonso aloysius alphonse alvaro alvin amadou amar amir amit amos anand anatoly anders andre andreas andrei andrej andres
    andrew andrey andriy andrzej andy anil ansel anthony anton antonin antonio antony antti anwar archie arjun arlen armand armando
    arnaud arne arno arnold arron arsene arthur artur arturo arun arvind asad asbjorn asher ashok ashraf asif atal atif atiku atsushi
    augustine augusto austin avi avigdor avraham axel ayman aziz babak babatunde bakhtiar bambang baptiste barack barnaby barney barry
    bart bartosz bashar bashir basil bastian bayram ben benedict benigno benito benjamin bennett benny benoit bernard bernardo bernd
    bernie bert bertrand bhupesh bilal bilawal bill billy binyamin bjarni bjorn bob bobby bogdan boris boutros boyd brad bradley brady
    branislav brendan brent bret brett brian brock bruce bruno bryan bryce burak burt byron calvin carl carles carlo carlos carlton
    carsten carter cedric cesar chad chaim charles chester chetan chinedu chinua christian christoph christophe christopher christos
    chuck clarence clark claudio claus clay clayton clement cliff clifford clint clinton clive clyde cody colin conor conrad constantine
    cormac cornelius cory craig curt curtis cyril cyrus damian damien damon dan daniel danilo danny dante darrell darren darryl daryl
    dave david davit dean deepak demetrius denis dennis denys derek dermot desmond dexter dick didier diego dieter dimitar dimitri
    dimitris dinesh diosdado dirk dmitri dmitriy dmitry dmytro dominic don donald donatas dong-hyun donnie doug douglas drago duane
    dudley duncan dustin dwayne dwight dylan eamon earl ed eddie edgar edgardo edmund edouard eduard eduardo edward edwin efrain ehud
    eirik eitan eli elias elijah elliot elliott elmer elon emanuel emeka emil emile emiliano emilio emmanuel emmett emre enrico enrique
    eric erich erik ernest ernesto ernie ernst errol ervin ethan etienne eugene evan evgeny evo ewan ezekiel ezra fabian fabien fabio
    fabrice fadi fahad faisal farid farooq fausto federico felipe felix femi ferdinand ferenc fergus fernando fidel filip filippo
    florian floyd francesco francisco franco francois frank franklin franz fred freddie freddy frederic frederick frederik fredrik
    friedrich fritz gabriel gareth garrett garry garth gary gaston gavin gennady geoff geoffrey georg george georges georgi georgios
    gerald gerard gerardo gerd gerhard gerry ghassan giacomo giancarlo gideon gilbert gilberto gilles gino giorgio giorgos giovanni
    giulio giuseppe glen goodluck goran gordon graeme graham grant greg gregg gregor gregory grigory guido guillaume guillermo gunnar
    gunter gunther gus gustav gustavo guy gyorgy haakon habib hafiz haitham hakan hakim hal hamad hamdi hamid hamza hani hank hans
    hardeep harish harold harrison harry haruki harvey hasan hashim hassan hector heiko heinrich heinz helmut hendrik henri henrik
    henrique henry herb herbert herman hernan heung-min hideki hideo hiroshi hisham horacio horst hosni howard hubert hugh hugo humberto
    husam hussain hussein hyun-woo ian ibrahim idris ignacio ignazio igor iker ilham ilya imad imran imre irfan irving isaac isaiah
    isamu ishaq ismail istvan ivan ivo jaap jack jacob jacques jair jake jakob jakub jalal jamal james jamil janez janos janusz jared
    jaroslav jaroslaw jarrett jason javad javier jay jean-baptiste jean-claude jean-francois jean-luc jean-marc jean-marie jean-paul
    jean-pierre jean-yves jed jeff jefferson jeffrey jens jens-christian jeremiah jeremy jermaine jerome jerry jesper jesse jesus jim
    jimmy jiri joachim joakim joao joaquin jochen joe joel joerg johan johann johannes john johnny joko jon jonah jonas jonathan jong-il
    jong-un jorge jorgen joris jose josef joseph josh joshua joshue josip jozef juan juha jukka julian julien julio julius jun-ho
    junichiro jurgen justin kahlil kamal kamil karel karim karl karl-heinz kashif kassem kayode kazem kazuo keiji keir keith ken kenji
    kenneth kenny kent kenta kenzo ketut kevin khaled khalid khalifa khalil kieran kiriakos kirill kirk kjell klaus kofi konrad
    konstantin konstantinos kristian krzysztof kurt kwame kwasi kyle kyriakos lachlan lamar lance larry lars laszlo laurent lawrence
    lech leif leo leon leonard leonardo leonel leonid leopoldo leroy lester leszek lewis liam lionel lloyd lorenzo lothar louis luc luca
    lucas lucian luciano ludovic luigi luis luiz luka lukas luke luther lyndon maciej magnus mahathir mahdi mahinda mahmood mahmoud
    majid malcolm malik mamadou mamoun manfred manmohan manny mansour manuel marc marcel marcello marcelo marcin marco marcos marcus
    marek mariano mario marius mark marko markus marlon marshall martin marty marvin marwan masoud massimo mateo mateusz mathias mathieu
    matt matteo matthew matthias matthieu matti maurice mauricio mauro max maxim maximilian mehdi mehmet mel melvin menachem mervyn
    michael micheal michel miguel mihai mikael mike mikhail mikko miles milo milos miloslav milton min-jun mircea miro miroslav mitch
    mitchell mitt mladen moammar moe mohamed mohammad mohammed mohamud mohan mohsen moises morris morten mortimer moses moshe mostafa
    muammar mubarak muhammad muhammadu muhyiddin mukesh muqtada murat murray musa mustafa mustapha myron nabil nadeem nadim naftali
    nahum najib naoto narendra naser nasir nasser nat nate nathan nathaniel nawaf nawaz ned neil nelson nestor nicholas nick nickolas
    nicolae nicolas niels nigel nikhil nikola nikolai nikolaos nikolas nikolay nils nitin noah noam nolan norbert norm norman nuno oded
    olaf olafur olav ole oleg oleh oleksandr oleksii oleksiy oliver olivier olusegun oluwaseun omar omer orlando orrin orville osama
    oscar oskar osman oswald otto owen oyvind pablo paddy panagiotis paolo patricio patrick patrik paul paulo pavel pavlo pawel pedro
    pekka percy pervez pete peter petr petro petros phil philip philippe phillip pierre pierre-yves pieter pietro piotr pius prabowo
    prakash pranab prasad pravin pritam qasem qasim quentin rached radek radoslaw rafael rafal rafik rafiq rahm rahul raj rajeev rajesh
    rajiv rakesh ralf ralph ram raman ramesh rami ramon ramzan ramzi rand randall randolph randy raphael rashid rauf raul ravi ray
    raymond reggie reginald reinhard reinhold reuben reuven rex reza rhys ricardo riccardo richard richie rick ricky rob robert roberto
    rocco rod roderick rodney rodolfo rodrigo roel rogelio roger rohit roland rolando rolf roman romano romeo ron ronald ronan roscoe
    ross roy ruben rudi rudolf rudolph rudy rufus rui rupert russ russell rustam ryan saad saadi sadiq saeed saif sajid saleh salem
    salim salman salvador salvatore sam sameh samir samuel sanjay santiago santosh saul scott sean sebastian sebastien seiji selim
    selwyn semyon serdar serge sergei sergey sergio serhiy seth seung-woo seymour shahbaz shahid shane shaun shawn sheldon sherman
    shigeru shimon shinichi shinji shinzo shlomo sid siegfried sigmar sigurdur silvio simeon simon sipho sirajul slavoj slobodan sohail
    solomon spencer spiros stan stanislav stanislaw stanley stavros stefan stefano steffen stelios stepan stephan stephane stephen
    sterling steve steven stewart stuart sudhir sulaiman suleiman sunil suresh susilo sven syed taavi tadeusz tahir takashi takeshi
    tarek tariq taro tayyip ted teddy tedros teodoro terence terje terrance terrence terry thabo thaksin themba theo theodore thiago
    thierry thom thomas thomaz thorsten tibor tim timo timothy timur tito tobias todd tom tomas tomasz tomaz tomislav tommaso tommy tony
    toomas torbjorn torsten toshio travis trent trevor tristan troy tucker tunde tyler tyrone uhuru ulrich umar umberto uri usman uwe
    vaclav valdis valentin valery vasily vernon vicente victor vijay vikram viktor vince vincent vincenzo vinod virgil vitali vitaliy
    vitaly vito vivek vlad vladimir vladislav vojislav volker volodymyr vyacheslav wade waleed walid wallace wally walt walter warren
    wayne wendell werner wesley wilbur wilfred wilhelm will willem william willie willis winston wojciech wolfgang woodrow xavier yahya
    yair yannick yannis yasir yasser yasuhiro yasuo yehuda yevgeny yiannis yitzhak yonatan yoram yosef yoshihide yoshiro youssef yoweri
    yuri yuriy yusuf yves zac zach zachary zack zaheer zbigniew zdenek zhivko zoltan zoran
    """

_SHE_NAMES = """
    abby abigail ada adela adelaide adele adelina adriana adrienne afsaneh agata agatha agnes agnieszka aicha aida aimee aisha aishwarya
    akiko alanna alejandra aleksandra alena alessandra alexandra alexandria alice alicia alina aline alisa alison alissa allison allyson
    alma alyson alyssa amalia amanda amber amelia amelie amina aminata amira amy ana anabel anastasia anette angela angeles angelica
    angelika angelina angie anika anita anja anjali ann anna annabel anne anne-marie annegret anneli anneliese annemarie annette annie
    annika anouk antje antoinette antonella antonia aparna april arantxa ariana arianna arlene arundhati asha ashraqat asma astrid
    athena audrey aurelie aurora ava awa ayanna ayelet ayesha aylin azadeh aziza barbara beata beatrice beatriz becca becky belen
    belinda benazir benedetta bernadette bernice berta bertha beth bethany betsy bette bettina betty beverly bianca birgit birgitta
    birgitte blanca bonnie brenda briana brianna bridget brigid brigitta brigitte britney brittany bronagh bronwyn caitlin caitlyn
    camila camilla candace candice candy cara carina carine carla carlotta carly carmela carmen carol carole carolina caroline carolyn
    carrie cassandra cassie catalina caterina catherine cathy catriona cecile cecilia cecily celeste celia celine chandrika chantal
    charlene charlotte chelsea cherie cherry cheryl chiara chimamanda chloe christa christiana christiane christina christine christy
    chrystia ciara cindy claire clara clare clarissa claudette claudia clementine colette colleen condoleezza connie consuelo cora
    corazon cordelia corinna corinne cornelia cristina crystal cynthia daisy daniela daniella danielle daphne daria darlene darya dawn
    deanna debbie debora deborah debra deirdre delia delphine denise desiree diana diane dianne dilma dina dinah dolores dominika
    donatella donna dora doreen doris dorothea dorothee dorothy dragana ebony edith edna edwina eileen elaine elba eleanor elena eleni
    eleonora elin elina elisa elisabeth elise eliza elizabeth ella elle ellen ellie elodie eloise elsa else elsebeth elsie elvira
    elzbieta emily emine emma enid erika erin erna ernestine esmeralda esperanza estelle esther etta eugenia eugenie eun-ji eunice eva
    evangeline evelyne evita ewa fabienne faith fatima fatma fatou faye federica fei-fei felicia felicity fernanda filomena fiona flavia
    flora florence folasade francesca francine franziska frauke freda frederica frederique frida funmilayo gabriela gabriella gabrielle
    gail galina gayle gemma genevieve georgette georgia georgina geraldine gerda germaine gertrude geun-hye gianna gillian gina ginger
    ginny gisela giselle gita giulia giuliana gladys glenda glenys gloria golda graca grace graciela grainne greta gretchen gretel
    griselda gudrun gulnara gwen gwendolyn gwyneth hadiza hala halima halina hanan hanna hannah hanneke hannelore harriet hattie hazel
    heather hedwig heidi helen helena helene helga helle heloise henrietta hermine hilda hildegard hillary hina honor hortense huda ida
    ilana ilaria ilhan ilona ilse imani imee imelda ines inga inge ingrid ioana irena irene irina iris irma isabel isabela isabella
    isabelle isadora isobel ivana ivanka ivone ivy jacinda jaclyn jacqueline jacqui jada jana janet janette janice janine jasmin jasmine
    jeanette jeanine jeanne jeannette jelena jemima jenna jennie jennifer jenny jessica jill jillian joan joana joann joanna joanne jodi
    jodie johanna jolene josefa josefina josephine josie joy joyce juana juanita judith judy julia juliana julianna julianne julie
    juliet julieta juliette june justine justyna kaja kamala karen karin karina karla karolina karoline katarina katarzyna kate katerina
    katharina katharine katherine kathleen kathryn kathy katia katie katja katrin katrina katy katya kavita kayla kayleigh keiko keisha
    kellie kellyanne kersti khadija kimberley kimberly kira kirsten kirsti kirstie kirsty klara konstantina kristen kristi kristie
    kristin kristina kristine kristy krisztina krystyna kyoko lakshmi lana lara larissa latanya latasha latifa latoya laura lauren
    lavinia layla lea leah leanne leena leila leilani lena leni lenka lenora leonie leonora leticia leyla lia liane libby lidia
    liesbeth ligia lila lilian liliana lilith lillian lily lina linda lindiwe lisa lise lissette liudmila livia liz liza lizzie loida
    lois lola lora loretta lori lorna lorraine lottie louisa louise lourdes luana lubna luciana lucie lucille lucinda lucy ludmila luisa
    luise luiza lupe lupita lydia lynda lynette lynn lynne lyudmila mabel madeleine madeline madhuri magda magdalena maggie maha maia
    mairead maisie makiko malala malgorzata malia malin mamata mandy manon manuela mara marcela marcella marcia margaret margareta
    margarita margherita margit margot margret margrethe marguerite maria mariah mariam mariana marianna marianne maribel marie
    marie-claude marie-louise mariel mariella marielle marietta marija marijana marijke marika marilyn marina marine marisa marisol
    marissa marit marita marjorie marketa marlene marsha marta martha martina mary maryam maryann marylin masako mathilde matilda maude
    maura maureen mavis maxine maya mayra mazie meena meera meg megan megawati meghan mehbooba melania melanie melinda melissa melody
    mercedes mercy meredith meryl mette mi-kyung mia michaela micheline michelle michiko mildred millicent millie mindy miranda mireille
    miriam miroslava misty mitsuko mojgan molly mona monica monika monique muna muriel myra myriam myrna nabila nada nadezhda nadia
    nadine nadja naima najat nancy nandini naoko naomi narges nasrin natalia natalie nataliya natasha nathalie nawal neelam neha nell
    nellie nelly ngozi nicki nicole nicoletta nicolette nikki nina nirmala nisha nita nkosazana noelle noemi nora norah noreen norma
    nuala nuria octavia odette odile oksana olena olga olimpia olive olivia oona ophelia oprah oriana ornella paige paloma pamela paola
    patience patricia patrizia patsy patti pattie patty paula paulette paulina pauline pearl peggy penelope penny perla pernilla petra
    phoebe phumzile phyllis pia pilar piper polina polly poonam portia pranita pratibha preeti primrose priscilla priti priya priyanka
    prudence purificacion queenie rachael rachel rachelle radhika rafaela raisa rania raquel rashida rebecca rebekah reem reema reena
    regina reiko rekha renata renate renee reyna rhiannon rhoda rhonda ricarda rita roberta rocio roisin romina ronit rosa rosalia
    rosalie rosalind rosalyn rosamund rosanna rosanne rose rosemarie rosemary rosie rosita rowena roxana roxane roxanne roza ruby
    rukhsana rukmini ruth sabina sabine sabrina sadako sadie safia sahle-work sakura sally salma samantha samira sandra sandrine sania
    sanjana sanna sanne saoirse sara sarah saraswati saskia savannah scarlett segolene seiko selena selma serena shabana shahira shahnaz
    shakira shami shamima shanthi sharmila sharon sharyn sheila shelagh shereen sheri sherri sherrie sherry sheryl shilpa shirin shirley
    shreya sian sigrid silke silvana silvia simona simonetta sinead siobhan smita smriti sofia solveig sonia sonja sonya sook sophia
    sophie soraya stefania stefanie stella steph stephanie sue suella sumitra sunita suranne susan susana susanna susanne sushma susie
    suzan suzana suzanne suzy svetlana sviatlana swati sybil sylvia sylvie tabitha talia tamar tamara tami tammy tania tanja tanya tara
    tarana tarja tasha tasneem tatiana tatyana tawakkol teresa terese teri tess tessa thandiwe thelma theresa therese thuli tiffany
    tilda tina tomoko tomomi tonya tricia trina trish trisha trudy tulsi twyla tzipi ulrike una urmila ursula uschi uzma vaira valentina
    valerie vanessa vasundhara vera verena veronica veronika veronique vicki vickie vicky victoria vida vigdis viktoria viola violet
    violeta violetta virginia virginie viviana viviane vivienne wafa wanda wangari wanjiru wendy whitney whoopi wiktoria wilhelmina
    wilma winifred winnie xiomara yael yamina yasmin yasmine yelena yesenia yevgenia yingluck ylva yoko yolanda yulia yuliya yumi yuna
    yuriko yvette yvonne zadie zahra zainab zara zaynab zeinab zelda zenaida zinaida zoe zofia zohra zora zsuzsa zuzana
    """


def _names(he: str, she: str) -> dict[str, Gender]:
    """The names of each list; one that stands in both is a mistake and is left out."""
    men, women = set(he.split()), set(she.split())
    return _all(men - women, "he") | _all(women - men, "she")


def _all(words: Iterable[str], gender: Gender) -> dict[str, Gender]:
    return dict.fromkeys(words, gender)


def _table() -> dict[str, Gender]:
    """The names of `first_names.tsv`."""
    found: dict[str, Gender] = {}
    for line in resources.files("headwater.resolve").joinpath("first_names.tsv").read_text(encoding="utf-8").splitlines():
        sort, _, names = line.partition("\t")
        if sort in ("he", "she"):
            found |= _all(names.split(), "he" if sort == "he" else "she")
    return found


USUAL_NAMES: dict[str, Gender] = _names(_HE_NAMES, _SHE_NAMES)
"""First names that English-language news has often: these alone tell something without a surname."""
FIRST_NAMES: dict[str, Gender] = {**_table(), **USUAL_NAMES}
"""First names in lower case, with the pronoun they go with."""

_HONORIFICS = _all(
    """mr sir lord king prince duke earl baron count emir sultan shah sheikh sheik ayatollah imam rabbi pope cardinal archbishop father fr
    brother herr monsieur signor señor don""".split(),
    "he",
) | _all(
    """ms mrs miss lady dame queen princess duchess countess baroness sister madam madame frau signora señora doña""".split(),
    "she",
)
_HE_NOUNS = frozenset(
    """man gentleman guy boy lad father dad grandfather son grandson brother nephew uncle husband widower boyfriend fiancé king prince
    duke emir sultan sheikh pope priest monk actor waiter steward lord baron patriarch""".split()
)
_SHE_NOUNS = frozenset(
    """woman lady girl mother mom mum grandmother daughter granddaughter sister niece aunt wife widow girlfriend fiancée queen princess
    duchess actress waitress stewardess heroine hostess nun abbess baroness matriarch midwife housewife ballerina""".split()
)
_WOMEN = ("woman", "lady")
_NOT_MEN = frozenset("human german roman ottoman talisman".split())
_MANY = frozenset("people men women children police folk folks media both many several few some others most these those".split())
_PEOPLE_WORDS = frozenset("person someone somebody anyone one another whoever".split())
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten dozens hundreds thousands millions several many few both some most all".split()
)

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_POSSESSOR = re.compile(r"^.*\w(?:['’]s|s['’])\s", re.DOTALL)
_PART_END = re.compile(
    r"\s*(?:[,;:(–—]|\s(?:of|for|at|who|whose|which|that|in|on|from|with|to|by|about|near|under|inside|familiar|close)\s)", re.IGNORECASE
)


def pronoun_gender(word: str) -> Gender:
    """Return what a pronoun says of whom it stands for: "person" for I, you and who, "unknown" for what is no such pronoun."""
    return _PRONOUNS.get(word.lower().replace("’", "'"), "unknown")


_PRONOUNS = (
    _all("he him his himself he's he'd he'll".split(), "he")
    | _all("she her hers herself she's she'd she'll".split(), "she")
    | _all("it its itself it's".split(), "it")
    | _all("they them their theirs themselves they're they've they'd they'll we us our ours ourselves we're we've".split(), "they")
    | _all("i me my mine myself i'm i've i'd i'll you your yourself who whom whose".split(), "person")
)


def noun_gender(noun: str) -> Gender:
    """Return which pronoun a common noun takes: "they" for a plural, "it" for a body or a paper, "person" for one person.

    "unknown" where the noun is in no list.
    """
    low = noun.lower()
    one = singular(low)
    if low in _MANY or (one != low and (one in CALLINGS or one in BODY_NOUNS or one in CLASS_NOUNS)):
        return "they"
    if low in _SHE_NOUNS or low.endswith(_WOMEN):
        return "she"
    if low in _HE_NOUNS or (low.endswith("man") and low not in _NOT_MEN and low not in BODY_NOUNS):
        return "he"
    if low in CALLINGS or low in _PEOPLE_WORDS:
        return "person"
    return "it" if low in BODY_NOUNS or low in DOCUMENT_NOUNS or low in OUTLET_NOUNS else "unknown"


def gender_of(words: str, kind: str = "unknown") -> Gender:
    """Return which pronoun a mention takes, judged by its own words.

    Args:
        words: The mention as it stands: "Ms Doe", "his mother", "Jane Doe, a spokeswoman for the city".
        kind: What it is known to be: "person", "organization", "outlet", "group", "unnamed", "document", "place", else anything.

    Returns:
        "he", "she", "it", "they"; "person" for somebody of whom the words do not tell which; "unknown" where they tell nothing.
    """
    if kind in {"organization", "outlet", "document", "place"}:
        return "they" if _head_gender(words) == "they" and words[:1].islower() else "it"
    if kind == "group":
        return "they"
    found = _told(words, kind)
    if kind in {"person", "unnamed"}:
        return "person" if found in {"unknown", "it"} else found
    return found


def head_noun(words: str) -> str:
    """Return the last word of a noun phrase before its first preposition, comma or relative word, in lower case; or nothing."""
    tokens = _WORD.findall(_core(_POSSESSOR.sub("", words.strip())))
    return tokens[-1].lower() if tokens else ""


def _told(words: str, kind: str) -> Gender:
    """What the parts of a mention tell, the first part that tells anything of he or she before the rest."""
    found: list[Gender] = []
    for part in _parts(words):
        gender = _part_gender(part, kind)
        if gender in {"he", "she", "they"}:
            return gender
        found.append(gender)
    return next((gender for gender in found if gender != "unknown"), "unknown")


def _parts(words: str) -> list[str]:
    """A mention without its possessor, cut at its commas."""
    whole = _POSSESSOR.sub("", words.strip())
    return [part for part in re.split(r"\s*[,(–—]\s*", whole)[:3] if part]


def _part_gender(part: str, kind: str) -> Gender:
    tokens = _WORD.findall(part)
    if not tokens:
        return "unknown"
    if len(tokens) == 1 and (gender := _PRONOUNS.get(tokens[0].lower())):
        return gender
    if re.search(r"\w\s+(?:and|&)\s+\w", _core(part)) and kind in {"person", "unnamed", "unknown"}:
        return "they"
    honorific = next((_HONORIFICS[low] for t in tokens[:3] if t[0].isupper() and (low := t.lower()) in _HONORIFICS), None)
    if honorific and len(tokens) > 1:
        return honorific
    head = _head_gender(part)
    return head if head in {"he", "she", "they"} or tokens[-1][0].islower() else _name_gender(tokens, head)


def _core(part: str) -> str:
    """A noun phrase up to the first preposition or relative word."""
    end = _PART_END.search(part, 1)
    return part[: end.start()] if end else part


def _head_gender(part: str) -> Gender:
    """What the last word of a noun phrase's core tells, and a number before it."""
    tokens = _WORD.findall(_core(part))
    if not tokens:
        return "unknown"
    if tokens[0].lower() in _NUMBERS and len(tokens) > 1:
        return "they"
    head = tokens[-1]
    return noun_gender(head) if head[0].islower() or len(tokens) == 1 or tokens[0].lower() in _DETERMINERS else "unknown"


_DETERMINERS = frozenset("the a an this that his her their its our my another one".split())


def _name_gender(tokens: list[str], head: Gender) -> Gender:
    """What the first name among the words of a name tells; titles before it are passed over, and a lone word that may be a surname."""
    after = next((i + 1 for i in range(len(tokens) - 2, -1, -1) if tokens[i].lower() in TITLES and tokens[i].lower() not in FIRST_NAMES), 0)
    own = tokens[after:] if len(tokens) > after else tokens
    names = own if len(own) == 1 else own[:-1]
    for token in names:
        low = token.lower()
        known = FIRST_NAMES if len(own) > 1 else USUAL_NAMES
        gender = known.get(low) or known.get(low.split("-")[0])
        if gender and not (len(own) == 1 and low in _SURNAMES):
            return gender
    described = next((noun_gender(t) for t in tokens[:after] if noun_gender(t) in {"he", "she"}), None)
    return described or ("person" if after and head == "unknown" else head)


_SURNAMES = frozenset(
    """abdullah abraham adam adams ahmed alexander ali allen andrew anthony antonio arnold arthur barry benedict benjamin bennett
    bernard bruce burt byron carl carlos carson carter charles clark clay clayton clinton clyde craig curtis daniel david dean
    dennis douglas drew duncan edward elliott ellis felix ferdinand francis francisco frank franklin frederick gabriel gary
    george gerard gilbert glen gordon graham grant gregory harold harrison harry harvey hassan henry herbert herman howard
    hubert hughes hugo humphrey hussein ibrahim isaac ivan jack jacob james jay jerome john jordan joseph joshua joyce julian
    justice kamal karim karl kelvin kennedy kent kirk lambert lance laurence lawrence leon leonard lewis lloyd louis lucas
    luther lynn malik marcus mark marshall martin matthew matthews maurice max maxwell melvin merkel michael miller mitchell
    mohamed mohammed morgan morris moses murray nelson newton nicholas noel norman oliver omar oscar owen patrick paul percy
    perry peter peters philip phillips pierre ralph raymond reagan reed rex rice richard rivera robert roberts roger rogers
    roland roman romero ross roy russell ruth ryan salem salman samuel santiago santos saul scott sean seymour shaw shelby simon
    singh solomon spencer stanley stephen stephens sterling stewart stone stuart suleiman terry thomas todd tony travis tucker
    tyler vernon victor vincent wade wallace walter walters ward warren wayne wesley will william williams wilson winston wood
    wright young zachary rose grace faith florence georgia virginia carolina victoria chelsea alexandria adelaide savannah
    charlotte mercedes june april summer holly penny olive pearl ruby violet ivy joy hope patience constance clemente salvador
    israel chad""".split()
)
"""First names that are surnames, places or words as often, so that alone they tell nothing."""
