import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import type { Range, View } from '../../text/view.ts';
import { hasMacWord, macWordNear } from './address-cues.ts';

const GROUPS = /(?<![\da-z:.-])[\da-f]{1,2}([:.-])[\da-f]{1,2}(?:\1[\da-f]{1,2}){1,30}(?![\da-z]|[:.-][\da-f])/g;
const CISCO = /(?<![\da-z:.-])([\da-f]{4})([.:-])[\da-f]{4}\2[\da-f]{4}(?:\2[\da-f]{4})?(?![\da-z]|[:.-][\da-z])/g;
const HALVES =
  /(?<![\da-z:.-])(?:[\da-f]{6}[-:. ][\da-f]{6}|[\da-f]{8}[- ][\da-f]{4}|[\da-f]{4}[ ][\da-f]{4}[ ][\da-f]{4})(?![\da-z]|[:.-][\da-z])/g;
const BARE = /(?<![\da-z:.-])(?:0x)?(?:[\da-f]{12}|[\da-f]{16})(?![\da-z]|[:.-][\da-z])/g;
const WEAK =
  /(?<![\da-z:.-])[\da-f]{2}(?:[ ,_/;:.-]{1,3}[\da-f]{2}){5}(?:[ ,_/;:.-]{1,3}[\da-f]{2}){0,2}(?![\da-z]|[:.-][\da-f])/g;
const SAID = /dos puntos|guion|colon|dash/;
const SPOKEN =
  /(?<![\da-z])[\da-f]{1,2}(?:[ ]{1,2}(?:dos puntos|guion medio|guion|colon|dash)[ ]{1,2}[\da-f]{1,2}){5}(?![\da-z])/g;

/** MAC addresses: six or eight groups with one separator and none before or after. */
export const mac: Rule = {
  id: 'mac.address',
  kind: 'mac',
  hint: /[\da-f][^\da-z]{1,3}[\da-f]{1,2}[^\da-z]{1,3}[\da-f]|[\da-f]{4}[.:-][\da-f]{4}|[\da-f]{6}|[\da-f] {1,2}(?:dos puntos|guion|colon|dash)/,
  examples: {
    hit: [
      'mac ⟦00:1B:44:11:3A:B7⟧',
      'Dirección física: ⟦00-1B-44-11-3A-B8⟧',
      'cisco ⟦001b.4411.3ab9⟧ vlan 10',
      'la mac es ⟦001B44113ABA⟧',
      'mac ⟦00 1B 44 11 3A BB⟧',
      'EUI-64 ⟦00-1B-44-FF-FE-11-3A-BC⟧',
      'mac ⟦00 dos puntos 1b dos puntos 44 dos puntos 11 dos puntos 3a dos puntos b7⟧',
    ],
    miss: [
      'respaldo_24-05-01-09-15-00.zip',
      'lote 0B1C2D3E4F50',
      'UUID 7A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9',
      'SHA1 AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD',
      'respaldo 24-03-15-10-45-30',
      'tel 52-55-12-34-56-78',
      'tengo una mac 2019',
    ],
  },
  find: (view, scene) => {
    const spoken = scene.expect === 'mac' || hasMacWord(view);
    const asked = (range: Range): boolean => scene.expect === 'mac' || (spoken && macWordNear(view, range.start));
    const sure = [
      ...matches(view, GROUPS, (range, text) => isGrouped(text, asked(range))),
      ...matches(view, CISCO, (range, text) => (/[a-f]/.test(text) && /\d/.test(text)) || asked(range)),
      ...(SAID.test(view.lower) ? matches(view, SPOKEN, () => true) : []),
    ];
    if (!spoken) return sure;
    return [
      ...sure,
      ...matches(view, HALVES, asked),
      ...matches(view, BARE, (range, text) => asked(range) && !isNamed(view, range, text)),
      ...matches(view, WEAK, asked),
    ];
  },
};

function matches(view: View, form: RegExp, accept: (range: Range, text: string) => boolean): Range[] {
  const found: Range[] = [];
  for (const match of scan(view.lower, form)) {
    const range = { start: match.index, end: match.index + match[0].length };
    if (accept(range, match[0])) found.push(range);
  }
  return found;
}

/** All-decimal groups without the word are a date stamp or a phone, unless they begin with 00. */
function isGrouped(text: string, labelled: boolean): boolean {
  const groups = text.split(/[:.-]/);
  if (groups.length !== 6 && groups.length !== 8) return false;
  if (labelled) return true;
  if (groups.some((group) => group.length === 1) && !text.includes(':')) return false;
  if (/[a-f]/.test(text)) return true;
  return text.startsWith('00') && !isStamp(groups);
}

function isStamp(groups: readonly string[]): boolean {
  const [, month = 0, day = 0, hour = 0, minute = 0, second = 0] = groups.map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
}

/** "serie 0B1C…" beside the word MAC stays what it says it is. */
function isNamed(view: View, range: Range, text: string): boolean {
  if (/^\d+$/.test(text) && text.length === 16) return true;
  return /(?:serie|lote|uuid|folio|pedimento|certificado)[ :.#=]{1,3}$/.test(
    view.lower.slice(Math.max(0, range.start - 16), range.start),
  );
}
