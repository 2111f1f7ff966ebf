// How many characters may still be written, below the text. Counted as the server counts; said aloud only when it gets
// tight and the hands rest.
const letters = globalThis.Intl?.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function start(main, page) {
  for (const line of main.querySelectorAll("[data-count]:not([data-ready])")) {
    line.dataset.ready = "";
    const input = document.getElementById(line.dataset.count), limit = Number(line.dataset.limit);
    let timer;
    const length = () => {
      const text = input.value.trim();
      return [...(letters && line.dataset.people ? letters.segment(text) : text)].length;
    };
    const count = (isFirst) => {
      const left = limit - length();
      line.textContent = page.fill(left < 0 ? line.dataset.over : line.dataset.left, { n: Math.abs(left) });
      line.classList.toggle("over", left < 0);
      clearTimeout(timer);
      if (isFirst !== true && left < limit / 5) timer = setTimeout(() => page.say(line.textContent), 1000);
    };
    input?.addEventListener("input", count);
    if (input) count(true);
  }
}
