// The reader: choosing a statement without loading the page again. What stands beside it comes from the server, as everywhere.

const reader = document.querySelector("[data-report]");
const side = document.querySelector("[data-side]");
const pieces = [...document.querySelectorAll("[data-in]")];
const known = new Map();
let wanted = reader && new URLSearchParams(location.search).get("statement");

/** By statement, the pieces that belong to it, with the parts they play. */
const parts = new Map();
for (const piece of pieces) {
  for (const each of piece.dataset.in.split(" ")) {
    const [statement, role] = each.split("=");
    if (!parts.has(statement)) parts.set(statement, []);
    parts.get(statement).push([piece, role]);
  }
}

function light(statement) {
  for (const lit of document.querySelectorAll("[data-as]")) delete lit.dataset.as;
  for (const [piece, role] of parts.get(statement) ?? []) {
    piece.dataset.as = piece.dataset.as ? `${piece.dataset.as} ${role}` : role;
  }
  for (const link of document.querySelectorAll("[data-choose][aria-current]")) link.removeAttribute("aria-current");
  for (const link of reader.querySelectorAll(`[data-choose="${CSS.escape(statement ?? "")}"]`)) {
    if (!link.closest(".beside")) link.setAttribute("aria-current", "true");
  }
}

function show(html) {
  document.querySelector(".beside")?.remove();
  if (!html) return;
  side.prepend(document.createRange().createContextualFragment(html));
  document.querySelector("[data-told]").textContent = side.querySelector(".beside h2").textContent + " is shown beside the report";
  side.scrollTop = 0;
}

/** What stands beside a statement, asked for once; nothing where the server has none. */
function asked(statement) {
  if (!known.has(statement)) {
    const address = `/reports/${reader.dataset.report}/statements/${encodeURIComponent(statement)}`;
    known.set(statement, fetch(address).then((answer) => (answer.ok ? answer.text() : "")));
  }
  return known.get(statement);
}

async function choose(statement, { remember = true } = {}) {
  wanted = statement;
  light(statement);
  const at = `/reports/${reader.dataset.report}`;
  const address = statement ? `${at}?statement=${encodeURIComponent(statement)}#s-${statement}` : at;
  if (remember) history.pushState({ statement }, "", address);
  if (!statement) return show("");
  const html = await asked(statement);
  if (!html) return location.assign(address);
  if (wanted !== statement) return;
  show(html);
  // Those before and after are wanted next, as likely as not.
  for (const link of side.querySelectorAll(".beside-nav [data-choose]")) asked(link.dataset.choose);
}

if (reader) {
  reader.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a");
    const piece = event.target.closest("[data-in]");
    if (link?.dataset.choose) {
      event.preventDefault();
      choose(link.dataset.choose);
      document.getElementById(`s-${link.dataset.choose}`)?.scrollIntoView({ block: "nearest" });
    } else if (link?.hasAttribute("data-close")) {
      event.preventDefault();
      const number = wanted && document.getElementById(`s-${wanted}`);
      choose(null);
      number?.focus({ preventScroll: true });
    } else if (piece && !link && getSelection().isCollapsed) {
      choose(piece.dataset.in.split(" ")[0].split("=")[0]);
    }
  });
  // Walked to by j and k: shown when the walk rests.
  let resting;
  reader.addEventListener("headwater:at", (event) => {
    const statement = event.target.dataset.choose;
    if (!statement) return;
    light(statement);
    clearTimeout(resting);
    resting = setTimeout(() => choose(statement, { remember: false }), 60);
  });
  addEventListener("popstate", () => choose(new URLSearchParams(location.search).get("statement"), { remember: false }));
}
