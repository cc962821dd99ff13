"use strict";
(() => {
  const field = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const all = [...document.querySelectorAll(".finding")];
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const f of all) {
      const text = f.textContent.toLowerCase();
      f.hidden = !words.every((w) => text.includes(w));
      if (!f.hidden) n++;
    }
    // What is found in a folded list is shown; an empty search folds nothing.
    for (const d of document.querySelectorAll("details.list")) {
      if (words.length && d.querySelector(".finding:not([hidden])")) d.open = true;
    }
    shown.textContent = words.length ? n + " of " + all.length + " shown" : "";
  };
  field.addEventListener("input", show);
  document.getElementById("tools").hidden = false;
  // On paper is what needs somebody, with its reasons; lists that are folded are not.
  addEventListener("beforeprint", () => {
    for (const d of document.querySelectorAll(".finding details")) if (!d.closest("details.list:not([open])")) d.open = true;
  });
})();
