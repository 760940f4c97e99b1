import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { SensitiveKind } from '../../src/contracts/redacted.ts';
import {
  buildKnowledge,
  buildLink,
  buildTicketView,
  CLOSED_AT,
  type ConversationSetup,
  converse,
  knownContact,
  letterAbilities,
  type PlayedConversation,
} from '../builders/flow-context.ts';

/**
 * Each transcript is a whole conversation: setup, `---`, then what the person did and what the bot said, then `=> ` with the
 * ending and the commands. `UPDATE_TRANSCRIPTS=1 npm test` writes them anew; read the difference before you commit it.
 */
const FOLDER = join('flows', 'support', 'transcripts');

describe('support transcripts', () => {
  for (const file of readdirSync(FOLDER).sort()) {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const title = text.split('\n')[0]?.replace(/^#\s*/, '') ?? file;
    it(title, () => {
      const played = playAll(text);
      if (process.env.UPDATE_TRANSCRIPTS) writeFileSync(join(FOLDER, file), played);
      expect(played).toBe(process.env.UPDATE_TRANSCRIPTS ? played : text);
    });
  }
});

function playAll(text: string): string {
  const [head = '', body = ''] = text.split('\n---\n');
  const talk = converse(setupOf(head));
  const inputs = body.split('\n').filter((line) => /^(user|start|timer|returned)/.test(line));
  for (const line of inputs) {
    const shown = talk.lines.length;
    act(talk, line);
    if (!line.startsWith('user:')) talk.lines.splice(shown, 0, line);
    else talk.lines[shown] = line;
  }
  const commands = talk.commands.map(({ type }) => type).join(', ');
  return `${head}\n---\n${talk.lines.map((line) => line.replaceAll('\n', '\\n')).join('\n')}\n=> ${talk.outcome ?? talk.state.phase}: ${commands}\n`;
}

function act(talk: PlayedConversation, line: string): void {
  if (line === 'start') talk.start();
  else if (line === 'returned') talk.returned();
  else if (line.startsWith('timer: ')) talk.timer(line.slice('timer: '.length));
  else {
    const removed = /^user: \[removed (\w+)\] /.exec(line)?.[1] as SensitiveKind | undefined;
    const said = line.replace(/^user: (\[removed \w+\] )?/, '').replaceAll('\\n', '\n');
    talk.user(said, { removed: removed ? [removed] : [] });
  }
}

function setupOf(head: string): ConversationSetup {
  const values = new Map(
    head
      .split('\n')
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const [cue, answer] = (values.get('kb') ?? '').split(' = ');
  const [folio, state] = (values.get('tickets') ?? '').split(/ (.*)/);
  const locale = values.get('locale');
  return {
    ...(values.get('contact') === 'known' ? { contact: knownContact() } : {}),
    ...(values.get('at') === 'closed' ? { now: CLOSED_AT } : {}),
    ...(values.has('agents') ? { agentsOnline: Number(values.get('agents')) } : {}),
    ...(values.get('channel') === 'letters' ? { abilities: letterAbilities } : {}),
    ...(locale ? { locale } : {}),
    ...(folio ? { tickets: [buildTicketView({}, { folio, requesterLabel: state ?? '' })] } : {}),
    ...(cue && answer ? { knowledge: knowledgeOf(cue, answer) } : {}),
  };
}

function knowledgeOf(cue: string, answer: string) {
  const [band = '', ...ids] = answer.split(/[ ,]+/);
  return buildKnowledge([
    [new RegExp(cue, 'i'), { band: band === 'ask' ? 'ask' : 'send', links: ids.map((id) => buildLink(id)) }],
  ]);
}
