// Reading with keys: a letter presses the button or follows the link that has it; words that are selected fill the quote.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[arjku]$/.test(event.key)) document.querySelector(`[data-key="${event.key}"]`)?.click();
});

const report = document.getElementById("report");
report?.querySelector("mark.lit")?.scrollIntoView({ block: "nearest" });

// A suggestion under the pointer lights its words, and words their suggestion.
const light = (id, on) => {
  for (const mark of report.querySelectorAll("mark")) {
    if (mark.dataset.s.split(" ").includes(id)) mark.classList.toggle("near", on);
  }
};
for (const line of document.querySelectorAll("ol.lines li")) {
  for (const [kind, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    line.addEventListener(kind, () => light(line.dataset.s, on));
  }
}
// From one suggestion of the list to the next by the arrow keys; its words are lit as under the pointer.
document.querySelector("ol.lines")?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  const next = links[links.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
report?.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const id = event.target.closest("mark")?.dataset.s.split(" ")[0];
  if (id) document.querySelector(`ol.lines li[data-s="${id}"] a`)?.click();
});

const quote = document.getElementById("f-quote");
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const words = selection.toString().trim();
  if (quote && words && report.contains(selection.anchorNode) && report.contains(selection.focusNode)) {
    quote.value = words;
    quote.closest("details").open = true;
  }
});
