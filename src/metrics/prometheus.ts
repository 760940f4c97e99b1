import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { JobMetrics, LinkMetrics, Metrics, TicketMetrics, WhatsappMetrics } from '../contracts/metrics.ts';
import { whatsappMetrics } from './whatsapp.ts';

/** Prometheus behind the Metrics contract, and what the HTTP room needs to show it. */
export interface PrometheusMetrics extends Metrics, LinkMetrics, JobMetrics, TicketMetrics, WhatsappMetrics {
  /** A request ended. `route` is the pattern, never the address that was asked for. */
  request(about: { method: string; route: string; status: number; seconds: number }): void;
  /** Consoles connected by socket now. */
  consoles(count: number): void;
  readonly contentType: string;
  /** The exposition text. */
  render(): Promise<string>;
}

/** Makes the metrics in a registry of their own. `processMetrics` adds memory, CPU and event-loop figures. */
export function createMetrics(options: { processMetrics?: boolean } = {}): PrometheusMetrics {
  const registry = new Registry();
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });
  return {
    ...coreMetrics(registry),
    ...modelMetrics(registry),
    ...httpMetrics(registry),
    ...linkMetrics(registry),
    ...jobMetrics(registry),
    ...ticketMetrics(registry),
    ...whatsappMetrics(registry),
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}

function coreMetrics(registry: Registry): Omit<Metrics, 'modelCall'> {
  const registers = [registry];
  const received = new Counter({
    name: 'ventanilla_messages_received_total',
    help: 'Messages at the door, by channel and what became of them',
    labelNames: ['channel', 'status'],
    registers,
  });
  const removed = new Counter({
    name: 'ventanilla_redactions_total',
    help: 'Sensitive values removed, by kind',
    labelNames: ['kind'],
    registers,
  });
  const turns = new Counter({
    name: 'ventanilla_turns_total',
    help: 'Turns, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'ventanilla_turn_seconds',
    help: 'Seconds from the start of a turn to its durable commit',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const replies = new Counter({
    name: 'ventanilla_replies_total',
    help: 'Attempts to send a reply, by channel and outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const depth = new Gauge({
    name: 'ventanilla_outbox_depth',
    help: 'Conversations whose replies have not left yet',
    registers,
  });
  return {
    messageReceived: (channel, status) => received.inc({ channel, status }),
    redacted: (kind) => removed.inc({ kind }),
    turn: (elapsed, outcome) => {
      turns.inc({ outcome });
      seconds.observe(elapsed);
    },
    replySent: (channel, outcome) => replies.inc({ channel, outcome }),
    outboxDepth: (count) => depth.set(count),
  };
}

function ticketMetrics(registry: Registry): TicketMetrics {
  const bells = new Counter({
    name: 'ventanilla_ticket_bells_total',
    help: 'Warnings, breaches, closings and climbs of tickets that came by their time, by kind',
    labelNames: ['kind'],
    registers: [registry],
  });
  const notices = new Counter({
    name: 'ventanilla_ticket_notices_total',
    help: 'Notices about tickets, by way and outcome',
    labelNames: ['way', 'outcome'],
    registers: [registry],
  });
  return {
    bellRung: (kind) => bells.inc({ kind }),
    noticeSent: (way, outcome) => notices.inc({ way, outcome }),
  };
}

function jobMetrics(registry: Registry): JobMetrics {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'ventanilla_job_seconds',
    help: 'Seconds of jobs in this process, by type and outcome',
    labelNames: ['type', 'outcome'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers,
  });
  const waiting = new Gauge({ name: 'ventanilla_jobs', help: 'Jobs that wait or run', registers });
  return {
    jobRan: (type, outcome, elapsed) => seconds.observe({ type, outcome }, elapsed),
    jobsWaiting: (count) => waiting.set(count),
  };
}

function linkMetrics(registry: Registry): LinkMetrics {
  const registers = [registry];
  const checks = new Counter({
    name: 'ventanilla_link_checks_total',
    help: 'Links of knowledge entries that were looked at, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const broken = new Gauge({
    name: 'ventanilla_broken_links',
    help: 'Published entries that are not sent because their link does not work',
    registers,
  });
  return {
    linkChecked: (outcome) => checks.inc({ outcome }),
    brokenLinks: (count) => broken.set(count),
  };
}

function modelMetrics(registry: Registry): Pick<Metrics, 'modelCall'> {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'ventanilla_model_request_seconds',
    help: 'Seconds of requests to the language model, retries included, by operation, prompt version and outcome',
    labelNames: ['operation', 'prompt', 'outcome'],
    buckets: [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 10],
    registers,
  });
  const tokens = new Counter({
    name: 'ventanilla_model_tokens_total',
    help: 'Tokens sent to and received from the language model, by operation',
    labelNames: ['operation', 'direction'],
    registers,
  });
  const cost = new Counter({
    name: 'ventanilla_model_cost_total',
    help: 'Cost of the language model by the configured prices, by operation',
    labelNames: ['operation'],
    registers,
  });
  return {
    modelCall: ({ operation, prompt, outcome, ...figures }) => {
      seconds.observe({ operation, prompt, outcome }, figures.seconds);
      tokens.inc({ operation, direction: 'sent' }, figures.input);
      tokens.inc({ operation, direction: 'received' }, figures.output);
      cost.inc({ operation }, figures.cost);
    },
  };
}

function httpMetrics(registry: Registry): Pick<PrometheusMetrics, 'request' | 'consoles'> {
  const registers = [registry];
  const requests = new Histogram({
    name: 'ventanilla_http_request_seconds',
    help: 'Seconds of HTTP requests, by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5],
    registers,
  });
  const consoles = new Gauge({
    name: 'ventanilla_consoles_connected',
    help: 'Consoles connected by socket',
    registers,
  });
  return {
    request: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    consoles: (count) => consoles.set(count),
  };
}
