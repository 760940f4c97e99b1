import { describe, expect, it } from '@jest/globals';
import { createPasswordHasher } from '../../../src/desk/access/password-hash.ts';
import { checkPassword } from '../../../src/desk/access/password-rules.ts';
import { isAppError } from '../../../src/errors/app-error.ts';

const context = { length: 10, own: ['luz', 'Luz Ramos', 'luz@mesa.example', 'exsim', 'Exsim'] };
const refusal = (password: string): boolean => {
  try {
    checkPassword(password, context);
    return false;
  } catch (error) {
    return isAppError(error, 'PASSWORD_WEAK');
  }
};

describe('a password', () => {
  it.each([
    ...['corta', '1234567890', 'aaaaaaaaaaaa', 'Password123!', 'P4ssw0rd2026', 'contraseña1', 'Contrasena2026'],
    ...['qwertyuiop', 'poiuytrewq', 'abcdefghijk', 'Bienvenido2026', 'Mexico2026!!', 'LuzRamos2026', 'Exsim2026exsim'],
    ...['1qaz2wsx3edc', 'administrador', 'holahola1234', 'x'.repeat(201)],
  ])('is refused when it is short, or one that is tried first: %s', (password) => {
    expect(refusal(password)).toBe(true);
  });

  it.each(['nube-verde 27 colibrí', 'tr3s.gatos.miran', 'correcto caballo batería', 'Zk9#vbQ2!mWx', 'ñandúes🦤azules'])(
    'is taken when nobody would guess it: %s',
    (password) => {
      expect(refusal(password)).toBe(false);
    },
  );
});

describe('a hash', () => {
  it('carries its parameters, has a salt of its own, and is compared at its own cost', async () => {
    const cheap = createPasswordHasher({ n: 16, r: 1, p: 1 });
    const [one, other] = [await cheap.hash('nube verde'), await cheap.hash('nube verde')];
    expect(one).toMatch(/^scrypt\$16\$1\$1\$/);
    expect(one).not.toBe(other);
    const dearer = createPasswordHasher({ n: 32, r: 1, p: 1 });
    expect(await dearer.verify('nube verde', one)).toBe(true);
    expect(await dearer.verify('nube verda', one)).toBe(false);
    expect(await dearer.verify('nube verde', null)).toBe(false);
  });

  it('is the same for the same characters typed on another system', async () => {
    const hasher = createPasswordHasher({ n: 16, r: 1, p: 1 });
    expect(await hasher.verify('canci\u006f\u0301n', await hasher.hash('canci\u00f3n'))).toBe(true);
  });
});
