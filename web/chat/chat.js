// The chat page: gets a session, starts Web Chat on it, and tells the person plainly when something is wrong.
import { connect, rememberRetries } from './connection.js';
import { confirmRestart, createScreen, find } from './dialogs.js';
import { checkFiles, explain, refusalOf } from './problems.js';
import { render } from './renderer.js';
import { createSessionKeeper } from './session.js';

/** How long the stream may be away before the person is told and offered a retry, ms. */
const PATIENCE = 20_000;
/** Pauses between tries of our own, ms. */
const TRY_AGAIN = [5_000, 10_000, 20_000, 40_000, 60_000];

const settings = JSON.parse(find('settings').getAttribute('content') ?? '{}');
const { texts } = settings;
const nonce = /** @type {HTMLScriptElement} */ (find('chat-script')).nonce ?? '';
const screen = createScreen(texts);
const keeper = createSessionKeeper(settings.site);

/** @type {{ end(): void } | null} */
let connection = null;
let patience = 0;
let retry = 0;
let failures = 0;

async function begin() {
  clearTimeout(retry);
  clearTimeout(patience);
  connection?.end();
  screen.state('connecting');
  const WebChat = window.WebChat;
  if (WebChat === undefined) {
    screen.showProblem(texts.problemBundle);
    return;
  }
  try {
    const session = await keeper.open();
    const made = connect(WebChat, session, follow);
    connection = made;
    const store = WebChat.createStore({}, rememberRetries(), checkFiles(settings, screen), refusalOf(texts, screen));
    render(WebChat, find('webchat'), { ...made, store, ...settings, nonce });
    patience = setTimeout(lose, PATIENCE);
  } catch (error) {
    lose(error);
  }
}

/** @param {'online' | 'reconnecting' | 'lost'} state */
function follow(state) {
  clearTimeout(patience);
  if (state === 'lost') {
    lose();
    return;
  }
  screen.state(state);
  if (state === 'online') {
    failures = 0;
    clearTimeout(retry);
    screen.hideProblem();
  } else {
    patience = setTimeout(lose, PATIENCE);
  }
}

/** @param {unknown} [error] */
function lose(error) {
  connection?.end();
  connection = null;
  screen.state('offline');
  screen.showProblem(explain(texts, error));
  // Everybody lost it at the same moment; they must not all come back at the same moment.
  const pause = TRY_AGAIN[Math.min(failures, TRY_AGAIN.length - 1)] ?? 60_000;
  failures += 1;
  clearTimeout(retry);
  retry = setTimeout(begin, pause * (0.5 + Math.random()));
}

function focusMessageBox() {
  const box = document.querySelector('[data-id="webchat-sendbox-input"]');
  if (box instanceof HTMLElement) box.focus();
}

find('retry').addEventListener('click', () => {
  screen.hideProblem();
  begin().then(focusMessageBox);
});
find('skip').addEventListener('click', (event) => {
  event.preventDefault();
  focusMessageBox();
});
find('restart').addEventListener('click', async () => {
  if (!(await confirmRestart())) return;
  keeper.forget();
  await begin();
  focusMessageBox();
});
window.addEventListener('online', () => {
  if (connection === null) begin();
});

if (window.parent !== window) {
  // In a frame of embed.js: the page around closes us. It checks who speaks, so the target may stay open.
  const close = () => window.parent.postMessage({ type: 'ventanilla:close' }, '*');
  find('close').hidden = false;
  find('close').addEventListener('click', close);
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) close();
  });
  window.addEventListener('message', (event) => {
    if (event.source === window.parent && event.data?.type === 'ventanilla:open') focusMessageBox();
  });
}

begin();
