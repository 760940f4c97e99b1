import { type SupportState, supportCatalogue, supportFlow } from '../../flows/support/index.ts';
import { createCalendar } from '../../src/calendar/calendar.ts';
import type { ChannelAbilities } from '../../src/contracts/channel.ts';
import type { ContactView } from '../../src/contracts/contact.ts';
import type { Diagnoser, ExplainedDiagnosis } from '../../src/contracts/diagnosis.ts';
import type { FileReview, Link } from '../../src/contracts/envelope.ts';
import type {
  Command,
  CommandResult,
  ConversationOutcome,
  DiagnosisCard,
  FlowContext,
  FlowEvent,
  ProtocolMark,
  ReplyDraft,
} from '../../src/contracts/flow.ts';
import type { KnowledgeAnswer, KnowledgePort } from '../../src/contracts/knowledge.ts';
import type { Redacted, SensitiveKind } from '../../src/contracts/redacted.ts';
import type { RequesterStanding } from '../../src/contracts/requesters.ts';
import type { TicketDraft, TicketView } from '../../src/contracts/ticket.ts';
import type { VaultKind } from '../../src/contracts/vault.ts';
import { createCatalogue } from '../../src/i18n/catalogue.ts';
import { buildPolicy } from './policy.ts';
import { blankTicket } from './ticket.ts';

/** A Monday at 11:00 in Mexico City: open. */
export const OPEN_AT = new Date('2026-11-23T17:00:00Z');
/** The same Monday at 21:00: closed until Tuesday 9:00. */
export const CLOSED_AT = new Date('2026-11-24T03:00:00Z');

/** Test text as if it had passed intake. */
export const redacted = (text: string): Redacted => text as Redacted;

/** A contact; unknown unless told otherwise. */
export function buildContact(overrides: Partial<ContactView> = {}): ContactView {
  return {
    ...{ id: 'contact-1', name: null, userType: null, customerClass: null, organisation: null },
    ...{ email: null, phone: null, visits: 0 },
    ...overrides,
  };
}

/** A partner that the contact base knows. */
export const knownContact = (overrides: Partial<ContactView> = {}): ContactView =>
  buildContact({
    ...{ name: redacted('Ana López'), userType: 'partner', customerClass: 'estandar' },
    ...{ email: redacted('ana@cliente.example') },
    ...overrides,
  });

const nothing: ExplainedDiagnosis = {
  ...{ kind: null, opportunity: null, length: null, minutes: null, impact: null, urgency: null, priority: null },
  ...{ module: null, area: null, needs: null, line: null, recordKind: null, type: null },
  ...{ wantsHuman: false, wantsTicketStatus: false, reasons: {} },
};

const MODULES: readonly (readonly [RegExp, string])[] = [
  [/factur|timbr|folio|cfdi/i, 'facturacion'],
  [/n[oó]mina|recibo/i, 'nomina'],
  [/inventario|almac[eé]n|etiqueta|kardex/i, 'inventarios'],
  [/respald|base de datos/i, 'respaldo'],
  [/p[oó]liza|contab|balanza/i, 'contabilidad'],
  [/crm/i, 'crm'],
];

