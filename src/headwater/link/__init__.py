"""Link: resolved reports -> stories, reuse, citations, claims, origins. Pure: it is handed the reports, their vectors, the neighbours.

First what can be compared at all (`units`), and who is who across reports (`actors`). Then which reports tell the same story (`stories`),
whose text derives from whose (`reuse`), who names whom as where it has something from (`citations`), which statements make the same claim
(`claims`), what became of figures and quotations on the way (`figures`, `quotes`), and how many independent origins stand behind each claim
(`origins`).
"""
