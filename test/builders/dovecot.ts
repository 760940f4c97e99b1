import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

/** A real IMAP and LMTP server on loopback, with a mailbox for each name that is asked for. */
export interface Dovecot {
  readonly imapPort: number;
  readonly lmtpPort: number;
  readonly password: string;
  /** Puts a letter into a mailbox by LMTP, as a mail server does. */
  deliver(user: string, raw: string, from?: string): Promise<void>;
  /** What lies in a folder of a mailbox. */
  letters(user: string, folder?: string): string[];
  /** Kills the processes that serve IMAP sessions, as a crash would. */
  killSessions(): number;
  /** Ends the server and leaves its mailboxes where they are. */
  halt(): Promise<void>;
  /** Starts it again on the same port. */
  resume(): Promise<void>;
  /** Puts a letter where the server finds it when it runs again. */
  spool(user: string, raw: string): void;
  stop(): Promise<void>;
}

const PROGRAM = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path));

/** Whether the suite can run; in CI a missing server is a failure, and elsewhere it is said loudly. */
export function hasDovecot(): boolean {
  if (PROGRAM) return true;
  if (process.env.CI) throw new Error('Dovecot is missing: apt-get install dovecot-imapd dovecot-lmtpd');
  process.stderr.write('\nSKIPPED: no Dovecot here, so the mail channel is not tried on a real IMAP server.\n');
  return false;
}

/** Starts one with its files in a folder of its own. */
export async function startDovecot(): Promise<Dovecot> {
  if (!PROGRAM) throw new Error('There is no Dovecot here.');
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
  const [imapPort, lmtpPort] = await Promise.all([freePort(), freePort()]);
  const password = 'buzon-de-prueba';
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? 'nobody' : userInfo().username;
  mkdirSync(join(folder, 'mail'));
  if (isRoot) {
    spawnSync('chmod', ['755', folder]);
    spawnSync('chown', ['-R', owner, join(folder, 'mail')]);
  }
  const config = join(folder, 'dovecot.conf');
  writeFileSync(config, configuration({ folder, imapPort, lmtpPort, password, owner, isRoot }));
  const launch = async (): Promise<ChildProcess> => {
    const started = spawn(PROGRAM, ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    started.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await ready(imapPort, started, () => `${said}\n${logOf(folder)}`);
    return started;
  };
  const end = async (running: ChildProcess): Promise<void> => {
    const ended = new Promise((resolve) => running.once('exit', resolve));
    if (running.exitCode !== null || running.signalCode !== null || !running.kill('SIGTERM')) return;
    await ended;
  };
  let server = await launch();
  let spooled = 0;
  const lmtp = createTransport({
    host: '127.0.0.1',
    port: lmtpPort,
    lmtp: true,
    ignoreTLS: true,
    pool: true,
  } as object);
  return {
    ...{ imapPort, lmtpPort, password },
    async deliver(user, raw, from = 'quien@cliente.example') {
      await lmtp.sendMail({ envelope: { from, to: [`${user}@mesa.example`] }, raw });
    },
    letters: (user, name = 'INBOX') => lettersIn(join(folder, 'mail', user.split('+')[0] ?? user), name),
    killSessions() {
      const sessions = childrenOf(server.pid ?? 0, 'imap');
      for (const pid of sessions) process.kill(pid, 'SIGKILL');
      return sessions.length;
    },
    halt: () => end(server),
    async resume() {
      server = await launch();
    },
    spool(user, raw) {
      const name = join(folder, 'mail', user, 'Maildir', 'new', `${Date.now()}.spool${spooled++}.mesa`);
      writeFileSync(name, raw);
      if (isRoot) spawnSync('chown', [owner, name]);
    },
    async stop() {
      lmtp.close();
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(about: {
  folder: string;
  imapPort: number;
  lmtpPort: number;
  password: string;
  owner: string;
  isRoot: boolean;
}): string {
  const { folder, imapPort, lmtpPort, password, owner, isRoot } = about;
  const unprivileged = `
default_internal_user = ${owner}
default_internal_group = ${owner}
default_login_user = ${owner}
service imap-login {
  chroot =
}
service anvil {
  chroot =
}`;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 50
recipient_delimiter = +
mailbox_list_index = no
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner} gid=${isRoot ? 'nogroup' : owner} home=${folder}/mail/%n allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
${isRoot ? '' : unprivileged}
`;
}

function lettersIn(home: string, folder: string): string[] {
  const root = join(home, 'Maildir', folder === 'INBOX' ? '' : `.${folder.replaceAll('/', '.')}`);
  return ['new', 'cur'].flatMap((part) => {
    const list = spawnSync('ls', [join(root, part)], { encoding: 'utf8' });
    const names = list.status === 0 ? list.stdout.split('\n').filter((name) => name !== '') : [];
    return names.map((name) => readFileSync(join(root, part, name), 'utf8'));
  });
}

/** Processes of this server with a name, whatever generation. */
function childrenOf(parent: number, name: string): number[] {
  const all = spawnSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' }).stdout;
  const rows = all.split('\n').map((row) => row.trim().split(/\s+/));
  return rows.filter(([, ppid, comm]) => Number(ppid) === parent && comm === name).map(([pid]) => Number(pid));
}

function logOf(folder: string): string {
  return existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8').slice(-2_000) : '';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function ready(port: number, server: ChildProcess, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) break;
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => setTimeout(() => resolve(false), 25));
    });
    if (isOpen) return;
  }
  throw new Error(`Dovecot did not start: ${said()}`);
}
