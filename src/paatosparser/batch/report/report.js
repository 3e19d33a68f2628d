"use strict";
// The page is whole without this: it adds sorting and filtering to tables, and opens the list that a link leads to.
const FEW = 25;
const order = new Intl.Collator("fi", { numeric: true });

function sortable(table) {
  const heads = table.tHead.rows[0].cells;
  const body = table.tBodies[0];
  if (body.rows.length < 2) return;
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const numeric = head.classList.contains("number");
      const next = { ascending: "descending", descending: "ascending" };
      const way = next[head.getAttribute("aria-sort")] ?? (numeric ? "descending" : "ascending");
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way);
      const value = (row) => {
        const cell = row.cells[head.cellIndex];
        return numeric ? Number(cell.dataset.v ?? -1) : cell.textContent;
      };
      const compared = numeric ? (a, b) => value(a) - value(b) : (a, b) => order.compare(value(a), value(b));
      const sign = way === "ascending" ? 1 : -1;
      body.append(...[...body.rows].sort((a, b) => sign * compared(a, b)));
    });
  }
}

function filterable(rows, before, name) {
  if (rows.length <= FEW) return;
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = "Filter";
  field.setAttribute("aria-label", `Filter: ${name}`);
  field.addEventListener("input", () => {
    const wanted = field.value.toLocaleLowerCase("fi");
    for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase("fi").includes(wanted);
  });
  before.before(field);
}

function open() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place instanceof HTMLDetailsElement) place.open = true;
}

for (const table of document.querySelectorAll("table")) {
  sortable(table);
  filterable([...table.tBodies[0].rows], table.parentElement, table.caption.textContent);
}
for (const list of document.querySelectorAll("ul.documents")) {
  filterable([...list.children], list, list.previousElementSibling.textContent);
}
addEventListener("hashchange", open);
open();
