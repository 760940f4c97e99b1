import { BatchCursor } from './cursor.ts';
import { unsupported } from './engine-errors.ts';
import type { EngineStore } from './engine-store.ts';
import { checkExpression } from './filter-syntax.ts';
import { mingo } from './mingo.ts';
import { type Search, searchBatches } from './scanning.ts';
import { parseSort } from './sorting.ts';
import type { Table } from './table.ts';
import type { Doc } from './values.ts';

const STAGES = new Set([
  '$match',
  '$group',
  '$sort',
  '$skip',
  '$limit',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$unwind',
  '$count',
  '$sortByCount',
  '$replaceRoot',
  '$replaceWith',
  '$bucket',
  '$facet',
]);

function stageName(stage: Doc): string {
  const names = Object.keys(stage);
  const name = names[0] ?? '';
  if (names.length !== 1 || !STAGES.has(name)) {
    throw unsupported(names.join(', ') || 'an empty pipeline stage');
  }
  return name;
}

function checkStages(pipeline: readonly Doc[]): void {
  for (const stage of pipeline) {
    const name = stageName(stage);
    if (name === '$facet') {
      for (const branch of Object.values(stage.$facet as Record<string, Doc[]>)) {
        checkStages(branch);
      }
    } else if (name === '$group' || name === '$project' || name === '$addFields' || name === '$set') {
      checkExpression(stage[name]);
    }
  }
}

/** Takes the stages that SQL can serve off the front: filters, then one order, then a window. */
function splitPipeline(pipeline: readonly Doc[]): { search: Search; rest: readonly Doc[] } {
  const filters: Doc[] = [];
  let at = 0;
  for (; at < pipeline.length && '$match' in (pipeline[at] as Doc); at++) {
    filters.push((pipeline[at] as Doc).$match as Doc);
  }
  const filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {});
  const search = { filter, sort: parseSort(undefined), skip: 0, limit: 0 };
  if (pipeline[at] && '$sort' in (pipeline[at] as Doc)) {
    search.sort = parseSort((pipeline[at] as Doc).$sort);
    at += 1;
  }
  if (pipeline[at] && '$skip' in (pipeline[at] as Doc)) {
    search.skip = Number((pipeline[at] as Doc).$skip);
    at += 1;
  }
  if (pipeline[at] && '$limit' in (pipeline[at] as Doc)) {
    search.limit = Number((pipeline[at] as Doc).$limit);
    at += 1;
  }
  return { search, rest: pipeline.slice(at) };
}

/** An aggregation: the front of the pipeline by SQL, the rest by mingo over a stream of documents. */
class AggregationCursor extends BatchCursor {
  readonly #store: EngineStore;
  readonly #table: Table;
  readonly #pipeline: readonly Doc[];

  constructor(store: EngineStore, table: Table, pipeline: readonly Doc[]) {
    super();
    checkStages(pipeline);
    this.#store = store;
    this.#table = table;
    this.#pipeline = pipeline;
  }

  addCursorFlag(): this {
    return this;
  }

  protected override async admit(): Promise<void> {
    await this.#store.admit();
  }

  protected override open(): Iterator<Doc[]> {
    const { search, rest } = splitPipeline(this.#pipeline);
    return pipelineBatches(searchBatches(this.#store.db, this.#table, search), rest);
  }
}

function* documentsOf(batches: Iterable<readonly { readonly doc: Doc }[]>): Generator<Doc> {
  for (const batch of batches) {
    for (const { doc } of batch) {
      yield doc;
    }
  }
}

function* pipelineBatches(batches: Iterable<readonly { readonly doc: Doc }[]>, rest: readonly Doc[]): Generator<Doc[]> {
  if (rest.length === 0) {
    for (const batch of batches) {
      yield batch.map(({ doc }) => doc);
    }
    return;
  }
  const output = new (mingo().Aggregator)([...rest], { scriptEnabled: false }).stream(documentsOf(batches));
  let batch: Doc[] = [];
  for (let step = output.next(); !step.done; step = output.next()) {
    batch.push(step.value as Doc);
    if (batch.length >= 500) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

/** A cursor over the results of a pipeline. Throws STORE_UNSUPPORTED for stages that the store does not know. */
export function aggregate(store: EngineStore, table: Table, pipeline: readonly Doc[]): AggregationCursor {
  return new AggregationCursor(store, table, pipeline);
}
