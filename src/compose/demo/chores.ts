import { createHash } from 'node:crypto';
import type { CannedReplies } from '../../contracts/canned-replies.ts';
import type { NoticeInbox } from '../../contracts/notifications.ts';
import type { Routines } from '../../contracts/routines.ts';
import type { Cast } from './cast.ts';
import type { SeededRandom } from './random.ts';

/** What the small duties of a day are done with. */
export interface ChoreParts {
  readonly organisation: string;
  readonly random: SeededRandom;
  readonly routines: Pick<Routines, 'list' | 'tick' | 'sign'>;
  readonly notices: Pick<NoticeInbox, 'readAll'>;
}

/** Of the lists that are due, this share is signed: nobody's desk is without gaps. */
const SIGNED = 0.9;
const LISTS_A_DAY = 20;

/** What somebody does first in the morning: reads what came in the night, and, where they lead, signs the lists. */
export async function startDay(agent: Cast['agents'][number], parts: ChoreParts): Promise<void> {
  await parts.notices.readAll(agent.id);
  if (agent.roles.includes('lead')) await signLists(agent.id, parts);
}

async function signLists(id: string, { organisation, routines, random }: ChoreParts): Promise<void> {
  const viewer = { organisation, id, all: true };
  for (const run of await routines.list(viewer, { history: false, limit: LISTS_A_DAY })) {
    if (!random.chance(SIGNED)) continue;
    for (const item of run.items.filter(({ done }) => !done)) {
      const evidence = item.needsEvidence ? [{ kind: 'text' as const, text: 'Revisado con el equipo.' }] : [];
      await routines.tick(viewer, run.id, { item: item.code, done: true, evidence });
    }
    await routines.sign(viewer, run.id, '');
  }
}

/** The texts that the desk shares, written by whoever leads it. */
export async function writeCannedReplies(
  replies: Pick<CannedReplies, 'save'>,
  { cannedReplies, agents }: Pick<Cast, 'cannedReplies' | 'agents'>,
  organisation: string,
): Promise<void> {
  const lead = agents.find(({ roles }) => roles.includes('lead')) ?? agents[0];
  if (lead === undefined) return;
  const author = { organisation, id: lead.id, name: lead.name, mayShare: true };
  for (const { title, text } of cannedReplies) {
    const id = createHash('sha256').update(title).digest('base64url').slice(0, 22);
    await replies.save(id, { shared: true, title, text }, author);
  }
}
