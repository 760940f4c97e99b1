import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/errors/app-error.ts';
import { createLogger } from '../../src/logging/pino-logger.ts';

function capture(level = 'debug') {
  const lines: string[] = [];
  const log = createLogger({ level, destination: { write: (line: string) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

describe('logger', () => {
  it('writes one JSON object a line: time, level, fields, message', () => {
    const { log, last } = capture();
    log.child({ part: 'http' }).info({ conversationId: 'c1' }, 'taken');
    expect(last()).toMatchObject({ level: 'info', part: 'http', conversationId: 'c1', msg: 'taken' });
    expect(Date.parse(last().time)).not.toBeNaN();
  });

  it('keeps quiet under its level', () => {
    const { log, lines } = capture('warn');
    log.info({}, 'nothing');
    expect(lines).toEqual([]);
  });

  it('P4 cuts texts, people and secrets out of the fields, to three levels', () => {
    const { log, lines } = capture();
    const canary = 'Canela2023';
    log.warn({ text: canary, token: canary, a: { email: canary, b: { text: canary } } }, 'careless');
    log.child({ authorization: canary }).info({}, 'child');
    expect(lines.join('')).not.toContain(canary);
    expect(lines.join('')).toContain('[removed]');
  });

  it('P4 logs of a foreign error its class, code and places, never its message', () => {
    const { log, lines, last } = capture();
    const parser = new SyntaxError('Unexpected token in "mi clave es Canela2023"');
    log.error({ err: new AppError('INTERNAL', { id: 'x1' }, { cause: parser }) }, 'failed');
    expect(lines.join('')).not.toContain('Canela2023');
    expect(last().err).toMatchObject({ type: 'AppError', code: 'INTERNAL', cause: { type: 'SyntaxError' } });
    expect(last().err.cause.stack[0]).toMatch(/^at /);
  });
});
