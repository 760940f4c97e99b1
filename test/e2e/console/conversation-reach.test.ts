import { expect, it } from '@jest/globals';
import type { DeadLetterDoc } from '../../../src/storage/models/dead-letters.ts';
import { redacted } from '../../http/world/redacted.ts';
import { type SeededConversation, seedConversations } from './harness/seed-conversations.ts';
import { consoleSuite } from './harness/suite.ts';

const many: SeededConversation = {
  id: 'many',
  about: { mode: 'agent', assignee: 'luis' },
  messages: Array.from({ length: 600 }, (_, place) => ({ text: `mensaje número ${place + 1}.` })),
};
const failed: SeededConversation = {
  id: 'failed',
  name: 'Rosario Prueba',
  about: { mode: 'agent', assignee: 'luis' },
  messages: [{ text: 'hola' }, { text: 'No llegó esto.', speaker: 'agent', delivery: 'failed' }],
};
const letter = {
  ...{ _id: 'failed-m2', org: 'exsim', conversation: 'failed', channel: 'webchat', attempts: 5, failedAt: new Date() },
  ...{ code: 'DELIVERY_FAILED' },
  entry: {
    id: 'failed-m2',
    text: redacted('No llegó esto.'),
    role: 'agent',
    name: redacted('Luis Líder'),
    at: new Date(),
  },
} as unknown as DeadLetterDoc;

consoleSuite(
  'reaching into a conversation',
  {
    seed: async (gateway) => {
      await seedConversations(gateway, [many, failed]);
      await gateway.store.connection.model<DeadLetterDoc>('deadLetters').collection.insertOne(letter as never);
    },
  },
  (desk) => {
    it('an address with a place opens the conversation there, however far back, and marks the message', async () => {
      const luis = await desk.signIn('luis');
      await luis.open('/inbox/many?at=30', 'mensaje número 30.');
      const found = luis.page.locator('[data-found]', { hasText: 'mensaje número 30.' });
      await found.waitFor();
      const [box, frame] = await Promise.all([found.boundingBox(), luis.page.getByRole('log').boundingBox()]);
      expect(box?.y).toBeGreaterThan(frame?.y ?? 0);
      expect(box?.y).toBeLessThan((frame?.y ?? 0) + (frame?.height ?? 0));
    });

    it('P3 a reply that no channel took is sent again from its bubble', async () => {
      const luis = await desk.signIn('luis');
      await luis.open('/inbox/failed', 'No llegó esto.');
      await luis.page.getByRole('button', { name: 'Enviar de nuevo' }).click();
      await luis.page.getByRole('button', { name: 'Enviar de nuevo' }).waitFor({ state: 'detached' });
      expect(await desk.gateway.pipeline.deadLetters.list(10)).toEqual([]);
    });

    it('shows who writes at each end, and nothing of what', async () => {
      const { gateway } = desk;
      const luis = await desk.signIn('luis');
      await luis.open('/inbox/failed', 'No llegó esto.');
      const about = { organisation: 'exsim', conversationId: 'failed' } as const;
      gateway.live.publish({ ...about, type: 'typing', speaker: 'user', name: '' });
      await luis.page.getByText('Rosario Prueba está escribiendo…').waitFor();
      const told = new Promise((resolve) => {
        gateway.live.subscribe((event) => event.type === 'typing' && event.speaker === 'agent' && resolve(event));
      });
      await luis.page.getByRole('textbox', { name: 'Su respuesta' }).pressSequentially('Ya');
      expect(await told).toEqual({ ...about, type: 'typing', speaker: 'agent', name: 'Luis Líder' });
    });

    it('MAS-34 a lead writes a canned reply for the desk, and an agent finds it with a slash, filled in', async () => {
      const luis = await desk.signIn('luis');
      const { page } = luis;
      await luis.open('/canned', 'Respuestas rápidas');
      await page.getByRole('button', { name: 'Nueva respuesta' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Nombre', { exact: false }).first().fill('Saludo de la mesa');
      await dialog.getByLabel('Texto').fill('Hola, ');
      await dialog.getByRole('button', { name: 'Nombre de la persona' }).click();
      await dialog.getByRole('switch', { name: 'Para toda la mesa' }).click({ force: true });
      await dialog.getByRole('button', { name: 'Guardar' }).click();
      await page.getByRole('region', { name: 'De toda la mesa' }).getByText('Hola, {{nombre}}').waitFor();
      await luis.look('canned');
      await luis.open('/inbox/failed', 'No llegó esto.');
      const box = page.getByRole('textbox', { name: 'Su respuesta' });
      await box.pressSequentially('/saludo');
      await page.getByRole('option', { name: /Saludo de la mesa/ }).click();
      await box.filter({ hasText: 'Hola, Rosario Prueba' }).waitFor();
      expect(await box.inputValue()).toBe('Hola, Rosario Prueba');
    });
  },
);
