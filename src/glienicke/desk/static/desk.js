// What every page does besides: it says when the case changed elsewhere, sends the form's token with htmx, knows a few keys.
const token = document.querySelector('meta[name="csrf"]')?.content;

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail?.ctx?.request;
  if (token && request && request.method !== "GET") request.headers["X-CSRF-Token"] = token;
});

// The first state is that of this page; a later one with another mark means that something changed since.
const live = document.getElementById("live");
let mark = null;
live?.addEventListener("desk", (event) => {
  const state = JSON.parse(event.detail.data);
  const isFirst = mark === null;
  const isNew = !isFirst && state.mark !== mark;
  mark = state.mark;
  document.dispatchEvent(new CustomEvent("desk:state", { detail: state }));
  if (!isNew) return;
  document.dispatchEvent(new CustomEvent("desk:changed", { detail: state }));
  // A page that follows by itself says so; the others offer to be loaded anew, since somebody may be typing.
  if (!document.querySelector("[data-follows]")) document.getElementById("changed").hidden = false;
});

// The failures of a form are read first.
document.getElementById("wrong")?.focus();

let before = "";
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const search = document.querySelector('input[type="search"]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "?") {
    document.getElementById("keys")?.showModal();
  } else if (before === "g" && event.key === "c") {
    location.assign("/");
  }
  before = event.key;
});