/** A few plain cues, enough to lead every path; the real reader has its own tests. */
export const stubDiagnoser: Diagnoser = {
  diagnose(text) {
    const module = MODULES.find(([cue]) => cue.test(text))?.[1] ?? null;
    const bug = /calcula mal|se duplica|desde la (versi[oó]n|actualizaci[oó]n)|defecto/i.test(text);
    const opportunity = /cu[aá]nto cuesta|m[oó]dulo nuevo|me interesa|venden/i.test(text)
      ? 'modulo_adicional'
      : /autom[aá]ticamente|a la medida|integra/i.test(text)
        ? 'desarrollo_especial'
        : null;
    const improves = opportunity !== null || /sugiero|sugerencia/i.test(text);
    const asks =
      module !== null &&
      /no puedo|no me deja|c[oó]mo|error|falla|no sale|no timbra|todas|necesito|descuadr/i.test(text);
    const kind = bug ? 'bug' : improves ? 'mejora' : asks ? 'soporte' : null;
    const length = /todas las|toda la base|migrar|calcula mal/i.test(text)
      ? 'long'
      : /c[oó]mo|un folio|una sola|una factura|redondea/i.test(text)
        ? 'short'
        : null;
    return {
      ...nothing,
      ...{ kind, opportunity, module, length },
      minutes: length === null ? null : length === 'long' ? 60 : 10,
      impact: /toda la compa/i.test(text) ? 'compania' : /solo (a )?(m[ií]|yo)/i.test(text) ? 'usuario' : null,
      urgency: /no podemos trabajar|detenid/i.test(text) ? 'critica' : /sin prisa/i.test(text) ? 'baja' : null,
      wantsHuman:
        /(hablar|comun[ií]queme|p[aá]seme|quiero).*(agente|asesor|persona|humano)|talk to a (human|person)/i.test(text),
      wantsTicketStatus: /(c[oó]mo va|estado|estatus|novedad).*(ticket|caso|solicitud|EXS-)/i.test(text),
      reasons: kind === null ? {} : { kind: 'palabras del texto' },
    };
  },
};

/** A link of the knowledge base. */
export const buildLink = (id: string, title = `Guía de ${id}`): Link => ({
  entryId: id,
  title,
  url: `https://exsim.example/${id}`,
});

/** A knowledge base that answers by the first pattern that fits. */
export function buildKnowledge(answers: readonly (readonly [RegExp, KnowledgeAnswer])[] = []): KnowledgePort {
  return {
    answer: (question) => answers.find(([cue]) => cue.test(question))?.[1] ?? { band: 'none', links: [] },
  };
}

export const chatAbilities: ChannelAbilities = {
  ...{ buttons: true, typing: true, edits: false, questions: 'one', markdown: true, maxText: 4_000 },
};
export const letterAbilities: ChannelAbilities = { ...chatAbilities, buttons: false, questions: 'all' };

const catalogue = createCatalogue(supportCatalogue);

/** A flow's context with stub ports. */
export function buildFlowContext(overrides: Partial<FlowContext> & { locale?: string } = {}): FlowContext {
  const policy = overrides.policy ?? buildPolicy();
  return {
    now: OPEN_AT,
    turnId: 'turn-1',
    abilities: chatAbilities,
    contact: buildContact(),
    requester: { status: 'open', company: null, contract: null, facts: {} },
    policy,
    calendar: createCalendar(policy.organisation, policy.calendar),
    knowledge: buildKnowledge(),
    diagnoser: stubDiagnoser,
    agentsOnline: 1,
    t: catalogue.t(overrides.locale ?? 'es-MX'),
    ...overrides,
  };
}

/** A ticket as the ticket room would give it back. */
export function buildTicketView(draft: Partial<TicketDraft> = {}, overrides: Partial<TicketView> = {}): TicketView {
  const { facts = {}, fields = {}, attachments = [], relations = [], ...drafted } = draft;
  return {
    ...blankTicket,
    ...{ id: 't1', organisation: 'exsim', folio: 'EXS-000001', state: 'registrado', phase: 'open' },
    ...{ requesterLabel: 'Recibido', agentLabel: 'Asignado a soporte' },
    ...{ subject: redacted('x'), description: redacted('x'), reason: 'estimate', diagnosis: {} },
    ...{ assignee: null, conversationId: 'c1', contactId: 'contact-1', openedAt: OPEN_AT, updatedAt: OPEN_AT },
    ...{ dueAt: new Date(OPEN_AT.getTime() + 72 * 3_600_000), closedAt: null },
    ...{ facts, fields, attachments, relations },
    ...{ ...drafted, subarea: draft.subarea ?? null, company: draft.company ?? null, protocol: draft.protocol ?? null },
    ...overrides,
  };
}

