// Follows the questions that a page shows: how far each is, and the answer once it is there. Without this the page loads itself anew.
const followed = [...document.querySelectorAll("[data-job]")].filter((line) => line.dataset.follows !== undefined);

document.addEventListener("desk:state", async (event) => {
  for (const line of followed) {
    const job = event.detail.jobs?.find((one) => one.id === line.dataset.job);
    if (!job) continue;
    if (["done", "failed", "stopped"].includes(job.state)) {
      location.reload();
      return;
    }
    const answer = await fetch(line.dataset.address, { credentials: "same-origin" });
    if (answer.ok) line.textContent = (await answer.text()).replace(/\s+/g, " ").trim();
  }
});

// The cards of a point open when somebody goes to them.
const opened = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", opened);
opened();
