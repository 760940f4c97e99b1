import type { BusinessCalendar } from '../../contracts/calendar.ts';
import type { Cast, DemoCase } from './cast.ts';
import type { SeededRandom } from './random.ts';

/** Somebody made up. */
export interface DemoPerson {
  readonly name: string;
  readonly company: string;
  readonly email: string;
  /** Their id on a channel; a telephone number of the numbering plan's range for fiction. */
  readonly sender: string;
}

/** One conversation that is going to be held. */
export interface Scene {
  readonly at: Date;
  readonly channel: string;
  readonly person: DemoPerson;
  readonly matter: DemoCase;
  /** 0..1: how content the person is at the end. */
  readonly mood: number;
}

/** What an agenda is made for. */
export interface AgendaOptions {
  readonly from: Date;
  readonly to: Date;
  /** Conversations of an ordinary day of attention. */
  readonly perDay: number;
  readonly calendar: BusinessCalendar;
}

const HOUR_MS = 3_600_000;
/** Of the people who write, this share writes outside the hours of attention. */
const OUTSIDE_HOURS = 0.06;
/** How many people there are: many write more than once. */
const PEOPLE = 90;
/** Hours that an ordinary day has. */
const HOURS_A_DAY = 9;

/** Every conversation of the time, in order: more in the hours of attention, a few at night. */
export function planScenes(cast: Cast, { from, to, perDay, calendar }: AgendaOptions, random: SeededRandom): Scene[] {
  const people = Array.from({ length: PEOPLE }, (_, number) => inventPerson(cast, number, random));
  const channels = Object.entries(cast.channels);
  const scenes: Scene[] = [];
  for (let at = from.getTime(); at < to.getTime(); at += HOUR_MS) {
    const isOpen = calendar.isOpen(new Date(at));
    const expected = (perDay / HOURS_A_DAY) * (isOpen ? 1 : OUTSIDE_HOURS);
    for (let count = arrivals(expected, random); count > 0; count--) {
      const moment = new Date(at + Math.floor(random.next() * HOUR_MS));
      if (moment >= to) continue;
      const [channel] = random.pick(channels, ([, weight]) => weight);
      const matter = random.pick(cast.cases, ({ weight }) => weight);
      scenes.push({ at: moment, channel, person: random.pick(people), matter, mood: Math.sqrt(random.next()) });
    }
  }
  return scenes.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** How many come in an hour when so many are expected (Poisson, by Knuth). */
function arrivals(expected: number, random: SeededRandom): number {
  const limit = Math.exp(-expected);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count += 1;
  }
  return count;
}

function inventPerson(cast: Cast, number: number, random: SeededRandom): DemoPerson {
  const { given, family, companies } = cast.people;
  const first = random.pick(given);
  const last = random.pick(family);
  const plain = `${first}.${last}`
    .normalize('NFD')
    .replace(/[^a-zA-Z.]/g, '')
    .toLowerCase();
  return {
    name: `${first} ${last}`,
    company: random.pick(companies),
    email: `${plain}${number}@cliente.example`,
    sender: `52155550${String(10_000 + number).slice(1)}`,
  };
}
