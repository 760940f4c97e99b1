import { expect, it } from '@jest/globals';
import { consoleSuite } from './harness/suite.ts';

consoleSuite('the frame of the console', {}, (desk) => {
  it('shows each role the sections that it may see, and no others', async () => {
    const sectionsOf = async (person: string) => {
      const { page } = await desk.signIn(person);
      await page.getByRole('navigation').first().getByText('Conversaciones').waitFor();
      return page.getByRole('navigation').first().getByRole('link').allInnerTexts();
    };
    expect(await sectionsOf('ana')).not.toContain('Sin entregar');
    expect(await sectionsOf('luis')).toContain('Sin entregar');
  });

  it('loads at most 250 kB of script, compressed, before the inbox stands', async () => {
    const { page } = await desk.visit();
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (!response.url().endsWith('.js')) return;
      expect(response.headers()['content-encoding']).toBe('gzip');
      sizes.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
    });
    await page.goto(await desk.linkFor('ana'));
    await page.getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.getByText('Nadie espera').waitFor();
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThanOrEqual(250_000);
  });

  it('stands on a phone and on a desk, in both schemes', async () => {
    const desktop = await desk.signIn('luis');
    await desktop.page.getByText('Nadie espera').waitFor();
    await desktop.look('inbox-empty');
    await desktop.open('/letters', 'Todo se entregó');
    await desktop.look('letters-empty');
  });
});
