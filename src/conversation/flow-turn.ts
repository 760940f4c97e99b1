import type { ChannelAbilities } from '../contracts/channel.ts';
import type { Command, FlowContext, FlowEvent, ReplyDraft } from '../contracts/flow.ts';
import type { RequesterStanding } from '../contracts/requesters.ts';
import { termsOf } from './channel-terms.ts';
import { type CommandPorts, runCommand } from './commands.ts';
import { changeTimers, markProtocol, type TurnDraft } from './draft.ts';
import type { TurnSpeech } from './engine.ts';
import type { Organisation } from './organisation.ts';
import { placeFacts } from './place.ts';

/** More rounds than any flow needs: a flow that asks for ever is a defect and stops loudly. */
const MAX_ROUNDS = 24;

/** What a flow's turn needs besides the draft. */
export interface FlowTurn {
  readonly organisation: Organisation;
  readonly abilities: ChannelAbilities;
  /** Asked once, before the flow runs: it must not change within a turn. */
  readonly requester: RequesterStanding;
  readonly ports: CommandPorts;
}

/** Steps the flow until it asks for nothing more: event → commands → their results as events, all in one turn. */
export async function runFlow(draft: TurnDraft, first: FlowEvent, turn: FlowTurn, speech: TurnSpeech): Promise<void> {
  const events: FlowEvent[] = [first];
  for (let round = 0; events.length > 0; round++) {
    if (round >= MAX_ROUNDS) throw new Error(`The flow ${turn.organisation.flow.name} did not come to rest.`);
    const event = events.shift() as FlowEvent;
    const result = turn.organisation.flow.step(draft.flow, event, contextOf(draft, turn));
    draft.flow = result.state;
    await speech.say(result.replies);
    if (result.timers) changeTimers(draft, result.timers);
    if (result.protocol) markProtocol(draft, result.protocol, 'bot');
    if (result.card) draft.card = result.card;
    for (const command of result.commands)
      events.push(await runCommand(placed(command, draft, turn.organisation), draft, turn.ports));
  }
}

/** A flow does not know through which door a person came; the rules of tickets ask (MAS-60). */
function placed(command: Command, { read }: TurnDraft, { policy }: Organisation): Command {
  if (command.type !== 'openTicket') return command;
  const facts = { ...command.draft.facts, ...placeFacts(policy, read) };
  return { ...command, draft: { ...command.draft, facts } };
}

/** Takes what the engine collected as the bot's replies. */
export function botSays(draft: TurnDraft, said: readonly ReplyDraft[], botName: string): void {
  for (const reply of said) draft.replies.push({ role: 'bot', name: botName, draft: reply });
}

function contextOf(draft: TurnDraft, { organisation, abilities, requester, ports }: FlowTurn): FlowContext {
  return {
    now: draft.at,
    turnId: draft.turnId,
    abilities,
    terms: termsOf(organisation.policy, draft.read.channel),
    contact: draft.contact,
    requester,
    policy: organisation.policy,
    calendar: organisation.calendar,
    knowledge: organisation.knowledge,
    diagnoser: organisation.diagnoser,
    maintenance: organisation.board?.current(requester.company ?? draft.contact.organisation, draft.at) ?? [],
    courses: organisation.courses?.coming(draft.at) ?? null,
    mayLink: ports.links.isOffered(draft.read.org, draft.read.channel),
    agentsOnline: ports.presence.online(draft.read.org, draft.at),
    t: organisation.t,
  };
}
