import { Writable } from 'node:stream';
import { describe, expect, it, jest } from '@jest/globals';
import { replayAny } from '../../../src/cli/commands/replay.ts';
import type { CliIo } from '../../../src/cli/io.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

async function replayed(fixture: string, channel = 'email'): Promise<{ text: string; code: number }> {
  let text = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const io = { stdin: process.stdin, stdout, stderr: stdout, env: {} } as unknown as CliIo;
  const code = await replayAny(io, channel, `channels/email/fixtures/${fixture}`, {});
  return { text, code };
}

describe('ventanilla replay email', () => {
  it('shows what a letter is read as, redacted, and an answer to it', async () => {
    const { text, code } = await replayed('first.eml');
    expect(code).toBe(0);
    expect(text).toContain('"channel": "email"');
    expect(text).toContain(
      '"text": "No puedo timbrar facturas\\n\\nBuenos días, al timbrar me aparece el error CFDI40145."',
    );
    expect(text).toContain('"aside": "Saludos,\\nAna Ruiz\\nContadora"');
    expect(text).toContain('Subject: Re: No puedo timbrar facturas');
    const html = await replayed('html-only.eml');
    expect(html.text).toContain('[contraseña eliminada]');
    expect(html.text).not.toMatch(/Canela2023|oculto/);
  });

  it('says why nobody answers a letter', async () => {
    expect((await replayed('out-of-office.eml')).text).toBe(
      'A machine wrote it (auto-submitted): nobody answers it.\n',
    );
    expect((await replayed('bounce.eml')).text).toContain('came back (failed 5.1.1): <respuesta-1@mesa.example>');
  });

  it('names the channels that it knows', async () => {
    await expect(replayed('first.eml', 'fax')).rejects.toThrow(/known: email/);
  });
});
