"""What comes along when a page, a post or a mail is copied as text: buttons, counts, names of sections, heads and feet of mails.

More forms of `headwater.ingest.patterns`, in the same table. Copied text has lost the mark-up that told all of this from the report.
"""

from headwater.ingest.pattern import Pattern
from headwater.ingest.pattern import any_case as _any
from headwater.ingest.pattern import exact_case as _exact

__all__ = ["PASTED"]

_NAME = r"[^\W\d_a-z][\w'’.-]*"
_LABELS = (
    r"sections?|search|menu|live|home|news|image|images|video|videos|gallery|photos?|listen|watch|play|pause|close|follow(?:ing|ers)?"
    r"|likes?|loading(?:\.\.\.|…)?|like (?:this|loading(?:\.\.\.|…)?)|replies|reply|reposts?|retweets?|quotes|bookmarks?|views?|posts?"
    r"|advertising|gift|gift (?:this )?article|listen to (?:this )?(?:article|story)|translate (?:post|tweet)|show (?:this thread|original)"
    r"|see (?:more|all|new posts)|view (?:in|this email in)(?: your)? browser|forward to a friend|most read(?: \w+)?|related topics?|tags?"
    r"|topics?|more stories|top stories|latest(?: news)?|trending now|recommended(?: stories| articles)?|editors?['’]?s? picks?"
    r"|for immediate release|embargoed(?: until [\w ,:.]+)?|breaking|exclusive|opinion|analysis|explainer|in pictures"
)

