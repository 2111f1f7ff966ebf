// An unsent page survives an accidental close: its answers stay in this browser for a day, unless it is shared. They are
// shown again only after asking, and go when the form is sent or somebody says so. Individual numbers are not kept.
const PREFIX = "madoguchi kept ", SHARED = "madoguchi shared", DAY = 86_400_000;
let page, key, isAsking;

const store = (work) => { try { return work(localStorage); } catch { return undefined; } };
const keys = (start) => store((kept) => Object.keys(kept).filter((name) => name.startsWith(start))) ?? [];
const drop = (start) => { for (const name of keys(start)) store((kept) => kept.removeItem(name)); };

function known(name) {
  const copy = store((kept) => JSON.parse(kept.getItem(name)));
  if (copy && Date.now() - copy.at < DAY && Array.isArray(copy.fields)) return copy;
  drop(name);
}

function keep() {
  const form = page.journey();
  if (!key || !form || isAsking || page.isShared()) return;
  const copy = JSON.stringify({ at: Date.now(), fields: page.entries(form, true) });
  store((kept) => kept.setItem(key, copy));
}

// Of this form in whatever version it was begun, the latest.
function latest(form) {
  const copies = keys(`${PREFIX}${form.getAttribute("action")} `).map(known).filter(Boolean);
  return copies.sort((one, other) => other.at - one.at)[0];
}

function offer(main, form, copy) {
  const note = main.querySelector("template[data-offer]").content.firstElementChild.cloneNode(true);
  isAsking = true;
  note.querySelector("[data-continue]").addEventListener("click", async () => {
    try {
      await page.restore(copy.fields);
      isAsking = false;
    } catch {
      page.status(document.getElementById("status").dataset.offline);
    }
  });
  note.querySelector("[data-drop]").addEventListener("click", () => {
    forget(form);
    note.remove();
    main.querySelector("h1").focus();
  });
  form.before(note);
}

function forget(form) {
  isAsking = false;
  drop(`${PREFIX}${form.getAttribute("action")} `);
}

export function start(main, api) {
  const box = main.querySelector("[data-keep]:not([data-ready])"), form = api.journey();
  page = api;
  if (!box || !form) return;
  box.dataset.ready = "";
  key = `${PREFIX}${form.getAttribute("action")} ${box.dataset.keep}`;
  for (const name of keys(PREFIX)) known(name);
  const [shared, button] = [box.querySelector("[data-shared]"), box.querySelector("[data-forget]")];
  shared.checked = page.isShared();
  shared.addEventListener("change", () => {
    store((kept) => (shared.checked ? kept.setItem(SHARED, "1") : kept.removeItem(SHARED)));
    if (shared.checked) drop(PREFIX);
    page.remember();
  });
  button.addEventListener("click", () => {
    forget(form);
    page.say(button.dataset.done);
    page.status(button.dataset.done);
  });
  const isFresh = !form.elements._state?.value;
  const copy = isFresh && !page.isShared() && latest(form);
  if (copy) return offer(main, form, copy);
  isAsking = false;
  if (!isFresh) keep();
}

addEventListener("remembered", keep);
addEventListener("sent", () => {
  const form = page?.journey();
  if (form) forget(form);
  key = undefined;
});
