import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { productRoot } from '../compose/root.ts';
import { example, json, type On, type Run } from './command-parts.ts';
import type { CliIo, ExitCode } from './io.ts';
import { addAgents } from './program-agents.ts';
import { addIntegrations } from './program-integrations.ts';
import { addKnowledge } from './program-knowledge.ts';
import { addReports } from './program-reports.ts';
import { addRequesters } from './program-requesters.ts';
import { addWhatsapp } from './program-whatsapp.ts';

type Finish = (code: ExitCode) => void;

const jsonl = ['--jsonl', 'read JSON lines from standard input, write one JSON line for each, in order'] as const;
const policyOption = [
  '--policy <name>',
  'which organisation to talk to (default: the first of VENTANILLA_POLICY)',
] as const;
const url = ['--url <url>', 'address of the gateway (default: http://HOST:PORT)'] as const;

/** The whole command line. Commands are loaded when they are called, so that `--help` and the short ones start at once. */
export function createProgram(io: CliIo, finish: Finish): Command {
  const program = new Command('ventanilla')
    .description('One window for a support desk: run it, talk to it, check it.')
    .version(versionOf(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .showHelpAfterError('Try: ventanilla --help')
    .addHelpText(
      'after',
      '\nExit codes: 0 well, 1 a problem was found, 2 wrong use. Environment: docs/configuration.md',
    );
  const on = <R extends Run>(load: () => Promise<R>) => {
    return async (...given: unknown[]) => {
      const run = await load();
      // Commander adds the command itself at the end.
      finish(await run(io, ...(given.slice(0, -1) as never[])));
    };
  };
  addTalking(program, on);
  addReading(program, on);
  addKnowledge(program, on);
  addPolicies(program, on);
  addAudit(program, on);
  addPrivacy(program, on);
  addOperating(program, on);
  addVault(program, on);
  addAgents(program, on);
  addWhatsapp(program, on);
  addIntegrations(program, on);
  addRequesters(program, on);
  addReports(program, on);
  return program;
}

const dueExample =
  'ventanilla policy due --policy masnegocio --clock reaccion --priority critica --start 2026-11-20T18:30:00-06:00';

function addTalking(program: Command, on: On): void {
  program
    .command('serve')
    .description('run the gateway until Ctrl+C, like npm start')
    .addHelpText('after', example('PORT=8080 ventanilla serve'))
    .action(on(async () => (await import('./commands/serve.ts')).serve));
  program
    .command('chat')
    .description('talk to the running gateway, or to one in this process when none answers')
    .option(...url)
    .option('--name <name>', 'who you are; the bot greets you by it')
    .option('--in-process', 'do not look for a running gateway')
    .option(...policyOption)
    .addOption(new Option('--lang <lang>', 'language of the hints').choices(['es', 'en']).default('es'))
    .addHelpText('after', example("printf 'Hola\\n' | ventanilla chat --in-process"))
    .action(on(async () => (await import('./commands/chat.ts')).chat));
  program
    .command('replay')
    .description('play a file of messages against a gateway and compare the answers with what the file expects')
    .argument(
      '<file>',
      'JSON lines: {"speaker":"user","text":"…","expect":"…"} (docs/cli.md); or a channel: email, whatsapp',
    )
    .argument(
      '[fixture]',
      'a recorded message of that channel (email: an .eml file; whatsapp: webhooks or upserts, one a line): what it is read as, and an answer to it',
    )
    .option(...url)
    .option('--in-process', 'against a throw-away gateway in a temporary folder')
    .option(...policyOption)
    .option(...json)
    .addHelpText('after', example('ventanilla replay dialogue.jsonl --in-process'))
    .action(on(async () => (await import('./commands/replay.ts')).replayAny));
}

function addReading(program: Command, on: On): void {
  program
    .command('redact')
    .description('show what a conversation would keep of a text: passwords, IP and MAC addresses and secrets removed')
    .argument('[text...]', 'the text; without it, standard input')
    .option(...jsonl)
    .option(...json)
    .addHelpText('after', example('ventanilla redact "mi clave es Canela2023"'))
    .action(on(async () => (await import('./commands/redact.ts')).redact));
  program
    .command('drs')
    .description('read a text as the Quick Support Diagnosis does: kind, minutes, impact, urgency, with the reasons')
    .argument('[text...]', 'the text; without it, standard input')
    .option('--policy <name>', 'whose diagnosis', 'exsim')
    .option(...jsonl)
    .option(...json)
    .addHelpText('after', example('ventanilla drs "no puedo facturar, estamos detenidos"'))
    .action(on(async () => (await import('./commands/drs.ts')).drs));
}

function addPolicies(program: Command, on: On): void {
  const policy = program
    .command('policy')
    .description('policy profiles')
    .addHelpText('after', example('ventanilla policy check'));
  policy
    .command('check')
    .description('check policies and print every problem as file:line path: problem')
    .argument('[policy...]', 'names or files; without them, all in policies/')
    .option(...json)
    .addHelpText('after', example('ventanilla policy check policies/exsim.yaml'))
    .action(on(async () => (await import('./commands/policy.ts')).checkPolicies));
  policy
    .command('list')
    .description('the policies in policies/')
    .option(...json)
    .addHelpText('after', example('ventanilla policy list'))
    .action(on(async () => (await import('./commands/policy.ts')).showPolicies));
  policy
    .command('schema')
    .description('the JSON Schema of a policy, for editors (policies/policy.schema.json)')
    .addHelpText('after', example('ventanilla policy schema'))
    .action(on(async () => (await import('./commands/policy.ts')).showSchema));
  policy
    .command('due')
    .description('when a clock that starts at an instant is due, and when it warns')
    .requiredOption('--policy <name>', 'whose clock')
    .requiredOption('--clock <name>', 'name of the clock')
    .requiredOption('--start <instant>', 'ISO 8601 with its zone')
    .option('--company <name>', "the customer, for the contract's own rules")
    .option('--priority <code>', 'priority; left out: by the rule, from --urgency and --impact')
    .option('--line <value>', 'support line')
    .option('--kind <value>', 'kind of case')
    .option('--record-kind <value>', 'incident or request')
    .option('--type <value>', 'type of case')
    .option('--area <value>', 'area')
    .option('--urgency <value>', 'urgency')
    .option('--impact <value>', 'impact')
    .option('--fact <name=value>', 'any other fact; may be given again', (one, all: string[]) => [...all, one], [])
    .option(...json)
    .addHelpText('after', example(dueExample))
    .action(on(async () => (await import('./commands/policy-due.ts')).policyDue));
  addSimulation(policy, on);
}

function addSimulation(policy: Command, on: On): void {
  policy
    .command('simulate')
    .description(
      'play conversations under the present and under a changed policy, and show what would differ; changes nothing',
    )
    .argument('<changed>', 'name or file of the changed policy')
    .option('--policy <name>', 'the present policy (default: that of the same organisation in the folder of policies)')
    .option('--file <file...>', 'transcripts, or JSON lines as for replay (default: the stored conversations)')
    .option('--data <folder>', 'data folder of a gateway that does not run (default: VENTANILLA_DATA)')
    .option('--at <instant>', 'when the conversations of a file begin (default: at the next opening)')
    .option('--limit <n>', 'at most so many conversations', '1000')
    .option(...json)
    .addHelpText(
      'after',
      example('ventanilla policy simulate changed.yaml --file flows/support/transcripts/ticket.txt'),
    )
    .action(on(async () => (await import('./commands/policy-simulate.ts')).policySimulate));
}

function addAudit(program: Command, on: On): void {
  const audit = program
    .command('audit')
    .description('the trail of who did what')
    .addHelpText('after', example('ventanilla audit verify'));
  audit
    .command('verify')
    .description('walk the whole trail and say its first broken place: altered, missing, reordered, forged or cut')
    .option(...json)
    .addHelpText('after', example('ventanilla audit verify --json'))
    .action(on(async () => (await import('./commands/audit.ts')).auditVerify));
  audit
    .command('list')
    .description('the trail, newest first')
    .option('--subject <id>', 'only what was done to this contact, ticket, agent, …')
    .option('--limit <n>', 'how many, 1 to 200', '50')
    .option(...json)
    .addHelpText('after', example('ventanilla audit list --limit 20'))
    .action(on(async () => (await import('./commands/audit.ts')).auditList));
  audit
    .command('accept')
    .description('after a restore: keep the old checkpoint as evidence and begin a new one (no gateway may run)')
    .requiredOption('--reason <text>', 'why; it is recorded')
    .addHelpText('after', example('ventanilla audit accept --reason "restored the backup of 21 November"'))
    .action(on(async () => (await import('./commands/audit.ts')).auditAccept));
}

function addPrivacy(program: Command, on: On): void {
  const privacy = program
    .command('privacy')
    .description("people's data: given out, erased, held, retained")
    .addHelpText('after', example('ventanilla privacy requests'));
  const about = (command: Command) =>
    command
      .requiredOption('--contact <id>', 'id of the contact, as the console and the API show it')
      .requiredOption('--reason <text>', 'why; it is recorded');
  about(privacy.command('export').description('everything that is kept about a person, in a new folder'))
    .requiredOption('--out <folder>', 'a new folder')
    .option('--kind <kind>', 'which request it answers (access, consulta)')
    .option(...json)
    .addHelpText('after', example('ventanilla privacy export --contact ID --reason "asked by letter" --out ana'))
    .action(on(async () => (await import('./commands/privacy.ts')).privacyExport));
  about(privacy.command('rectify').description('correct what is known of a person'))
    .option('--name <text>', 'the name; an empty text takes it out')
    .option('--organisation <text>', 'their organisation')
    .option('--email <text>', 'their email')
    .option('--phone <text>', 'their phone')
    .option('--kind <kind>', 'which request it answers (rectification, reclamo)')
    .option(...json)
    .addHelpText(
      'after',
      example('ventanilla privacy rectify --contact ID --reason "asked by letter" --name "Ana Rey"'),
    )
    .action(on(async () => (await import('./commands/privacy.ts')).privacyRectify));
  about(privacy.command('erase').description('erase a person; without --yes it says what would go'))
    .option('--yes', 'erase')
    .option('--close-open', 'close open conversations and tickets first')
    .option('--kind <kind>', 'which request it answers (cancellation, opposition, reclamo)')
    .option(...json)
    .addHelpText('after', example('ventanilla privacy erase --contact ID --reason "asked by letter" --yes'))
    .action(on(async () => (await import('./commands/privacy.ts')).privacyErase));
  about(privacy.command('hold').description('legal hold: nothing of the person is erased while it is set'))
    .option('--release', 'take the hold off')
    .addHelpText('after', example('ventanilla privacy hold --contact ID --reason "claim 12/2026"'))
    .action(on(async () => (await import('./commands/privacy.ts')).privacyHold));
  privacy
    .command('retain')
    .description('run the retention rules of the policy now')
    .option('--dry-run', 'change nothing, say what would go')
    .option(...json)
    .addHelpText('after', example('ventanilla privacy retain --dry-run'))
    .action(on(async () => (await import('./commands/privacy.ts')).privacyRetain));
  privacy
    .command('requests')
    .description("the register of people's requests, with their terms")
    .option(...json)
    .addHelpText('after', example('ventanilla privacy requests'))
    .action(on(async () => (await import('./commands/privacy.ts')).privacyRequests));
}

function addOperating(program: Command, on: On): void {
  program
    .command('doctor')
    .description('check this installation and say the fix of what is wrong')
    .option(...json)
    .option('--sign-in [agent]', 'make a sign-in link for the console, valid once (default: the administrator)')
    .option('--policy <name>', 'with --sign-in: of this organisation (default: the first of VENTANILLA_POLICY)')
    .addHelpText('after', example('ventanilla doctor --sign-in'))
    .action(on(async () => (await import('./commands/doctor.ts')).doctor));
  program
    .command('backup')
    .description('copy the store to one file while no gateway uses it')
    .argument('<file>', 'a new file')
    .option('--made', 'only note a copy that another program made, such as mongodump; the gateway may run')
    .option(...json)
    .addHelpText('after', example('ventanilla backup backups/2026-11-22.sqlite'))
    .action(on(async () => (await import('./commands/backup.ts')).backup));
}

function addVault(program: Command, on: On): void {
  const vault = program
    .command('vault')
    .description('the vault of sensitive values')
    .addHelpText('after', example('ventanilla vault rotate --dry-run'));
  vault
    .command('rotate')
    .description('wrap every value with a fresh key; an interrupted rotation is taken up again')
    .option('--dry-run', 'count, change nothing')
    .option(...json)
    .addHelpText('after', example('ventanilla vault rotate'))
    .action(on(async () => (await import('./commands/vault.ts')).rotateVault));
}

function versionOf(): string {
  const about: unknown = JSON.parse(readFileSync(join(productRoot, 'package.json'), 'utf8'));
  return typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown';
}
