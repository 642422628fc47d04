// What the page does beside the terminal: the keys go there as soon as its socket is open, which
// it says by a class of the body, and a button begins again once it is closed.
"use strict";

window.addEventListener("load", () => {
  const again = document.querySelector("#ended button");
  again.addEventListener("click", () => location.reload());
  new MutationObserver(() => {
    const is = (what) => document.body.classList.contains(what);
    if (is("-closed")) again.focus();
    else if (is("-loaded")) document.querySelector(".xterm-helper-textarea")?.focus();
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
