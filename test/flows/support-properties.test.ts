import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { type SupportState, supportCatalogue, supportFlow } from '../../flows/support/index.ts';
import type { FlowContext, FlowEvent, FlowResult } from '../../src/contracts/flow.ts';
import type { KnowledgeAnswer } from '../../src/contracts/knowledge.ts';
import {
  buildContact,
  buildFlowContext,
  buildKnowledge,
  buildLink,
  buildTicketView,
  CLOSED_AT,
  chatAbilities,
  knownContact,
  letterAbilities,
  OPEN_AT,
  redacted,
} from '../builders/flow-context.ts';
import { buildPolicy } from '../builders/policy.ts';

const phrases = [
  ...['hola', 'Ana', 'soy Ana López', 'partner', 'usuario final', 'no puedo facturar', 'con todos', 'con uno solo'],
  ...[
    'solo a mí',
    'podemos trabajar',
    'no podemos trabajar',
    'sí',
    'no',
    'nel',
    '👍',
    '👎',
    'gracias',
    'adiós',
    '1',
    '2',
  ],
  ...['la última', '99', '0', 'atrás', 'cancelar', 'quiero hablar con un agente', 'cómo va mi ticket EXS-7?', 'video'],
  ...['no, es de nómina', 'perdón, soy partner', 'mi nombre es Eva', 'mi correo es eva@cliente.example', 'no sé', 'ok'],
  ...['¿Cuánto cuesta el CRM?', 'me interesa un módulo nuevo', 'el folio se duplica desde la versión 7', 'ya quedó'],
  ...['cómo imprimo etiquetas del inventario y otra cosa, cómo hago un respaldo?', 'asdf qwer', '???', '', '   '],
  ...[
    '1. Ana\n2. partner\n3. con uno\n4. solo a mí',
    'dejar un ticket',
    'espero',
    '5',
    'excelente',
    '{{name}} $t(bye)',
  ],
  ...['sugiero agrandar la ventana', 'ahorita lo reviso', 'no gracias', 'no videollamada', 'prefiero no decirlo'],
];
const choices = [
  'yes',
  'no',
  'human',
  'status',
  'video',
  'done',
  'wait',
  'ticket',
  'none',
  'impact:usuario',
  'length:long',
];
const moreChoices = [
  'userType:partner',
  'entry:a',
  'score:5',
  'score:99',
  'nada:raro',
  ':',
  'kind:mejora',
  'length:nope',
];

const message = fc.record({
  type: fc.constant('message' as const),
  text: fc
    .oneof({ weight: 8, arbitrary: fc.constantFrom(...phrases) }, fc.string({ unit: 'binary', maxLength: 60 }))
    .map(redacted),
  choice: fc.option(fc.constantFrom(...choices, ...moreChoices), { nil: undefined, freq: 4 }),
  attachments: fc.constantFrom([], [{ fileId: 'a'.repeat(64), name: 'x.png', mediaType: 'image/png', size: 1 }]),
  removed: fc.constantFrom([], ['password' as const]),
});
const timer = fc.constantFrom('idle', 'close', 'other').map((name) => ({ type: 'timer' as const, name }));
const event = fc.oneof(
  { weight: 12, arbitrary: message },
  { weight: 2, arbitrary: timer },
  fc.constant({ type: 'start' as const }),
  fc.constant({ type: 'returned' as const }),
);
const setting = fc.record({
  known: fc.boolean(),
  open: fc.boolean(),
  letters: fc.boolean(),
  locale: fc.constantFrom('es-MX', 'en'),
  agents: fc.constantFrom(0, 1),
  band: fc.constantFrom<KnowledgeAnswer['band']>('send', 'ask', 'none'),
  survey: fc.boolean(),
  strategy: fc.constantFrom('duration' as const, 'always' as const, 'criterion' as const),
});

type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

const contexts = new Map<string, FlowContext>();

