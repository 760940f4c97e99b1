import type { Policy } from '../../src/contracts/policy.ts';
import type { Said } from './said.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';

/** The folio of whichever ticket of theirs is the latest. */
export const LATEST = 'last';

/** Attention that was not adequate. */
const ATTENTION =
  /(^|\W)((mala|pesima|mal|deficiente|inadecuada|poor|bad|terrible) (la |el )?(atencion|servicio de la mesa|trato|support|service)|(la )?atencion (que .{1,40} )?(no (es|fue|ha sido)|es|fue|ha sido) (adecuada|buena|mala|pesima|deficiente)|(me|nos) (atendieron|atienden|trataron) (muy )?mal|no (me|nos) (atendieron|atienden|han atendido) bien|inconforme con (la|su) atencion|not happy with (the|your) (support|service))($|\W)/;
/** Times that were not kept. */
const TIMES =
  /(^|\W)(no (se )?(me |nos |han |ha )*(respet|cumpl)\w+ .{0,30}(tiempo|tiempos|plazo|plazos|compromiso|sla)|(ya )?(se )?(vencio|paso|excedio|excedieron|rebasaron?) (el|los|mi|su) (tiempo|tiempos|plazo|plazos|compromiso|sla)|nadie (me|nos) (ha )?(contactado|contacto|respondido|responde|respondio|atendido|atendio|atiende|contestado|contesta|contesto|llamado|llamo)|(no|sin que) (me|nos) (han )?(contactado|respondido|atendido|contestado|contactan|responden|atienden|contestan)|(se )?(tardan|tardaron|han tardado|estan tardando) (mucho|demasiado) (en )?(atender|responder|contestar)\w*|(nobody|no one) (has )?(answered|contacted|attended|called)|out of sla)($|\W)/;
const ASKED = /(^|\W)(escalar|escale|escalen|escalamiento|escalate|escalation)($|\W)/;

const BEFORE_CASE: ReadonlySet<Phase> = new Set(['new', 'name', 'userType', 'problem', 'survey']);

type Ladder = Policy['escalations'][number];

/** The matrix that a dissatisfied person may climb; null: the policy has none. */
function matrixOf({ escalations }: Policy): Ladder | null {
  return escalations.find(({ trigger }) => trigger === 'dissatisfied') ?? null;
}

/**
 * MAS-74: somebody says that the attention was not adequate or that its times were not kept, at any step and at any point of
 * the ticket's life: the matrix is shown, with how to climb it. True: it was that.
 */
export function offerMatrix(turn: Turn, said: Said): boolean {
  const { state, ctx } = turn;
  const ladder = matrixOf(ctx.policy);
  if (ladder === null || said.choice !== undefined) return false;
  const why = ATTENTION.test(said.folded) ? 'attention' : TIMES.test(said.folded) ? 'times' : null;
  if (why === null && !(said.words.length <= 8 && ASKED.test(said.folded))) return false;
  const folio = state.folio ?? state.askedFolio ?? LATEST;
  turn.say(`${turn.t(`escalation.${why ?? 'asked'}`)}\n${matrixLines(ladder)}`, {
    choices: [
      { value: `ticket:escalate:${folio}`, title: turn.t('choice.escalate') },
      { value: 'human', title: turn.t('choice.human') },
    ],
  });
  if (BEFORE_CASE.has(state.phase) && state.problem === '') {
    state.phase = 'wrapUp';
    state.outcome ??= 'answered';
  }
  return true;
}

/** The levels in order, each with how to reach it. */
function matrixLines({ levels }: Ladder): string {
  return levels
    .map(({ role, contact }, at) => `${at + 1}. ${role}${contact === undefined ? '' : ` (${contact})`}`)
    .join('\n');
}