/** What a test may set besides the context. */
export interface ConversationSetup extends Partial<FlowContext> {
  readonly locale?: string;
  /** Tickets that the person has. */
  readonly tickets?: readonly TicketView[];
  /** Place in the queue that an agent request gets. */
  readonly position?: number;
  /** When a ticket that is opened is due. */
  readonly ticketDueAt?: Date;
  /** `false`: nobody serves the page of the vault. */
  readonly forms?: false;
}

/** Plays the conversation stage: runs events, runs commands, hands their results back, keeps everything for checking. */
export class PlayedConversation {
  state: SupportState = supportFlow.initial();
  contact: ContactView;
  requester: RequesterStanding;
  now: Date;
  readonly lines: string[] = [];
  readonly said: ReplyDraft[] = [];
  readonly commands: Command[] = [];
  private readonly forms = new Map<VaultKind, string>();
  readonly marks = new Map<number, ProtocolMark['status']>();
  readonly markOrder: number[] = [];
  timers: Record<string, Date> = {};
  card: DiagnosisCard | null = null;
  outcome: ConversationOutcome | null = null;
  private readonly ctx: FlowContext;

  constructor(private readonly setup: ConversationSetup = {}) {
    this.ctx = buildFlowContext(setup);
    this.contact = this.ctx.contact;
    this.requester = this.ctx.requester;
    this.now = this.ctx.now;
  }

  start(): this {
    return this.play({ type: 'start' });
  }

  user(
    text: string,
    extra: { choice?: string; removed?: readonly SensitiveKind[]; files?: number; review?: FileReview } = {},
  ): this {
    this.lines.push(`user: ${text || extra.choice || '(archivo)'}`);
    const file = {
      fileId: 'a'.repeat(64),
      name: 'captura.png',
      mediaType: 'image/png',
      size: 10,
      ...(extra.review ? { review: extra.review } : {}),
    };
    return this.play({
      type: 'message',
      text: redacted(text),
      ...(extra.choice === undefined ? {} : { choice: extra.choice }),
      attachments: Array.from({ length: extra.files ?? 0 }, () => file),
      removed: extra.removed ?? [],
    });
  }

  /** Presses the button with this title in the bot's last message. */
  press(title: string): this {
    const choice = this.said.at(-1)?.choices?.find((one) => one.title === title);
    if (!choice) throw new Error(`No button "${title}" in: ${JSON.stringify(this.said.at(-1))}`);
    return this.user(choice.title, { choice: choice.value });
  }

  timer(name: string): this {
    delete this.timers[name];
    return this.play({ type: 'timer', name });
  }

  returned(): this {
    return this.play({ type: 'returned' });
  }

  /** Everything that the bot said since the person's last message. */
  get last(): string {
    const from = this.lines.map((line) => line.startsWith('user:')).lastIndexOf(true);
    return this.lines
      .slice(from + 1)
      .map((line) => line.replace(/^bot: /, ''))
      .join('\n');
  }

  get links(): readonly Link[] {
    return this.said.flatMap((reply) => reply.links ?? []);
  }

  sent<T extends Command['type']>(type: T): Extract<Command, { type: T }>[] {
    return this.commands.filter((command): command is Extract<Command, { type: T }> => command.type === type);
  }

  play(first: FlowEvent): this {
    const events: FlowEvent[] = [first];
    for (let round = 0; events.length > 0; round++) {
      if (round > 24) throw new Error('The flow did not come to rest.');
      const event = events.shift();
      if (!event) break;
      const result = supportFlow.step(this.state, event, {
        ...this.ctx,
        contact: this.contact,
        requester: this.requester,
        now: this.now,
      });
      this.state = result.state;
      this.keep(result.replies);
      for (const [name, at] of Object.entries(result.timers ?? {})) {
        if (at === null) delete this.timers[name];
        else this.timers[name] = at;
      }
      for (const { step, status } of result.protocol ?? []) {
        this.marks.set(step, status);
        this.markOrder.push(step);
      }
      if (result.card) this.card = result.card;
      for (const command of result.commands) events.push(this.run(command));
    }
    return this;
  }

