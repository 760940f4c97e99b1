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

  it('stands on a phone and on a desk, in both schemes', async () => {
    const desktop = await desk.signIn('luis');
    await desktop.page.getByText('Nadie espera').waitFor();
    await desktop.look('inbox-empty');
    await desktop.open('/letters', 'Todo se entregó');
    await desktop.look('letters-empty');
  });
});
