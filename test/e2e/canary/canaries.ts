import { seededRandom } from '../../crash/random.ts';

/** One sensitive value that exists once in the world. */
export interface Canary {
  /** Where it was let out: the route, field or command. */
  readonly place: string;
  readonly kind: 'password' | 'ip' | 'mac' | 'secret';
  /** What a person writes around it. */
  readonly said: string;
  /** What may be found nowhere: the value in each spelling that would give it away. */
  readonly traces: readonly string[];
}

type Draw = Pick<Canary, 'kind' | 'said' | 'traces'>;

/** Makes canaries of every kind and spelling, one form after the other; the same seed gives the same ones. */
export class CanaryBook {
  readonly all: Canary[] = [];
  readonly seed: number;
  readonly #random: () => number;
  #turn = 0;

  constructor(seed: number) {
    this.seed = seed;
    this.#random = seededRandom(seed);
  }

  /** The next form of any kind. */
  next(place: string): Canary {
    const form = forms[this.#turn % forms.length];
    this.#turn += 1;
    if (form === undefined) throw new Error('There are no forms.');
    return this.#keep(place, form(this.#random));
  }

  /** One of each form, all at this place. */
  every(place: string): Canary[] {
    return forms.map((form, index) => this.#keep(`${place} ${index}`, form(this.#random)));
  }

  /** A password on its own, which only a conversation or a label gives away. */
  bare(place: string): Canary {
    const value = password(this.#random);
    return this.#keep(place, { kind: 'password', said: value, traces: tracesOf(value) });
  }

  #keep(place: string, draw: Draw): Canary {
    const canary = { place, ...draw };
    this.all.push(canary);
    return canary;
  }
}

type Random = () => number;

const from = (random: Random, signs: string): string => signs.charAt(Math.floor(random() * signs.length));
const many = (random: Random, signs: string, length: number): string =>
  Array.from({ length }, () => from(random, signs)).join('');
const byte = (random: Random): number => 100 + Math.floor(random() * 154);
const HEX = '0123456789abcdef';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const TOKEN = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;

/** A made-up word that no text holds by chance: indexes that cut at signs keep it whole. */
const word = (random: Random): string =>
  Array.from({ length: 5 }, () => from(random, 'bdfgklmnprtvz') + from(random, 'aeiou')).join('');

function password(random: Random): string {
  const name = word(random);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}-${1000 + Math.floor(random() * 8999)}!`;
}

/** The whole value, and the word inside it. */
const tracesOf = (value: string): string[] => [value, ...(value.match(/[A-Za-z]{10,}/g) ?? [])];

const withPassword =
  (say: (value: string) => string) =>
  (random: Random): Draw => {
    const value = password(random);
    return { kind: 'password', said: say(value), traces: tracesOf(value) };
  };

const withSecret =
  (make: (random: Random) => string, say: (value: string) => string = (value) => `usé el token ${value} y falla`) =>
  (random: Random): Draw => {
    const value = make(random);
    return { kind: 'secret', said: say(value), traces: [value] };
  };

const withAddress =
  (write: (parts: readonly number[]) => string) =>
  (random: Random): Draw => {
    const parts = [10, byte(random), byte(random), byte(random)];
    const written = write(parts);
    return { kind: 'ip', said: `el servidor ${written} no responde`, traces: [written, parts.join('.')] };
  };

const withMac =
  (write: (groups: readonly string[]) => string) =>
  (random: Random): Draw => {
    const groups = Array.from({ length: 6 }, () => many(random, HEX, 2));
    const written = write(groups);
    const traces = [written, groups.join(':'), groups.join('-'), groups.join('')];
    return { kind: 'mac', said: `la dirección MAC es ${written} de mi equipo`, traces };
  };

const wide = (text: string): string =>
  text.replace(/[0-9.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const forms: readonly ((random: Random) => Draw)[] = [
  withPassword((value) => `mi contraseña es ${value}`),
  withPassword((value) => `usuario: ana clave: ${value}`),
  withPassword((value) => `password=${value}`),
  withPassword((value) => `my password is ${value}`),
  withPassword((value) => `la clave del wifi es ${value}`),
  withPassword((value) => `entré con https://ana:${encodeURIComponent(value)}@portal.example.com/inicio`),
  withPassword((value) => `Server=db1;Database=nomina;User Id=sa;Password=${value};`),
  withPassword((value) => `postgres://app:${encodeURIComponent(value)}@db.example.com:5432/nomina`),
  withPassword((value) => `mysql -h db1 -u root --password=${value} nomina`),
  withPassword((value) => `psk=${value}`),
  withPassword((value) => `c o n t r a s e ñ a: ${value}`.replace(/(?<=\w) (?=\w)/g, '').replace('señ a', 'seña')),
  withPassword((value) => `la contrasenia d mi correo es ${value} y no abre`),
  withAddress((parts) => parts.join('.')),
  withAddress((parts) => parts.join('[.]')),
  withAddress((parts) => `${parts.join('.')}:8443`),
  withAddress((parts) => wide(parts.join('.'))),
  withAddress((parts) => parts.join('\u200b.')),
  (random) => {
    const groups = Array.from({ length: 4 }, () => `${from(random, 'abcdef')}${many(random, HEX, 3)}`);
    const value = `2001:db8:${groups.join(':')}:${many(random, '123456789', 3)}:1`;
    return { kind: 'ip', said: `la IPv6 ${value} no contesta`, traces: [value, groups.join(':')] };
  },
  withMac((groups) => groups.join(':')),
  withMac((groups) => groups.join('-').toUpperCase()),
  withMac((groups) => `${groups.slice(0, 2).join('')}.${groups.slice(2, 4).join('')}.${groups.slice(4).join('')}`),
  withMac((groups) => groups.join('').toUpperCase()),
  withSecret((random) => `ghp_${many(random, TOKEN, 36)}`),
  withSecret((random) => `AKIA${many(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`),
  withSecret((random) => `glpat-${many(random, TOKEN, 20)}`),
  withSecret(
    (random) => `xoxb-${many(random, '0123456789', 12)}-${many(random, '0123456789', 12)}-${many(random, TOKEN, 24)}`,
  ),
  withSecret((random) => `sk_live_${many(random, TOKEN, 24)}`),
  withSecret((random) => `AIza${many(random, TOKEN, 35)}`),
  withSecret((random) => `npm_${many(random, TOKEN, 36)}`),
  withSecret((random) => `eyJhbGciOiJIUzI1NiJ9.eyJ${many(random, TOKEN, 40)}.${many(random, TOKEN, 43)}`),
  withSecret(
    (random) => many(random, HEX, 40),
    (value) => `Authorization: Bearer ${value}`,
  ),
  withSecret(
    (random) => many(random, TOKEN, 32),
    (value) => `api_key=${value}`,
  ),
  (random) => {
    const lines = Array.from({ length: 4 }, () => many(random, TOKEN, 60));
    const said = `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----`;
    return { kind: 'secret', said, traces: lines };
  },
];
