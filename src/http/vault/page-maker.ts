import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VaultDoorView } from '../../contracts/vault.ts';

/** Languages of the page. */
export type Language = VaultDoorView['language'];

/** What the form shows. */
export interface FormAbout extends VaultDoorView {
  readonly host: string;
  readonly maxLength: number;
  /** A key of the texts, `problem.<name>`; null when nothing is wrong. */
  readonly problem: 'length' | null;
}

/** Makes the pages from `web/vault`: a frame, the form, the notices, and the texts of two languages. */
export interface PageMaker {
  form(about: FormAbout): string;
  notice(name: 'done' | 'unavailable' | 'busy', language: Language): string;
}

type Texts = Readonly<Record<string, string>>;

/** Kinds that are one short line; the others may have many. */
const ONE_LINE: readonly VaultDoorView['kind'][] = ['password', 'ip', 'mac'];
/** Kinds that nobody should read over a shoulder. */
const HIDDEN: readonly VaultDoorView['kind'][] = ['password', 'secret', 'other'];

/** Reads the files once, when the first page is asked for. */
export function createPageMaker(directory: string): PageMaker {
  let loaded: { frame: string; form: string; notice: string; texts: Record<Language, Texts> } | undefined;
  const files = () => {
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    const texts = (language: Language) => JSON.parse(read(`texts/${language}.json`)) as Texts;
    loaded ??= {
      ...{ frame: read('frame.html'), form: read('form.html'), notice: read('notice.html') },
      texts: { es: texts('es'), en: texts('en') },
    };
    return loaded;
  };
  const page = (language: Language, title: string, content: string) =>
    // The frame is a valid page in the first language; its mark of the language changes with the texts.
    fill(files().frame, { title: escapeHtml(title), content }).replace('<html lang="es">', `<html lang="${language}">`);
  return {
    form(about) {
      const { texts, form } = files();
      const values = formValues(about, texts[about.language]);
      return page(about.language, textOf(texts[about.language], 'title'), fill(form, values));
    },
    notice(name, language) {
      const { texts, notice } = files();
      const [heading, body] = ['title', 'body'].map((part) => textOf(texts[language], `${name}.${part}`));
      const values = { name, heading: escapeHtml(heading ?? ''), body: escapeHtml(body ?? '') };
      return page(language, heading ?? '', fill(notice, values));
    },
  };
}

function formValues(about: FormAbout, texts: Texts): Record<string, string> {
  const { organisation, folio, kind, language, timeZone, linkExpiresAt, host, maxLength, problem } = about;
  const until = new Intl.DateTimeFormat(language === 'en' ? 'en' : 'es-MX', {
    ...{
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  }).format(linkExpiresAt);
  const given: Record<string, string> = { organisation, folio: folio ?? '', until, host };
  const say = (key: string) =>
    escapeHtml(textOf(texts, key).replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? ''));
  const isLine = ONE_LINE.includes(kind);
  return {
    organisation: escapeHtml(organisation),
    ...Object.fromEntries(
      ['heading', 'intro', 'safe', 'label', 'hint', 'show', 'send', 'check', 'until'].map((key) => [key, say(key)]),
    ),
    label: say(`label.${kind}`),
    folio: folio === null ? '' : `<p class="folio">${say('folio')}</p>`,
    problem: problem === null ? '' : `<p class="problem" role="alert" id="problem">${say(`problem.${problem}`)}</p>`,
    field: fieldOf({ isLine, isHidden: HIDDEN.includes(kind), maxLength, isWrong: problem !== null }),
    toggle: HIDDEN.includes(kind) ? toggleOf(say('show')) : '',
  };
}

/**
 * A text field whose signs the style hides, not a password field: no browser offers to keep a password that belongs to
 * another system, or fills in its own.
 */
function fieldOf(about: { isLine: boolean; isHidden: boolean; maxLength: number; isWrong: boolean }): string {
  const { isLine, isHidden, maxLength, isWrong } = about;
  const shared = [
    `id="value" name="value" maxlength="${maxLength}" required autocomplete="off" autocapitalize="none"`,
    `autocorrect="off" spellcheck="false" aria-describedby="hint${isWrong ? ' problem' : ''}"`,
    isWrong ? 'aria-invalid="true"' : '',
    isHidden ? 'class="hidden-signs"' : '',
    'data-1p-ignore data-lpignore="true" data-bwignore autofocus',
  ].join(' ');
  return isLine ? `<input type="text" ${shared} />` : `<textarea rows="5" ${shared}></textarea>`;
}

function toggleOf(label: string): string {
  return `<p class="toggle"><input type="checkbox" id="show" /><label for="show">${label}</label></p>`;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

function textOf(texts: Texts, key: string): string {
  return texts[key] ?? '';
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}
