// One script tag puts the chat on any page:
//   <script src="https://YOUR-GATEWAY/embed.js" async></script>
// Optional: data-site, data-lang ("es" | "en"), data-label, data-position ("right" | "left").
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one file and one scope, so that the page around sees no name of ours
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || document.getElementById('ventanilla-chat')) return;
  const gateway = new URL(script.src).origin;
  const { site, lang = document.documentElement.lang, label, position } = script.dataset;
  const language = lang.toLowerCase().startsWith('en') ? 'en' : 'es';
  const words =
    language === 'en'
      ? { open: label ?? 'Open the support chat', close: 'Close the support chat', title: 'Support chat' }
      : { open: label ?? 'Abrir el chat de soporte', close: 'Cerrar el chat de soporte', title: 'Chat de soporte' };
  const side = position === 'left' ? 'left' : 'right';
  const address = `${gateway}/chat?${new URLSearchParams({ lang: language, ...(site ? { site } : {}) })}`;

  const STYLE = `
    :host { all: initial; }
    button { align-items: center; background: #0b5563; border: 2px solid #fff; border-radius: 50%; bottom: 20px;
      box-shadow: 0 4px 18px rgb(0 0 0 / 30%); color: #fff; cursor: pointer; display: flex; height: 60px;
      justify-content: center; padding: 0; position: fixed; width: 60px; z-index: 2147483000; }
    button:hover { background: #083f4a; }
    button:focus-visible { outline: 3px solid #f6b73c; outline-offset: 3px; }
    .panel { background: #f4f7f8; border: 0; border-radius: 16px; bottom: 92px; box-shadow: 0 12px 44px rgb(0 0 0 / 30%);
      height: min(640px, calc(100dvh - 112px)); overflow: hidden; position: fixed; width: 390px; z-index: 2147483001; }
    .panel[hidden] { display: none; }
    iframe { border: 0; display: block; height: 100%; width: 100%; }
    .right { right: 20px; }
    .left { left: 20px; }
    @media (max-width: 480px) {
      .panel { border-radius: 0; bottom: 0; height: 100dvh; left: 0; right: 0; width: 100%; }
    }
    @media print { button, .panel { display: none; } }
  `;

  const host = document.createElement('div');
  host.id = 'ventanilla-chat';
  const root = host.attachShadow({ mode: 'open' });
  // An adopted sheet needs no permission from the page's own security policy, an inline one would.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const button = makeButton();
  const panel = makePanel();
  root.append(button, panel);
  /** @type {HTMLIFrameElement | null} */
  let frame = null;

  function makeButton() {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = side;
    set(made, { 'aria-controls': 'ventanilla-panel', 'aria-expanded': 'false', 'aria-label': words.open });
    made.append(makeIcon());
    return made;
  }

  function makePanel() {
    const made = document.createElement('div');
    made.id = 'ventanilla-panel';
    made.className = `panel ${side}`;
    made.hidden = true;
    set(made, { role: 'dialog', 'aria-label': words.title });
    return made;
  }

  function makeFrame() {
    const made = document.createElement('iframe');
    made.src = address;
    made.title = words.title;
    made.allow = 'clipboard-write';
    made.referrerPolicy = 'origin';
    return made;
  }

  function makeIcon() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const shape = 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z';
    set(path, { d: shape, fill: 'currentColor' });
    set(svg, { viewBox: '0 0 24 24', width: '28', height: '28', 'aria-hidden': 'true' });
    svg.append(path);
    return svg;
  }

  /**
   * @param {Element} element
   * @param {Record<string, string>} attributes
   */
  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }

  /** @param {boolean} open */
  function show(open) {
    panel.hidden = !open;
    set(button, { 'aria-expanded': String(open), 'aria-label': open ? words.close : words.open });
    if (!open) {
      button.focus();
      return;
    }
    // Nothing is loaded, and no conversation begins, before somebody wants to talk.
    if (frame === null) {
      frame = makeFrame();
      panel.append(frame);
    }
    frame.focus();
    frame.contentWindow?.postMessage({ type: 'ventanilla:open' }, gateway);
  }

  button.addEventListener('click', () => show(panel.hidden));
  root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && !panel.hidden) show(false);
  });
  window.addEventListener('message', (event) => {
    const ours = event.origin === gateway && event.source === frame?.contentWindow;
    if (ours && event.data?.type === 'ventanilla:close') show(false);
  });
  // With `async` the script may run before there is a body.
  if (document.body) document.body.append(host);
  else document.addEventListener('DOMContentLoaded', () => document.body.append(host));
})();
