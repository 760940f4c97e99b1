import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import type { Range } from '../../text/view.ts';

/** Tokens that show their maker by a prefix. One line each; every quantifier capped. */
const shapes: readonly string[] = [
  '(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[0-9A-Z]{12,20}', // AWS
  'gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}', // GitHub
  'gl(?:pat|dt|rt|ptt|soat)-[A-Za-z0-9_-]{16,64}', // GitLab
  'xox[abeoprs]-[A-Za-z0-9-]{10,200}|xapp-\\d-[A-Za-z0-9-]{10,200}', // Slack
  '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,200}|whsec_[A-Za-z0-9+/=]{16,128}', // Stripe
  'sk-(?:proj-|ant-|or-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}', // model providers
  'AIza[0-9A-Za-z_-]{30,45}|ya29\\.[0-9A-Za-z_-]{20,255}|GOCSPX-[A-Za-z0-9_-]{20,40}', // Google
  'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}|key-[0-9a-f]{32}|re_[A-Za-z0-9_]{20,48}', // mail senders
  'hf_[A-Za-z0-9]{20,64}|npm_[A-Za-z0-9]{30,48}|pypi-[A-Za-z0-9_-]{40,255}|dop_v1_[0-9a-f]{40,80}|shp(?:at|ss|ca|pa)_[0-9a-fA-F]{24,48}',
  '(?:APP_USR|TEST)-\\d{10,20}-\\d{6}-[0-9a-f_]{20,60}(?:-\\d{5,14})?|APP_USR-[0-9a-f-]{30,60}', // Mercado Pago
  'key_[A-Za-z0-9]{16,40}', // Conekta
  'EAA[A-Za-z0-9]{30,255}', // Meta
  '(?:AC|SK)[0-9a-f]{32}|dapi[0-9a-f]{32}|PMAK-[0-9a-f]{20,30}-[0-9a-f]{30,40}|xkeysib-[0-9a-f]{60,70}-[A-Za-z0-9]{12,24}|sbp_[0-9a-f]{36,48}|pat[A-Za-z0-9]{14}\\.[0-9a-f]{60,70}|hv[sbr]\\.[A-Za-z0-9_-]{20,200}|dckr_pat_[A-Za-z0-9_-]{20,40}', // Twilio, Databricks, Postman, Brevo, Supabase, Airtable, Vault, Docker
  '\\d{8,10}:AA[A-Za-z0-9_-]{32,35}', // Telegram
  'eyJ[A-Za-z0-9_-]{6,4000}\\.[A-Za-z0-9_-]{4,8000}(?:\\.[A-Za-z0-9_-]{0,2000})?', // JWT
  'sq0(?:atp|csp)-[A-Za-z0-9_-]{20,60}|EAAA[A-Za-z0-9_-]{50,80}|lin_api_[A-Za-z0-9]{30,50}|ATATT3[A-Za-z0-9_=-]{30,255}|NRAK-[A-Z0-9]{20,40}|glsa_[A-Za-z0-9_]{30,60}|tskey-[a-z]{3,10}-[A-Za-z0-9-]{16,80}|AGE-SECRET-KEY-1[A-Z0-9]{40,70}',
];
/** A short prefix and a long run of all kinds of letters: what a maker of tokens would write. */
const PREFIXED =
  /(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9]{0,14}(?:[_-][a-z][a-z0-9]{1,7}){0,2}[_.-](?=[A-Za-z0-9]{0,40}[A-Z])(?=[A-Za-z0-9]{0,40}[a-z])(?=[A-Za-z0-9]{0,40}\d)[A-Za-z0-9]{24,200}(?:[._-][A-Za-z0-9]{8,100}){0,2}(?![A-Za-z0-9])/g;
const TOKEN = new RegExp(`(?<![A-Za-z0-9_-])(?:${shapes.join('|')})(?![A-Za-z0-9])`, 'g');
const HOOK =
  /hooks\.slack\.com\/services\/([A-Za-z0-9/]{20,80})|discord(?:app)?\.com\/api\/webhooks\/(\d{10,25}\/[\w-]{30,90})|\/bot(\d{8,10}:[\w-]{30,40})/g;

/** API keys and tokens known by their shape. */
export const vendorToken: Rule = {
  id: 'secret.vendor',
  kind: 'secret',
  hint: /[_.-][a-z0-9]{24}|dapi|pmak|xkeysib|sbp_|pat[a-z0-9]{14}\.|hv[sbr]\.|dckr|akia|asia|aroa|aida|abia|acca|gh[pousr]_|github_pat|gl[a-z]{2,4}-|xox|xapp|_live_|_test_|whsec|sk-|aiza|ya29|gocspx|sg\.|key[-_]|re_|hf_|npm_|pypi|dop_|shp|app_usr|test-\d|eaa|[as][ck][0-9a-f]{32}|:aa|eyj|sq0|lin_|atatt|nrak|glsa|tskey|age-secret|hooks\.slack|webhooks|\/bot\d/,
  examples: {
    hit: ['AWS ⟦AKIAI44QH8DHBEXAMPLE⟧', 'token ⟦eyJhbGciOiJub25lIn0.eyJ1c2VyIjoxMH0.c2lnbmF0dXJh⟧'],
    miss: ['AKIA no es', 'eyJ', 'key_1'],
  },
  find: (view) => {
    const found: Range[] = [];
    for (const form of [TOKEN, PREFIXED])
      for (const match of scan(view.text, form)) found.push({ start: match.index, end: match.index + match[0].length });
    for (const match of scan(view.text, HOOK)) {
      const value = match.slice(1).find((group) => group !== undefined) ?? '';
      const end = match.index + match[0].length;
      found.push({ start: end - value.length, end });
    }
    return found;
  },
};
