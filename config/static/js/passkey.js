// Joins the passkey button of a page to the browser, through allauth's script. Stores nothing.
(function () {
  "use strict";
  var button = document.querySelector("[data-passkey]");
  if (!button || !window.PublicKeyCredential || !window.allauth) return;
  var ids = { credential: button.dataset.key, login: button.id, authenticate: button.id, add: button.id };
  if (document.getElementById("passkey_data")) ids.data = "passkey_data";
  if (document.getElementById("id_passwordless")) ids.passwordless = "id_passwordless";
  var failed = document.querySelector("[data-passkey-failed]");
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    failed.hidden = false;
  });
  button.type = "button";
  button.addEventListener("click", function () { failed.hidden = true; });
  window.allauth.webauthn.forms[button.dataset.passkey]({ ids: ids });
  button.hidden = false;
  document.querySelector("[data-passkey-without]").hidden = true;
})();
