"""Web: the local page on a ledger. `site(ledger)` is the whole of it; `headwater serve` puts the guard around it and serves it.

Everything works without JavaScript, and nothing comes from elsewhere: `default-src 'none'`, with the page's own origin for scripts, styles,
images, fetches and forms. So there is no inline script, no inline style, no style attribute, no `data:` address.

How a page is made:

- A page is a module of `headwater.web.pages` with a list `routes` of Starlette routes. `pages/__init__.py` names the modules, one a line.
- Its functions are plain `def page(request: Request) -> Response`, which Starlette runs in a thread: they may ask the ledger at leisure.
  `desk_of(request)` (`headwater.web.desk`) is what they work with: the ledger, who corrects, what adds.
- It ends in `return render(request, "name.html", …)` (`headwater.web.rendering`). Its template extends `base.html` and fills the blocks
  `title` and `main`; where needed `head` (a stylesheet or module of its own: `static("name.css")`) and `here` (the page's word in the
  navigation).
- What went wrong is raised: `InputError` (nothing is meant by that name) becomes a page of status 404, `SettingsError` of 400,
  `StaleError` of 412.
- Templates escape everything; an undefined name is an error. `headwater.web.words` has the filters and the addresses:
  `report_url(id, statement)`, `story_url`, `claim_url`, `actor_url`, `timeline_url`, `correct_url(**fields)`.

The addresses: `/` and `/stories/{id}`, `/claims/{id}`, `/actors/{id}`, `/timeline`, `/upstream`, `/changes`, `/reports`, `/reports/{id}`,
`/search`, `/inbox`, `/add`, `/judgements`, `/correct`, `/keys`; below a story, a claim, a report and `/trace`: `/export`,
`/export/{format}`, `/case`.

Keys: whatever bears `data-item` is walked by j and k; enter follows its first link, or the one with `data-open`; e the one with
`data-edit`.
"""

from headwater.web.app import site

__all__ = ["site"]
