// Drawing a signature, and taking the place one stands at. What is drawn goes into the file input below it, what is found
// into the two inputs: sending, errors and everything else stay as without JavaScript.
export function start(root) {
  for (const box of root.querySelectorAll("[data-sign]:not([data-ready])")) pen(box);
  for (const box of root.querySelectorAll("[data-point]:not([data-ready])")) place(box);
}

function pen(box) {
  box.dataset.ready = "";
  const input = document.getElementById(box.dataset.sign);
  const canvas = box.querySelector("canvas"), ink = canvas.getContext("2d");
  const clear = () => {
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, canvas.width, canvas.height);
  };
  const at = (event) => {
    const frame = canvas.getBoundingClientRect(), scale = canvas.width / frame.width;
    return [(event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale];
  };
  // At once, not by `toBlob`: the next thing pressed may be the button that sends.
  const hand = () => {
    const bytes = Uint8Array.from(atob(canvas.toDataURL("image/png").split(",")[1]), (letter) => letter.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], box.dataset.name, { type: "image/png" }));
    input.files = files.files;
  };
  let down = false;
  clear();
  Object.assign(ink, { lineWidth: 7, lineCap: "round", lineJoin: "round", strokeStyle: "#000" });
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    down = true;
    canvas.setPointerCapture(event.pointerId);
    ink.beginPath();
    ink.moveTo(...at(event));
    ink.lineTo(...at(event));
    ink.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!down) return;
    for (const step of event.getCoalescedEvents?.() ?? [event]) ink.lineTo(...at(step));
    ink.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (down) hand();
      down = false;
    });
  }
  box.querySelector("[data-clear]").addEventListener("click", () => { clear(); input.value = ""; });
  // A file chosen instead takes the place of what was drawn.
  input.addEventListener("change", clear);
}

function place(box) {
  box.dataset.ready = "";
  const [latitude, longitude] = box.querySelectorAll("input");
  const button = box.querySelector("[data-locate]"), said = box.querySelector("[role=status]");
  if (!navigator.geolocation) return button.remove();
  const found = ({ coords }) => {
    latitude.value = coords.latitude.toFixed(6);
    longitude.value = coords.longitude.toFixed(6);
    latitude.dispatchEvent(new Event("change", { bubbles: true }));
    said.textContent = said.dataset.found;
  };
  const lost = () => { said.textContent = said.dataset.lost; };
  button.addEventListener("click", () => {
    said.textContent = said.dataset.asking;
    navigator.geolocation.getCurrentPosition(found, lost, { enableHighAccuracy: true, timeout: 20000 });
  });
}
