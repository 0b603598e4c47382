"""The forms of furniture and captions: a table of named patterns, each with its reason and an example.

`headwater.ingest.furniture` decides by it; every row's example is a test. Order matters only for the name that is given: the first row
that holds names the line.
"""

import re

from headwater.ingest.pasted import PASTED
from headwater.ingest.pattern import Pattern
from headwater.ingest.pattern import any_case as _any
from headwater.ingest.pattern import exact_case as _exact

__all__ = ["PATTERNS", "STAMPED", "TIME_WORD"]

_NAMES = r"[^\W\d_a-z][^\s,;:()|]*"
_AGENCY = (
    r"(?:Getty(?: Images)?|Reuters|AP(?: Photo)?|Associated Press|AFP|EPA(?:-EFE)?|UPI|PA(?: Wire| Media)?|Shutterstock|Alamy"
    r"|iStock|Instagram|Twitter|Facebook|Handout|Bloomberg|Xinhua|TASS|ANSA|dpa|Unsplash|Wikimedia(?: Commons)?)"
)
_WIRE = (
    r"(?:Reuters|AP|Associated Press|AFP|Agence France-Presse|ANI|PTI|IANS|UPI|dpa|EFE|ANSA|TASS|Xinhua|Bloomberg|PA(?:"
    r" Media)?|Press Association"
    r"|Anadolu(?: Agency)?|Kyodo(?: News)?|Yonhap|Interfax|AAP|CP|Canadian Press|(?:[\w.'’-]+ ){1,3}(?:News|Press) Agency)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct"
    r"(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?"
_ZONE = r"(?:gmt|utc|bst|c?est|cet|e[ds]?t|p[ds]?t|c[ds]t|m[ds]t|ist|eat|sast|aest|local time)"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
_STAMPED = r"(?:first |last )?(?:updated?|published|posted|modified|filed|revised)(?: (?:on|at))?:?"
_WORKED = (
    r"(?:(?:additional |further )?(?:reporting|writing|editing)(?: by\b|:)|compiled by|edited by|written by|translated (?:by|from)"
    r"|with additional reporting)"
)
STAMPED = re.compile(rf"\b{_STAMPED}", re.IGNORECASE)
TIME_WORD = re.compile(
    rf"(?:{_CLOCK}|{_MONTH}|{_DAY}|{_ZONE}|\d{{1,2}}(?:st|nd|rd|th)?|(?:19|20)\d\d|\d{{4}}-\d\d-\d\d"
    rf"(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
    r"|[ap]\.?m\.?|at|on|local|time|[|·•–-])[.:;]?",
    re.IGNORECASE,
)


PATTERNS = (
    Pattern(
        name="rule",
        form=_any(r"[\W_]+"),
        why="a line without a letter or a digit parts sections",
        example="* * *",
        certain=True,
    ),
    Pattern(
        name="handle",
        form=_any(r"@\w{2,30}\.?"),
        why="a user's name on a social site",
        example="@castlefan",
        certain=True,
    ),
    Pattern(
        name="byline",
        form=_exact(rf"By (?!(?:the time|(?i:{_DAY}|{_MONTH})|now|then|\d)\b)(?P<line>(?:{_NAMES}|the|our|a)\b[^!?]*[^!?.,:;]\.?)"),
        why="who wrote the report, not what was said in it",
        example="By Priya Haldane, health and council reporter",
        max_words=16,
    ),
    Pattern(
        name="staff_byline",
        form=_any(r"[^.!?:]*\b(?:staff|correspondents?|reporters?|city desk|news desk|agencies|newsroom)\b[^.!?:]*"),
        why="a byline of a desk, without By",
        example="Lantern staff and Tern",
        place="top",
        max_words=6,
        names_only=True,
    ),
    Pattern(
        name="section_label",
        form=_any(r"[^|.!?]{2,50} \| [^|.!?]{2,50}"),
        why="the name of a section, page or edition",
        example="English page | Le Fanion",
        place="top",
        max_words=9,
    ),
    Pattern(
        name="credit",
        form=_exact(r"\((?P<names>[^()]{2,60})\)\.?"),
        why="the agency whose copy it is",
        example="(Tern News Agency)",
        names_only=True,
        max_words=6,
    ),
    Pattern(
        name="desk_credits",
        form=_any(rf"\({_WORKED}[^!?\"“]*\)\.?|{_WORKED}(?P<names>[^!?\"“]*)"),
        why="who reported, wrote, edited or translated",
        example="(Reporting by Inés Cobo; Editing by Hal Dunmore)",
        certain=True,
        names_only=True,
        place="tail",
    ),
    Pattern(
        name="contributors",
        form=_exact(
            rf"\(?{_NAMES}(?: {_NAMES}|,? and\b|,)* (?:(?:also )?contributed"
            rf" (?:to this (?:report|story|article)"
            rf"|reporting)(?: from [^.!?]+)?|reported from (?P<names>[^.!?]+))\.?\)?"
        ),
        why="who else worked on the report",
        example="Amanda Terrell contributed reporting.",
        certain=True,
        place="tail",
        max_words=30,
    ),
    Pattern(
        name="source_line",
        form=_any(r"(?:sources?|via|h/t|hat tip|\(h/t)[: ]\s*(?P<names>[^:]{2,80}?)\)?\.?"),
        why="the page's own note of where it took the text",
        example="Source: TOI",
        names_only=True,
        max_words=10,
    ),
    Pattern(
        name="sign_off",
        form=_exact(rf"[—–-]{{1,2}}\s?(?:{_AGENCY}|(?:{_NAMES} ){{1,3}}(?:News|Agency|Wire|Press))\.?"),
        why="the agency signs its copy",
        example="— Reuters",
        certain=True,
        max_words=6,
    ),
    Pattern(
        name="photo_credit",
        form=_any(
            rf"(?:\(?(?:photo(?:graph)?s?|image|picture|illustration|photo credit|image credit|credit)(?: by|:)\s*"
            rf"(?P<names>[^.!?:]{{2,60}})\)?"
            rf"|(?:[\w.'’ -]{{2,40}}\s?[/|]\s?|via )?{_AGENCY}(?:\s?[/|]\s?{_AGENCY})*)\.?"
        ),
        why="who took the picture",
        example="Robert Galbrayth / Reuters",
        names_only=True,
        max_words=10,
    ),
    Pattern(
        name="time_stamp",
        form=_any(rf"(?:{_STAMPED}\s*)?(?P<times>[\w][^\"“”!?]*?)(?:[;,|] ?page [A-Z]?-?\d{{1,3}})?"),
        why="when the page was made",
        example="Updated 3 March 2025 07:40 GMT",
        certain=True,
        max_words=18,
    ),
    Pattern(
        name="reading_time",
        form=_any(rf"(?:{_STAMPED}\s*)?\d+[- ](?:min(?:ute)?s?|hours?|days?|weeks?)(?: ago|[- ]read)"),
        why="how long it takes to read, or how old it is",
        example="5 min read",
        certain=True,
        max_words=6,
    ),
    Pattern(
        name="link_label",
        form=_any(
            r"(?:read more|read also|also read|see also|also see|related(?: (?:stories|articles?|coverage|news"
            r"|content|links))?|more|more on this(?: story)?|more from [^:]{2,40}"
            r"|also on [^:]{2,40}|also today|don['’]t miss|recommended(?: for you)?|you (?:may|might) also like"
            r"|most read|trending|in other news|up next|what we['’]re reading)\s?[:|»>→]\s?.{0,160}"
        ),
        why="a link to another report, whose headline may hold a reporting verb",
        example="Read more: Minister says he will stay",
        certain=True,
    ),
    Pattern(
        name="link_bare",
        form=_any(
            r"[\[(<«»>→\"]*(?:read more|read also|see also|related(?: (?:stories|articles?|coverage|news|content"
            r"|links))?|more on this(?: story)?|keep reading|continue reading(?: below)?"
            r"|read the (?:full (?:story|article|report)|rest(?: of (?:the|this) (?:story|article))?)(?: (?:here"
            r"|at [\w. ]{2,30}|on [\w. ]{2,30}))?|story continues(?: below)?(?: advert\w*)?"
            r"|you (?:may|might) also like|recommended(?: for you)?|most read|most popular|click here[^.]{0,40}"
            r"|watch (?:the )?(?:full )?video(?: (?:above|below|here))?|watch live|skip to [\w ]+|back to top"
            r"|scroll down[\w ]*|show more|load more|view comments|comments?|print|e-?mail|copy link|save)[\])>»→:.…\"]*"
        ),
        why="a button or a link",
        example="Read the full story here",
        certain=True,
        max_words=12,
    ),
    Pattern(
        name="advertisement",
        form=_any(
            r"[\[(-]*\s*(?:advertisements?|advert|ad|ads by \w+|sponsored(?: content)?|promoted(?: content)?|paid "
            r"post|article continues (?:below|after)[\w ]*)\s*[\])-]*[:.]?"
        ),
        why="the page says so",
        example="Advertisement",
        certain=True,
        max_words=8,
    ),
    Pattern(
        name="sharing",
        form=_any(
            r"(?:share|tweet|pin|like)(?: (?:this|on|via)\b[^.!?]{0,60})?[.:]?|share(?: (?:this|on|via))?(?: "
            r"(?:article|story|post|page|facebook|twitter|x|whatsapp|e-?mail|linkedin|,|and))*\.?"
        ),
        why="buttons for social sites",
        example="Share this article",
        max_words=8,
    ),
    Pattern(
        name="newsletter",
        form=_any(
            r"(?=.*\b(?:newsletters?|e-?mails?|inbox|alerts?|updates|here|free|briefing|app|whatsapp|telegram"
            r"|podcast|channel|today|subscribers?)\b)"
            r"(?:for more,? )?(?:please )?(?:sign[ -]?up|subscribe|register|get|download|enter your|want (?:more"
            r"|to)|join|receive|listen to|turn on)\b.{0,160}"
        ),
        why="asks the reader to subscribe",
        example="Sign up for the Lantern’s Morning Wick newsletter",
        max_words=24,
    ),
    Pattern(
        name="bare_subscribe",
        form=_any(
            r"(?:subscribe|sign up|sign in|log in|register|donate|support us|support our (?:work"
            r"|journalism)[^.!?]{0,40})(?: (?:now|today|here|to read more))?[.!]?"
        ),
        why="a button",
        example="Subscribe now",
        certain=True,
        max_words=9,
    ),
    Pattern(
        name="follow_us",
        form=_any(
            r"(?:(?:you can )?(?:follow|find|like|join|connect with|on twitter,? follow)\b(?=.*(?:\b(?:twitter"
            r"|facebook|instagram|x|bluesky|mastodon|threads|tiktok|youtube|telegram|whatsapp|linkedin|google news"
            r"|social media|page)\b|@\w))"
            r"|do you (?:support|like) [^.!?]{2,40}\? like the page).{0,140}"
        ),
        why="asks the reader to follow an account",
        example="Follow us on Facebook",
        max_words=26,
    ),
    Pattern(
        name="account",
        form=_any(
            r"(?:twitter|facebook|instagram|email|e-mail|x|contact)\s?:\s?\S+|\S+@\S+\.\w{2,}|(?:https?://|www\.|pic\.twitter\.com/)\S+"
        ),
        why="an address",
        example="editor@morningkob.example",
        certain=True,
        max_words=3,
    ),
    Pattern(
        name="tip_line",
        form=_any(
            r"(?=.*(?:\S@\S+\.\w|\btap here\b|\bclick here\b|\btips:|\bcall us\b|\bin confidence\b|\bsignal\b|\bwhatsapp\b))"
            r".*\b(?:got a (?:tip|story)|tips:|have you been affected|are you (?:affected|an?)|tell us|e-?mail"
            r"|contact|get in touch|write to|send (?:us|your)|do you (?:know|have))\b.*"
        ),
        why="asks the reader for tips",
        example="Are you affected? Email newsdesk@mercury.example in confidence",
        place="tail",
        max_words=30,
    ),
    Pattern(
        name="sales_talk",
        form=_any(
            r".*(?:\bturn on [\w ]*alerts?\b|\bupgrade to \w+|\bwe may earn\b|\bnot investment advice\b|\bwas "
            r"this forwarded to you\b|\breact below\b|\bpoll closes\b|\bclick here\b|, page \d+$).*"
        ),
        why="sells or asks for a click",
        example="Got the Goalmouth app? Turn on transfer alerts NOW",
        place="tail",
        max_words=30,
    ),
    Pattern(
        name="developing",
        form=_any(
            r"(?:(?:this is a |a )?(?:developing|breaking)(?: news)? story\b|more (?:details )?(?:to follow"
            r"|soon)\b|(?:please )?(?:refresh|check back)\b|(?:this|the) (?:page|story|article|post|report|piece) "
            r"(?:will|is being) (?:be )?updated?\b)[^\"“]{0,120}"
        ),
        why="says that the page will change",
        example="This is a developing story. Please refresh the page for updates.",
        max_words=24,
    ),
    Pattern(
        name="first_published",
        form=_any(
            r"(?:\(?this (?:story|article|piece|post|report) (?:was )?(?:(?:originally|first) (?:published"
            r"|appeared|ran)|has been updated)\b[^\"“:;]{0,90}|as published in\b.{2,80})"
        ),
        why="where or when the text appeared",
        example="This piece first appeared on Global Tern Insights.",
        certain=True,
        place="tail",
        max_words=14,
    ),
    Pattern(
        name="rights",
        form=_any(
            r"(?=.*(?:all rights reserved|(?:^|\s)(?:©|\(c\)) ?(?:\d{4}|[A-Z])|copyright (?:\(c\)|©|\d{4})|not be "
            r"(?:reproduced|published, broadcast))).*"
        ),
        why="the rights of the publisher",
        example="© 2025 Northline. All rights reserved.",
        max_words=60,
    ),
    Pattern(
        name="database_label",
        form=_exact(r"(?:ABSTRACT|FULL TEXT|CORRECTION APPENDED|ENDS|-30-|LOAD-DATE:.*|LENGTH: \d+ words|GRAPHIC:?)\.?"),
        why="a label that a database of news prints",
        example="FULL TEXT.",
        certain=True,
        max_words=6,
    ),
    Pattern(
        name="agencies",
        form=_any(
            r"[\[(–—-]*\s?(?:(?:with|from|by) )?(?:(?:additional )?(?:inputs?|reporting|material|reports?|files?) )?(?:(?:by|from|with) )?"
            rf"(?:(?:news |wire )?agenc(?:y|ies)|wires?|(?:the )?{_WIRE})"
            rf"(?:(?:,| and| &|/|;) ?(?:(?:other )?agencies|(?:the )?{_WIRE}))*\s?[\])]*\.?"
        ),
        why="the agencies whose copy is in it",
        example="(With inputs from agencies)",
        certain=True,
        max_words=8,
    ),
    Pattern(
        name="cookies",
        form=_any(
            r"(?=.*\bcookies?\b)(?:.*\b(?:we (?:and our (?:\d+ )?partners )?(?:use|store|set)|this (?:site|website|page|content)"
            r" (?:uses|is)"
            r"|(?:by|if you) (?:continu|click|us)\w+|accept(?: all)?|reject(?: all)?|manage|your (?:consent|privacy|choices|preferences)"
            r"|(?:cookie|privacy) (?:policy|settings|notice|preferences))\b.*)"
        ),
        why="asks for consent",
        example="We and our 812 partners use cookies to personalise content.",
        max_words=60,
    ),
    Pattern(
        name="paywall",
        form=_any(
            r"(?:to (?:continue|keep) reading.{0,120}|(?:subscribe|register|sign (?:up|in)|log in)(?: now)? to (?:continue|read|keep"
            r"|unlock|access)"
            r"\b.{0,100}|already (?:a (?:subscriber|member)|subscribed|registered)\??.{0,60}|(?:you(?:'|’)ve|you have) (?:reached"
            r"|read|used|hit) "
            r".{0,60}\b(?:articles?|limit|stories)\b.{0,60}|this (?:article|story|content|post) is (?:for|available to|reserved for"
            r"|exclusive to) "
            r"(?:paying |paid |our )?(?:subscribers|members)\b.{0,80}|unlock (?:this|unlimited|the full)\b.{0,80}"
            r"|(?:start|try) (?:your )?(?:free )?(?:trial|subscription)\b.{0,60}|(?:please )?(?:disable|turn off) your ad"
            r" ?-?blocker.{0,80})"
        ),
        why="sells the rest of the report",
        example="Already a subscriber? Log in",
        max_words=30,
    ),
    Pattern(
        name="syndicated",
        form=_any(
            r"(?:the post|this (?:post|story|article)) .{3,160} (?:appeared first on|first appeared (?:on|in|at)|originally appeared"
            r" (?:on|in|at)) .{2,60}"
        ),
        why="the foot that blogs put under each entry of their feed",
        example="The post Port chief quits appeared first on Castellan.",
        certain=True,
        place="tail",
    ),
    Pattern(
        name="live_label",
        form=_any(
            r"(?:pinned(?: post)?|key (?:events|moments|points|updates)|live (?:updates?|blog|reporting|coverage|feed)|latest updates?"
            r"|summary|recap|what (?:we know|you need to know|happened today)(?: so far)?|from \d+[hm] ago|\d+[hms] ago|show key"
            r" events only"
            r"|(?:newest|oldest) first|new posts?|breaking(?: news)?|updated? just now)[:.]?"
        ),
        why="the label of a live page's part",
        example="Show key events only",
        certain=True,
        max_words=6,
    ),
    Pattern(
        name="forum",
        form=_any(
            r"(?:(?:posted|started|submitted|last edited|edited) by:? \S.{0,60}|originally posted by:? .{2,40}|quote(?: (?:from"
            r"|of))?:|reply|report(?: post)?"
            r"|upvote|downvote|permalink|thread starter|op|(?:joined|posts|likes|karma|reputation|location):\s?[\w ,.-]{1,30}|#\d{1,5}"
            r"|click to expand(?:\.\.\.|…)?|(?:sent|posted) (?:from|via) my \S.{0,40}|\d+ (?:points?|upvotes?|comments?|replies|likes"
            r"|shares|views)"
            r"(?: · .{0,40})?)"
        ),
        why="what a forum puts around a post",
        example="Last edited by marlin77",
        max_words=12,
    ),
    Pattern(
        name="aggregator",
        form=_any(
            r"(?:full coverage|view (?:all|full coverage)(?: \d+)?(?: (?:articles|stories|sources))?|view (?:the )?(?:full|desktop"
            r"|original) "
            r"(?:site|version|article|story)|open in (?:the )?app|(?:\d+ )?(?:more )?(?:related )?(?:articles|stories|sources)(?:"
            r" about this)?|\d+ related"
            r"|continue (?:on|at|to) [\w. ]{2,30}|visit (?:the )?(?:site|source|website))\W*"
        ),
        why="a button of a page that shows others' reports",
        example="View full coverage",
        certain=True,
        max_words=7,
    ),
    Pattern(
        name="caption",
        form=_any(r"(?:photo(?:graph)?|file photo|pictured|picture|image|caption|video|graphic)(?: \([^)]*\))?\s?:\s?\S.*"),
        why="a picture's text, labelled as such",
        example="Pictured: the harbour wall on Friday, hours after the blast",
        kind="caption",
        certain=True,
        max_words=60,
    ),
    Pattern(
        name="caption_credit",
        form=_any(
            rf".*[(\[](?:(?:file )?photo(?:graph)?s?(?: by|:)[^()]{{0,80}}|(?:image"
            rf"|picture):[^()]{{0,80}}|[^()]{{2,60}}/\s?{_AGENCY}(?: via [\w ]+)?)\.?[)\]]\.?"
        ),
        why="a picture's text, closed by the credit of who took it",
        example="Dockers clear glass on Friday. (Photo by Ines Cobo)",
        kind="caption",
        certain=True,
        max_words=60,
    ),
    *PASTED,
)
