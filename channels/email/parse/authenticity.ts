import { domainOf } from '../submission/settings.ts';

/**
 * What the mail server that took a letter found out about its sender (RFC 8601). `proven`: the domain of From stands behind
 * it. `forged`: that domain disowns it. `unknown`: nobody says either.
 */
export type Authenticity = 'proven' | 'forged' | 'unknown';

interface Result {
  readonly method: string;
  readonly result: string;
  /** `header.d=…`, `smtp.mailfrom=…`, in small letters. */
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * Reads the `Authentication-Results` of the one server that is believed; whatever any other wrote may be the sender's own
 * work. The first such header counts: a server puts its own on top. Pure.
 */
export function authenticityOf(headers: readonly string[], server: string, from: string | null): Authenticity {
  const own = headers.map(readHeader).find(({ authority }) => authority === server.toLowerCase());
  if (own === undefined || from === null) return 'unknown';
  const domain = domainOf(from);
  const dmarc = own.results.find(({ method }) => method === 'dmarc');
  // DMARC of another domain than the one that a person reads says nothing.
  const about = dmarc?.properties['header.from'];
  if (dmarc !== undefined && (about === undefined || about === domain)) {
    if (dmarc.result === 'pass') return 'proven';
    if (dmarc.result === 'fail') return 'forged';
  }
  const passed = own.results.filter(({ result }) => result === 'pass');
  const isBehind = ({ method, properties }: Result) => {
    const vouched = method === 'dkim' ? properties['header.d'] : properties['smtp.mailfrom'];
    return (method === 'dkim' || method === 'spf') && vouched !== undefined && isAligned(domain, domainOf(vouched));
  };
  return passed.some(isBehind) ? 'proven' : 'unknown';
}

/** RFC 7489, relaxed: the same domain, or one below the other. */
function isAligned(from: string, vouched: string): boolean {
  if (!vouched.includes('.')) return false;
  return from === vouched || from.endsWith(`.${vouched}`) || vouched.endsWith(`.${from}`);
}

function readHeader(header: string): { authority: string; results: Result[] } {
  const [head = '', ...parts] = plain(header).split(';');
  const [authority = ''] = head.trim().split(/\s+/);
  return { authority: authority.toLowerCase(), results: parts.flatMap(readResult) };
}

function readResult(part: string): Result[] {
  const [first = '', ...rest] = part.trim().split(/\s+/);
  const [method = '', result] = first.toLowerCase().split('=');
  if (result === undefined) return [];
  const pairs = rest.map((pair) => pair.toLowerCase().split('='));
  const properties = Object.fromEntries(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
  return [{ method: method.split('/')[0] ?? '', result, properties }];
}

/** Without comments, which may hold anything, and with what is quoted as one harmless word. */
function plain(header: string): string {
  let text = header.replace(/"(?:[^"\\]|\\.)*"/g, 'quoted');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\([^()]*\)/g, ' ');
  }
  return text.replace(/\s*=\s*/g, '=');
}
