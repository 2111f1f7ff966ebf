// Makes the resident pages pleasant; every page works without it. The server decides what is shown, and brings every word:
// texts stand in data attributes, `{name}` in them is filled in here.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const words = $("#status").dataset;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const shown = new Map(); // history index -> the page as the resident left it, with everything typed
const gates = new Set(); // what has to be done before a page is left
const loading = new Map();
let index = history.state?.i ?? 0;
let busy, byHand, leaving, asking, pressed, composing, timer, lost = 0, asked = "";

const journey = (root = document) => $("form[data-journey]", root);
const pageOf = (main) => $("input[name=_page]", main)?.value;
// An exit stands on the page it belongs to, and is a step of its own for Back.
const stepOf = (main) => pageOf(main) + $("h1", main)?.textContent;
const focus = (main) => ($("[autofocus]", main) ?? $(".summary", main) ?? $("h1", main))?.focus();
document.documentElement.classList.add("js");

function say(text) {
  $("#live").textContent = "";
  setTimeout(() => { $("#live").textContent = text; }, 50);
}

function status(text) {
  $("#status").textContent = text;
}

// Parts of a page that only some pages have bring their script along.
function enliven() {
  for (const url of new Set($$("main [data-module]").map((node) => node.dataset.module))) {
    if (!loading.has(url)) loading.set(url, import(url));
    loading.get(url).then((module) => module.start($("main"), page), () => loading.delete(url));
  }
}

// What the page would send, files aside. An individual number stays in the page.
function entries(form, isPrivate) {
  return [...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && !(isPrivate && form.elements[name]?.closest?.("[data-private]")));
}

function encode(form, name, value, files) {
  const data = new FormData(form);
  data.set(name, value);
  if (files && [...data.values()].some((v) => v.size)) return data;
  return new URLSearchParams([...data].filter(([, v]) => typeof v === "string"));
}

// What changes from page to page; around the main part only the words of another language do.
const around = [".skip", "aside.preview", ".languages", "footer"];
function parts(of) {
  const frame = around.map((part) => $(part, of));
  return { main: $("main", of), frame, words: { ...$("#status", of)?.dataset }, title: of.title, lang: of.documentElement.lang };
}

function read(text, status) {
  const document = new DOMParser().parseFromString(text, "text/html");
  if (!$("main", document)) throw status;
  return parts(document);
}

async function ask(url, body, signal) {
  const answer = await fetch(url, { method: "POST", body, signal });
  return answer.redirected ? { url: answer.url } : read(await answer.text(), answer.status);
}

function put({ main, frame, words: said, title, lang }) {
  clearTimeout(timer);
  asking?.abort();
  asked = "";
  $("main").replaceWith(main);
  around.forEach((part, i) => frame[i] && $(part)?.replaceWith(frame[i]));
  Object.assign(words, said);
  document.title = title;
  if (lang) document.documentElement.lang = lang;
  enliven();
}

const here = () => parts(document);

// A reload shows the page as it stands. What is too large for this browser is forgotten by a reload only.
function remember(isNew) {
  const form = journey();
  const resume = form && entries(form, true).filter(([name]) => name[0] === "_" || !page.isShared());
  try {
    history[isNew ? "pushState" : "replaceState"]({ i: index, resume, action: form?.getAttribute("action") }, "");
  } catch { /* see above */ }
  dispatchEvent(new Event("remembered"));
}

function show(next, push) {
  shown.set(index, here());
  if (push && stepOf(next.main) !== stepOf($("main"))) index++;
  else push = false;
  for (const i of shown.keys()) if (push && i >= index) shown.delete(i);
  put(next);
  remember(push);
  if (!$("[autofocus]", next.main)) scrollTo(0, 0);
  focus(next.main);
}

// The receipt takes the place of the journey: Back leads to an empty first page.
function leave(url) {
  leaving = true;
  dispatchEvent(new Event("sent"));
  $("main").replaceChildren();
  if (!index) return location.replace(url);
  const go = () => { history.replaceState(null, ""); location.assign(url); };
  addEventListener("popstate", go, { once: true });
  history.go(-index);
}

function wait(form, on) {
  busy = on;
  form.setAttribute("aria-busy", on);
  status(on ? words.sending : "");
}

addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  if (byHand || !button || form.getAttribute("method") !== "post") return;
  if (form.matches("[data-plain]")) return;
  event.preventDefault();
  if (busy) return;
  clearTimeout(timer);
  asking?.abort();
  busy = true;
  for (const gate of gates) if (!(await gate())) return void (busy = false);
  wait(form, true);
  try {
    const next = await ask(form.getAttribute("action"), encode(form, button.name, button.value, true));
    lost = 0;
    if (next.url) leave(next.url);
    else show(next, true);
    wait(form, false);
  } catch (error) {
    wait(form, false);
    // Without a connection the page stays as it is. Twice in a row although there is one: the browser may know more.
    if (error instanceof TypeError && (!navigator.onLine || !lost++)) return status(words.offline);
    byHand = true;
    if (button.value === "submit") dispatchEvent(new Event("sent"));
    HTMLFormElement.prototype.requestSubmit.call(form, button);
  }
});

