import type { Choice, Reply } from '../../contracts/envelope.ts';
import type { Scene } from './agenda.ts';
import { type Cast, fillBlanks } from './cast.ts';
import type { SeededRandom } from './random.ts';

/** What somebody says next; null: nothing, they wait or are done. */
export type Said = { readonly text: string; readonly choice?: string } | null;

/** A line of the cast with what belongs to the scene. */
export function fillLine(line: string, { person, matter }: Pick<Scene, 'person' | 'matter'>): string {
  const { name, company, email } = person;
  return fillBlanks(line, { name, company, email, problem: matter.says });
}

/** How somebody opens: some with a greeting alone, most with their matter. */
export function opening(scene: Scene, { greetings }: Cast, random: SeededRandom): string {
  const greeting = random.pick(greetings);
  if (random.chance(0.25)) return greeting;
  return random.chance(0.5) ? `${greeting}, ${scene.matter.says}` : scene.matter.says;
}

/** Codes of choices by which each wish is told; what is not named is picked by chance. */
const wishes: Readonly<Record<Scene['matter']['wants'], readonly string[]>> = {
  link: ['yes', 'soporte', 'short', 'done', 'end'],
  agent: ['no', 'human', 'soporte', 'short', 'wait', 'done'],
  ticket: ['bug', 'long', 'organizacion', 'alta', 'none', 'done', 'ticket'],
  opportunity: ['mejora', 'no', 'done'],
  nothing: ['end', 'done'],
};

/** Answers the bot as the scene's person would. */
export function answer(replies: readonly Reply[], scene: Scene, cast: Cast, random: SeededRandom): Said {
  const last = replies.at(-1);
  if (last === undefined) return null;
  if (last.choices.length > 0) return choose(last, scene, random);
  const asked = cast.answers.find(({ asked: pattern }) => pattern.test(last.text));
  if (asked) return { text: fillLine(asked.says, scene) };
  return last.text.trimEnd().endsWith('?') ? { text: scene.matter.says } : null;
}

function choose({ choices }: Reply, scene: Scene, random: SeededRandom): Said {
  const scores = choices.filter(({ title }) => /^\d+$/.test(title)).sort((a, b) => Number(a.title) - Number(b.title));
  if (scores.length > 1) return press(scores[Math.min(scores.length - 1, Math.floor(scene.mood * scores.length))]);
  const wished = wishes[scene.matter.wants].map((wish) => choices.find(({ value }) => value === wish)).find(Boolean);
  const others = choices.filter(({ value }) => !beside.has(value));
  if (wished === undefined && others.length === 0) return { text: scene.matter.says };
  return press(wished ?? random.pick(others));
}

function press(choice: Choice | undefined): Said {
  return choice === undefined ? null : { text: choice.title, choice: choice.value };
}

/** What is offered beside an open question: who has a matter says the matter. */
const beside = new Set(['video', 'status', 'human', 'unlisted', 'opened']);
