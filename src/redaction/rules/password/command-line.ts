import type { Rule } from '../../rule.ts';
import type { Range, View } from '../../text/view.ts';
import { tooMany } from './most.ts';

const VALUE = '(?:"([^"\\n]{1,128})"|\'([^\'\\n]{1,128})\'|([^\\s"\'][^\\s]{0,128}))';
/** Each form ends with the value. Every quantifier is capped. */
const forms: readonly RegExp[] = [
  // --password X, -password=X, -pas X, /password:X
  new RegExp(
    `(?<=^|[\\s"'\`(])(?:--?|/)(?:password|passwd|passphrase|(?:store|key|src|dest)?pass|pas|pwd|pw|contrasena|clave)(?:[ \\t]{1,3}|[=:])${VALUE}`,
    'gim',
  ),
  // mysql -u root -pX, sqlcmd -U sa -P X
  new RegExp(
    `\\b(?:mongo\\w{0,8}|sqlcmd|osql|isql|bcp|sshpass|psexec|winexe|xfreerdp|rdesktop|gbak|gfix|docker login|smbclient|impdp|expdp|mosquitto_\\w{3}|ldapsearch|plink|pscp|zip|unzip|7z|rar|tsql)(?:\\.exe)?\\b[^\\n]{0,160}?[ \\t](?:-p(?!as|w\\b)|-P|-w|/p:)[ \\t]?${VALUE}`,
    'g',
  ),
  // mysql -pX: with a blank it is a question, and the next word a database
  new RegExp(`\\b(?:mysql\\w{0,10}|mariadb\\w{0,6})(?:\\.exe)?\\b[^\\n]{0,160}?[ \\t]-p(?!as|w\\b)${VALUE}`, 'g'),
  // openssl -passin pass:X, echo X | sudo -S, ConvertTo-SecureString X
  new RegExp(`\\b-?pass(?:in|out)?[ ]'?pass:${VALUE}`, 'gi'),
  new RegExp(`\\becho[ ]${VALUE}(?=[ ]{0,3}\\|[ ]{0,3}(?:sudo|passwd|chpasswd|su\\b|mysql|docker))`, 'gi'),
  new RegExp(`\\bConvertTo-SecureString[ ](?:-String[ ])?${VALUE}`, 'gi'),
  new RegExp(`\\b(?:password|old_password|sha2_password)\\([ ]?${VALUE}`, 'gi'),
  // Open "DSN=erp", "sa", "X"
  /\.(?:open|connect)\w{0,12}[ (]{1,2}["'][^"'\n]{1,120}["'],[ ]?["'][^"'\n]{1,40}["'],[ ]?["']([^"'\n]{1,64})(?=["'])/gi,
  // curl -u user:X
  new RegExp(`(?:[ \\t]-u|--user|--proxy-user|-U)[ =\\t]{0,2}["']?[\\w.@\\\\-]{1,64}[:%]${VALUE}`, 'g'),
  // net user juan X, net use \\\\srv /user:juan X
  new RegExp(`\\bnet1?[ ]user[ ]"?[\\w.-]{1,40}"?[ ](?!/)${VALUE}`, 'gi'),
  new RegExp(`\\bnet[ ]use[ ][^\\n]{0,80}?/user:[\\w.\\\\-]{1,60}[ ](?!/)${VALUE}`, 'gi'),
  new RegExp(`\\bnet[ ]use[ ](?:[a-z]:[ ])?\\\\\\\\[^\\s]{1,80}[ ](?!/)${VALUE}(?=[ ]/user:)`, 'gi'),
  new RegExp(`\\bredis-cli\\b[^\\n]{0,80}?[ ]-a[ ]${VALUE}`, 'g'),
  // IDENTIFIED BY 'X', WITH PASSWORD = 'X', SYSDBA PASSWORD 'X'
  new RegExp(
    `\\b(?:identified[ \\t]{1,3}by|(?:with|set|user[ ]\\w{1,40})[ \\t]{1,3}(?:encrypted[ ])?password(?:[ ]for[ ][^\\s=]{1,40})?)[ \\t]{0,3}=?[ \\t]{0,3}${VALUE}`,
    'gi',
  ),
  new RegExp(`\\bftp>[ ]?user[ ][^\\s]{1,40}[ ]${VALUE}`, 'gi'),
  // ssh pi@host / X
  new RegExp(
    `\\b(?:ssh|sftp|scp|ftp)[ ][^\\s@]{1,40}@[^\\s]{1,80}[ ]{0,2}(?:[/|,]|-{1,2}(?=[ ]))[ ]{0,2}${VALUE}`,
    'gi',
  ),
  // sqlplus scott/tiger@orcl
  /\b(?:sqlplus|connect|conn|expdp?|impdp?|rman|sqlldr)[ ](?:-\w{1,10}[ ]){0,3}[a-z_]\w{0,30}\/([^\s@"'/]{2,64})(?=@|\s|$)/gi,
  /\bjdbc:oracle:\w{1,8}:\w{1,40}\/([^\s@"'/]{2,64})(?=@)/gi,
  // Routers and servers: username ana secret X, wpa-psk ascii X, option key 'X', requirepass X
  new RegExp(
    `\\b(?:enable|username[ ](?!(?:and|or|y|o|e|u|&|is|es)\\b)[^\\s]{1,40}(?:[ ]privilege[ ]\\d{1,2})?)[ ](?:secret|password)[ ](?:\\d[ ])?${VALUE}`,
    'gi',
  ),
  new RegExp(
    `\\b(?:wpa-psk|psk|set[ ](?:wlan|wifi|wireless)[ ](?:key|psk))[ ](?:ascii|hex|key|passphrase)?[ ]?(?:\\d[ ])?${VALUE}(?=[ ]{0,3}(?:\\n|$))`,
    'gi',
  ),
  new RegExp(`\\bsnmp-server[ ]community[ ]${VALUE}`, 'gi'),
  new RegExp(`\\brequirepass[ ]${VALUE}(?=[ ]{0,3}(?:\\n|$))`, 'gi'),
  /\boption[ ](?:key|psk|password)[ ]["']([^"'\n]{1,64})(?=["'])/gi,
  /\.set_?(?:password|passwd|pwd|clave)\([ ]?["']([^"'\n]{1,128})(?=["'])/gi,
  // PGPASSWORD=X psql
  /\b(?:PGPASSWORD|MYSQL_PWD|SSHPASS|REDISCLI_AUTH|ISC_PASSWORD)=["']?([^\s"']{1,128})/g,
];

/** Passwords given to programs. */
export const commandLinePassword: Rule = {
  id: 'password.command-line',
  kind: 'password',
  hint: /secret |psk|set w|ftp>|option |snmp|requirepass|\.set|[ \t(]-{1,2}[a-z]|echo|securestring|\.open|\.connect|jdbc:oracle|net use|\/p|\/user:|identified|password|pgpassword|_pwd|net1? user|sqlplus|ssh |sftp |conn |connect |exp |imp |expdp|impdp/,
  examples: {
    hit: [
      'isql -user SYSDBA -password ⟦fb_31⟧ no conecta',
      'curl -u bot:⟦B0tPass⟧ https://api.mx',
      'mysql -u root -p⟦secreta⟧ erp',
      'gbak -user SYSDBA -pas ⟦masterkey⟧ a.fdb b.fbk',
      'net user caja ⟦girasol⟧ /add',
      "ALTER USER erp IDENTIFIED BY '⟦luna nueva⟧'",
      'sqlplus scott/⟦tiger⟧@orcl',
      'username ana secret ⟦Luna_22⟧',
      "option key '⟦7E39DA22AE⟧'",
      'smtp.setPassword("⟦canela⟧");',
    ],
    miss: [
      'mysql -u root -p',
      'docker run -p 8080:80 nginx',
      'mysql -h srv -P 3307',
      'cp -p a b',
      'requirepass no está activado',
      'ALTER USER erp PASSWORD EXPIRE;',
    ],
  },
  find: (view) => forms.flatMap((form) => matchesOf(view, form)),
};

/** A flag, a path, a variable or a mark: no value. */
const PLACEHOLDER =
  /^(?:(?:EXPIRE|NEVER|HISTORY|REUSE|REQUIRE|INTERVAL|DEFAULT)\b|-{1,2}[a-z]|[-/<>|\uE000]|\$\{|\$\(|\$[A-Za-z_]+$|\$\d$|%\w*%|%[a-z]$)/;

function matchesOf(view: View, form: RegExp): Range[] {
  const found: Range[] = [];
  form.lastIndex = 0;
  for (let match = form.exec(view.text); match !== null; match = form.exec(view.text)) {
    const value = match.slice(1).find((group) => group !== undefined);
    if (value === undefined) continue;
    const quoted = match[3] === undefined && /\(\[\^"\\n\]\{1,128\}\)"/.test(form.source);
    const end = match.index + match[0].length - (quoted ? 1 : 0);
    const text = value.replace(/[,;)"']{1,20}$/, '');
    const start = end - value.length;
    if (isPort(match[0], text) || PLACEHOLDER.test(text) || text === '') continue;
    found.push({ start, end: start + text.length });
    tooMany(found);
  }
  return found;
}

/** -P 3307 is a port for MySQL. */
function isPort(command: string, value: string): boolean {
  return (
    /^\d{1,5}(?::\d{1,5})?$/.test(value) &&
    /^(?:mysql|mariadb|mongo|docker|plink|pscp|redis)/.test(command) &&
    /-P[ ]?\d/.test(command)
  );
}
