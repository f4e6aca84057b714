// Security keys: the browser asks the key, the answer goes with the form. Form: data-key="get" or "create".
const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: fromText(one.id) }));

function toAsk({ publicKey: asked }, ceremony) {
  const publicKey = { ...asked, challenge: fromText(asked.challenge) };
  if (ceremony === "get") return { publicKey: { ...publicKey, allowCredentials: known(asked.allowCredentials) } };
  const user = { ...asked.user, id: fromText(asked.user.id) };
  return { publicKey: { ...publicKey, user, excludeCredentials: known(asked.excludeCredentials) } };
}

function answerOf(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = toText(key.response[name]);
  }
  const clientExtensionResults = key.getClientExtensionResults();
  return { id: key.id, rawId: toText(key.rawId), type: key.type, response, clientExtensionResults };
}

async function ask(form) {
  const options = toAsk(JSON.parse(form.dataset.options), form.dataset.key);
  const key = await navigator.credentials[form.dataset.key](options);
  form.elements.credential.value = JSON.stringify(answerOf(key));
  form.requestSubmit();
}

function refuse(form) {
  const notice = document.getElementById("sentences").content.cloneNode(true);
  notice.querySelector("[data-text]").textContent = form.dataset.refused;
  document.getElementById("messages").replaceChildren(notice);
}

document.addEventListener("click", ({ target }) => {
  const form = target.closest?.("[data-key-button]")?.form;
  if (form) ask(form).catch(() => refuse(form));
});