PASTED = (
    Pattern(
        name="label",
        form=_any(rf"(?:{_LABELS})[:.]?(?: ?\| ?(?:{_LABELS})[:.]?)*"),
        why="a button or the name of a section, copied with the text",
        example="For immediate release",
        certain=True,
        max_words=8,
    ),
    Pattern(
        name="count",
        form=_any(
            r"(?!(?:19|20)\d\d$)\d[\d.,]*(?<![.,])\s?[km]?"
            r"(?: (?:views|likes|subscribers|followers|members|shares|comments|reposts|retweets|replies|votes))?(?: \d{1,2}:\d\d)?"
        ),
        why="how many liked, shared or answered it, or its place in a list of links",
        example="1.2K",
        certain=True,
        max_words=4,
    ),
    Pattern(
        name="page_number",
        form=_any(r"(?:page |p\. ?)\d{1,4}(?: (?:of|/) \d{1,4})?|\d{1,4} (?:of|/) \d{1,4}"),
        why="the number of a page",
        example="Page 1 of 2",
        certain=True,
        max_words=4,
    ),
    Pattern(
        name="age",
        form=_any(r"\d{1,2}\s?(?:h|hrs?|m|mins?|d|s|w|hours?|minutes?|days?)\.?(?: ago)?(?: \(edited\))?"),
        why="how old a post is",
        example="4 hr. ago",
        certain=True,
        max_words=4,
    ),
    Pattern(
        name="place_on_a_site",
        form=_any(r"/?[ru]/\w{2,30}(?: avatar)?|posted (?:in|to) \S{2,40}"),
        why="a user or a group of a social site",
        example="u/oldgoat avatar",
        certain=True,
        max_words=3,
    ),
    Pattern(
        name="link_in_brackets",
        form=_exact(r"\[(?!(?i:editor|note|correction|update|sic|applause|laughter|inaudible|crosstalk)\b)[^\[\]:.!?]{12,120}\]"),
        why="a link to another report, which some papers set in brackets",
        example="[Villagers say alarms failed in 2021]",
        certain=True,
        max_words=20,
    ),
    Pattern(
        name="link_to_more",
        form=_any(
            r"(?:tap|click) (?:here )?(?:to|for) [^.!?]{2,60}|read more (?:from|about|on|in) [^:.!?]{2,40}:?"
            r"|more (?:on|from|about)(?: [^\s:,.!?]+){1,3}:?"
        ),
        why="leads to other reports",
        example="More on the dam",
        max_words=7,
    ),
    Pattern(
        name="signed_bar",
        form=_exact(
            r"(?=.*(?:\d[\d:]+|\b(?:Staff|Desk|News|Reporter|Correspondent|Editor|Agencies)\b))"
            r"(?P<names>[^|·•]{2,60}(?:\s?[|·•]\s?[^|·•]{1,60}){1,4})"
        ),
        why="byline, paper and time in one line",
        example="Lena Ost | Alben Online | 12 Mar 2025, 09:12 AM IST",
        place="top",
        names_only=True,
        max_words=18,
    ),
    Pattern(
        name="section_word",
        form=_exact(r"[A-Z][a-z]{3,14}"),
        why="the name of a section or a menu above the report",
        example="Weather",
        place="top",
        max_words=1,
    ),
    Pattern(
        name="author_note",
        form=_exact(
            rf"{_NAME}(?: {_NAME}){{1,3}} (?:is|was|has been|covers|writes about|reports on)\b(?: \S+){{0,12}} ?"
            r"(?:reporter|correspondent|editor|journalist|columnist|writer|contributor|producer|fellow|covering|covers|based in)\b[^“”\"]*"
        ),
        why="who the author is",
        example="Lena Ost is the northern correspondent of the Meridian. She joined in 2012.",
        place="tail",
        max_words=45,
    ),
    Pattern(
        name="contributed",
        form=_exact(rf"{_NAME},?(?: (?:{_NAME}|in|and|from|at|the),?)* contributed to this (?:report|story|article)\."),
        why="who else worked on the report",
        example="Karl Venn in Ostrand contributed to this report.",
        certain=True,
        max_words=30,
    ),
    Pattern(
        name="filed_under",
        form=_exact(
            r"(?i:filed under|tags?|tagged(?: with| in)?|topics?|categor(?:y|ies)|posted in|more about):? (?P<names>[^.!?“”\"]{2,160})"
        ),
        why="the words under which a report is filed",
        example="Filed under: Dams, Veltin",
        names_only=True,
        max_words=20,
    ),
    Pattern(
        name="not_edited",
        form=_any(
            r"\(?(?:except for the headline,|(?:this|the) (?:story|article|report|content) (?:has been|was|is) (?:auto-?generated|published"
            r" (?:unedited )?(?:from|via|through)|sourced from|taken from)\b)[^“”\"]{3,240}"
        ),
        why="that the text came by itself from an agency",
        example="(Except for the headline, this story has not been edited by our staff and is published from a syndicated feed.)",
        certain=True,
        max_words=50,
    ),
    Pattern(
        name="more_news",
        form=_any(
            r"(?!.*:$)(?:(?:get|track|catch|read|watch|follow) (?:all )?(?:the )?(?:latest|live|breaking|more|other|top)\b"
            r"(?=.*\b(?:news|headlines|updates|stories|coverage)\b)|(?:what do you think|have your say|let us know|tell us what you think"
            r"|leave a comment|join the (?:conversation|discussion))\b).{0,200}"
        ),
        why="sends the reader on, or asks for a comment",
        example="Get Latest News Live on Alben TV along with Top Headlines from around the world.",
        place="tail",
        max_words=40,
    ),
    Pattern(
        name="reader_pays",
        form=_any(
            r"(?:thanks|thank you) for (?:reading|subscribing|your support)\b.{0,160}|.{2,60} is a reader-supported publication\b.{0,160}"
            r"|(?:if you (?:like|enjoyed?|value)[^,]{2,60}, )?(?:please )?consider (?:becoming|supporting|subscribing|donating)\b.{0,120}"
        ),
        why="asks the reader to pay or to subscribe",
        example="Thanks for reading Tarn’s Notes! Subscribe for free to receive new posts.",
        max_words=40,
    ),
    Pattern(
        name="mail_head",
        form=_exact(
            r"(?:From|To|Cc|Bcc|Reply-To): .*@.*|(?:Sent|Date): .*\d.*|Subject: .+"
            r"|-{2,} ?(?:Forwarded [Mm]essage|Original [Mm]essage|Weitergeleitete Nachricht) ?-{2,}|Begin forwarded message:"
            r"|On .{0,20}\d.{5,80} wrote:"
        ),
        why="the head of a mail that is answered or forwarded",
        example="On Tue, 11 Mar 2025 at 18:00, Siv Dahl <siv@desk.example> wrote:",
        certain=True,
        max_words=30,
    ),
    Pattern(
        name="mail_foot",
        form=_any(
            r"(?=.*\b(?:e-?mail|message|newsletter|unsubscribe|preferences|briefing)\b)"
            r"(?:you(?: a|['’])re receiving this|you (?:have )?received this|this (?:e-?mail|message|newsletter) (?:was sent|is sent"
            r"|is confidential|may (?:be|contain)|and any|is intended)|was this (?:e-?mail|newsletter|briefing) forwarded"
            r"|if you (?:no longer|do not|don['’]t) (?:wish|want)|to (?:unsubscribe|stop receiving)|unsubscribe\b"
            r"|manage (?:your )?preferences|update your (?:e-?mail )?preferences)"
            r".{0,240}"
        ),
        why="why the mail was sent, and how to end it",
        example="You received this email because you signed up for our briefing. Unsubscribe",
        max_words=60,
    ),
    Pattern(
        name="consent",
        form=_any(
            r"(?=.*\b(?:partners|personal data|your device|consent|tracking technologies|geolocation)\b)"
            r"(?:with your (?:permission|consent|agreement),? we\b|we (?:and our|and up to|value your privacy)"
            r"|(?:by|if you) (?:clicking|click|accept)"
            r"|you (?:may|can) (?:click|change|withdraw|refuse)|selecting\b|your (?:choices|preferences|personal data)\b).{0,400}"
        ),
        why="asks for consent",
        example="With your permission we and our partners may use precise geolocation data.",
        max_words=80,
    ),
    Pattern(
        name="wire_note",
        form=_any(
            r"\(\(.{0,20}[\w.-]+@[\w.-]+.{0,80}\)\)|keywords?: [A-Z0-9][\w/ ,-]{2,60}|(?:usr|ric|story id|slug)[:=] ?\S.{0,60}"
            r"|click for restrictions\b.{0,80}|(?:media|press) contacts?: .{3,120}"
        ),
        why="what agencies and press offices print for editors",
        example="Keywords: DAM/VELTIN",
        certain=True,
        max_words=20,
    ),
)
