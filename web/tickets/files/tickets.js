// A second press must not send a form again. Without this script the server finds the repeat by its key.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', () => {
    form.setAttribute('aria-busy', 'true');
    for (const button of form.querySelectorAll('button')) button.disabled = true;
  });
}
// Coming back with the browser's own button shows the page as it was left.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) {
    form.removeAttribute('aria-busy');
    for (const button of form.querySelectorAll('button')) button.disabled = false;
  }
});
// The questions of a new case that an answer has made needless go out of the way; the server leaves them unread.
const rows = [...document.querySelectorAll('[data-when]')];
const update = () => {
  for (const row of rows) {
    const rules = JSON.parse(row.dataset.when);
    const holds = Object.entries(rules).every(([field, values]) => {
      const asked = document.getElementById(`a-${field}`);
      return !asked || values.includes(asked.value);
    });
    row.hidden = !holds;
    for (const field of row.querySelectorAll('select, input, textarea')) {
      field.disabled = !holds;
      field.required = holds && field.dataset.required === 'yes';
    }
  }
};
if (rows.length > 0) {
  document.addEventListener('change', update);
  update();
}
