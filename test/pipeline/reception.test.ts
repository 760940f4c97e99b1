import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PortalViewer } from '../../src/contracts/portal.ts';
import type { TicketView } from '../../src/contracts/ticket.ts';
import { buildContactWorld, type ContactWorld } from '../builders/contacts.ts';

const OWN_WORDS = 'Quiero poner una queja: la señora de la caja de recreación me gritó delante de mi hijo';

let world: ContactWorld;
beforeAll(async () => {
  world = await buildContactWorld({ policy: 'confa' });
});
afterAll(() => world.destroy());

/** Sends what a person writes; a question of the bot is answered by what is next. */
async function say(channel: 'webchat' | 'email', account: string, ...texts: string[]): Promise<void> {
  for (const [n, text] of texts.entries()) {
    const messageId = `${channel}-${account}-${n}`;
    const about = {
      channel,
      account,
      address: `${channel}-${account}`,
      messageId,
      sender: { id: `${account}@x.example` },
    };
    await world.gateway.pipeline.intake.accept([{ ...about, sentAt: world.clock.now(), text }]);
    await world.gateway.pipeline.idle();
  }
}

async function log(channel: string): Promise<void> {
  const agent = { role: 'agent', id: 'ana', name: 'Ana' } as const;
  const at = new Date(world.clock.now().getTime() - 3_600_000);
  await world.gateway.loggedConversations.log(
    `key-${channel}`,
    {
      ...{
        channel,
        contact: { name: 'Rosa', phone: null, email: null },
        at,
        minutes: 5,
        asked: OWN_WORDS,
        answered: '',
      },
      ...{ outcome: 'ticket', area: null, remoteTool: null },
    },
    { organisation: 'confa', agent },
  );
}

async function fromThePage(): Promise<void> {
  const viewer: PortalViewer = {
    ...{ organisation: 'confa', mail: 'rosa@x.example', requesterId: null, name: world.clean('Rosa'), company: null },
    ...{ status: 'open', contacts: [], directs: [], sessionId: 's1' },
  };
  const given = {
    description: OWN_WORDS,
    answers: { type: 'queja' },
    fields: { service: 'recreación' },
    attachments: [],
  };
  await world.gateway.portal.open(viewer, given, 'key-page');
}

describe('what a citizen states', () => {
  it('CON-02 a person states the case in their own words on every channel of reception, and the case keeps them', async () => {
    await say('webchat', 'sitio', OWN_WORDS, 'Rosa Díaz', 'recreación', 'no');
    await say('email', 'servicio', OWN_WORDS, 'Rosa Díaz', 'recreación', 'no');
    await say('email', 'notificaciones', OWN_WORDS);
    for (const channel of ['phone', 'inPerson', 'social', 'box']) await log(channel);
    await fromThePage();
    const { items } = await world.gateway.tickets.list({ organisation: 'confa', limit: 50 });
    const told = (ticket: TicketView) => ticket.description.includes('la caja de recreación me gritó');
    expect(items.filter((ticket) => !told(ticket)).map(({ facts }) => facts.reception)).toEqual([]);
    expect(items.map(({ facts }) => facts.reception).sort()).toEqual([
      ...['chat', 'correo', 'notificaciones_oficiales', 'pagina_web', 'presencial', 'punto_fisico'],
      ...['redes_sociales', 'telefono'],
    ]);
    // What was said is enough to propose where it belongs.
    expect(items.every(({ facts }) => facts.service === 'recreacion')).toBe(true);
  });
});
