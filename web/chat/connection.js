// Direct Line as Web Chat gets it: it tells what the stream does, and it never sends a message twice.

const ENDED = 5;
const EXPIRED = 3;
const FAILED = 4;
/** Pauses before the same message is posted again, ms. */
const RETRY_AFTER = [500, 1000, 2000, 4000, 8000];

/**
 * @param {any} WebChat
 * @param {{ token: string }} session
 * @param {(state: 'online' | 'reconnecting' | 'lost') => void} onState
 */
export function connect(WebChat, session, onState) {
  let ended = false;
  const tell = (state) => ended || onState(state);
  const restoreSocket = watchSockets(tell);
  const directLine = WebChat.createDirectLine({ token: session.token, domain: `${location.origin}/v3/directline` });
  restoreSocket();
  const status = directLine.connectionStatus$.subscribe((value) => {
    if (value === EXPIRED || value === FAILED) tell('lost');
  });
  const sender = createSender(directLine);
  return {
    directLine: {
      // Web Chat reads the user's id from it.
      token: session.token,
      activity$: directLine.activity$.map(sender.rename),
      connectionStatus$: directLine.connectionStatus$,
      postActivity: sender.post,
      getSessionId: () => directLine.getSessionId(),
      setUserId: () => undefined,
      end: () => directLine.end(),
    },
    end() {
      ended = true;
      status.unsubscribe();
      if (directLine.connectionStatus$.getValue() !== ENDED) directLine.end();
    },
  };
}

/**
 * The client keeps saying "online" while its stream is down, so the sockets themselves are watched. It takes the class
 * once, when it is made.
 * @param {(state: 'online' | 'reconnecting') => void} tell
 */
function watchSockets(tell) {
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    /** @param {string | URL} url */
    constructor(url) {
      super(url);
      this.addEventListener('open', () => tell('online'));
      this.addEventListener('close', () => tell('reconnecting'));
    }
  };
  return () => {
    window.WebSocket = Native;
  };
}

/**
 * On a weak link the answer may be lost after the message arrived. The same message is posted again under the same id,
 * which the gateway knows. Web Chat gives its "retry" a new id, so it is led back to the first one, and the echo forward.
 * @param {any} directLine
 */
export function createSender(directLine) {
  /** @type {Map<string, string>} */
  const newest = new Map();
  const post = (activity) => {
    const { retryOf, ...channelData } = activity.channelData ?? {};
    const first = retryOf ?? channelData.clientActivityID;
    if (retryOf !== undefined) newest.set(first, channelData.clientActivityID);
    const sent = { ...activity, channelData: { ...channelData, clientActivityID: first } };
    return postUntilAnswered(directLine, sent, 0);
  };
  const rename = (activity) => {
    const id = activity.channelData?.clientActivityID;
    if (!newest.has(id)) return activity;
    return { ...activity, channelData: { ...activity.channelData, clientActivityID: newest.get(id) } };
  };
  return { post, rename };
}

/**
 * @param {any} directLine
 * @param {any} activity
 * @param {number} attempt
 */
function postUntilAnswered(directLine, activity, attempt) {
  const pause = RETRY_AFTER[attempt];
  const again = {};
  return directLine
    .postActivity(activity)
    .flatMap((answer) =>
      // The client says "retry" for whatever a repetition may cure: no network, no answer, a gateway that restarts.
      answer === 'retry' && pause !== undefined
        ? new Promise((resolve) => setTimeout(resolve, pause * (0.75 + Math.random() / 2), again))
        : [answer],
    )
    .flatMap((answer) => (answer === again ? postUntilAnswered(directLine, activity, attempt + 1) : [answer]));
}

/**
 * Store middleware: on a retry it remembers which message is being repeated, and takes the failed one off the screen,
 * which Web Chat would leave there. To be found again, what is under way gets an id of its own.
 * @returns {any}
 */
export function rememberRetries() {
  return () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_PENDING') return next(withActivity(action, { id: localId(action) }));
    if (action.type !== 'DIRECT_LINE/POST_ACTIVITY') return next(action);
    const { channelData } = action.payload.activity;
    const failed = channelData?.clientActivityID;
    if (failed === undefined) return next(action);
    next({ type: 'DIRECT_LINE/DELETE_ACTIVITY', payload: { activityID: `local|${failed}` } });
    return next(withActivity(action, { channelData: { ...channelData, retryOf: channelData.retryOf ?? failed } }));
  };
}

function localId(action) {
  return `local|${action.payload.activity.channelData?.clientActivityID}`;
}

function withActivity(action, changes) {
  return { ...action, payload: { ...action.payload, activity: { ...action.payload.activity, ...changes } } };
}
