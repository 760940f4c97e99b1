import type { Policy } from '../../contracts/policy.ts';
import type { RequesterDraft } from '../../contracts/requester-desk.ts';
import { hidden, type Page, type PageContext } from './frame.ts';
import { type Html, html } from './html.ts';

/** What was typed, so that a form that was refused comes back as it was. Never a file, never a secret's field. */
export type Typed = Readonly<Record<string, string>>;

/** MAS-136: a new ticket. The questions are the policy's; one that an answer makes needless goes out of the way. */
export function newPage(
  context: PageContext,
  about: { typed: Typed; problem: string | null; wording: (key: string) => string },
): Page {
  const { say, policy, viewer } = context;
  const { typed, problem, wording } = about;
  const known: Typed = { company: viewer?.company ?? '', ...typed };
  const template = policy.portal?.templates.find(({ code }) => code === typed.plantilla) ?? null;
  const given = answersOf(policy, template);
  const questions = policy.diagnosis.questions
    .filter(({ field }) => given[field] === undefined)
    .map((question) => questionOf(context, question, { typed, wording }));
  const menus = policy.intake.fields
    .filter(({ choices }) => choices.length > 0)
    .map((field) => menuOf(context, field, typed));
  const fields = policy.intake.fields
    .filter(({ choices }) => choices.length === 0)
    .map(({ field, label, text, required, when }) =>
      lineOf({
        name: `f-${field}`,
        label: labelOf(context, text ?? label, required),
        value: known[`f-${field}`] ?? known[field] ?? '',
        isRequired: required === 'always',
        when,
      }),
    );
  const content = html`<h1>${template?.title ?? say('new.heading')}</h1>
    ${template === null ? null : html`<p class="intro">${template.text}</p>`}
    ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <form method="post" action="/mis-tickets/nuevo" enctype="multipart/form-data" accept-charset="utf-8">${hidden(context)}
      ${menus}<label for="description">${say('new.description')}</label>
      <textarea id="description" name="description" rows="6" required maxlength="8000" aria-describedby="description-hint">${typed.description}</textarea>
      <p class="hint" id="description-hint">${say('reply.hint')}</p>
      ${presets(template, given)}${given.availability === undefined ? null : environmentOf(context, typed)}${questions}${fields}
      <div class="row"><label for="files">${say('reply.files')}</label><input type="file" id="files" name="files" multiple /></div>
      <button type="submit">${say('new.send')}</button>
    </form>`;
  return { title: say('new.heading'), content, nav: 'new' };
}

/** ICE-22: what is picked before the case is written. */
function menuOf(
  context: PageContext,
  { field, label, text, required, choices }: Policy['intake']['fields'][number],
  typed: Typed,
): Html {
  const name = `f-${field}`;
  const option = ({ value, label: words }: { value: string; label: string }) =>
    html`<option value="${value}"${value === typed[name] ? html` selected` : null}>${words}</option>`;
  const isRequired = required === 'always';
  return html`<div class="row"><label for="${name}">${labelOf(context, text ?? label, required)}</label>
    <select id="${name}" name="${name}"${isRequired ? html` required` : null}><option value="">${context.say('new.choose')}</option>${choices.map(option)}</select></div>`;
}

/** What a template answers by itself; a report of unavailability answers what the policy assumes of it (MAS-82). */
function answersOf(
  { availability }: Policy,
  template: { readonly answers: Readonly<Record<string, string>> } | null,
): Readonly<Record<string, string>> {
  if (template === null) return {};
  const assumed = template.answers.availability === undefined ? {} : availability.reportFacts;
  return { ...assumed, ...template.answers };
}

function presets(template: { readonly code: string } | null, given: Readonly<Record<string, string>>): Html[] {
  const field = (name: string, value: string) =>
    html`<input type="hidden" id="${name}" name="${name}" value="${value}" />`;
  const named = Object.entries(given).map(([name, value]) => field(`a-${name}`, value));
  return template === null ? named : [field('plantilla', template.code), ...named];
}

/** MAS-85: which environment it is decides whether it is a relevant incident. */
function environmentOf(context: PageContext, typed: Typed): Html | null {
  const { say, policy } = context;
  const choices = policy.availability.environments.map(({ value, label }) => ({ value, label, synonyms: [] }));
  if (choices.length < 2) return null;
  const question = { field: 'environment', text: 'environment', choices };
  return questionOf(context, question, { typed, wording: () => say('new.environment') });
}

function questionOf(
  { say }: PageContext,
  { field, text, choices, when }: Policy['diagnosis']['questions'][number],
  { typed, wording }: { typed: Typed; wording: (key: string) => string },
): Html {
  const name = `a-${field}`;
  const chosen = typed[name] ?? '';
  const option = ({ value, label }: { value: string; label: string }) =>
    html`<option value="${value}"${value === chosen ? html` selected` : null}>${label}</option>`;
  const input =
    choices.length === 0
      ? html`<input type="text" id="${name}" name="${name}" value="${chosen}" maxlength="500" required data-required="yes" />`
      : html`<select id="${name}" name="${name}" required data-required="yes"><option value="">${say('new.choose')}</option>${choices.map(option)}</select>`;
  return html`<div class="row"${whenOf(when)}><label for="${name}">${wording(text)}</label>${input}</div>`;
}

/** What is known only of the case that is decided (a ticket was asked for) is left out of what hides a question. */
function whenOf(when: Readonly<Record<string, readonly string[]>> | undefined): Html | null {
  return when === undefined ? null : html` data-when="${JSON.stringify(when)}"`;
}

