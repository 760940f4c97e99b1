import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What a hash costs: memory is `128 · n · r` bytes. */
export interface HashCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB and some 100 ms of one core: OWASP's figures for scrypt. */
export const defaultCost: HashCost = { n: 2 ** 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Hashes that are worked on at once: more would take the memory and the threads that messages need. */
const AT_ONCE = 2;

/** Hashes passwords, and compares them. */
export interface PasswordHasher {
  /** `scrypt$n$r$p$salt$key`, Base64: the parameters travel with the hash. */
  hash(password: string): Promise<string>;
  /** False after the same work when there is nothing to compare with: nobody learns who has a password. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

/** Makes the hasher; the cost is that of new hashes, old ones are compared at their own. */
export function createPasswordHasher(cost: HashCost = defaultCost): PasswordHasher {
  const queue = inTurn(AT_ONCE);
  const nobody = `scrypt$${cost.n}$${cost.r}$${cost.p}$${randomBytes(SALT_BYTES).toString('base64')}$`;
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const key = await queue(() => derive(password, salt, cost));
      return `scrypt$${cost.n}$${cost.r}$${cost.p}$${salt.toString('base64')}$${key.toString('base64')}`;
    },
    async verify(password, stored) {
      const [, n, r, p, salt = '', key = ''] = (stored ?? nobody).split('$');
      const known = { n: Number(n), r: Number(r), p: Number(p) };
      const made = await queue(() => derive(password, Buffer.from(salt, 'base64'), known));
      const expected = Buffer.from(key, 'base64');
      return expected.length === KEY_BYTES && timingSafeEqual(made, expected);
    },
  };
}

/** The same characters typed on another system are the same password (NIST SP 800-63B). */
function derive(password: string, salt: Buffer, { n, r, p }: HashCost): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function inTurn(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
