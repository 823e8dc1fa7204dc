// What was read of a pasted text is shown below the form. Files are sent one by one, so that one sees how far the reading is.
// Without this module the form sends everything at once and the next page says the same.
const form = document.querySelector(".adding form");
const progress = form.querySelector(".progress");
const outcome = document.querySelector(".adding .outcome");
const files = form.querySelector("input[type=file]");

function line(text, address) {
  const item = document.createElement("li");
  if (address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    item.append(link);
  } else {
    item.textContent = text;
  }
  return item;
}

async function send(name, fill) {
  const data = new FormData();
  for (const key of ["token", "published", "outlet"]) data.set(key, form.elements[key].value);
  fill(data);
  const item = line(`${name}: ${form.dataset.reading}`);
  progress.append(item);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  const outcome = await answer.json();
  const said = (outcome.added ?? []).map((report) => {
    const state = report.became === "known" ? form.dataset.known : form.dataset.added;
    const undated = report.undated ? `; ${form.dataset.undated}` : "";
    return line(`${name}: ${state}${undated}`, `/reports/${encodeURIComponent(report.id)}`);
  });
  const at_odds = (outcome.conflicts ?? []).map((conflict) => `⑂ ${form.dataset.conflict}: ${conflict.names.join(", ")}`);
  said.push(...at_odds.map((words) => line(words, "/decisions#conflicts")));
  said.push(...(outcome.failed ?? []).map((failure) => line(failure.error)));
  if (outcome.status) said.push(line(`${name}: ${outcome.error}`));
  item.replaceWith(...said);
}

// The answer is the page that one would see without this module; its main part is put in place.
async function show(text) {
  const data = new FormData();
  for (const key of ["token", "published", "outlet"]) data.set(key, form.elements[key].value);
  data.set("text", text);
  const item = line(`${form.querySelector("label[for=text]").textContent}: ${form.dataset.reading}`);
  progress.append(item);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const result = page.querySelector("#result") ?? page.querySelector("main");
  result.querySelector(".back-to-start")?.remove();
  result.querySelector("h1")?.replaceWith(Object.assign(document.createElement("h2"), { textContent: result.querySelector("h1").textContent }));
  item.remove();
  outcome.replaceChildren(...result.childNodes);
  outcome.focus();
  outcome.scrollIntoView({ block: "start" });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  progress.replaceChildren();
  outcome.replaceChildren();
  try {
    const text = form.elements.text.value;
    if (text.trim()) await show(text);
    for (const file of files.files) await send(file.name, (data) => data.append("files", file));
  } finally {
    button.disabled = false;
  }
});

form.addEventListener("dragover", (event) => event.preventDefault());
form.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  files.files = event.dataTransfer.files;
});
