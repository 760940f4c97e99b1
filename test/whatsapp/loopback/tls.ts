import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a certificate of 127.0.0.1 that signs itself, PEM. Made anew each time: no key lies in the repository. */
export function makeTlsIdentity(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const name = sequence(set(sequence(oid('2.5.4.3'), tagged(0x0c, Buffer.from('loopback')))));
  const now = Date.now();
  const validity = sequence(time(new Date(now - 86_400_000)), time(new Date(now + 30 * 86_400_000)));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const altNames = sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])), tagged(0x82, Buffer.from('localhost')));
  const basic = sequence(tagged(0x01, Buffer.from([0xff])));
  const extensions = tagged(
    0xa3,
    sequence(
      sequence(oid('2.5.29.19'), tagged(0x01, Buffer.from([0xff])), tagged(0x04, basic)),
      sequence(oid('2.5.29.17'), tagged(0x04, altNames)),
    ),
  );
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])));
  const serial = tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const body = sequence(version, serial, algorithm, name, validity, name, spki, extensions);
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const der = sequence(body, algorithm, signature);
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  const cert = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

function tagged(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const long = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...long]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(...parts: Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((arc) => {
    const out = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) out.unshift((left & 0x7f) | 0x80);
    return out;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tagged(0x17, Buffer.from(`${digits}Z`));
}
