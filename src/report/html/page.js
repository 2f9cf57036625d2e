"use strict";
// Shows the findings of one severity, rule and file. The page is whole without it.
const form = document.querySelector("form");
const articles = [...document.querySelectorAll("article")];
function choose() {
  const wanted = [...form.querySelectorAll("select")].filter((one) => one.value);
  let shown = 0;
  for (const article of articles) {
    article.hidden = wanted.some((one) => article.dataset[one.name] !== one.value);
    shown += !article.hidden;
  }
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  form.querySelector("output").value = `${shown} of ${articles.length} shown`;
}
if (form) {
  form.hidden = false;
  form.addEventListener("change", choose);
  // A browser keeps what was chosen when the page is read again.
  choose();
}
