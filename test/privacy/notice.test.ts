import { describe, expect, it } from '@jest/globals';
import { buildContact, converse } from '../builders/flow-context.ts';
import { buildPolicy } from '../builders/policy.ts';

const notice = {
  version: '2',
  text: 'Cuidamos sus datos; el aviso de privacidad está en',
  url: 'https://aviso.example/privacidad',
  consent: 'implicit',
} as const;
const consent = (version: string) => ({ version, at: new Date(0), channel: 'webchat', answer: 'shown' as const });
const talkWith = (privacy: object, contact = buildContact()) => {
  const talk = converse({ policy: buildPolicy({ privacy }), contact });
  talk.user('Hola');
  return { said: talk.lines.join('\n'), ran: talk.commands.map(({ type }) => type) };
};

describe('the privacy notice', () => {
  it('is shown in the first message, and that it was is recorded', () => {
    const { said, ran } = talkWith({ notice });
    expect(said).toContain(`${notice.text} ${notice.url}`);
    expect(ran).toContain('recordConsent');
  });

  it('is shown once per version', () => {
    expect(talkWith({ notice }, buildContact({ consents: [consent('2')] })).said).not.toContain(notice.url);
    expect(talkWith({ notice }, buildContact({ consents: [consent('1')] })).said).toContain(notice.url);
  });

  it('is not shown by an organisation that has none', () => {
    const { said, ran } = talkWith({ notice: null });
    expect([said.includes(notice.url), ran.includes('recordConsent')]).toEqual([false, false]);
  });
});
