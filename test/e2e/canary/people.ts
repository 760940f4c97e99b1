import { setTimeout as wait } from 'node:timers/promises';
import { buildDocx, buildPdf, buildXlsx } from '../../builders/documents.ts';
import { Person } from '../hostile/person.ts';
import type { Canary } from './canaries.ts';
import type { CanaryWorld } from './world.ts';

const POLL_MS = 150;
const PATIENCE_MS = 30_000;

/** Waits until something is so; nothing here sleeps for a fixed time. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It never happened: ${what}.`);
    await wait(POLL_MS);
  }
}

/** A canary that fits into an id: visible ASCII, no spaces, at most 120 signs. */
export function compact(world: CanaryWorld, place: string): Canary {
  for (;;) {
    const canary = world.book.next(place);
    if (/^[\x21-\x7e]{1,120}$/.test(canary.said)) return canary;
  }
}

/** Waits until the desk has answered the last of this many messages. Asks seldom: reading is limited. */
export async function answered(world: CanaryWorld, person: Person, mine: number): Promise<void> {
  await until(`an answer after ${mine} messages`, async () => {
    const { status, body } = await world.client.call({ path: person.activities, token: person.token });
    if (status !== 200) return false;
    const { activities } = JSON.parse(body) as { activities: { from: { role?: string } }[] };
    const own = activities.filter(({ from }) => from.role === 'user').length;
    if (own < mine || activities.at(-1)?.from.role === 'user') return false;
    world.saw('what a customer sees', body);
    return true;
  });
}

/** People who each write some of the canaries in a row, without waiting; resolves when all are answered. */
export async function chatAll(world: CanaryWorld, canaries: readonly Canary[], each = 5): Promise<void> {
  const groups = Array.from({ length: Math.ceil(canaries.length / each) }, (_, n) =>
    canaries.slice(n * each, n * each + each),
  );
  await Promise.all(
    groups.map(async (group) => {
      const person = await Person.open(world.client);
      for (const { said } of group) {
        const { status, body } = await person.say(`No puedo timbrar mis facturas desde ayer en la tarde, ${said}`);
        if (status !== 200) throw new Error(`a message was not taken: ${status} ${body}`);
      }
      await answered(world, person, group.length);
    }),
  );
}

/** Files of every kind whose text is read, each with a canary in it. */
export function filesWith(world: CanaryWorld): { readonly name: string; readonly content: Buffer }[] {
  const said = (place: string): string => world.book.next(`upload ${place}`).said;
  const value = (place: string): string => world.book.bare(`upload ${place}`).said;
  const lines = ['usuario;contraseña', `ana;${value('csv')}`].join('\n');
  const mail = [
    'From: ana@example.org',
    `Subject: =?utf-8?B?${Buffer.from(said('mail subject')).toString('base64')}?=`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(said('mail body')).toString('base64'),
  ].join('\r\n');
  const inXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return [
    { name: 'notas.txt', content: Buffer.from(said('txt')) },
    { name: 'wide.log', content: Buffer.from(`\ufeff${said('UTF-16')}`, 'utf16le') },
    { name: 'latin.ini', content: Buffer.from(`[red]\ncontraseña = ${value('Latin-1')}\n`, 'latin1') },
    { name: 'tabla.csv', content: Buffer.from(lines) },
    { name: 'datos.json', content: Buffer.from(JSON.stringify({ password: value('json'), nota: said('json note') })) },
    {
      name: 'datos.xml',
      content: Buffer.from(`<a><password>${value('xml')}</password><b>${inXml(said('xml text'))}</b></a>`),
    },
    { name: 'correo.eml', content: Buffer.from(mail) },
    { name: 'acta.docx', content: buildDocx(['Acceso al portal', inXml(said('docx'))]) },
    {
      name: 'claves.xlsx',
      content: buildXlsx([
        ['usuario', 'ana'],
        ['contraseña', value('xlsx')],
      ]),
    },
    { name: 'acceso.pdf', content: buildPdf(['Acceso al portal de la empresa', `password: ${value('pdf')}`]) },
    { name: 'viejo.doc', content: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from(said('doc'))]) },
    { name: `${value('file name').replace(/^/, 'password=')}.txt`, content: Buffer.from('hola') },
    { name: 'programa.exe', content: Buffer.from(`MZ\u0090\u0000${said('refused file')}`) },
    { name: 'pagina.html', content: Buffer.from(`<html>${said('refused page')}</html>`) },
  ];
}
