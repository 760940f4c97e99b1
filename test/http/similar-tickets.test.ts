import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSimilarOpenTickets } from '../../src/tickets/similar/open-tickets.ts';
import { createSimilarTickets } from '../../src/tickets/similar/similar.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';
import { createWorld, operatorToken, signIn, type World } from './world/world.ts';

let stored: TicketWorld;
let world: World;
beforeAll(async () => {
  stored = await openTicketWorld();
  const { tickets, clock } = stored;
  const similarTickets = createSimilarOpenTickets({ tickets, similar: createSimilarTickets(), clock });
  world = await createWorld({ tickets, similarTickets });
  world.desk.add({ id: 'ana', roles: ['agent'], organisation: 'masnegocio' });
  world.desk.add({ id: 'eva', roles: ['agent'], organisation: 'exsim' });
});
afterAll(async () => {
  await world.close();
  await stored.close();
});

const about = (subject: string, company: string | null = null) =>
  stored.open('masnegocio', { subject: said(subject), description: said(subject), company });

async function ask(agent: string, id: string, query = '') {
  const { headers } = await signIn(world, agent);
  const answer = await fetch(`${world.url}/api/tickets/${id}/similar${query}`, { headers });
  return { status: answer.status, body: (await answer.json()) as { items: { id: string; words: string[] }[] } };
}

describe('GET /api/tickets/:id/similar', () => {
  it('AMB-17 shows open tickets of the organisation about the same thing, with the words that say so', async () => {
    const text = 'La balanza de comprobación no cuadra al cerrar el periodo';
    const first = await about(text, 'Caja Uno');
    const again = await about('No cuadra la balanza de comprobación del periodo', 'Caja Uno');
    const closed = await about(text);
    await stored.act(closed.id, who.agent, moveTo('cancelado', { note: said('Repetido') }));
    await about('La impresora de etiquetas se atasca');
    await stored.open('exsim', { subject: said(text), description: said(text) });
    const { status, body } = await ask('ana', again.id);
    expect([status, body.items.map(({ id }) => id)]).toEqual([200, [first.id]]);
    expect(body.items[0]).toMatchObject({ folio: first.folio, asker: 'company' });
    expect(body.items[0]?.words).toEqual(expect.arrayContaining(['balanza', 'comprobacion']));
  });

  it('looks at the last days only, page after page', async () => {
    const old = await about('El reporte de antigüedad de saldos sale vacío');
    stored.clock.advance({ hours: 24 * 40 });
    for (let number = 0; number < 205; number++) await about(`Solicitud distinta ${number}`);
    const fresh = await about('El reporte de antigüedad de saldos sale vacío');
    expect((await ask('ana', fresh.id)).body.items).toEqual([]);
    expect((await ask('ana', fresh.id, '?days=60')).body.items.map(({ id }) => id)).toEqual([old.id]);
    expect((await ask('ana', fresh.id, '?days=0')).status).toBe(400);
  });

  it('another organisation’s ticket is not there, and nobody without a name gets an answer', async () => {
    const { id } = await about('No imprime la póliza');
    expect((await ask('eva', id)).status).toBe(404);
    expect((await fetch(`${world.url}/api/tickets/${id}/similar`)).status).toBe(401);
    const operator = { authorization: `Bearer ${operatorToken}` };
    expect((await fetch(`${world.url}/api/tickets/${id}/similar`, { headers: operator })).status).toBe(200);
  });
});
