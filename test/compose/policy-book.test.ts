import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPolicies, policyNamesOf } from '../../src/compose/load-policies.ts';
import { createPolicyBook, liveCalendar, livePolicy } from '../../src/compose/policy-book.ts';
import { shareJobs } from '../../src/compose/shared-jobs.ts';
import { organisationFinder } from '../../src/compose/sites.ts';
import type { Job, JobHandler, JobQueue, JobRequest } from '../../src/contracts/jobs.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildLogger } from '../builders/logger.ts';

const product = { policies: ['exsim', 'masnegocio'], policyDir: null };
const bookOf = (names: readonly string[]) =>
  createPolicyBook(
    loadPolicies({ ...product, policies: names }).map(({ policy }) => policy),
    buildLogger(),
  );

describe('which policies run', () => {
  it('all of the folder, the product’s default first, or those named before', () => {
    expect(policyNamesOf({ ...product, policies: ['all'] })).toEqual([
      'exsim',
      'alianza',
      'confa',
      'icetex',
      'masnegocio',
    ]);
    expect(policyNamesOf({ ...product, policies: ['confa', 'all'] }).slice(0, 2)).toEqual(['confa', 'exsim']);
    expect(policyNamesOf({ ...product, policies: ['exsim', 'exsim'] })).toEqual(['exsim']);
  });

  describe('from a folder of one’s own', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'policies-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('refuses two with one code or one folio prefix: a folio leads to one ticket', () => {
      const text = readFileSync('policies/exsim.yaml', 'utf8');
      writeFileSync(join(folder, 'one.yaml'), text);
      writeFileSync(join(folder, 'two.yaml'), text.replace('code: exsim', 'code: other'));
      const load = () => loadPolicies({ policies: ['one', 'two'], policyDir: folder });
      expect(load).toThrow(/one and two both have organisation.folioPrefix EXS|two and one/);
      expect(loadPolicies({ policies: ['one'], policyDir: folder })).toHaveLength(1);
    });
  });
});

describe('the book of policies', () => {
  it('gives each organisation its own rules, and none for a stranger', () => {
    const book = bookOf(['exsim', 'masnegocio']);
    expect(book.policyOf('masnegocio').organisation.folioPrefix).toBe('MN');
    expect(book.calendarsOf('masnegocio').get('natural').isOpen(new Date('2026-11-22T05:00:00Z'))).toBe(true);
    expect(() => book.policyOf('nadie')).toThrow(expect.objectContaining({ code: 'ORGANISATION_UNKNOWN' }));
  });

  it('MAS-14 merges a customer’s contract over the rules, calendars too', () => {
    const book = bookOf(['masnegocio']);
    const { contracts } = book.policyOf('masnegocio');
    const contract = contracts.find(({ overrides }) => Object.keys(overrides).length > 0);
    const rules = book.rulesOf('masnegocio', contract?.companies[0] ?? '');
    expect(rules.contract).toBe(contract?.code);
    expect(rules.policy).not.toBe(book.policyOf('masnegocio'));
    expect(book.rulesOf('masnegocio', contract?.companies[0] ?? '').calendars).toBe(rules.calendars);
    expect(book.rulesOf('masnegocio', null)).toMatchObject({ contract: null, policy: book.policyOf('masnegocio') });
  });

  it('a replaced policy holds at once for views that live long, and listeners are told', () => {
    const book = bookOf(['exsim']);
    const [policy, calendar] = [livePolicy(book, 'exsim'), liveCalendar(book, 'exsim')];
    const told: unknown[] = [];
    book.onPolicyChange(({ organisation, before, after }) =>
      told.push([organisation, before.ticketRule.limitMinutes, after.ticketRule.limitMinutes]),
    );
    const sunday = new Date('2026-11-22T18:00:00Z');
    expect([policy.ticketRule.limitMinutes, calendar.isOpen(sunday)]).toEqual([30, false]);
    const changed = structuredClone(loadPolicy('exsim'));
    changed.ticketRule.limitMinutes = 15;
    changed.calendar.open = [{ days: ['sun'], from: '00:00', to: '24:00' }];
    book.replace(changed);
    expect([policy.ticketRule.limitMinutes, calendar.isOpen(sunday)]).toEqual([15, true]);
    expect(told).toEqual([['exsim', 30, 15]]);
  });

  it('one listener that fails keeps the others from nothing', () => {
    const logger = buildLogger();
    const book = createPolicyBook([loadPolicy('exsim')], logger);
    let count = 0;
    book.onPolicyChange(() => {
      throw new Error('defect');
    });
    const end = book.onPolicyChange(() => {
      count += 1;
    });
    book.replace(loadPolicy('exsim'));
    end();
    book.replace(loadPolicy('exsim'));
    expect(count).toBe(1);
  });
});

describe('whose an account is', () => {
  it('an organisation’s code, an account of its list, else the default’s', () => {
    const [exsim, masnegocio] = loadPolicies(product).map(({ policy }) => structuredClone(policy));
    if (!exsim || !masnegocio) throw new Error('two policies were loaded');
    masnegocio.channels.whatsapp = {
      ...masnegocio.channels.webchat,
      enabled: true,
      accounts: ['5215500000000'],
    } as never;
    const find = organisationFinder(createPolicyBook([exsim, masnegocio], buildLogger()));
    expect(find('webchat', 'web')).toBe('exsim');
    expect(find('webchat', 'masnegocio')).toBe('masnegocio');
    expect(find('whatsapp', '5215500000000')).toBe('masnegocio');
    expect(find('pigeon', 'masnegocio')).toBeNull();
  });
});

describe('one queue for several organisations', () => {
  it('P5 gives each its own jobs, old ones to the first, and drops those of nobody', async () => {
    const handlers = new Map<string, JobHandler>();
    const scheduled: JobRequest[] = [];
    const queue: JobQueue = {
      handle: (type, handler) => void handlers.set(type, handler),
      schedule: async (job) => void scheduled.push(job),
      ...{ cancel: async () => undefined, start: async () => undefined, stop: async () => undefined },
    };
    const jobsOf = shareJobs(queue, 'exsim');
    const ran: string[] = [];
    for (const code of ['exsim', 'alianza'])
      jobsOf(code).handle('night', async ({ data }) => void ran.push(`${code} ${data.n}`));
    await jobsOf('alianza').schedule({ key: 'night:alianza', type: 'night', runAt: new Date(0), data: { n: 1 } });
    expect(scheduled[0]?.data).toEqual({ n: 1, organisation: 'alianza' });
    const run = (data: Job['data']) =>
      handlers.get('night')?.({ key: 'k', type: 'night', runAt: new Date(0), attempt: 1, data });
    await run(scheduled[0]?.data ?? {});
    await run({ n: 2 });
    await run({ n: 3, organisation: 'gone' });
    expect(ran).toEqual(['alianza 1', 'exsim 2']);
  });
});

it('POLICY_NOT_FOUND names the folder’s policies', () => {
  try {
    loadPolicies({ policies: ['exsim', 'nadie'], policyDir: null });
    throw new Error('it was loaded');
  } catch (error) {
    expect(isAppError(error, 'POLICY_NOT_FOUND') && error.message).toContain('masnegocio');
  }
});
