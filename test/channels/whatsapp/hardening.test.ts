import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { Curve } from '@whiskeysockets/baileys';
import { loadLibrary } from '../../../channels/whatsapp/library.ts';
import { addressOf } from '../../../channels/whatsapp/media.ts';
import { libsignalLines, quietLibsignal } from '../../../channels/whatsapp/quiet.ts';
import type { MediaPart } from '../../../channels/whatsapp/read-message.ts';
import { verifySignature } from '../../../channels/whatsapp/verify.ts';
import { makeCertificate, startLoopback } from '../../whatsapp/loopback/index.ts';
import { ChannelWorld } from './world.ts';

jest.setTimeout(60_000);

describe('the unofficial client, hardened', () => {
  it('verifies signatures: the right key and message, and nothing else', () => {
    for (let round = 0; round < 20; round++) {
      const pair = Curve.generateKeyPair();
      const message = Buffer.from(`mensaje ${round}`);
      const signature = Curve.sign(pair.private, message);
      const spoiled = Buffer.from(signature);
      spoiled[round] = (spoiled[round] ?? 0) ^ 1;
      expect([
        verifySignature(pair.public, message, signature),
        verifySignature(pair.public, Buffer.from('otro'), signature),
        verifySignature(Curve.generateKeyPair().public, message, signature),
        verifySignature(pair.public, message, spoiled),
        verifySignature(pair.public, message, signature.subarray(1)),
      ]).toEqual([true, false, false, false, false]);
    }
  });

  it('puts that in the place of what accepts everything', async () => {
    const library = await loadLibrary();
    const { public: key } = Curve.generateKeyPair();
    expect(library.Curve.verify(key, Buffer.from('x'), Buffer.alloc(64))).toBe(false);
  });

  it('does not talk to a server whose certificate ends in another root', async () => {
    const trusted = makeCertificate();
    const forged = await startLoopback({ certificate: makeCertificate() });
    const world = await ChannelWorld.open({
      linked: { url: forged.url, rootKey: trusted.root.public, version: null, mediaHosts: [], keepAliveMs: 1_000 },
    });
    try {
      await world.start();
      await world.channel.pair({});
      await world.until(() => world.statuses.some(({ lastCode }) => lastCode === 400));
      expect(world.statuses.every(({ qr, state }) => qr === null && state !== 'open')).toBe(true);
    } finally {
      await world.close();
      await forged.close();
    }
  });

  it('P4 keeps what libsignal prints off the console: every line in its source is known', () => {
    const folder = 'node_modules/libsignal/src';
    const calls = readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [
        ...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/^\s*console\.\w+\(\s*(['"`])(.*?)\1/gms),
      ])
      .map((found) => found[2] ?? '');
    expect(calls.length).toBeGreaterThan(8);
    expect(calls.filter((text) => !libsignalLines.some((line) => text.startsWith(line)))).toEqual([]);
    const printed: unknown[][] = [];
    const write = (...words: unknown[]) => void printed.push(words);
    const output = { debug: write, info: write, log: write, warn: write, error: write } as unknown as Console;
    quietLibsignal(output);
    output.info('Closing session:', { privKey: 'secret' });
    output.error('Session error:Bad MAC', 'stack');
    output.info('something else');
    expect(printed).toEqual([['something else']]);
  });

  it('asks hosts of WhatsApp for files, whatever a message says', () => {
    const part = (url: string, directPath = ''): MediaPart => ({
      ...{ kind: 'image', url, directPath, mediaKey: new Uint8Array(), mediaType: 'image/png', name: 'x', size: 1 },
    });
    const hosts = ['mmg.whatsapp.net', '.whatsapp.net'];
    expect(addressOf(part('https://evil.example/x', '/v/t62/x'), hosts).href).toBe('https://mmg.whatsapp.net/v/t62/x');
    expect(addressOf(part('https://media-1.cdn.whatsapp.net/x'), hosts).host).toBe('media-1.cdn.whatsapp.net');
    for (const forged of [
      'http://mmg.whatsapp.net/x',
      'https://evil.example/x',
      'https://127.0.0.1/x',
      'https://evilwhatsapp.net/x',
      'https://mmg.whatsapp.net:8443/x',
      'https://a:b@mmg.whatsapp.net/x',
      'file:///etc/passwd',
      '',
    ]) {
      expect(() => addressOf(part(forged), hosts)).toThrow('does not lie on a media server');
    }
    expect(addressOf(part('', '//evil.example/x'), hosts).host).toBe('mmg.whatsapp.net');
  });

  it('is not loaded by a gateway without WhatsApp', () => {
    const program = "await import('./channels/whatsapp/index.ts'); process.stdout.write(process.moduleLoadList.join())";
    const source = `const {build} = await import('esbuild');
      const out = await build({stdin:{contents:${JSON.stringify(program)},resolveDir:process.cwd()},bundle:true,format:'esm',
        platform:'node',packages:'external',write:false,metafile:true});
      const first = Object.values(out.metafile.outputs)[0].imports;
      process.stdout.write(JSON.stringify(first.filter(({path}) => path.includes('baileys')).map(({kind}) => kind)));`;
    const kinds = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', source]).toString());
    expect(kinds).toEqual(['dynamic-import']);
  });
});
