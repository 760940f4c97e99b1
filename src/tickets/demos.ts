import type { AuditActor } from '../contracts/audit.ts';
import type { DemoAbout, DemoDraft, DemoPlan } from '../contracts/opportunities.ts';
import type { Policy } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import { neededRules } from '../policy/demos.ts';
import type { OpportunityDoc } from '../storage/models/opportunities.ts';
import type { OpportunityRepository } from '../storage/repositories/opportunities.ts';
import type { OpportunityDeps } from './opportunities.ts';

/** What demos work with. */
export interface DemoDeps extends Pick<OpportunityDeps, 'policyOf' | 'audit' | 'clock'> {
  readonly repository: Pick<OpportunityRepository, 'find' | 'writeDemo'>;
  /** Tells those who sell; the same key again tells nobody twice. */
  readonly tell: (doc: OpportunityDoc, at: Date, key: string) => Promise<void>;
}

type Demos = NonNullable<Policy['demos']>;

/** Demos of an opportunity: asked for, checked against the policy's rules, confirmed; sales schedules them (EXS-56, EXS-58, EXS-59). */
export function createDemos(deps: DemoDeps) {
  const { clock } = deps;
  return {
    /** See `OpportunityDesk.planDemo`. */
    async plan(about: DemoAbout, draft: DemoDraft, by: AuditActor): Promise<OpportunityDoc> {
      const demos = offered(deps, about);
      const { audience, attendees, minutes } = draft;
      if (minutes > demos.maxMinutes) throw new AppError('DEMO_TOO_LONG', { max: demos.maxMinutes });
      if (!demos.audiences.some(({ code }) => code === audience)) throw refused('audience', 'choose a listed audience');
      const found = await own(deps, about);
      // The answer to the first asking got lost: sales is told all the same, once.
      const written = isSame(found, about, draft, by) ? found : null;
      const plan: DemoPlan = {
        ...{ audience, attendees, minutes, state: 'requested', met: [] },
        ...{ plannedAt: clock.now(), plannedBy: by.id, confirmedAt: null, confirmedBy: null },
      };
      const kept = written ?? (await write(deps, { about, plan, deed: 'demo.plan', by }, found));
      await deps.tell(kept, kept.demo?.plannedAt ?? clock.now(), `${kept._id}:${kept.demoVersion}`);
      return kept;
    },
    /** See `OpportunityDesk.confirmDemo`. */
    async confirm(about: DemoAbout, said: readonly string[], by: AuditActor): Promise<OpportunityDoc> {
      const demos = offered(deps, about);
      const found = await own(deps, about);
      const { demo } = found;
      if (!demo) throw refused('none', 'nobody asked for a demo; plan it first');
      // The policy may have become stricter since it was asked for.
      if (demo.minutes > demos.maxMinutes) throw new AppError('DEMO_TOO_LONG', { max: demos.maxMinutes });
      const needed = neededRules(demos, demo);
      const missing = needed.filter(({ code }) => !said.includes(code));
      if (missing.length > 0)
        throw new AppError('DEMO_RULES_UNMET', { rules: missing.map(({ label }) => label).join('; ') });
      if (demo.state === 'confirmed') return found;
      const met = needed.map(({ code }) => code);
      const plan: DemoPlan = {
        ...{ ...demo, state: 'confirmed', met },
        ...{ confirmedAt: clock.now(), confirmedBy: by.id },
      };
      return write(deps, { about, plan, deed: 'demo.confirm', by }, found);
    },
  };
}

function offered({ policyOf }: DemoDeps, { organisation }: DemoAbout): Demos {
  const { demos } = policyOf(organisation);
  if (demos === null) throw refused('notOffered', 'the policy plans no demos; write `demos` first');
  return demos;
}

async function own({ repository }: DemoDeps, { organisation, id }: DemoAbout): Promise<OpportunityDoc> {
  const found = await repository.find(organisation, id);
  if (found === null) throw new AppError('OPPORTUNITY_NOT_FOUND');
  return found;
}

function isSame({ demo, demoVersion = 0 }: OpportunityDoc, { version }: DemoAbout, draft: DemoDraft, by: AuditActor) {
  if (!demo || demoVersion !== version + 1 || demo.plannedBy !== by.id || demo.state !== 'requested') return false;
  const { audience, attendees, minutes } = demo;
  return audience === draft.audience && attendees === draft.attendees && minutes === draft.minutes;
}

async function write(
  { repository, audit, clock }: DemoDeps,
  { about, plan, deed, by }: { about: DemoAbout; plan: DemoPlan; deed: string; by: AuditActor },
  { demoVersion = 0 }: OpportunityDoc,
): Promise<OpportunityDoc> {
  const { organisation, id, version } = about;
  const changed = refused('changed', 'somebody changed it meanwhile; open it again');
  if (demoVersion !== version) throw changed;
  const { attendees, minutes } = plan;
  await audit.record({
    ...{ organisation, at: clock.now(), actor: by, action: deed },
    ...{ subject: { kind: 'opportunity', id }, facts: { attendees, minutes } },
  });
  const kept = await repository.writeDemo(organisation, id, version, plan);
  if (kept === null) throw changed;
  return kept;
}

function refused(reason: string, problem: string): AppError {
  return new AppError('DEMO_REFUSED', { reason, problem });
}
