import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { policiesOfAnOpenDesk } from '../gateway/open-desk.ts';
import { consoleSuite } from './harness/suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-side-by-side-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bubble = (page: Page, text: string | RegExp) =>
  page.locator('.webchat__bubble').filter({ hasText: text }).first();
async function write(page: Page, text: string): Promise<void> {
  const box = page.locator('[data-id="webchat-sendbox-input"]');
  await box.fill(text);
  await box.press('Enter');
}

consoleSuite(
  'a customer and an agent side by side',
  { env: { VENTANILLA_POLICY_DIR: policiesOfAnOpenDesk(folder) } },
  (desk) => {
    it('EXS-01 a conversation goes from the bot to an agent and back, and each sees what the other does', async () => {
      const ana = await desk.signIn('ana');
      const visitor = await desk.visit({ size: 'phone' });
      const customer = visitor.page;
      await customer.goto(desk.url);
      await bubble(customer, 'Bienvenido').or(bubble(customer, /./)).first().waitFor();
      await write(customer, 'Hola, soy Rosario Prueba, usuario final');
      await bubble(customer, '¿En qué puedo ayudarle?').waitFor();
      await write(customer, 'quiero hablar con una persona');
      await bubble(customer, 'Ya avisé a un agente').waitFor();

      // To the agent: who waits is there at once, and is taken.
      const row = ana.page.locator('.inbox-row', { hasText: 'Rosario Prueba' });
      await row.click();
      await ana.page.getByRole('button', { name: 'Tomar', exact: true }).click();
      await bubble(customer, 'Le atiende Ana Agente').waitFor();
      const box = ana.page.getByRole('textbox', { name: 'Su respuesta' });
      await box.fill('Buen día, Rosario. ¿Qué versión usa?');
      await box.press('Enter');
      await bubble(customer, '¿Qué versión usa?').waitFor();
      await write(customer, 'la 2026, y mi clave es Tigre.2026');
      const log = ana.page.getByRole('log');
      await log.getByText('[contraseña eliminada]').waitFor();
      expect(await log.textContent()).not.toContain('Tigre.2026');

      // Back to the bot, which goes on by itself.
      await ana.page.getByRole('button', { name: 'Devolver al bot' }).click();
      await ana.page.getByText('Con el bot').first().waitFor();
      await write(customer, '¿Cómo cancelo una factura?');
      await bubble(customer, 'Cancelar una factura ante el SAT').waitFor();
      await log.getByText('¿Cómo cancelo una factura?').waitFor();
      await visitor.leave();
    });
  },
);
