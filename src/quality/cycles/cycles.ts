import type { AuditCycles, CycleRights, CycleView, CycleViewer, FindingVerdict } from '../../contracts/audit-cycles.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { DeskPerson } from '../../contracts/ticket-notices.ts';
import { AppError } from '../../errors/app-error.ts';
import type { QualityCycleDoc, QualityFindingDoc } from '../../storage/models/quality-cycles.ts';
import { refused } from '../refusals.ts';
import type { CycleDeps } from './deps.ts';
import { findingByHand, follow } from './gather.ts';
import { holds, partiesOf, rightsOf, ruleOf, sees } from './parties.ts';
import { CYCLE_JOB, lookAt, settleAll } from './settling.ts';
import { viewCycle, viewSummary } from './views.ts';

/** Reports of audits that come by themselves. */
export interface CycleBook extends AuditCycles {
  /** Begins what is due, tells and hands in what waits, plans the next look (P5). */
  run(organisation: string): Promise<void>;
}

/** Reports of the audits, from what was found to its evaluation (ICE-42..ICE-45). */
export function createCycles(deps: CycleDeps): CycleBook {
  deps.jobs.handle(CYCLE_JOB, ({ data }) => settleAll(deps, String(data.organisation)));
  const desk = new CycleDesk(deps);
  return {
    run: (organisation) => settleAll(deps, organisation),
    list: (viewer, page) => listOf(deps, viewer, page),
    async get(viewer, id) {
      const { doc, people } = await desk.own(viewer, id);
      return viewCycle(deps, doc, { viewer, people });
    },
    add: (viewer, id, given) => desk.add(viewer, id, given),
    word: (viewer, id, finding, given) => desk.word(viewer, id, { finding, ...given }),
    deliver: (viewer, id, given) => desk.deliver(viewer, id, given),
    copy: (viewer, id) => desk.copy(viewer, id),
    answer: (viewer, id, finding, given) => desk.answer(viewer, id, { finding, ...given }),
    evaluate: (viewer, id, finding, given) => desk.evaluate(viewer, id, { finding, ...given }),
    conclude: (viewer, id, given) => desk.conclude(viewer, id, given),
  };
}

async function listOf(
  deps: CycleDeps,
  viewer: CycleViewer,
  page: { after?: string; limit: number },
): ReturnType<AuditCycles['list']> {
  const people = await deps.people(viewer.organisation);
  const policy = deps.policyOf(viewer.organisation);
  const person = people.find(({ id }) => id === viewer.id);
  const isParty = policy.qa.cycles.some(({ name }) => holds(Object.values(partiesOf(policy, name)).flat(), person));
  const takesPart = policy.qa.cycles.length > 0 && (viewer.mayReview || isParty);
  const docs = takesPart ? await deps.repository.list(viewer.organisation, page) : [];
  const seen = docs.filter((doc) => sees(doc.state, partiesOf(policy, doc.cycle), { viewer, person }));
  const items = [];
  for (const doc of seen) {
    await follow(deps, doc);
    const findings = await deps.repository.findings(doc._id);
    items.push(viewSummary(deps, doc, { findings, viewer, people }));
  }
  return { items, next: docs.length < page.limit ? null : (docs.at(-1)?.order ?? null), takesPart };
}

interface Own {
  readonly doc: QualityCycleDoc;
  readonly people: readonly DeskPerson[];
}

/** What people do with a report. Each deed is recorded in the audit trail before it is done. */
class CycleDesk {
  readonly #deps: CycleDeps;

  constructor(deps: CycleDeps) {
    this.#deps = deps;
  }

