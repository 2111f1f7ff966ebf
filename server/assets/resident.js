// Makes the resident pages pleasant; every page works without it. The server decides what is shown.
const $ = (selector, root = document) => root.querySelector(selector);
const say = (text) => { $("#live").textContent = text; };
const shown = new Map(); // history index -> the page as the resident left it, with everything typed
let index = history.state?.i ?? 0;
let busy, byHand, leaving, asking, pressed;

const resume = (main) => [...main.querySelectorAll("input[name^=_]")].map((i) => [i.name, i.value]);
const pageOf = (main) => $("input[name=_page]", main)?.value;
const focus = (main) => ($("[autofocus]", main) ?? $(".summary", main) ?? $("h1", main))?.focus();
document.documentElement.classList.add("js");

// Pen and place are loaded by the pages that ask for them.
function enliven() {
  const box = $("[data-module]");
  if (box) import(box.dataset.module).then((module) => module.start($("main")));
}

function encode(form, name, value, files) {
  const data = new FormData(form);
  data.set(name, value);
  if (files && [...data.values()].some((v) => v.size)) return data;
  return new URLSearchParams([...data].filter(([, v]) => typeof v === "string"));
}

async function ask(url, body, signal) {
  const answer = await fetch(url, { method: "POST", body, signal });
  if (answer.redirected) return { url: answer.url };
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!$("main", page)) throw answer.status;
  $(".languages")?.replaceWith($(".languages", page) ?? "");
  return { main: $("main", page), title: page.title };
}

function put(main, title) {
  $("main").replaceWith(main);
  document.title = title;
  enliven();
}

function show({ main, title }, push) {
  shown.set(index, { main: $("main"), title: document.title });
  if (push && pageOf(main) !== pageOf($("main"))) index++;
  else push = false;
  for (const i of shown.keys()) if (push && i >= index) shown.delete(i);
  try {
    history[push ? "pushState" : "replaceState"]({ i: index, resume: resume(main) }, "");
  } catch { /* too large for this browser: only a reload forgets the page */ }
  put(main, title);
  if (!$("[autofocus]", main)) scrollTo(0, 0);
  focus(main);
}

// The receipt takes the place of the journey: Back leads to an empty first page.
function leave(url) {
  leaving = true;
  $("main").replaceChildren();
  if (!index) return location.replace(url);
  const go = () => { history.replaceState(null, ""); location.assign(url); };
  addEventListener("popstate", go, { once: true });
  history.go(-index);
}

function wait(form, on) {
  busy = on;
  form.setAttribute("aria-busy", on);
  $("#status").textContent = on ? "送信しています…" : "";
}

addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  // Another language changes the whole page, not only its main part.
  if (byHand || !button || button.value.startsWith("language:") || form.getAttribute("method") !== "post") return;
  event.preventDefault();
  if (busy) return;
  asking?.abort();
  wait(form, true);
  try {
    const next = await ask(form.getAttribute("action"), encode(form, button.name, button.value, true));
    if (next.url) leave(next.url);
    else show(next, true);
    wait(form, false);
  } catch {
    wait(form, false);
    if (!navigator.onLine) return alert("通信できませんでした。入力した内容は残っています。電波の届くところで、もう一度押してください。");
    byHand = true;
    HTMLFormElement.prototype.requestSubmit.call(form, button);
  }
});

// A field that others depend on has changed: take over what appears and disappears, and leave the rest untouched,
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
    for (const row of node.querySelectorAll(".row")) {
      const known = document.getElementById(row.id);
      if (known) count += take($(".blocks", known), $(".blocks", row));
    }
    for (const is of node.querySelectorAll("output")) {
      const was = document.getElementById(is.id);
      // A copy: the outputs of rows come by here twice, once with their row and once with its group.
      if (was && was.textContent !== is.textContent) was.replaceChildren(...is.cloneNode(true).childNodes);
    }
  }
  for (const node of kept.values()) { node.remove(); count++; }
  return count;
}

function merge(next) {
  const [old, now] = [$(".blocks"), $(".blocks", next)];
  if (!old || !now || pageOf($("main")) !== pageOf(next)) return;
  const count = take(old, now);
  for (const part of [".hiddens", ".progress"]) $(part)?.replaceWith($(part, next) ?? "");
  if (count) say("選んだ内容に合わせて、入力する項目が変わりました。");
}

// Who writes what else it is has chosen 「その他」.
addEventListener("input", ({ target }) => {
  const box = target.value && target.closest(".other")?.parentElement;
  const pick = box && $("[value=__other]", box);
  if (pick) pick.checked = pick.selected = true;
});

addEventListener("change", async ({ target }) => {
  if (busy || !target.closest("[data-affects]")) return;
  asking?.abort();
  const { signal } = (asking = new AbortController());
  try {
    const form = target.closest("form");
    const { main } = await ask(form.getAttribute("action"), encode(form, "_action", "refresh"), signal);
    await pressed;
    if (main && !signal.aborted) merge(main);
  } catch { /* the next page post decides anyway */ }
});

// A telephone's camera gives one photograph at a time: what is chosen next joins what was chosen before.
const chosen = new WeakMap();
addEventListener("change", ({ target }) => {
  if (target.type !== "file" || !target.multiple) return;
  const all = new DataTransfer(), names = new Set();
  for (const file of [...(chosen.get(target) ?? []), ...target.files]) {
    const name = [file.name, file.size, file.lastModified].join("/");
    if (!names.has(name)) all.items.add(file);
    names.add(name);
  }
  chosen.set(target, [...all.files]);
  target.files = all.files;
  say(`選んだファイルは${all.files.length}個です：${[...all.files].map((f) => f.name).join("、")}`);
});

addEventListener("pointerdown", () => {
  pressed = new Promise((done) => {
    for (const up of ["pointerup", "pointercancel"]) addEventListener(up, () => setTimeout(done), { once: true });
  });
});

addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: "center" });
});

async function restore(fields) {
  const page = await ask($("form[data-journey]").getAttribute("action"), new URLSearchParams([...fields, ["_action", "refresh"]]));
  put(page.main, page.title);
  focus(page.main);
}

addEventListener("popstate", ({ state }) => {
  if (leaving) return;
  shown.set(index, { main: $("main"), title: document.title });
  index = state?.i ?? 0;
  const page = shown.get(index);
  if (page) { put(page.main, page.title); focus(page.main); }
  else if (state?.resume) restore(state.resume).catch(() => location.reload());
  else location.reload();
});

addEventListener("pageshow", ({ persisted }) => { if (persisted && leaving) location.reload(); });
if (history.state?.resume && $("form[data-journey]")) restore(history.state.resume).catch(() => {});
else $(".summary")?.focus();
enliven();