// The server's answer comes while somebody goes on: take over what appears and disappears, and leave the rest untouched,
// so that focus, typed text and an unfinished conversion stay as they are.
function take(old, now) {
  const kept = new Map([...old.children].map((node) => [node.dataset.key, node]));
  let at = old.firstElementChild, count = 0;
  for (const node of [...now.children]) {
    const same = kept.get(node.dataset.key);
    kept.delete(node.dataset.key);
    if (!same) { old.insertBefore(node, at); count++; continue; }
    while (at && at !== same && kept.has(at.dataset.key)) at = at.nextElementSibling;
    if (at === same) at = same.nextElementSibling;
    const [was, is] = [$("[data-need]", same), $("[data-need]", node)];
    if (was && is && was.textContent !== is.textContent) was.replaceWith(is);
    for (const row of $$(".row", node)) {
      const known = document.getElementById(row.id);
      if (known) count += take($(".blocks", known), $(".blocks", row));
    }
    for (const is of $$("output", node)) {
      const was = document.getElementById(is.id);
      // A copy: the outputs of rows come by here twice, once with their row and once with its group.
      if (was && was.textContent !== is.textContent) was.replaceChildren(...is.cloneNode(true).childNodes);
    }
  }
  for (const node of kept.values()) { node.remove(); count++; }
  return count;
}

// An address was looked up: what is empty is filled in, and what was found stands below the postcode.
function address(next, id) {
  const [was, is] = [document.getElementById(id), next.querySelector(`[id="${id}"]`)];
  if (!was || !is) return;
  for (const input of $$("input, select", is.closest(".field"))) {
    const mine = input.id && !is.contains(input) && document.getElementById(input.id);
    if (mine && !mine.value.trim() && mine !== document.activeElement) mine.value = input.value;
  }
  is.removeAttribute("autofocus");
  was.replaceWith(is.cloneNode(true));
  say($("[data-said]", is)?.textContent ?? "");
}

function merge(next, id) {
  const [old, now] = [$(".blocks"), $(".blocks", next)];
  if (!old || !now || pageOf($("main")) !== pageOf(next)) return;
  if (id) address(next, id);
  const count = take(old, now);
  for (const part of [".hiddens", ".progress"]) {
    const is = $(part, next);
    if (is) $(part)?.replaceWith(is);
  }
  if (count) say(words.changed);
  dispatchEvent(new CustomEvent("merged", { detail: next }));
  enliven();
  remember();
}

async function refresh(form, action = "refresh", id) {
  const typed = JSON.stringify([action, entries(form).filter(([name]) => name[0] !== "_")]);
  if (busy || composing || typed === asked || !form.isConnected) return;
  asking?.abort();
  const { signal } = (asking = new AbortController());
  try {
    for (const gate of gates) if (!(await gate(true))) return;
    const { main } = await ask(form.getAttribute("action"), encode(form, "_action", action), signal);
    await pressed;
    if (!main || signal.aborted) return;
    asked = typed;
    merge(main, id);
  } catch { /* the next page post decides anyway */ }
}

function later(after, ...what) {
  clearTimeout(timer);
  asking?.abort();
  timer = setTimeout(refresh, after, ...what);
}

function changed(target, after) {
  const form = target.form;
  if (!form?.matches("[data-journey]") || busy || composing) return;
  const button = target.name?.endsWith(".postalCode") && $("[data-lookup]", target.closest(".part"));
  if (button) {
    const digits = target.value.normalize("NFKC").replace(/\D/g, "");
    if (digits.length !== 7 || digits === target.dataset.known) return;
    target.dataset.known = digits;
    later(0, form, button.value, button.closest(".found").id);
  } else if (target.closest("[data-affects]")) later(after, form);
}

let noting = 0;
function note() {
  if (!noting) return;
  clearTimeout(noting);
  noting = 0;
  remember();
}
// Whoever closes the window right after a key keeps that key too.
addEventListener("pagehide", note);
addEventListener("visibilitychange", note);

addEventListener("input", (event) => {
  const { target } = event;
  // Who writes what else it is has chosen 「その他」.
  const box = target.value && target.closest(".other")?.parentElement;
  const pick = box && $("[value=__other]", box);
  if (pick) pick.checked = pick.selected = true;
  clearTimeout(noting);
  if (target.form?.matches("[data-journey]")) noting = setTimeout(note, 300);
  if (!event.isComposing) changed(target, 600);
});
addEventListener("change", ({ target }) => {
  note();
  changed(target, 0);
});

// While a conversion is going on, nothing moves on the page.
addEventListener("compositionstart", () => {
  composing = true;
  clearTimeout(timer);
  asking?.abort();
});
addEventListener("compositionend", ({ target }) => {
  composing = false;
  changed(target, 600);
});

addEventListener("pointerdown", () => {
  pressed = new Promise((done) => {
    for (const up of ["pointerup", "pointercancel"]) addEventListener(up, () => setTimeout(done), { once: true });
  });
});

addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) return print();
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: "center" });
});

// A journey that was saved goes on at the address that asks for the code: there no form says where to ask.
async function restore(fields, action = journey().getAttribute("action")) {
  const next = await ask(action, new URLSearchParams([...fields, ["_action", "refresh"]]));
  if (!next.main) return;
  put(next);
  if (journey()) remember();
  focus(next.main);
}

addEventListener("popstate", ({ state }) => {
  if (leaving) return;
  shown.set(index, here());
  index = state?.i ?? 0;
  const known = shown.get(index);
  if (known) { put(known); focus(known.main); }
  else if (state?.resume && (state.action || journey())) restore(state.resume, state.action).catch(() => location.reload());
  else location.reload();
});

addEventListener("pageshow", ({ persisted }) => { if (persisted && leaving) location.reload(); });

/** What the parts of a page with a script of their own may use. */
const page = {
  ask, read, merge, entries, say, status, fill, gates, journey, restore, remember,
  enliven, show,
  stop() { clearTimeout(timer); asking?.abort(); },
  isShared() { try { return !!localStorage.getItem("madoguchi shared"); } catch { return true; } },
};

if (history.state?.resume && (history.state.action || journey())) restore(history.state.resume, history.state.action).catch(() => {});
else $(".summary")?.focus();
enliven();
