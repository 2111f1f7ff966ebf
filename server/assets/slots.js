// Appointments: another place or other people, and the days and times below are others. What was picked and what has the
// focus stay; what is free now is said. Days and months are buttons and need none of this.
let page, asking;

function swap(was, is) {
  const focused = was.contains(document.activeElement) && document.activeElement;
  const picked = was.querySelector("input:checked")?.id;
  for (const node of is.querySelectorAll("[autofocus]")) node.removeAttribute("autofocus");
  was.replaceWith(is);
  const again = picked && document.getElementById(picked);
  if (again && !again.disabled) again.checked = true;
  if (focused) {
    const same = (focused.id && document.getElementById(focused.id)) ||
      [...is.querySelectorAll("button")].find((button) => focused.value && button.value === focused.value);
    (same || is.querySelector("caption"))?.focus();
  }
  page.say(is.dataset.said);
}

function take(next) {
  for (const is of next.querySelectorAll("[data-swap]")) {
    const was = document.getElementById(is.id);
    if (was && was.innerHTML !== is.innerHTML) swap(was, is.cloneNode(true));
  }
}

async function look(input) {
  const form = input.form;
  asking?.abort();
  const { signal } = (asking = new AbortController());
  const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  body.set("_action", input.dataset.look);
  try {
    const { main } = await page.ask(form.getAttribute("action"), body, signal);
    if (main && !signal.aborted && form.isConnected) page.merge(main);
  } catch { /* the next page post decides anyway */ }
}

export function start(main, given) {
  if (page) return;
  page = given;
  addEventListener("merged", (event) => take(event.detail));
  addEventListener("change", ({ target }) => {
    if (target.dataset.look && target.form) look(target);
  });
}
