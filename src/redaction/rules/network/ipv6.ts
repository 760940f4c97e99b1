import { isIPv6 } from 'node:net';
import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import type { Range, View } from '../../text/view.ts';

const RUN = /(?<![\w:.])[\da-f:]{2,45}(?:\.\d{1,3}){0,3}(?![\w(])/g;
/** Letters that stick to the end ("2001:db8::1.") are cut by the pattern; a sign of code may not follow. */
const CODE_AFTER = /^(?:::|\(|[a-z_<])/;

/** IPv6: the longest run of hex digits and colons that is an address and holds a digit. */
export const ipv6: Rule = {
  id: 'ip.v6',
  kind: 'ip',
  hint: /[\da-f]{0,4}:[\da-f]{0,4}:/,
  examples: {
    hit: [
      'ipv6 ⟦2806:10a:1:2::9⟧',
      '[⟦fe80::abcd⟧]:443',
      '⟦::ffff:10.0.0.1⟧',
      '⟦64:ff9b::192.0.2.1⟧',
      'addr ⟦2001:db8:0:0:8:800:200c:417a⟧',
      'es ⟦::1⟧.',
    ],
    miss: ['std::string::npos', 'Clase::metodo', 'Db::Add()', '2001::db8::1', 'a las 11:22:33', 'Face::Bed'],
  },
  find: (view) => {
    const found: Range[] = [];
    for (const match of scan(view.lower, RUN)) {
      const range = addressIn(view, match.index, match[0]);
      if (range !== undefined) found.push(range);
    }
    return found;
  },
};

function addressIn(view: View, start: number, run: string): Range | undefined {
  if (run.indexOf(':') === run.lastIndexOf(':')) return undefined;
  const trimmed = run.endsWith(':') && !run.endsWith('::') ? run.slice(0, -1) : run;
  if (!/\d/.test(trimmed) && !/^(?:fe80|fd|fc|ff0)/.test(trimmed)) return undefined;
  if (CODE_AFTER.test(view.lower.slice(start + trimmed.length, start + trimmed.length + 2)) && trimmed === run)
    return undefined;
  // "10::30" is a slip of a time.
  if (/^\d{1,2}::\d{1,2}$/.test(trimmed)) return undefined;
  if (isIPv6(trimmed)) return { start, end: start + trimmed.length };
  const dots = trimmed.indexOf('.');
  const short = dots === -1 ? '' : trimmed.slice(0, dots);
  return short !== '' && isIPv6(short) ? { start, end: start + short.length } : undefined;
}
