// The small things around the chat: the state line, notices, the error panel, the question before a new conversation.

/** @param {string} id */
export function find(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/**
 * @param {Record<string, string>} texts
 */
export function createScreen(texts) {
  const state = find('state');
  const problem = find('problem');
  const notice = find('notice');
  let noticeTimer = 0;
  return {
    /** @param {'connecting' | 'online' | 'reconnecting' | 'offline'} name */
    state(name) {
      if (state.dataset.state === name) return;
      state.dataset.state = name;
      state.textContent = texts[name] ?? '';
    },
    /** @param {string} text */
    showProblem(text) {
      find('problem-text').textContent = text;
      // Behind the panel nothing may be reached by Tab.
      find('webchat').inert = true;
      problem.hidden = false;
    },
    hideProblem() {
      find('webchat').inert = false;
      problem.hidden = true;
    },
    /** @param {string} text */
    notice(text) {
      clearTimeout(noticeTimer);
      notice.textContent = text;
      notice.hidden = false;
      noticeTimer = setTimeout(() => {
        notice.hidden = true;
      }, 12_000);
    },
  };
}

/** Asks before the conversation is left. Escape means no. */
export function confirmRestart() {
  const dialog = /** @type {HTMLDialogElement} */ (find('confirm'));
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
