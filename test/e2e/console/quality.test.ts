import { expect, it } from '@jest/globals';
import type { GateAnswerDoc, QualityReviewDoc } from '../../../src/storage/models/quality.ts';
import type { QualityCycleDoc } from '../../../src/storage/models/quality-cycles.ts';
import { redacted } from '../../http/world/redacted.ts';
import { seedConversations } from './harness/seed-conversations.ts';
import { consoleSuite } from './harness/suite.ts';

const day = 86_400_000;
const organisation = 'icetex';
const org = { org: organisation };
const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** Mail is what this policy reviews before it is sent (ICE-36). */
const conversation = (id: string, count: number) => ({
  ...{ id, name: 'Rosario Prueba', contact: org },
  about: { ...org, channel: 'email', account: organisation, mode: 'agent', assignee: 'ana' } as const,
  messages: Array.from({ length: count }, (_, place) => ({
    ...{ ...org, text: `mensaje número ${place + 1}.`, at: new Date(Date.now() - 10 * day + place * 60_000) },
  })),
});

const failed = {
  ...{
    _id: 'held-1',
    clientId: 'k1',
    org: organisation,
    month: '2020-01',
    number: 1,
    conversation: 'held',
    channel: 'email',
  },
  ...{ agent: 'ana', agentName: 'Ana Agente', role: 'agent', text: redacted('Esta no pudo salir.'), attachments: [] },
  ...{ state: 'failed', at: at(50), dueAt: at(10), overdueAt: null, reviewer: 'luis', decidedAt: at(20), marks: {} },
  ...{ note: null, failure: 'CONVERSATION_MOVE_REFUSED', replacedBy: null },
} as unknown as GateAnswerDoc;

/** Of the first five minutes of a long conversation: before its last 200 messages. */
const review = {
  ...{
    _id: 'review-1',
    org: organisation,
    order: `${at(0).toISOString()}.s.99998`,
    sample: 's',
    audit: 'semanal_virtual',
  },
  ...{ period: '2026-W47', channel: 'email', conversation: 'long', agent: 'ana', form: 'f182', state: 'open' },
  ...{ from: new Date(Date.now() - 10 * day - 60_000), to: new Date(Date.now() - 10 * day + 300_000), reviewer: null },
  ...{
    doneAt: null,
    marks: {},
    score: null,
    criticals: [],
    comment: null,
    answer: null,
    decision: null,
    calibrations: [],
  },
} as unknown as QualityReviewDoc;

/** A case whose review found something, and the report of its week. */
const found = {
  ...review,
  ...{ _id: 'review-2', order: `${at(0).toISOString()}.s.99997`, period: '2026-W46', agent: 'ana', state: 'done' },
  ...{ from: new Date(Date.now() - 20 * day), to: new Date(Date.now() - 13 * day), reviewer: 'luis', doneAt: at(900) },
  ...{
    marks: { efectiva: 1, redaccion: 4 },
    score: 0,
    criticals: ['efectiva'],
    comment: redacted('No resolvió el caso.'),
  },
} as unknown as QualityReviewDoc;
const report = {
  ...{ _id: 'report-1', ...org, order: `${found.to.toISOString()}.report-1`, cycle: 'auditoria' },
  ...{
    label: 'Informe de auditoría',
    period: '2026-W46',
    from: found.from,
    to: found.to,
    state: 'draft',
    summary: null,
  },
  ...{
    deliveredAt: null,
    deliveredBy: null,
    copiedAt: null,
    copiedBy: null,
    dueAt: null,
    conclusion: null,
    nextAt: null,
  },
} as unknown as QualityCycleDoc;

