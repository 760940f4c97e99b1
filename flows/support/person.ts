import type { ContactPatch, CustomerClass, UserType } from '../../src/contracts/contact.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { firstName } from './names.ts';
import type { Turn } from './turn.ts';

/** The name: what was said in this conversation, else what the contact base has. Null: not known, or not given. */
export function nameOf({ state, ctx }: Turn): Redacted | null {
  const said = state.person.name;
  return said === undefined ? ctx.contact.name : said === '' ? null : said;
}

/** First name for greetings, or an empty text. */
export function calledOf(turn: Turn): string {
  const name = nameOf(turn);
  return name === null ? '' : firstName(name);
}

/** Whether the name still has to be asked (EXS-06). */
export function needsName({ state, ctx }: Turn): boolean {
  return ctx.policy.identification.askName && ctx.contact.name === null && state.person.name === undefined;
}

/** Whether the type of user still has to be asked (EXS-08). */
export function needsUserType({ state, ctx }: Turn): boolean {
  return (
    ctx.policy.identification.userTypes.length > 0 &&
    ctx.contact.userType === null &&
    state.person.userType === undefined
  );
}

/** EXS-08: partner or end user; null = not known. */
export function userTypeOf({ state, ctx }: Turn): UserType | null {
  const said = state.person.userType;
  return said === undefined || said === '' ? ctx.contact.userType : said;
}

/** EXS-07, AMB-03: the tier of the contact base; else what follows from the type of user. */
export function customerClassOf({ state, ctx }: Turn): CustomerClass | null {
  return state.person.customerClass ?? ctx.contact.customerClass;
}

/** Where sales can reach the person. */
export function reachOf({ state, ctx }: Turn): Redacted | null {
  return state.person.reach || ctx.contact.email || ctx.contact.phone || null;
}

/** EXS-06, EXS-18: keeps the name and marks step 1. */
export function learnName(turn: Turn, name: Redacted): void {
  turn.state.person = { ...turn.state.person, name };
  turn.mark(1, 'done');
  update(turn, { name });
}

/** EXS-07, EXS-08, AMB-03: keeps the type; an end user is of class end user, a partner keeps the tier of the contact base. */
export function learnUserType(turn: Turn, userType: string): void {
  if (!isUserType(userType)) {
    turn.state.person = { ...turn.state.person, userType: '' };
    return;
  }
  const tier = turn.ctx.contact.customerClass === 'top' ? 'top' : 'estandar';
  const customerClass = userType === 'partner' ? tier : 'usuario_final';
  turn.state.person = { ...turn.state.person, userType, customerClass };
  turn.mark(2, 'done');
  update(turn, { userType, customerClass });
}

/** EXS-07: a contact whose type is known and whose class is not gets the class that follows from it. */
export function completeClass(turn: Turn): void {
  const { contact, policy } = turn.ctx;
  if (policy.identification.userTypes.length === 0) turn.mark(2, 'notApplicable');
  else if (contact.userType !== null && customerClassOf(turn) === null) learnUserType(turn, contact.userType);
  else if (userTypeOf(turn) !== null) turn.mark(2, 'done');
  else turn.mark(2, 'skipped');
}

/** EXS-18: one command per thing learned; a value that the base already has is not written again. */
export function update(turn: Turn, patch: ContactPatch): void {
  const { contact } = turn.ctx;
  const fresh = Object.entries(patch).some(([key, value]) => contact[key as keyof ContactPatch] !== value);
  if (fresh) turn.run({ type: 'updateContact', patch });
}

function isUserType(value: string): value is UserType {
  return value === 'partner' || value === 'usuario_final';
}
