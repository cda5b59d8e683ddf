// The slider leads from day to day; the arrow keys do the same. The strip of links says all without it.
const slider = document.getElementById("slider");
const links = [...document.querySelectorAll("ol.strip a")];
if (slider && links.length) {
  slider.closest("label").hidden = false;
  const tell = () => slider.setAttribute("aria-valuetext", links[slider.valueAsNumber].textContent);
  tell();
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => location.assign(links[slider.valueAsNumber].href));
}
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const link = { ArrowLeft: 'a[rel="prev"]', ArrowRight: 'a[rel="next"]' }[event.key];
  if (link) document.querySelector(link)?.click();
});
