// On the report page: pointing at a mark shows its entry and all its other marks, and the other way round.
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
