import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import { shapeOf } from '../../text/shape.ts';
import type { Range } from '../../text/view.ts';

/** A key's name, at most three words, a sign or "es", and the value. */
const LABEL =
  /(api[ _-]?keys?|x-api-key|apikey|(?:client|app|consumer|api|webhook|signing|shared)[ _-]?secrets?|secret(?:[ _-]?(?:access)?[ _-]?key)?|aws_secret_access_key|(?:access|refresh|auth|api|bearer|id|session|csrf|bot|device)[ _-]?tokens?|tokens?|private[ _-]?key|account[ _-]?key|sharedaccess(?:key|signature)|encryption[ _-]?key|clave (?:de |del )?(?:la )?api|llave (?:de |del )?(?:la )?api|secreto|jsessionid|phpsessid|sessionid|session_id|asp\.net_sessionid|laravel_session|connect\.sid)(?:[ ](?!es\b|is\b)[a-z.]{2,14}){0,3}["'\]]{0,2}[ \t]{0,4}(?:=>|:=|[:=]|->|[ ]es[ ]|[ ]is[ ]|[ ]era[ ]|>|[ ])[ \t\n]{0,4}["']?([^\s"'<>;,&]{8,4000})/g;
const AUTHORIZATION = /\b(?:bearer|basic|apikey|token)[ :=]{1,3}["']?([a-z0-9._~+/=-]{8,4000})/g;
const SIGNATURE = /[?&](?:sig|signature|x-amz-signature|x-amz-security-token)=([^&\s"'<>]{16,2000})/g;

/** Keys and tokens that their label gives away. */
export const labelledSecret: Rule = {
  id: 'secret.labelled',
  kind: 'secret',
  hint: /key|secret|token|bearer|basic |apikey|llave|clave|sess|connect\.sid|sig/,
  examples: {
    hit: [
      'Authorization: Bearer ⟦6f8af12c99d04b1fae55⟧',
      'api_key=⟦7c6a180b36896a0a8c02787eeafb0e4c⟧',
      'el token de acceso es ⟦8f14e45fceea167a5a36⟧',
      'client_secret: "⟦q8Z~abcD1234efgh⟧"',
      'Authorization: Basic ⟦dXN1YXJpbzpjbGF2ZTEy⟧',
    ],
    miss: [
      'se perdió el token',
      'archivo .key del CSD',
      'el token no llega al correo',
      'token 482913',
      'Basic authentication',
    ],
  },
  find: (view) => {
    const found: Range[] = [];
    for (const form of [LABEL, AUTHORIZATION, SIGNATURE]) {
      for (const match of scan(view.lower, form)) {
        const value = match[2] ?? (form === LABEL ? '' : (match[1] ?? ''));
        const end = match.index + match[0].length;
        const text = view.text.slice(end - value.length, end).replace(/[.)\]}!?]{1,20}$/, '');
        if (isKey(text)) found.push({ start: end - value.length, end: end - value.length + text.length });
      }
    }
    return found;
  },
};

/** Long enough, letters and digits mixed (or very long), no everyday form. */
function isKey(text: string): boolean {
  const shape = shapeOf(text);
  if (
    shape === 'mask' ||
    shape === 'digits' ||
    text.startsWith('\uE000') ||
    /^(?:https?:|\$|process\.|os\.)/.test(text)
  )
    return false;
  const mixed = /\d/.test(text) && /[a-z]/i.test(text);
  if (text.length >= 32) return mixed || /^[A-Za-z0-9+/=_-]{32,}$/.test(text);
  if (!mixed) return text.length >= 16 && /[a-z][A-Z].*[a-z][A-Z]/.test(text);
  return text.length >= 12 || (text.length >= 8 && shape === 'chosen');
}