function contextOf(choice: Setting): FlowContext {
  const key = JSON.stringify(choice);
  const ctx = contexts.get(key) ?? makeContext(choice);
  contexts.set(key, ctx);
  return ctx;
}

function makeContext(choice: Setting): FlowContext {
  const links = choice.band === 'none' ? [] : [buildLink('a'), buildLink('b')];
  const policy = buildPolicy({
    ...(choice.survey ? {} : { survey: null }),
    ticketRule: { strategy: choice.strategy },
  });
  return buildFlowContext({
    policy,
    contact: choice.known ? knownContact() : buildContact(),
    now: choice.open ? OPEN_AT : CLOSED_AT,
    abilities: choice.letters ? letterAbilities : chatAbilities,
    locale: choice.locale,
    agentsOnline: choice.agents,
    knowledge: buildKnowledge([[/./, { band: choice.band, links }]]),
  });
}

/** Steps an event with every result it asks for; gives each step's result. */
function turn(state: SupportState, first: FlowEvent, ctx: FlowContext): FlowResult<SupportState>[] {
  const results: FlowResult<SupportState>[] = [];
  const events = [first];
  let now = state;
  for (let next = events.shift(); next; next = events.shift()) {
    const result = supportFlow.step(now, next, ctx);
    results.push(result);
    now = result.state;
    for (const command of result.commands) {
      if (command.type === 'openTicket') {
        events.push({ type: 'result', command: 'openTicket', ticket: buildTicketView(command.draft) });
      } else if (command.type === 'findTickets') {
        events.push({
          type: 'result',
          command: 'findTickets',
          tickets: [{ folio: 'EXS-000001', label: 'Recibido', dueAt: null, lastWord: null }],
        });
      } else if (command.type === 'actOnTicket') {
        events.push({
          type: 'result',
          command: 'actOnTicket',
          folio: command.folio,
          outcome: 'replied',
          next: null,
          scale: null,
        });
      } else if (command.type === 'proveIdentity') {
        events.push({ type: 'result', command: 'proveIdentity', code: '1234' });
      } else if (command.type === 'sendCode') {
        events.push({ type: 'result', command: 'sendCode', outcome: 'asked' });
      } else if (command.type === 'checkCode') {
        events.push({ type: 'result', command: 'checkCode', outcome: 'wrong' });
      } else if (command.type === 'requestAgent') {
        events.push({ type: 'result', command: 'requestAgent', agentsOnline: ctx.agentsOnline, position: 2 });
      } else if (command.type === 'updateContact') {
        events.push({ type: 'result', command: 'updateContact', contact: { ...ctx.contact, ...command.patch } });
      } else if (command.type === 'recordOpportunity') {
        events.push({ type: 'result', command: 'recordOpportunity', folio: 'OPO-1' });
      } else if (command.type === 'offerVault') {
        const form = { itemId: 'vault-item-000000000-1', kind: command.kind };
        events.push({ type: 'result', command: 'offerVault', form });
      } else events.push({ type: 'result', command: command.type });
      if (results.length > 20) throw new Error('The flow does not come to rest.');
    }
  }
  return results;
}

const RUNS = { numRuns: Number(process.env.FLOW_RUNS ?? 300) };

