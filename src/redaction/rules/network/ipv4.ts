import type { Rule, Scene } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import type { Range, View } from '../../text/view.ts';
import { ipWordBefore, networkWordNear } from './address-cues.ts';
import { speaksOfSomethingElse } from './not-an-address.ts';

const QUAD = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)/g;

/** Dotted quads. */
export const ipv4: Rule = {
  id: 'ip.v4',
  kind: 'ip',
  hint: /\d\.\d{1,3}\./,
  examples: {
    hit: [
      'la ip es ⟦192.168.5.10⟧',
      'no da ping ⟦10.0.0.33⟧ ni ⟦10.0.0.34⟧',
      'el servidor ⟦192.168.3.3⟧ ya tiene la versión 14.2.0.1',
      'http://⟦192.168.12.5⟧:8000/login',
      'red ⟦10.10.0.0⟧/20',
      'el DNS es ⟦8.8.8.8⟧',
      'ip ⟦192.168.001.010⟧',
    ],
    miss: [
      'CONTPAQi 14.3.2.1 versión nueva',
      'versión 10.2.3.4',
      'Windows 10.0.22631.3296',
      'Chrome/121.0.0.0 Safari/537.36',
      'cuenta 1.1.3.1',
      'la 102.01.002.001 no cuadra',
      'tel 222.240.11.22',
      'respaldo 24.03.15.22',
      '1.2.3.4.5',
    ],
  },
  find: (view, scene) => {
    const found: Range[] = [];
    for (const match of scan(view.lower, QUAD)) {
      const range = { start: match.index, end: match.index + match[0].length };
      if (isAddress(view, { range, octets: match.slice(1, 5), scene })) found.push(range);
    }
    return found;
  },
};

function isAddress(view: View, { range, octets, scene }: { range: Range; octets: string[]; scene: Scene }): boolean {
  if (octets.some((octet) => Number(octet) > 255)) return false;
  const labelled = ipWordBefore(view, range.start);
  const privately = isPrivate(octets);
  const padded = octets.some((octet) => octet.length > 1 && octet.startsWith('0'));
  if (padded && !labelled && !(privately && octets.every((octet) => octet.length === 3)) && scene.expect !== 'ip')
    return false;
  if (scene.expect === 'version' && !labelled && !networkWordNear(view, range.start)) return false;
  return !speaksOfSomethingElse(view, range, privately);
}

/** RFC 1918, loopback, link-local, carrier-grade NAT. */
export function isPrivate(octets: readonly string[]): boolean {
  const [a, b] = [Number(octets[0]), Number(octets[1])];
  return (
    a === 10 ||
    a === 127 ||
    (a === 192 && b === 168) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}