  private keep(replies: readonly ReplyDraft[]): void {
    for (const reply of replies) {
      this.said.push(reply);
      const links = (reply.links ?? []).map(({ title }) => ` <${title}>`).join('');
      const forms = (reply.secureForms ?? []).map(({ title, kind }) => ` {${title}: ${kind}}`).join('');
      const choices = reply.choices ? ` [${reply.choices.map(({ title }) => title).join(' | ')}]` : '';
      this.lines.push(`bot: ${reply.text}${links}${forms}${choices}`);
    }
  }

  /** As the vault does: the form of a kind that still waits is offered again. */
  private offer(kind: VaultKind): { itemId: string; kind: VaultKind } | null {
    if (this.setup.forms === false) return null;
    const known = this.forms.get(kind) ?? `vault-item-${String(this.forms.size + 1).padStart(11, '0')}`;
    this.forms.set(kind, known);
    return { itemId: known, kind };
  }

  private run(command: Command): CommandResult {
    this.commands.push(command);
    switch (command.type) {
      case 'openTicket': {
        const folio = `EXS-${String(this.sent('openTicket').length).padStart(6, '0')}`;
        const { ticketDueAt } = this.setup;
        const due = ticketDueAt ? { dueAt: ticketDueAt } : {};
        return { type: 'result', command: 'openTicket', ticket: buildTicketView(command.draft, { folio, ...due }) };
      }
      case 'findTickets': {
        const own = this.setup.tickets ?? [];
        const tickets = own
          .filter(({ folio }) => command.folio === undefined || folio === command.folio)
          .map(({ folio, requesterLabel: label }) => ({ folio, label, dueAt: null, lastWord: null }));
        return { type: 'result', command: 'findTickets', tickets };
      }
      case 'requestAgent':
        return {
          ...{ type: 'result', command: 'requestAgent' },
          ...{ agentsOnline: this.ctx.agentsOnline, position: this.setup.position ?? 1 },
        };
      case 'updateContact':
        this.contact = { ...this.contact, ...command.patch };
        return { type: 'result', command: 'updateContact', contact: this.contact };
      case 'recordConsent': {
        const { kind, version, answer } = command;
        const consent = { ...(kind && { kind }), version, answer, at: this.now, channel: 'webchat' };
        this.contact = { ...this.contact, consents: [...(this.contact.consents ?? []), consent] };
        return { type: 'result', command: 'recordConsent' };
      }
      case 'recordOpportunity':
        return { type: 'result', command: 'recordOpportunity', folio: 'OPO-000001' };
      case 'offerVault':
        return { type: 'result', command: 'offerVault', form: this.offer(command.kind) };
      case 'actOnTicket': {
        const outcome = (
          {
            reply: 'replied',
            accept: 'accepted',
            reject: 'rejected',
            rate: 'rated',
            more: 'apart',
            escalate: 'escalated',
          } as const
        )[command.deed];
        const scale = command.deed === 'accept' ? this.ctx.policy.tickets.evaluation : null;
        const next = command.deed === 'escalate' ? 'Supervisor Mesa de Ayuda' : null;
        return { type: 'result', command: 'actOnTicket', folio: command.folio, outcome, next, scale };
      }
      case 'sendCode':
        return { type: 'result', command: 'sendCode', outcome: 'asked' };
      case 'checkCode':
        return { type: 'result', command: 'checkCode', outcome: 'linked' };
      case 'proveIdentity':
        return { type: 'result', command: 'proveIdentity', code: '1234' };
      case 'closeConversation':
        this.outcome = command.outcome;
        return { type: 'result', command: 'closeConversation' };
      default:
        return { type: 'result', command: command.type };
    }
  }
}

/** A conversation with an unknown person on the web chat, within hours, one agent online. */
export const converse = (setup: ConversationSetup = {}): PlayedConversation => new PlayedConversation(setup);
