/** One requirement with the tests that show it. */
export interface Coverage {
  readonly tests: readonly string[];
  /** All of its tests ran and passed; false when there is none. */
  readonly passed: boolean;
}

/** A test as Jest reports it. */
export interface TestResult {
  readonly title: string;
  readonly status: string;
}

const PREFIX =
  /^(?:(?:EXS|MAS|ALI|CON|ICE)-\d+|P[1-8])(?:(?:,\s*|\s+and\s+|\/|\s+)(?:(?:EXS|MAS|ALI|CON|ICE)-\d+|P[1-8]))*/;
const ID = /(?:EXS|MAS|ALI|CON|ICE)-\d+|P[1-8]/g;

/** The IDs that a test's own title begins with: `EXS-12, EXS-13 opens …` and `EXS-12 EXS-13 opens …` claim both. */
export function claimedIds(title: string): string[] {
  return PREFIX.exec(title)?.[0].match(ID) ?? [];
}

/** Each known ID with its tests. A claim of an unknown ID is an error, so that a typing mistake is not lost. */
export function coverageOf(known: readonly string[], results: readonly TestResult[]): Record<string, Coverage> {
  const found = new Map<string, { tests: string[]; passed: boolean }>(
    known.map((id) => [id, { tests: [], passed: false }]),
  );
  for (const { title, status } of results) {
    // Left out for one implementation with its reason in the title; the others show the requirement.
    if (status === 'pending' && title.includes('[skipped: ')) continue;
    for (const id of claimedIds(title)) {
      const entry = found.get(id);
      if (!entry) throw new Error(`The test "${title}" claims ${id}, which is not in the catalogue.`);
      entry.passed = (entry.tests.length === 0 || entry.passed) && status === 'passed';
      entry.tests.push(title);
    }
  }
  return Object.fromEntries(found);
}
