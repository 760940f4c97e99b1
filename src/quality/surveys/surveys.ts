import type { Clock } from '../../contracts/clock.ts';
import type { Policy } from '../../contracts/policy.ts';
import type {
  SurveyCase,
  SurveyDesk,
  SurveyQuestion,
  SurveyReader,
  SurveyRule,
  SurveyScale,
} from '../../contracts/surveys.ts';
import { AppError } from '../../errors/app-error.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { SurveyDoc } from '../../storage/models/surveys.ts';
import { SurveyRepository } from '../../storage/repositories/surveys.ts';
import { isAskable, isDueByCalendar } from './asking.ts';
import { surveyReader } from './figures.ts';

/** A low answer, told to whoever follows it up. */
export interface LowAnswer {
  readonly rule: SurveyRule;
  readonly answer: SurveyDoc;
}

/** What surveys are made of. */
export interface SurveyDeps {
  readonly models: { readonly surveys: ConstructorParameters<typeof SurveyRepository>[0] };
  readonly policyOf: (organisation: string) => Policy;
  readonly clock: Clock;
  /** Told of each answer that the policy follows up, at least once. */
  readonly onLow?: (low: LowAnswer) => Promise<void>;
  /** Told of each answer in a conversation, at least once. */
  readonly onAnswer?: (answer: SurveyDoc) => Promise<void>;
}

/** An answer; `key` of the turn that took it, null where the case itself is the key. */
interface Given extends Pick<SurveyDoc, 'score' | 'comment'> {
  readonly at: Date;
  readonly key: string | null;
}

const HOUR = 3_600_000;

/** Surveys: asked once per case, answered once, and read for figures (EXS-68, MAS-117, MAS-121, ALI-50). */
export function createSurveys({ models, policyOf, clock, onLow, onAnswer }: SurveyDeps): SurveyDesk & SurveyReader {
  const repository = new SurveyRepository(models.surveys);

  async function put(rule: SurveyRule, of: SurveyCase, key: string): Promise<SurveyDoc> {
    const doc = questionOf(rule, of, key);
    await repository.add(doc);
    return (await repository.find(doc._id)) ?? doc;
  }

  async function settle(doc: SurveyDoc, rule: SurveyRule | null, given: Given) {
    const low = rule?.low != null && given.score !== null && given.score <= rule.low.upTo;
    const { score, comment, at: answeredAt, key: answerKey } = given;
    const answer = { score, comment, low, answeredAt, answerKey };
    const isNew = await repository.settle(doc._id, 'answered', answer);
    const stored = isNew ? { ...doc, ...answer, state: 'answered' as const } : await repository.find(doc._id);
    // Told again by a repeat: a crash may have fallen between the answer and the word about it.
    if (rule !== null && stored?.low) await onLow?.({ rule, answer: stored });
    // P2: the turn that answered, run again, hears what it heard.
    const isOwn = answerKey !== null && stored?.state === 'answered' && stored.answerKey === answerKey;
    return { isTaken: isNew || isOwn, low: isOwn ? stored.low : low };
  }

  return {
    ...surveyReader(repository, clock),
    async due(trigger, of) {
      const policy = policyOf(of.organisation);
      const before = of.contactId === null ? [] : await repository.ofContact(of.organisation, of.contactId);
      if (before.some(({ state }) => state === 'refusedForGood')) return null;
      // One question at a time: what comes round goes first, and a case that has its question gets no second one.
      const own = before.filter((doc) => doc.case === caseOf(of));
      const calendar = of.contactId === null || own.some(({ kind }) => kind === 'satisfaction') ? [] : policy.surveys;
      for (const rule of calendar.filter(({ trigger: by }) => by === 'calendar')) {
        const again = own.find(({ name }) => name === rule.name);
        if (again) return again.state === 'asked' ? viewQuestion(rule, again) : null;
        if (!isDueByCalendar(rule, of, before)) continue;
        const doc = await put(rule, of, `person:${of.contactId}:${of.at.toISOString().slice(0, 10)}`);
        if (doc.case === caseOf(of) && doc.state === 'asked') return viewQuestion(rule, doc);
      }
      const rule = trigger === 'calendar' ? undefined : policy.surveys.find((one) => isAskable(one, trigger, of));
      if (rule === undefined) return null;
      const doc = await put(rule, of, caseOf(of));
      return doc.state === 'asked' && doc.expiresAt > of.at ? viewQuestion(rule, doc) : null;
    },
    async ask(survey, of) {
      const before = of.contactId === null ? [] : await repository.ofContact(of.organisation, of.contactId);
      if (before.some(({ state }) => state === 'refusedForGood')) return null;
      const rule = ruleOf(policyOf(of.organisation), survey);
      const doc = await put(rule, of, caseOf(of));
      return doc.state === 'asked' && doc.expiresAt > of.at ? viewQuestion(rule, doc) : null;
    },
    async asked(survey, of) {
      await put(ruleOf(policyOf(of.organisation), survey), of, caseOf(of));
    },
    async record({ survey, score, comment = null }, of) {
      const rule = ruleOf(policyOf(of.organisation), survey);
      checkAnswer(rule.scale, score, comment);
      const doc = await put(rule, of, caseOf(of));
      await settle(doc, rule, { score, comment, at: of.at, key: null });
    },
    async answer(id, given) {
      const doc = await repository.find(id);
      if (doc === null || doc.expiresAt <= given.at) return { taken: false };
      const rule = policyOf(doc.org).surveys.find(({ name }) => name === doc.name) ?? null;
      checkAnswer(scaleOf(doc), given.score, given.comment);
      const { isTaken, low } = await settle(doc, rule, given);
      if (!isTaken) return { taken: false };
      await onAnswer?.(doc);
      return { taken: true, askWhy: low && (rule?.askWhy ?? false) && given.comment === null };
    },
    explain: (id, comment) => repository.explain(id, comment),
    async refuse(id, always, at) {
      const nothing = { score: null, comment: null, low: false, answeredAt: at, answerKey: null };
      await repository.settle(id, always ? 'refusedForGood' : 'refused', nothing);
    },
  };
}

