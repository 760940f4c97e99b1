// A second press must not send the form again: the link works once, and the second answer would say that it is used up.
const form = document.getElementById('form');
const send = document.getElementById('send');
if (form && send) {
  form.addEventListener('submit', () => {
    send.disabled = true;
    form.setAttribute('aria-busy', 'true');
  });
  // Coming back with the browser's own button shows the page as it was left; nothing of it may stay.
  window.addEventListener('pageshow', (event) => {
    send.disabled = false;
    form.removeAttribute('aria-busy');
    if (event.persisted) form.reset();
  });
}
