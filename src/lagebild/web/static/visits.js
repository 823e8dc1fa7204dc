// The start page remembers in this browser when it was last visited, and then offers to look back to that moment.
// Nothing is sent: the moment stands in the address of the link, as it would without this module.
const visit = document.querySelector(".visit");

function kept(store, key) {
  try {
    return store.getItem(key);
  } catch {
    return null; // the browser keeps nothing
  }
}

if (visit) {
  const now = visit.dataset.now;
  let before = kept(sessionStorage, "lagebild.before");
  if (before === null) {
    before = kept(localStorage, "lagebild.visited") ?? "";
    try {
      sessionStorage.setItem("lagebild.before", before); // a visit lasts as long as the tab
    } catch {
      before = "";
    }
  }
  try {
    localStorage.setItem("lagebild.visited", now);
  } catch {
    before = "";
  }
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(before)) {
    visit.querySelector("a").href = `/?since=${before}`;
    visit.hidden = false;
  }
}
