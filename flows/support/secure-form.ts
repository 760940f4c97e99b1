import type { CommandResult, FlowEvent } from '../../src/contracts/flow.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import type { SecureForm, VaultKind } from '../../src/contracts/vault.ts';
import { askAgain, promptOf } from './prompts.ts';
import type { Said } from './said.ts';
import type { Turn } from './turn.ts';

type MessageEvent = Extract<FlowEvent, { type: 'message' }>;
type FormResult = Extract<CommandResult, { command: 'offerVault' }>;

/** A message is never read further than this, so no more of it has to wait. */
const MAX_HELD = 2_000;

/**
 * Requirements 2.4, MAS-132: who wrote something sensitive, or asks how to hand it over, gets a one-time form. The message
 * waits for the form within the turn, because the form comes before the answer. True: it waits.
 */
export function holdForForm(turn: Turn, event: MessageEvent, wanted: VaultKind | null): boolean {
  if (wanted === null || turn.state.held !== null) return false;
  const { choice, attachments, removed } = event;
  const text = pieceOf(event.text, 0, Math.min(event.text.length, MAX_HELD));
  turn.state.held = { type: 'message', text, ...(choice === undefined ? {} : { choice }), attachments, removed };
  turn.run({ type: 'offerVault', kind: wanted });
  return true;
}

/** The message that waited, and the form for it; null: none can be offered here. */
export function takeHeld(turn: Turn, { form }: FormResult): { event: MessageEvent; form: SecureForm | null } | null {
  const { held } = turn.state;
  turn.state.held = null;
  return held && { event: held, form: form && { ...form, title: turn.t('choice.safeForm') } };
}

/** What the form is for: the kind that was taken out, `other` for several at once. Null: the policy offers none of them. */
export function kindOfRemoved(turn: Turn, removed: MessageEvent['removed']): VaultKind | null {
  const kinds = [...new Set<VaultKind>(removed)];
  const offered = offeredKinds(turn);
  if (kinds.length > 1 && offered.includes('other')) return 'other';
  return kinds.find((kind) => offered.includes(kind)) ?? null;
}

/** What the person asks to be allowed to hand over: `¿cómo les paso la contraseña?`. Null: nothing of the kind. */
export function kindAskedFor(turn: Turn, said: Said): VaultKind | null {
  const noun = (ASKS_HOW.exec(said.folded) ?? ASKS_HOW_EN.exec(said.folded))?.[1];
  if (noun === undefined) return null;
  const kind = NOUNS.find(([words]) => words.test(noun))?.[1] ?? 'password';
  const offered = offeredKinds(turn);
  return offered.includes(kind) ? kind : offered.includes('other') ? 'other' : null;
}

/** Answers the question how to hand something over, and puts the present question again. */
export function offerForm(turn: Turn, form: SecureForm | null): void {
  if (form) turn.say(turn.t('safe.offer'), { secureForms: [form] });
  else turn.lead(turn.t('safe.none'));
  if (turn.state.phase === 'new') turn.goOn();
  else if (promptOf(turn)) askAgain(turn);
  else turn.flushLead();
}

function offeredKinds({ ctx }: Turn): readonly VaultKind[] {
  return ctx.policy.vault.enabled ? ctx.policy.vault.kinds : [];
}

const WHAT = '(contrasenas?|password|claves?|credencial(?:es)?|accesos?|token|llave|ip|mac)';
/** Handing it to somebody else (`… a mi cliente`) is another matter. */
const TO_US = '(?![a-z])(?! (?:a|al|de) (?:mi|mis|el|los|las|la|un|una|otro|otra|cliente)\\b)';
const ASKS_HOW = new RegExp(
  '(?:como|donde|puedo|podria|debo|quieren?|necesitan?|prefieren?)\\s(?:que\\s)?(?:yo\\s)?(?:te|les?|se)?\\s?' +
    '(?:puedo\\s|debo\\s|podria\\s)?(?:pas[oe]|pasar(?:les?)?|mand[oe]|mandar(?:les?)?|envi[oe]|enviar(?:les?)?|' +
    'comparto|compart[ai]r?(?:les?)?|dej[oe]|dejar(?:les?)?|(?:doy|dar(?:les?)?)(?! de alta)|entreg[oa]r?(?:les?)?|entregue|hago llegar|hacer(?:les?)? llegar)\\s' +
    `(?:[a-z]+\\s){0,3}?${WHAT}${TO_US}`,
);
const ASKS_HOW_EN =
  /(?:how|where|can|may|should|shall)\s(?:do|can|should|may)?\s?(?:i|we)\s(?:send|give|share|pass|hand over)\s(?:you\s)?(?:[a-z]+\s){0,3}?(passwords?|keys?|credentials?|token|ip|mac)(?![a-z])/;
const NOUNS: readonly (readonly [RegExp, VaultKind])[] = [
  [/^ip$/, 'ip'],
  [/^mac$/, 'mac'],
  [/^(token|llave|keys?)$/, 'secret'],
  [/^(credencial|acceso|credential)/, 'other'],
];
