import { existsSync, readFileSync } from 'node:fs';
import { loadRules, loadScenarios } from '../../src/diagnosis/load.ts';
import { type Scenario, scenarioFields } from '../../src/diagnosis/scenarios.ts';
import type { LabelledText } from '../../src/diagnosis/trainer.ts';

type Expect = Record<string, string | boolean | null>;

/** One item of a labelled development set (test/eval/data/*-dev.jsonl). */
export interface DevItem {
  readonly id: string;
  readonly text: string;
  readonly expect: Expect;
}

/** Reads `test/eval/data/<name>-dev.jsonl`. */
export function readDevSet(name: string): DevItem[] {
  return readFileSync(`test/eval/data/${name}-dev.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as DevItem);
}

/** Reads our own labelled texts: `policies/diagnosis/examples/<name>.txt` and the scenarios that the model names. */
export function readExamples(name: string): LabelledText[] {
  const path = `policies/diagnosis/examples/${name}.txt`;
  const { training } = loadRules(`policies/diagnosis/${name}.yaml`);
  const learned = training?.scenarios === false ? [] : readScenarios(name);
  return [...(existsSync(path) ? readLabelled(path) : []), ...learned.flatMap(textsOf)];
}

/** The labelled scenarios that a model names; none when it names none. */
export function readScenarios(name: string): Scenario[] {
  const { scenarios } = loadRules(`policies/diagnosis/${name}.yaml`);
  return scenarios === undefined ? [] : loadScenarios(`policies/scenarios/${scenarios}.yaml`);
}

function textsOf(scenario: Scenario): LabelledText[] {
  const expect: Expect = {};
  for (const field of scenarioFields) if (scenario[field] !== undefined) expect[field] = scenario[field];
  return [scenario.text, ...scenario.said].map((text) => ({ text, expect }));
}

/** Reads `test/eval/data/<name>-probe.txt`: our own, written after the model and never learned from. Empty when there is none. */
export function readProbe(name: string): DevItem[] {
  const path = `test/eval/data/${name}-probe.txt`;
  if (!existsSync(path)) return [];
  return readLabelled(path).map(({ text, expect }, index) => ({ id: `probe-${index + 1}`, text, expect }));
}

/** "= field=value …" labels the lines below it; "-" is null, \\n a line break, "#" begins a comment line. */
function readLabelled(path: string): { text: string; expect: Expect }[] {
  const examples: { text: string; expect: Expect }[] = [];
  let expect: Expect = {};
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.startsWith('=')) expect = parseLabels(line.slice(1));
    else if (line.trim() !== '' && !line.startsWith('#')) examples.push({ text: line.replaceAll('\\n', '\n'), expect });
  }
  return examples;
}

function parseLabels(line: string): Expect {
  const pairs = [...line.matchAll(/([a-zA-Z]+)=(?:"([^"]*)"|(\S+))/g)];
  return Object.fromEntries(
    pairs.map(([, field = '', quoted, bare]) => [field, quoted ?? (bare === '-' ? null : (bare ?? null))]),
  );
}