/** What a question is stored under: the thing that was over. */
function caseOf({ kind, id }: SurveyCase): string {
  return `${kind}:${id}`;
}

function questionOf(rule: SurveyRule, of: SurveyCase, key: string): SurveyDoc {
  const { organisation: org, conversationId, contactId, agentId, channel, at } = of;
  return {
    _id: effectIdOf('survey', org, `${rule.name}:${key}`),
    ...{
      org,
      name: rule.name,
      kind: rule.kind,
      case: caseOf(of),
      state: 'asked',
      score: null,
      comment: null,
      low: false,
    },
    ...{ min: rule.scale?.min ?? null, max: rule.scale?.max ?? null, at, answeredAt: null, answerKey: null },
    ...{ conversation: conversationId, ticket: of.kind === 'ticket' ? of.id : null, contact: contactId },
    ...{ agent: agentId, channel, expiresAt: new Date(at.getTime() + rule.expiresAfterHours * HOUR) },
  };
}

function viewQuestion({ question: text }: SurveyRule, doc: SurveyDoc): SurveyQuestion {
  const { _id: id, name: survey, kind, expiresAt } = doc;
  return { id, survey, kind, text, scale: scaleOf(doc), expiresAt };
}

function scaleOf({ min, max }: Pick<SurveyDoc, 'min' | 'max'>): SurveyScale | null {
  return min === null || max === null ? null : { min, max };
}

/** The rule by name; the question that a flow asks itself may stand in `survey` alone. */
function ruleOf({ surveys, survey }: Policy, name: string): SurveyRule {
  const found = surveys.find((rule) => rule.name === name);
  if (found) return found;
  const scale = survey?.name === name ? { min: survey.min, max: survey.max } : null;
  return {
    ...{ name, label: name, kind: 'satisfaction', trigger: 'wrapUp', every: null, question: name, scale },
    ...{ sampling: [], attempts: 1, expiresAfterHours: 72, low: null, askWhy: false, verification: null },
  };
}

function checkAnswer(scale: SurveyScale | null, score: number | null, comment: string | null): void {
  if (scale === null && (comment !== null || score !== null)) return;
  const fits = scale !== null && score !== null && Number.isInteger(score) && score >= scale.min && score <= scale.max;
  if (!fits) throw new AppError('INPUT_INVALID', { path: 'score', problem: 'it must be a whole number on the scale' });
}
