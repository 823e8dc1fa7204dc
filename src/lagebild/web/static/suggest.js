// The search box offers names of the record. Without this module the box works all the same.
const list = document.getElementById("names");
let asked = 0;

async function offer(words) {
  const turn = ++asked;
  const answer = await fetch(`/suggest?q=${encodeURIComponent(words)}`);
  if (!answer.ok || turn !== asked) return;
  const names = await answer.json();
  list.replaceChildren(
    ...[...new Set(names.map((found) => found.name))].map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }),
  );
}

for (const box of document.querySelectorAll("input[list=names]")) {
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    if (box.value.trim().length > 1) waiting = setTimeout(() => offer(box.value), 120);
  });
}