describe('support flow, any conversation', () => {
  it('never throws, rests, stays plain JSON under 4 KB, and says nothing after the end', () => {
    fc.assert(
      fc.property(setting, fc.array(event, { maxLength: 24 }), (choice, events) => {
        const ctx = contextOf(choice);
        let state = supportFlow.initial();
        let ended = false;
        for (const next of events) {
          const results = turn(state, next as FlowEvent, ctx);
          for (const result of results) {
            demand(!ended || result.replies.length + result.commands.length === 0, 'silence after the end');
            if (result.commands.some(({ type }) => type === 'closeConversation')) ended = true;
            check(result);
            state = result.state;
          }
        }
      }),
      RUNS,
    );
  });

  it('P2 gives the same result for the same state, event and context, and changes none of them', () => {
    fc.assert(
      fc.property(setting, fc.array(event, { maxLength: 12 }), (choice, events) => {
        const ctx = contextOf(choice);
        let state = supportFlow.initial();
        for (const next of events) {
          const before = JSON.stringify([state, next]);
          const once = turn(state, next as FlowEvent, ctx);
          const again = turn(JSON.parse(JSON.stringify(state)), next as FlowEvent, ctx);
          demand(JSON.stringify(again) === JSON.stringify(once), 'the same input gives the same result');
          demand(JSON.stringify([state, next]) === before, 'the input is left as it was');
          state = once.at(-1)?.state ?? state;
        }
      }),
      RUNS,
    );
  });

  it('opens no second ticket for one case and asks for no second agent in one turn', () => {
    fc.assert(
      fc.property(setting, fc.array(event, { maxLength: 16 }), (choice, events) => {
        const ctx = contextOf(choice);
        let state = supportFlow.initial();
        for (const next of events) {
          const results = turn(state, next as FlowEvent, ctx);
          const types = results.flatMap(({ commands }) => commands.map(({ type }) => type));
          const opened = results.flatMap(({ commands }) =>
            commands.flatMap((command) => (command.type === 'openTicket' ? [command.draft.description] : [])),
          );
          // Two questions of one message may each need their ticket (EXS-20); one question never needs two.
          demand(new Set(opened).size === opened.length, 'one ticket a case');
          for (const once of ['requestAgent', 'closeConversation', 'recordSurvey'] as const) {
            demand(types.filter((type) => type === once).length <= 1, `${once} once a turn`);
          }
          state = results.at(-1)?.state ?? state;
        }
      }),
      RUNS,
    );
  });

  it('always leaves a way on: after any message it has asked, handed over or ended, and a timer waits unless handed over', () => {
    fc.assert(
      fc.property(setting, fc.array(message, { minLength: 1, maxLength: 16 }), (choice, events) => {
        const ctx = contextOf(choice);
        let state = supportFlow.initial();
        for (const next of events) {
          const results = turn(state, next as FlowEvent, ctx);
          const was = state.phase;
          state = results.at(-1)?.state ?? state;
          if (was === 'closed') continue;
          const timers = Object.assign({}, ...results.map((result) => result.timers ?? {}));
          const set = Object.values(timers).some((at) => at !== null);
          demand(
            set === (state.phase !== 'waiting' && state.phase !== 'closed'),
            `a timer fits the phase ${state.phase}`,
          );
          demand(was === 'waiting' || results.some(({ replies }) => replies.length > 0), 'a message gets a word');
        }
      }),
      RUNS,
    );
  });
});

/** The longest fixed piece of every catalogue text: each reply must hold one. */
const fixedPieces = Object.values(supportCatalogue).flatMap((texts) =>
  Object.values(texts).map(
    (text) =>
      text
        .split(/\{\{\w+\}\}/)
        .sort((one, other) => other.length - one.length)[0]
        ?.trim() ?? text,
  ),
);

/** Plain checks: `expect` costs more than the flow itself in a loop of this size. */
function check(result: FlowResult<SupportState>): void {
  const stored = JSON.stringify(result.state);
  demand(JSON.stringify(JSON.parse(stored)) === stored && !hasUndefined(result.state), 'the state is plain JSON');
  demand(stored.length < 4_096, `the state is small, not ${stored.length}`);
  demand(result.replies.length <= 3, 'at most three messages a step');
  for (const { text, links = [], choices = [] } of result.replies) {
    demand(text.trim() !== '', 'a reply has words');
    demand(
      fixedPieces.some((piece) => piece.length > 3 && text.includes(piece)),
      `the words come from the catalogue: ${text}`,
    );
    demand(links.length <= 3, 'at most three links');
    demand(new Set(choices.map(({ title }) => title)).size === choices.length, 'no choice twice');
  }
}

function hasUndefined(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUndefined);
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Broken: ${what}`);
}
