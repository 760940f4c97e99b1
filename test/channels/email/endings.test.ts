import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ParsedMail as Read } from 'mailparser';
import { type Dovecot, hasDovecot, startDovecot } from '../../builders/dovecot.ts';
import { buildLetter } from '../../builders/mail.ts';
import { buildMailWorld, type MailWorld, until } from './world.ts';

const onServer = hasDovecot() ? describe : describe.skip;

/** Somebody with a mail program: writes, waits for the answer, answers in its thread. */
function mailProgram(world: MailWorld, dovecot: Dovecot, from: string) {
  const transcript: string[] = [];
  let last: Read | null = null;
  return {
    transcript,
    async writes(text: string, subject?: string): Promise<void> {
      transcript.push(`> ${subject === undefined ? '' : `[${subject}] `}${text}`);
      const to = last?.replyTo?.value[0]?.address ?? 'soporte@mesa.example';
      const letter = buildLetter({
        ...{ from, to, text, subject: subject ?? `Re: ${last?.subject ?? ''}` },
        headers: last?.messageId ? { 'In-Reply-To': last.messageId, References: last.messageId } : {},
      });
      await dovecot.deliver(to.split('@')[0] ?? '', letter);
    },
    /** The text of the next letter. */
    async gets(): Promise<string> {
      let letters: Read[] = [];
      await until('a letter comes', async () => {
        letters = await world.sent();
        return letters.length > 0;
      });
      last = letters.at(-1) ?? null;
      const text = letters.map((one) => one.text?.trim() ?? '').join('\n');
      transcript.push(text.replace(/^/gm, '  '));
      return text;
    },
    show() {
      if (process.env.SHOW_TRANSCRIPTS) process.stderr.write(`\n${transcript.join('\n')}\n`);
    },
  };
}

onServer('a mail thread on a real IMAP server (Dovecot)', () => {
  let dovecot: Dovecot;
  let world: MailWorld;
  beforeAll(async () => {
    dovecot = await startDovecot();
    world = await buildMailWorld({ dovecot });
    await until('the mailbox is watched', () => world.email.watched().get('soporte')?.state === 'up');
  });
  afterAll(async () => {
    await world.stop();
    await dovecot.stop();
  });

  const conversationOf = async (name: string) => {
    await world.gateway.pipeline.idle();
    const all = await world.conversations();
    return all.find(({ contact }) => contact.name === name);
  };

  it('EXS-01 ends with a link', async () => {
    const ana = mailProgram(world, dovecot, 'Ana Torres <ana@cliente.example>');
    await ana.writes('Buenas tardes, ¿cómo cancelo una factura?', 'Cancelar factura');
    expect(await ana.gets()).toMatch(/¿Usted es partner o usuario final\?/);
    await ana.writes('usuario final');
    expect(await ana.gets()).toMatch(/¿Esto resuelve su duda\?[\s\S]+https:\/\/\S+/);
    await ana.writes('Sí, gracias');
    expect(await ana.gets()).toMatch(/¿Cómo califica la atención/);
    await ana.writes('5');
    expect(await ana.gets()).toMatch(/Gracias por escribirnos/);
    ana.show();
    expect(await conversationOf('Ana Torres')).toMatchObject({
      channel: 'email',
      mode: 'closed',
      card: { path: 'answered' },
    });
  });

  it('EXS-01 ends with an agent, who answers in the thread', async () => {
    const { desk, pipeline } = world.gateway;
    const agent = { role: 'agent', id: 'eva', name: 'Eva Núñez' } as const;
    await desk.addAgent({ id: agent.id, organisation: 'exsim', name: agent.name, roles: ['agent'] });
    await desk.setPresence(agent.id, 'online', 'person');
    const luz = mailProgram(world, dovecot, 'Luz Pérez <luz@cliente.example>');
    await luz.writes('Soy usuaria final. Quiero hablar con una persona, por favor.', 'Necesito ayuda');
    expect(await luz.gets()).toMatch(/agente/);
    const { id = '' } = (await conversationOf('Luz Pérez')) ?? {};
    await pipeline.conversations.act(id, { type: 'take' }, agent);
    expect(await luz.gets()).toMatch(/Le atiende .+ a partir de ahora\./);
    await pipeline.conversations.act(id, { type: 'reply', id: 'r1', text: 'Buen día, Luz. ¿Qué versión usa?' }, agent);
    expect(await luz.gets()).toMatch(/^Buen día, Luz\. ¿Qué versión usa\?/);
    await luz.writes('La 2026.');
    await until(
      'the agent has it',
      async () =>
        (await conversationOf('Luz Pérez'))?.transcript.some(({ text }) => text.startsWith('La 2026')) === true,
    );
    await pipeline.conversations.act(id, { type: 'close', outcome: 'agent' }, agent);
    expect(await luz.gets()).toMatch(/Damos por concluida esta conversación/);
    luz.show();
    expect(await conversationOf('Luz Pérez')).toMatchObject({ mode: 'closed', tickets: [] });
  });

  it('EXS-01 ends with a ticket, its questions asked in one letter and answered in one', async () => {
    const sol = mailProgram(world, dovecot, 'Sol Vega <sol@cliente.example>');
    const problem = 'Todas las facturas del mes salen con errores contables desde ayer.';
    await sol.writes(`Soy partner. ${problem}`, 'Facturas con error');
    expect(await sol.gets()).toMatch(/1\. ¿A quién afecta\?[\s\S]+2\. ¿Cuánto afecta su trabajo\?/);
    await sol.writes('1. A mi área\n2. Podemos trabajar, no hay prisa');
    const folio = /EXS-\d{6}/.exec(await sol.gets())?.[0];
    sol.show();
    const found = await conversationOf('Sol Vega');
    expect([found?.mode, found?.tickets]).toEqual(['bot', [folio]]);
  });
});