consoleSuite(
  'quality',
  {
    organisation,
    env: { VENTANILLA_POLICY: organisation },
    seed: async (gateway) => {
      await seedConversations(gateway, [conversation('held', 2), conversation('long', 450)]);
      const { connection } = gateway.store;
      await connection.model<GateAnswerDoc>('quality_answers').collection.insertOne(failed as never);
      await connection.model<QualityReviewDoc>('quality_reviews').collection.insertMany([review, found] as never);
      await connection.model<QualityCycleDoc>('quality_cycles').collection.insertOne(report as never);
      const posts = { luis: ['oficina_comercial'], ana: ['outsourcing'], beto: ['comite_credito'] };
      for (const [id, own] of Object.entries(posts))
        await connection.collection<{ _id: string }>('agents').updateOne({ _id: id }, { $set: { posts: own } });
    },
  },
  (desk) => {
    it('ICE-36 an answer that is held stands in its conversation at once, and what a lead decides is seen there live', async () => {
      const ana = await desk.signIn('ana');
      await ana.open('/inbox/held', 'mensaje número 2.');
      const held = ana.page.getByRole('region', { name: 'Respuestas en revisión' });
      await held.getByText('La conversación cambió y ya no permite esto.').waitFor();
      await held.getByRole('button', { name: 'Enviar de nuevo' }).waitFor();
      const box = ana.page.getByRole('textbox', { name: 'Su respuesta' });
      await box.fill('Su solicitud fue aprobada.');
      await box.press('Enter');
      await held.getByText('Espera revisión').waitFor();

      const luis = await desk.signIn('luis');
      await luis.open('/quality?tab=answers', 'Su solicitud fue aprobada.');
      await luis.look('quality-answers');
      const card = luis.page.locator('.mantine-Paper-root', { hasText: 'Su solicitud fue aprobada.' });
      await card.getByText(/^Calificar: /).click();
      const criteria = card.getByRole('radiogroup');
      await criteria.first().getByText('No cumple').click();
      // Half a form is no decision.
      await card.getByRole('textbox').fill('Diga el número de la solicitud');
      expect(await card.getByRole('button', { name: 'Devolver' }).isDisabled()).toBe(true);
      for (const place of [1, 2]) await criteria.nth(place).getByText('Cumple', { exact: true }).click();
      await luis.look('quality-answer-marks');
      await card.getByRole('button', { name: 'Devolver' }).click();
      await held.getByText('Diga el número de la solicitud').waitFor();
      await ana.page.getByRole('button', { name: /^Avisos: 1 sin leer$/ }).waitFor();
      const stored = desk.gateway.store.connection.collection('quality_answers');
      const returned = await stored.findOne({ state: 'returned' });
      expect(returned?.marks).toEqual({ acorde: 0, clara: 1, forma: 1 });
    });

    it('ICE-39 a case shows what was said in its span, however far back, beside its form', async () => {
      const luis = await desk.signIn('luis');
      await luis.open('/quality', 'Auditoría semanal de atención virtual: caso 2');
      await luis.look('quality');
      await luis.page.getByRole('link', { name: /caso 2/ }).click();
      const said = luis.page.getByRole('region', { name: 'Conversación' });
      await said.getByText('mensaje número 3.').waitFor();
      expect(await said.getByText('mensaje número 400.').count()).toBe(0);
      await luis.page.getByText('Atendió Ana Agente').waitFor();
      await luis.look('review');
    });

    it('ICE-41 a lead marks the form by keyboard alone, and the agent sees the weighted result and answers it', async () => {
      const luis = await desk.signIn('luis');
      await luis.open('/quality/review-1', 'F182');
      const form = luis.page.getByRole('region', { name: 'Revisión', exact: true });
      await form.getByText('Nivel de calidad en redacción y ortografía').waitFor();
      // 60 of 100 weigh on the first criterion: 5 of 5, and 3 of 5 on the second.
      await luis.page.keyboard.press('5');
      await luis.page.keyboard.press('3');
      await form.getByLabel('Observaciones').fill('Falta despedirse');
      await form.getByRole('button', { name: 'Guardar la revisión' }).click();
      await form.waitFor({ state: 'detached' });
      const ana = await desk.signIn('ana');
      await ana.open('/quality/review-1', 'Falta despedirse');
      await ana.page
        .getByText(/\b80\b/)
        .first()
        .waitFor();
      await ana.look('review-result');
      await ana.page.getByRole('textbox').fill('Lo tendré en cuenta');
      await ana.page.getByRole('button', { name: 'Responder' }).click();
      await ana.page.getByText('Lo tendré en cuenta').waitFor();
      const { items } = await desk.gateway.reviews.list({ organisation, state: 'done', limit: 5 } as never);
      const stored = items.find(({ id }) => id === 'review-1');
      expect(stored).toMatchObject({ score: 80, marks: { efectiva: 5, redaccion: 3 }, reviewer: 'luis' });
    });

    it('ICE-42, ICE-43, ICE-44, ICE-45 an audit report goes from the office to the outsourcer and to the committee, each at their own step', async () => {
      const luis = await desk.signIn('luis');
      await luis.open('/quality?tab=audits', 'Le toca a usted');
      await luis.look('audit-reports');
      await luis.open('/quality/audits/report-1', 'No resolvió el caso.');
      await luis.page.getByRole('textbox', { name: 'Qué se encontró' }).fill('La respuesta no atiende lo pedido');
      await luis.page.getByRole('button', { name: 'Guardar', exact: true }).click();
      await luis.page.getByRole('textbox', { name: 'Resumen' }).fill('Una inconsistencia en la semana');
      await luis.look('audit-report-draft');
      await luis.page.getByRole('button', { name: 'Entregar el informe' }).click();
      const sure = luis.page.getByRole('dialog');
      await sure.getByRole('button', { name: 'Entregar el informe' }).click();
      await luis.page.getByRole('button', { name: 'Enviar copia' }).click();
      await sure.getByRole('button', { name: 'Enviar copia' }).click();
      await luis.page.getByText('Le toca a: Ana Agente (Outsourcing de Atención al Usuario).').waitFor();

      const ana = await desk.signIn('ana');
      await ana.open('/quality/audits/report-1', 'La respuesta no atiende lo pedido');
      await ana.page.getByRole('textbox', { name: 'Acción' }).fill('Se capacitó al asesor');
      await ana.page.getByRole('textbox', { name: 'Respuesta' }).fill('El caso se respondió de nuevo');
      await ana.look('audit-report-answer');
      await ana.page.getByRole('button', { name: 'Guardar la respuesta' }).click();
      await ana.page.getByText('Por evaluar', { exact: true }).waitFor();

      const beto = await desk.signIn('beto');
      await beto.open('/quality/audits/report-1', 'El caso se respondió de nuevo');
      await beto.page.getByRole('textbox', { name: 'Por qué' }).fill('La acción basta');
      await beto.page.getByRole('button', { name: 'Guardar la evaluación' }).click();
      await beto.page.getByRole('textbox', { name: 'Evaluación del comité' }).fill('Acta 12: se acepta');
      await beto.look('audit-report-evaluate');
      await beto.page.getByRole('button', { name: 'Registrar y terminar' }).click();
      await beto.page.getByText('El comité ya evaluó este informe.').waitFor();
      const editions = await desk.gateway.store.connection.collection('report_editions').find({}).toArray();
      expect(editions.map((one) => one.report)).toEqual(['auditoria', 'auditoria_copia']);
    });
  },
);
