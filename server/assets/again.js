// A page that could not be received sends itself again after the seconds the server asked for. Whoever leaves it, or presses
// a button before, has decided otherwise; without a connection it waits for one.
export function start(main, page) {
  const line = main.querySelector("[data-again]:not([data-ready])"), button = main.querySelector("button[value=submit]");
  if (!line || !button) return;
  line.dataset.ready = "";
  let left = Number(line.dataset.again);
  const tick = () => {
    if (!line.isConnected) return clearInterval(timer);
    line.textContent = page.fill(line.dataset.left, { n: left });
    if (left > 0) left--;
    else if (navigator.onLine) {
      clearInterval(timer);
      button.form.requestSubmit(button);
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}
