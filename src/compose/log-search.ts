import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { LogSearchPort } from '../contracts/log-search.ts';
import { surveyReader } from '../quality/surveys/figures.ts';
import { createLogIndexer, type LogIndexer } from '../reports/log-search/indexer.ts';
import { createLogSearch } from '../reports/log-search/log-search.ts';
import { LogIndexRepository } from '../storage/repositories/log-index.ts';
import { SurveyRepository } from '../storage/repositories/surveys.ts';
import type { JoinedContacts } from './contacts.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** What the search of chats is joined from. */
export interface LogSearchJoin {
  readonly models: ServiceModels;
  readonly stores: PipelineStores;
  readonly contacts: JoinedContacts;
  readonly clock: Clock;
}

/** The search of one organisation's chats, and what keeps its index. */
export interface LogRoom {
  readonly search: LogSearchPort;
  readonly indexer: LogIndexer;
  /** P5: takes up the index again, and goes on with it from time to time. */
  recover(): Promise<void>;
}

const JOB = 'logIndex.grow';
const EVERY_MS = 600_000;
/** More people of one name than a search is about. */
const MOST_PEOPLE = 100;

/** Joins it. `jobs`: the organisation's own view of the queue. */
export function joinLogSearch(join: LogSearchJoin, organisation: string, jobs: JobQueue): LogRoom {
  const { models, stores, contacts, clock } = join;
  const index = new LogIndexRepository({ ...models, messages: stores.messageModel });
  const indexer = createLogIndexer({ organisation, index, clock });
  const schedule = (inMs: number) =>
    jobs.schedule({
      key: `${JOB}:${organisation}`,
      type: JOB,
      runAt: new Date(clock.now().getTime() + inMs),
      data: {},
    });
  jobs.handle(JOB, async () => {
    await indexer.grow();
    await schedule(EVERY_MS);
  });
  const search = createLogSearch({
    ...{ organisation, index, clock, episodes: stores.episodes },
    surveys: surveyReader(new SurveyRepository(models.surveys), clock),
    async people(text) {
      const { items } = await contacts.parts.contactDesk.search(organisation, { text, limit: MOST_PEOPLE });
      const cards = await Promise.all(
        items.map(({ contact }) => contacts.parts.contactDesk.card(organisation, contact.id)),
      );
      return cards.flatMap((card) => card.contacts);
    },
    async names(ids) {
      const found = await Promise.all(ids.map((id) => stores.contacts.find(id)));
      return new Map(found.flatMap((doc) => (doc?.name ? [[doc._id, doc.name] as const] : [])));
    },
  });
  return { search, indexer, recover: () => schedule(0) };
}