/** ICE-19: registering. */
export function registerPage(context: PageContext, about: { typed: Typed; problem: string | null; org: string }): Page {
  const { say, policy } = context;
  const intro = say('register.intro', { organisation: policy.organisation.name });
  const content = html`<h1>${say('register.heading')}</h1><p class="intro">${intro}</p>
    ${about.problem === null ? null : html`<p class="problem" role="alert">${about.problem}</p>`}
    <form method="post" accept-charset="utf-8"><input type="hidden" name="org" value="${about.org}" />
      ${personFields(context, { typed: about.typed, prefix: '', hasMail: true })}
      ${typeOf(context, about.typed)}
      <button type="submit">${say('register.send')}</button></form>`;
  return { title: say('register.heading'), content };
}

/** ICE-21: one's own data. */
export function dataPage(
  context: PageContext,
  about: { own: RequesterDraft; typed: Typed | null; problem: string | null; done: string | null },
): Page {
  const { say } = context;
  const { own, problem, done } = about;
  const typed = about.typed ?? { ...own.fields, fullName: own.name, phone: own.phone ?? '', type: own.type ?? '' };
  const content = html`<h1>${say('data.heading')}</h1><p class="intro">${say('data.intro')}</p>
    ${done === null ? null : html`<p class="done" role="status">${done}</p>`}
    ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <form method="post" accept-charset="utf-8">${hidden(context)}
      ${personFields(context, { typed, prefix: '', hasMail: false })}${typeOf(context, typed)}
      <p class="hint">${say('data.mail', { mail: own.mail ?? '' })}</p>
      <button type="submit">${say('data.send')}</button></form>`;
  return { title: say('data.heading'), content, nav: 'data' };
}

/** People on one request for new users. */
export const MAX_ROWS = 5;

/** ALI-02, ALI-03, ALI-05, ALI-06: the request for new users, with the fields of its form. */
export function usersPage(
  context: PageContext,
  about: { typed: Typed; problem: string | null; done: string | null },
): Page {
  const { say, policy, viewer } = context;
  const { typed, problem, done } = about;
  const { designation } = policy.requesters;
  const line = (name: string, type: string) =>
    lineOf({ name, label: say(`users.${name}`), value: typed[name] ?? '', isRequired: true, type });
  const person = (n: number) => {
    const fields = personFields(context, { typed, prefix: `p${n}-`, hasMail: true, isRequired: n === 1 });
    const legend = say('users.person', { n });
    return n === 1
      ? html`<fieldset><legend>${legend}</legend>${fields}</fieldset>`
      : html`<details><summary>${legend}</summary>${fields}</details>`;
  };
  const intro = say('users.intro', { form: designation?.form ?? '', signer: designation?.signer ?? '' });
  const content = html`<h1>${say('users.heading')}</h1>
    ${done === null ? null : html`<p class="done" role="status">${done}</p>`}<p class="intro">${intro}</p>
    ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <form method="post" enctype="multipart/form-data" accept-charset="utf-8">${hidden(context)}
      <p class="fixed">${say('users.company', { company: viewer?.company ?? '' })}</p>
      ${line('signer', 'text')}${line('signerPosition', 'text')}${line('date', 'date')}
      <div class="row"><label for="form">${say('users.form')}</label>
        <input type="file" id="form" name="form" required accept="application/pdf,image/*" aria-describedby="form-hint" />
        <p class="hint" id="form-hint">${say('users.formHint')}</p></div>
      ${Array.from({ length: MAX_ROWS }, (_, place) => person(place + 1))}
      <button type="submit">${say('users.send')}</button></form>`;
  return { title: say('users.heading'), content, nav: 'users' };
}

/** The fields that the policy asks of a requester; the company is not among them, it is known. */
function personFields(
  context: PageContext,
  about: { typed: Typed; prefix: string; hasMail: boolean; isRequired?: boolean },
): Html[] {
  const { policy, say } = context;
  const { typed, prefix, hasMail, isRequired = true } = about;
  const asked = policy.requesters.fields.filter(({ field }) => field !== 'company' && (hasMail || field !== 'email'));
  const named = (field: string) => asked.some((one) => one.field === field);
  const missing = [
    ...(named('fullName') ? [] : [{ field: 'fullName', label: say('form.name'), required: 'always' as const }]),
    ...(named('email') || !hasMail ? [] : [{ field: 'email', label: say('form.mail'), required: 'always' as const }]),
  ];
  return [...missing, ...asked].map(({ field, label, required }) => {
    const type = field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text';
    const isNeeded = isRequired && required === 'always';
    const value = typed[`${prefix}${field}`] ?? '';
    return lineOf({
      name: `${prefix}${field}`,
      label: labelOf(context, label, required),
      value,
      isRequired: isNeeded,
      type,
    });
  });
}

function typeOf({ policy, say }: PageContext, typed: Typed): Html | null {
  const { types } = policy.requesters;
  if (types.length === 0) return null;
  const option = ({ value, label }: (typeof types)[number]) =>
    html`<option value="${value}"${typed.type === value ? html` selected` : null}>${label}</option>`;
  return html`<div class="row"><label for="type">${say('register.type')}</label>
    <select id="type" name="type" required><option value="">${say('new.choose')}</option>${types.map(option)}</select></div>`;
}

function labelOf({ say }: PageContext, label: string, required: 'always' | 'optional'): string {
  return required === 'always' ? label : say('new.optional', { label });
}

function lineOf(about: {
  name: string;
  label: string;
  value: string;
  isRequired: boolean;
  type?: string;
  when?: Readonly<Record<string, readonly string[]>> | undefined;
}): Html {
  const { name, label, value, isRequired, type = 'text', when } = about;
  const need = isRequired ? html` required data-required="yes"` : null;
  return html`<div class="row"${whenOf(when)}><label for="${name}">${label}</label>
    <input type="${type}" id="${name}" name="${name}" value="${value}" maxlength="500"${need} /></div>`;
}
