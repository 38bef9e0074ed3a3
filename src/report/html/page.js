"use strict";
// The page is whole without this. With it, the table can be sorted and searched, and a finding brings its reason along.
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  // "serum" finds "Sérum"
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));

  const form = document.getElementById("filter");
  const text = document.getElementById("filter-text");
  const severity = document.getElementById("filter-severity");
  const rule = document.getElementById("filter-rule");
  const count = document.getElementById("shown");
  const filter = () => {
    const words = plain(text.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!severity.value || row.dataset.severity === severity.value) &&
        (!rule.value || row.dataset.rule === rule.value) &&
        words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  // a browser may have kept what stood in the fields
  filter();

  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  const headers = Array.from(table.tHead.rows[0].cells);
  const first = new Map(rows.map((row, at) => [row, at]));
  const cell = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  const sort = (header, column) => {
    const turn = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const compare = header.dataset.sort === "text" ? order : (a, b) => a - b;
    const keys = header.dataset.sort === "order" ? first : new Map(rows.map((row) => [row, cell(row, column)]));
    rows.sort((a, b) => turn * compare(keys.get(a), keys.get(b)));
    // the blanks between the rows go as well: moving rows past thousands of them takes seconds
    body.replaceChildren(...rows);
    headers.forEach((other) => other.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
  };
  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(header, column));
    header.append(button);
  });
  table.classList.add("sortable");

  // opening a finding does not bubble
  body.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.open || details.querySelector("dl")) return;
    const reason = document.getElementById(details.closest("tr").dataset.why)?.querySelector("dl");
    if (reason) details.querySelector("blockquote").after(reason.cloneNode(true));
  }, true);
})();
