// On the report page: pointing at a mark shows its entry and all its other marks, and the other way round. Where the
// entries stand below the text, as on a phone, a tap on a mark opens its entry under the sentence; a second one puts it back.
const marks = new Map();
for (const mark of document.querySelectorAll(".m[data-entry]")) {
  const key = mark.dataset.entry;
  if (!marks.has(key)) marks.set(key, []);
  marks.get(key).push(mark);
}
const side = document.querySelector(".side");
let lit = [];

function light(keys) {
  for (const element of lit) element.classList.remove("lit");
  lit = [];
  for (const key of keys) {
    const entry = document.getElementById(key);
    lit.push(...(marks.get(key) ?? []), ...(entry ? [entry] : []));
  }
  for (const element of lit) element.classList.add("lit");
}

function keysAt(element) {
  const keys = [];
  for (let at = element.closest(".m"); at; at = at.parentElement?.closest(".m")) keys.push(at.dataset.entry);
  return keys;
}

document.querySelector(".text").addEventListener("pointerover", (event) => light(keysAt(event.target)));
side.addEventListener("pointerover", (event) => {
  const entry = event.target.closest(".e");
  light(entry?.id ? [entry.id] : []);
});
side.addEventListener("click", (event) => {
  const back = event.target.closest("a.back");
  const first = back && marks.get(back.dataset.entry)?.[0];
  if (!first) return;
  event.preventDefault();
  light([back.dataset.entry]);
  first.scrollIntoView({ block: "center" });
});

const text = document.querySelector(".text");
const below = window.matchMedia("(max-width: 60rem)");
let opened = null;

function shut() {
  if (!opened) return;
  opened.home.replaceWith(opened.entry);
  opened.place.remove();
  opened.link.removeAttribute("aria-expanded");
  opened = null;
}

function open(link, entry) {
  const place = document.createElement("span");
  const home = document.createComment("entry");
  const button = document.createElement("button");
  place.className = "beneath";
  place.lang = document.documentElement.lang;
  button.className = "shut";
  button.type = "button";
  button.textContent = text.dataset.shut;
  button.addEventListener("click", () => {
    shut();
    link.focus();
  });
  entry.replaceWith(home);
  place.append(button, entry);
  (link.closest(".s") ?? link).after(place);
  link.setAttribute("aria-expanded", "true");
  opened = { link, entry, place, home };
  light([entry.id]);
}

text.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const entry = link && below.matches && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!entry) return;
  event.preventDefault();
  const again = opened?.entry === entry;
  shut();
  if (!again) open(link, entry);
});
below.addEventListener("change", shut);

// the sentence that an address leads to: its entries are marked beside the text, and the first of them is in sight
const here = document.getElementById("here");
if (here && !below.matches) {
  const keys = new Set([...here.querySelectorAll(".m[data-entry]")].map((mark) => mark.dataset.entry));
  const entries = [...side.querySelectorAll(".e")].filter((entry) => keys.has(entry.id));
  for (const entry of entries) entry.classList.add("at");
  if (entries.length) side.scrollTop = entries[0].offsetTop - 8;
}
