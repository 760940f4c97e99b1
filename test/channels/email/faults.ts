import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmailChannel, type EmailChannel } from '../../../channels/email/index.ts';
import { systemClock } from '../../../src/contracts/clock.ts';
import type { IntakePort } from '../../../src/contracts/envelope.ts';
import type { MailThreads } from '../../../src/contracts/mail-threads.ts';
import { createIntake } from '../../../src/intake/intake.ts';
import { createMetrics } from '../../../src/metrics/prometheus.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore } from '../../../src/storage/connection.ts';
import { createFileStore } from '../../../src/storage/files/file-store.ts';
import { defineMailMessages, defineMailPlaces, defineMailThreads } from '../../../src/storage/models/mail.ts';
import { defineMessages } from '../../../src/storage/models/messages.ts';
import { MailThreadRepository } from '../../../src/storage/repositories/mail-threads.ts';
import { MessageLog } from '../../../src/storage/repositories/message-log.ts';
import { buildLogger } from '../../builders/logger.ts';
import { buildLetter } from '../../builders/mail.ts';
import { seededRandom } from '../../crash/random.ts';

/** What came of a run. */
export interface FaultRun {
  readonly letters: number;
  readonly deliveries: number;
  readonly faults: number;
  readonly restarts: number;
  readonly lost: number;
  readonly doubled: number;
  readonly parked: number;
  readonly perSecond: number;
  /** User and system time of the whole process for each delivery, µs. */
  readonly cpuMicros: number;
}

/** How often each thing goes wrong, of a hundred. */
const RATES = { beforeStore: 4, afterStore: 4, threads: 3, twice: 6, restart: 0.2, garbage: 1, answer: 30 };

/**
 * Brings letters through the channel into a real store while, by a seeded dice, the store fails before and after it wrote, threads
 * cannot be kept, servers deliver twice, the channel is made anew and letters come that nobody can read. Whoever was not told
 * that a letter is taken brings it again, as a mail server does. Then counts what stands in the log.
 */
export async function runWithFaults(count: number, seed: number): Promise<FaultRun> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-faults-'));
  const dice = seededRandom(seed);
  const happens = (rate: number) => dice() * 100 < rate;
  const found = { deliveries: 0, faults: 0, restarts: 0, parked: 0 };
  const desk = await openDesk(dataDir, (rate) => {
    const isFault = happens(rate);
    if (isFault) found.faults += 1;
    return isFault;
  });
  let channel = await desk.open();
  const cpu = process.cpuUsage();
  const from = performance.now();
  const bring = async (raw: Buffer): Promise<void> => {
    for (;;) {
      found.deliveries += 1;
      if (happens(RATES.restart)) {
        await channel.stop?.();
        channel = await desk.open();
        found.restarts += 1;
      }
      const taken = await channel.receive(raw, 'soporte').catch(() => null);
      if (taken?.outcome === 'parked') found.parked += 1;
      if (taken !== null) return;
    }
  };
  for (let number = 0; number < count; number++) {
    const answers = number > 10 && happens(RATES.answer) ? `<n${Math.floor(dice() * number)}@cliente.example>` : null;
    const raw = Buffer.from(letter(number, answers));
    await bring(raw);
    if (happens(RATES.twice)) await bring(raw);
    if (happens(RATES.garbage)) await bring(Buffer.from(`Subject: x\r\n\r\n${number}`));
  }
  const seconds = (performance.now() - from) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const seen = await desk.texts();
  await channel.stop?.();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
  const times = Array.from({ length: count }, (_, number) => seen.get(number) ?? 0);
  return {
    ...{ letters: count, ...found },
    lost: times.filter((one) => one === 0).length,
    doubled: times.filter((one) => one > 1).length,
    perSecond: Math.round(found.deliveries / seconds),
    cpuMicros: Math.round((user + system) / found.deliveries),
  };
}

function letter(number: number, answers: string | null): string {
  return buildLetter({
    from: `Persona <p${number % 700}@cliente.example>`,
    subject: `${answers ? 'Re: ' : ''}Asunto`,
    id: number % 17 === 0 ? null : `<n${number}@cliente.example>`,
    headers: answers ? { 'In-Reply-To': answers } : {},
    text: `Carta ${number}: no puedo timbrar.\n\nSaludos,\nPersona`,
  });
}

async function openDesk(dataDir: string, fails: (rate: number) => boolean) {
  const store = await openStore({ dataDir });
  const messages = defineMessages(store.connection);
  const models = {
    mailThreads: defineMailThreads(store.connection),
    mailMessages: defineMailMessages(store.connection),
    mailPlaces: defineMailPlaces(store.connection),
  };
  await store.ready();
  const redactor = createRedactor();
  const [clock, logger] = [systemClock, buildLogger()];
  const intake = createIntake({
    ...{ log: new MessageLog(messages), redactor, metrics: createMetrics(), logger, clock },
    ...{ organisationOf: () => 'exsim', onStored: () => undefined },
  });
  return {
    async open(): Promise<EmailChannel> {
      const channel = createEmailChannel({
        accounts: [
          {
            ...{ name: 'soporte', address: 'soporte@mesa.example', aliases: [], title: 'Mesa', organisation: 'Exsim' },
            ...{ language: 'es', imap: null, smtp: null, plusAddressing: false, authenticatedBy: null },
            folders: { inbox: 'INBOX', processed: 'a', automatic: 'b', bounces: 'c', parked: 'd' },
            threads: failing(new MailThreadRepository('exsim', models), fails),
          },
        ],
        ...{
          reports: { bounced: async () => false },
          files: createFileStore({ directory: join(dataDir, 'files'), redactor }),
        },
        ...{ redactor, tokenKey: Buffer.alloc(32, 7), clock, logger, limits: { lettersPerHour: 1_000_000 } },
      });
      await channel.start?.(unreliable(intake, fails));
      return channel;
    },
    /** How often each letter's number stands in the log. */
    async texts(): Promise<Map<number, number>> {
      const times = new Map<number, number>();
      for (const { text } of await messages.find({}).lean()) {
        const number = Number(/Carta (\d+):/.exec(text)?.[1] ?? -1);
        times.set(number, (times.get(number) ?? 0) + 1);
      }
      return times;
    },
    close: () => store.close(),
  };
}

function unreliable(intake: IntakePort, fails: (rate: number) => boolean): IntakePort {
  return {
    async accept(batch) {
      if (fails(RATES.beforeStore)) throw new Error('the store is away');
      const receipts = await intake.accept(batch);
      if (fails(RATES.afterStore)) throw new Error('the store was away before it could say so');
      return receipts;
    },
  };
}

function failing(threads: MailThreadRepository, fails: (rate: number) => boolean): MailThreads {
  const broken = new Proxy(threads, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        if (fails(RATES.threads)) throw new Error('the store is away');
        return (value as (...args: unknown[]) => unknown).apply(target, given);
      };
    },
  });
  return broken;
}
