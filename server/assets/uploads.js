// Files are sent as soon as they are chosen, one after another, with their progress. What the server took stays taken; what
// was interrupted can be sent again; what is not wanted is cancelled. The page is not left before they have arrived.
let page, running;
const jobs = [];

export function start(main, api) {
  page = api;
  page.gates.add(gate);
  for (const job of jobs.splice(0)) if (job.main === main) jobs.push(job); else job.xhr?.abort();
  for (const box of main.querySelectorAll("[data-upload]:not([data-ready])")) ready(main, box);
}

function ready(main, box) {
  box.dataset.ready = "";
  const input = document.getElementById(box.dataset.upload);
  input?.addEventListener("change", () => {
    for (const file of input.files) add({ main, file, key: box.closest("[data-key]").dataset.key, name: input.name }, box);
    input.value = "";
    run();
  });
  for (const job of jobs) if (job.main === main && job.key === box.closest("[data-key]").dataset.key) box.append(job.line);
}

function add(job, box) {
  job.words = box.dataset;
  job.line = document.createElement("li");
  jobs.push(job);
  box.append(job.line);
  const limit = Number(box.dataset.bytes);
  if (limit && job.file.size > limit) refuse(job, text(job, "large"));
  else draw(job, "waiting", text(job, "waiting"));
}

const text = (job, which, percent) => page.fill(job.words[which], { name: job.file.name, percent });

function draw(job, state, words, label = "cancel") {
  job.state = state;
  const said = document.createElement("span");
  said.textContent = words;
  job.line.className = state;
  job.line.replaceChildren(said);
  if (state === "sending") {
    job.bar = document.createElement("progress");
    job.bar.max = 1;
    job.line.append(job.bar);
  }
  if (state === "failed") button(job, "retry", () => { draw(job, "waiting", text(job, "waiting")); run(); });
  button(job, label, () => { job.xhr?.abort(); end(job); });
}

function button(job, which, press) {
  const button = document.createElement("button"), about = document.createElement("span");
  button.type = "button";
  button.className = "small";
  button.textContent = job.words[which];
  about.className = "hidden";
  about.textContent = ` ${job.file.name}`;
  button.append(about);
  button.addEventListener("click", press);
  job.line.append(button);
}

function refuse(job, words) {
  draw(job, "refused", words, "close");
  page.say(words);
}

function end(job) {
  const next = job.line.nextElementSibling ?? job.line.previousElementSibling;
  const place = job.line.contains(document.activeElement) && (next?.querySelector("button") ?? input(job));
  if (jobs.includes(job)) jobs.splice(jobs.indexOf(job), 1);
  job.line.remove();
  if (place) place.focus();
}

const field = (job, root = document) => root.querySelector(`[data-key="${job.key}"]`);
const input = (job) => field(job)?.querySelector("input[type=file]");

function run() {
  running ??= (async () => {
    for (let job; (job = jobs.find(({ state }) => state === "waiting"));) await send(job);
    running = undefined;
  })();
  return running;
}

function send(job) {
  return new Promise((done) => {
    page.stop();
    const form = page.journey(), xhr = (job.xhr = new XMLHttpRequest()), body = new FormData();
    for (const [name, value] of page.entries(form)) body.append(name, value);
    body.append("_action", `attach:${job.name}`);
    body.append(job.name, job.file);
    draw(job, "sending", text(job, "sending", 0));
    xhr.upload.addEventListener("progress", ({ loaded, total }) => {
      job.bar.value = loaded / total;
      job.line.firstChild.textContent = text(job, "sending", Math.floor((loaded / total) * 100));
    });
    xhr.addEventListener("load", () => {
      try {
        arrived(job, page.read(xhr.responseText, xhr.status).main);
      } catch {
        failed(job);
      }
    });
    xhr.addEventListener("error", () => failed(job));
    xhr.addEventListener("loadend", done);
    xhr.open("POST", form.getAttribute("action"));
    xhr.send(body);
  });
}

function failed(job) {
  draw(job, "failed", text(job, "failed"));
  page.say(text(job, "failed"));
}

// The server's page holds the file in its state, or says what is wrong with it.
function arrived(job, next) {
  const fresh = field(job, next)?.cloneNode(true), old = field(job);
  if (!fresh || !old) throw new Error("another page");
  const error = fresh.querySelector(".error");
  page.merge(next);
  if (error) {
    // It stands with its file, where it stays while the next ones arrive.
    refuse(job, error.textContent);
    error.remove();
    fresh.classList.remove("wrong");
    fresh.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  } else {
    end(job);
    page.say(text(job, "received"));
  }
  // Also the buttons of the files that are still to come are drawn into the new field.
  const had = old.contains(document.activeElement) && document.activeElement;
  old.replaceWith(fresh);
  page.enliven();
  if (had) (had.id ? document.getElementById(had.id) : had)?.focus();
}

// Nothing is asked and no page is left while files are on their way; a file that did not arrive is not passed over.
async function gate(isQuiet) {
  if (running && !isQuiet) page.status(jobs[0]?.words.hold ?? "");
  await running;
  page.status("");
  const open = jobs.find(({ state }) => state === "failed");
  if (!open || isQuiet) return true;
  page.status(open.words.open);
  open.line.querySelector("button").focus();
  return false;
}
