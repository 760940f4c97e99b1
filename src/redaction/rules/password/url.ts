import type { Rule } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import type { Range } from '../../text/view.ts';

/** scheme://user:value@host — the value may hold '@', so the last one of the run counts. */
const USERINFO = /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@"'<>]{0,64}):([^\s"'<>]{1,200})@(?=[\w[.-])/gi;
/** user:value@10.0.0.1 or user:value@host.tld without a scheme. */
const BARE =
  /(?:^|[\s"'(=])[a-z][\w.-]{0,30}:([^\s"'<>@:/]{3,64})@(?=(?:\d{1,3}\.){3}\d|[a-z0-9-]{2,40}\.[a-z]{2,6}\b|localhost)/gi;

/** Passwords in addresses. */
export const urlPassword: Rule = {
  id: 'password.url',
  kind: 'password',
  hint: /@/,
  examples: {
    hit: [
      'ftp://user1:⟦cl4ve⟧@ftp.empresa.mx/',
      'mongodb://erp:⟦p@ss/1⟧@db.local:27017/erp',
      'sftp carga:⟦Nube22⟧@servidor.mx',
    ],
    miss: ['https://host.mx:8080/a@b', 'mailto:juan@empresa.mx', 'correo:ventas@empresa.mx'],
  },
  find: (view) => {
    const found: Range[] = [];
    for (const match of scan(view.text, USERINFO)) {
      const value = match[2] ?? '';
      if (/^\d{1,5}\//.test(value) || value.startsWith('\uE000')) continue;
      const end = match.index + match[0].length - 1;
      found.push({ start: end - value.length, end });
    }
    for (const match of scan(view.text, BARE)) {
      const value = match[1] ?? '';
      const label = /(?:correo|mail|email|e-mail|mailto|from|to|cc|para|de|usuario|user|cuenta|contacto):$/i.test(
        match[0].slice(0, match[0].length - value.length - 1),
      );
      const end = match.index + match[0].length - 1;
      if (!label) found.push({ start: end - value.length, end });
    }
    return found;
  },
};
