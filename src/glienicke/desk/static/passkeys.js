// Registering a passkey and signing in with one. Everything that counts is checked by the desk.
const says = document.getElementById("passkey-says");
const csrf = document.querySelector('meta[name="csrf"]')?.content;

async function send(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (csrf) headers["X-CSRF-Token"] = csrf;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
  const isData = (answer.headers.get("Content-Type") ?? "").includes("json");
  const data = isData ? await answer.json() : {};
  if (!answer.ok) throw new Error(data.wrong ?? "The desk did not take it; wait a little and try again.");
  return data;
}

async function tried(what) {
  says.textContent = "";
  try {
    location.assign((await what()).to);
  } catch (error) {
    says.textContent = error.name === "NotAllowedError" ? "No passkey was used." : error.message;
  }
}

const isPossible = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
const button = document.getElementById("passkey");
if (button && isPossible) {
  if (location.hostname !== button.dataset.rp) {
    document.getElementById("passkey-elsewhere").hidden = false;
  } else {
    button.hidden = false;
    button.addEventListener("click", () =>
      tried(async () => {
        const options = PublicKeyCredential.parseRequestOptionsFromJSON(await send("/sign-in/passkey/options"));
        const made = await navigator.credentials.get({ publicKey: options });
        await send("/sign-in/passkey", made.toJSON());
        return { to: button.dataset.to };
      }),
    );
  }
}

const form = document.getElementById("new-passkey");
if (form && isPossible) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tried(async () => {
      const options = PublicKeyCredential.parseCreationOptionsFromJSON(await send("/account/passkeys/options"));
      const made = await navigator.credentials.create({ publicKey: options });
      return send("/account/passkeys", { answer: made.toJSON(), name: form.elements.name.value });
    });
  });
}