  /** Throws CYCLE_NOT_FOUND when it is not there, or not for the viewer's eyes. */
  async own(viewer: CycleViewer, id: string): Promise<Own> {
    const doc = await this.#deps.repository.find(id);
    if (doc === null || doc.org !== viewer.organisation) throw new AppError('CYCLE_NOT_FOUND');
    const people = await this.#deps.people(doc.org);
    const person = people.find((one) => one.id === viewer.id);
    const parties = partiesOf(this.#deps.policyOf(doc.org), doc.cycle);
    if (!sees(doc.state, parties, { viewer, person })) throw new AppError('CYCLE_NOT_FOUND');
    await follow(this.#deps, doc);
    return { doc, people };
  }

  async add(viewer: CycleViewer, id: string, { key, text }: { key: string; text: string }): Promise<CycleView> {
    const own = await this.#may(viewer, id, 'write');
    const finding = findingByHand(own.doc, { key, text: this.#words(text), at: this.#deps.clock.now() });
    await this.#record(viewer, own.doc, 'add');
    await this.#deps.repository.addFinding(finding);
    return this.#view(viewer, own);
  }

  async word(viewer: CycleViewer, id: string, given: Finding & { text: string; leftOut: boolean }): Promise<CycleView> {
    const own = await this.#may(viewer, id, 'write');
    const text = given.text.trim() === '' ? null : this.#clean(given.text);
    await this.#findingChanged(viewer, own.doc, { ...given, name: 'word', set: { text, leftOut: given.leftOut } });
    return this.#view(viewer, own);
  }

  async deliver(viewer: CycleViewer, id: string, { summary }: { summary: string }): Promise<CycleView> {
    const own = await this.#may(viewer, id, 'write');
    const rule = ruleOf(this.#deps.policyOf(own.doc.org), own.doc.cycle);
    await this.#someoneGets(own.doc.org, rule?.report);
    const at = this.#deps.clock.now();
    const text = summary.trim() === '' ? null : this.#clean(summary);
    const set = { state: 'delivered' as const, summary: text, deliveredAt: at, deliveredBy: viewer.id, nextAt: at };
    return this.#changed(viewer, own, { name: 'deliver', set });
  }

  async copy(viewer: CycleViewer, id: string): Promise<CycleView> {
    const own = await this.#may(viewer, id, 'copy');
    const { policyOf, calendarOf, clock } = this.#deps;
    const rule = ruleOf(policyOf(own.doc.org), own.doc.cycle);
    await this.#someoneGets(own.doc.org, rule?.copy);
    const at = clock.now();
    const within = rule?.answers.within ?? { amount: 1, unit: 'workingDays' as const };
    const dueAt = calendarOf(own.doc.org).add(at, within, 'endOfDay');
    const set = { state: 'copied' as const, copiedAt: at, copiedBy: viewer.id, dueAt, nextAt: at };
    return this.#changed(viewer, own, { name: 'copy', set });
  }

  async answer(viewer: CycleViewer, id: string, given: Finding & { action: string; text: string }): Promise<CycleView> {
    const own = await this.#may(viewer, id, 'answer');
    const words = { action: this.#words(given.action), text: this.#words(given.text) };
    const set = { answer: { ...words, by: viewer.id, at: this.#deps.clock.now() } };
    await this.#findingChanged(viewer, own.doc, { ...given, name: 'answer', set });
    const isLast = (await this.#findings(own.doc)).every(({ answer }) => answer !== null);
    if (!isLast || own.doc.state !== 'copied') return this.#view(viewer, own);
    return this.#changed(viewer, own, { name: 'answered', set: { state: 'answered', nextAt: this.#deps.clock.now() } });
  }

  async evaluate(
    viewer: CycleViewer,
    id: string,
    given: Finding & { verdict: FindingVerdict; text: string },
  ): Promise<CycleView> {
    const own = await this.#may(viewer, id, 'evaluate');
    const evaluation = {
      verdict: given.verdict,
      text: this.#words(given.text),
      by: viewer.id,
      at: this.#deps.clock.now(),
    };
    await this.#findingChanged(viewer, own.doc, { ...given, name: 'evaluate', set: { evaluation } });
    return this.#view(viewer, own);
  }

  async conclude(viewer: CycleViewer, id: string, { text }: { text: string }): Promise<CycleView> {
    const own = await this.#may(viewer, id, 'evaluate');
    const left = (await this.#findings(own.doc)).filter(({ evaluation }) => evaluation === null).length;
    if (left > 0) throw refused('CYCLE_REFUSED', 'notEvaluated', { count: left });
    const at = this.#deps.clock.now();
    const set = { state: 'evaluated' as const, conclusion: { text: this.#words(text), by: viewer.id, at }, nextAt: at };
    return this.#changed(viewer, own, { name: 'conclude', set });
  }

  /** Throws CYCLE_REFUSED when it is not the viewer's to do, or not now. */
  async #may(viewer: CycleViewer, id: string, right: keyof CycleRights): Promise<Own> {
    const own = await this.own(viewer, id);
    const person = own.people.find((one) => one.id === viewer.id);
    const parties = partiesOf(this.#deps.policyOf(own.doc.org), own.doc.cycle);
    const rights = rightsOf(own.doc, parties, { viewer, person, now: this.#deps.clock.now() });
    if (!rights[right]) throw refused('CYCLE_REFUSED', 'notNow');
    return own;
  }

  /** What is in the report. */
  async #findings({ _id: id }: QualityCycleDoc): Promise<QualityFindingDoc[]> {
    return (await this.#deps.repository.findings(id)).filter(({ leftOut }) => !leftOut);
  }

  async #findingChanged(
    viewer: CycleViewer,
    doc: QualityCycleDoc,
    { finding, name, set }: Finding & { readonly name: string; readonly set: Partial<QualityFindingDoc> },
  ): Promise<void> {
    const known = await this.#deps.repository.findings(doc._id);
    const isThere = known.some(({ _id, leftOut }) => _id === finding && (!leftOut || doc.state === 'draft'));
    if (!isThere) throw new AppError('CYCLE_NOT_FOUND');
    await this.#record(viewer, doc, name, { finding });
    await this.#deps.repository.changeFinding(doc._id, finding, set);
  }

  async #changed(
    viewer: CycleViewer,
    own: Own,
    { name, set }: { readonly name: string; readonly set: Partial<QualityCycleDoc> },
  ): Promise<CycleView> {
    await this.#record(viewer, own.doc, name);
    const doc = await this.#deps.repository.change(own.doc, set);
    if (doc === null) throw refused('CYCLE_REFUSED', 'faster');
    // Away from the request: the queue hands the report in and tells people, and tries again.
    await lookAt(this.#deps, doc.org, this.#deps.clock.now());
    return viewCycle(this.#deps, doc, { viewer, people: own.people });
  }

  async #view(viewer: CycleViewer, { doc, people }: Own): Promise<CycleView> {
    return viewCycle(this.#deps, doc, { viewer, people });
  }

  async #someoneGets(organisation: string, report = ''): Promise<void> {
    const names = await this.#deps.reports.recipients(organisation, report);
    if (names.length === 0) throw refused('CYCLE_REFUSED', 'nobodyGets');
  }

  #record({ id }: CycleViewer, doc: QualityCycleDoc, name: string, facts: Readonly<Record<string, string>> = {}) {
    return this.#deps.audit.record({
      ...{ organisation: doc.org, at: this.#deps.clock.now(), actor: { kind: 'agent', id } as const },
      ...{ action: `cycle.${name}`, subject: { kind: 'cycle', id: doc._id }, facts },
    });
  }

  #words(text: string): Redacted {
    if (text.trim() === '') throw refused('CYCLE_REFUSED', 'noWords');
    return this.#clean(text);
  }

  #clean(text: string): Redacted {
    return this.#deps.redactor.redact(text.trim(), { speaker: 'agent' }).text;
  }
}

interface Finding {
  readonly finding: string;
}
