import { type Command, Option } from 'commander';
import { example, json, type On } from './command-parts.ts';
import { addProposals } from './program-proposals.ts';

/** `ventanilla kb …`: questions, entries, versions, files, quotas. */
export function addKnowledge(program: Command, on: On): void {
  const kb = program
    .command('kb')
    .description('the knowledge base')
    .addHelpText('after', example('ventanilla kb search "cómo hago el corte de caja"'));
  addProposals(kb, on);
  kb.command('search')
    .description('the links that the bot would send for a question')
    .argument('[text...]', 'the question; without it, standard input')
    .option('--entries <file>', 'search these entries (a JSON array) in place of the stored ones')
    .option('--queries <file>', 'a JSON array of {id, q}; one JSON line for each, in order (with --entries)')
    .option(...json)
    .addHelpText('after', example('ventanilla kb search --entries entries.json --queries queries.json --json'))
    .action(on(async () => (await import('./commands/kb.ts')).kbSearch));
  kb.command('list')
    .description('the stored entries')
    .option(...json)
    .addHelpText('after', example('ventanilla kb list --json'))
    .action(on(async () => (await import('./commands/kb.ts')).kbList));
  kb.command('unanswered')
    .description('questions that had no link, newest first')
    .option(...json)
    .addHelpText('after', example('ventanilla kb unanswered'))
    .action(on(async () => (await import('./commands/kb.ts')).kbUnanswered));
  addEntries(kb, on);
  addVersions(kb, on);
  addFiles(kb, on);
  addQuota(kb, on);
}

function addEntries(kb: Command, on: On): void {
  const load = () => import('./commands/kb-entries.ts');
  kb.command('show')
    .description('all that an entry says, with its state, version and link')
    .argument('<id>')
    .option(...json)
    .addHelpText('after', example('ventanilla kb show fac-primer-cfdi'))
    .action(on(async () => (await load()).kbShow));
  kb.command('add')
    .description('write a new draft')
    .argument('[json...]', 'a JSON object; without it, standard input')
    .option(...json)
    .addHelpText('after', example('ventanilla kb add < entry.json'))
    .action(on(async () => (await load()).kbAdd));
  kb.command('edit')
    .description('give fields of an entry new values; a published entry is live at once')
    .argument('<id>')
    .argument('[json...]', 'a JSON object with the fields; without it, standard input')
    .option(...json)
    .addHelpText('after', example(`ventanilla kb edit corte '{"tags": ["caja"]}'`))
    .action(on(async () => (await load()).kbEdit));
  kb.command('publish')
    .description('publish a draft; refused when others say nearly the same')
    .argument('<id>')
    .option('--confirm-duplicates', 'publish it although another one says nearly the same')
    .option(...json)
    .addHelpText('after', example('ventanilla kb publish corte'))
    .action(on(async () => (await load()).kbPublish));
  kb.command('archive')
    .description('take an entry out of answers; it can be restored')
    .argument('<id>')
    .option(...json)
    .addHelpText('after', example('ventanilla kb archive corte'))
    .action(on(async () => (await load()).kbArchive));
}

function addVersions(kb: Command, on: On): void {
  const load = () => import('./commands/kb-entries.ts');
  kb.command('history')
    .description('every version of an entry with who made it')
    .argument('<id>')
    .option(...json)
    .addHelpText('after', example('ventanilla kb history corte'))
    .action(on(async () => (await load()).kbHistory));
  kb.command('diff')
    .description('what changed between two versions')
    .argument('<id>')
    .argument('<from>')
    .argument('<to>')
    .option(...json)
    .addHelpText('after', example('ventanilla kb diff corte 2 5'))
    .action(on(async () => (await load()).kbDiff));
  kb.command('restore')
    .description('bring an older version back as a new one; an archived entry becomes a draft')
    .argument('<id>')
    .argument('<version>')
    .option(...json)
    .addHelpText('after', example('ventanilla kb restore corte 2'))
    .action(on(async () => (await load()).kbRestore));
  kb.command('links')
    .description('published entries that are not sent because their link does not work')
    .option(...json)
    .addHelpText('after', example('ventanilla kb links'))
    .action(on(async () => (await load()).kbLinks));
  kb.command('review')
    .description('what is due for review; with an id and a day: it still holds, look again then')
    .argument('[id]')
    .argument('[day]', 'YYYY-MM-DD')
    .option(...json)
    .addHelpText('after', example('ventanilla kb review corte 2027-06-30'))
    .action(on(async () => (await load()).kbReview));
}

function addFiles(kb: Command, on: On): void {
  const states = ['draft', 'published', 'archived'];
  const formats = ['json', 'csv', 'xlsx', 'md'];
  kb.command('import')
    .description('import files or folders of entries and tell the fate of each line; the same again changes nothing')
    .argument('<file...>')
    .addOption(new Option('--format <format>', 'default: by the name').choices([...formats, 'sitemap', 'youtube']))
    .option('--dry-run', 'only say what would happen')
    .option('--confirm-duplicates', 'store entries although others say nearly the same')
    .addOption(new Option('--state <state>', 'of new entries that do not say theirs (published)').choices(states))
    .addOption(new Option('--audience <audience>', 'of those that do not say theirs').choices(['support', 'sales']))
    .option('--type <type>', 'of those that do not say theirs')
    .option(...json)
    .addHelpText('after', example('ventanilla kb import entradas.xlsx --dry-run'))
    .action(on(async () => (await import('./commands/kb-files.ts')).kbImport));
  kb.command('export')
    .description('write the entries to a file, or a folder of Markdown; import takes them back without loss')
    .argument('<path>')
    .addOption(new Option('--format <format>', 'default: by the name').choices(formats))
    .addOption(new Option('--state <state>', 'only these').choices(states))
    .option(...json)
    .addHelpText('after', example('ventanilla kb export entradas.csv'))
    .action(on(async () => (await import('./commands/kb-files.ts')).kbExport));
}

function addQuota(kb: Command, on: On): void {
  kb.command('demand')
    .description('questions that were badly served, clustered, by people and agent time')
    .option('--days <days>', 'of the last days', '90')
    .option(...json)
    .addHelpText('after', example('ventanilla kb demand --days 30 --json'))
    .action(on(async () => (await import('./commands/kb-demand.ts')).kbDemand));
  kb.command('replay')
    .description('what the last questions would have got with an entry; exit code 1 when one would lose')
    .argument('<entry>', 'id of an entry, a draft too')
    .option('--questions <number>', 'how many of the last questions', '1000')
    .option(...json)
    .addHelpText('after', example('ventanilla kb replay corte-de-caja'))
    .action(on(async () => (await import('./commands/kb-demand.ts')).kbReplay));
  kb.command('refit')
    .description('fit the gate of the search on what people said; it goes live only if it does not lose')
    .option('--dry-run', 'compare, change nothing')
    .option('--list', 'the versions so far')
    .option('--rollback <version>', 'bring a version back; 0 = as shipped')
    .option(...json)
    .addHelpText('after', example('ventanilla kb refit --dry-run --json'))
    .action(on(async () => (await import('./commands/kb-refit.ts')).kbRefit));
  kb.command('quota')
    .description('new entries of each agent in a month; exit code 1 when somebody is short')
    .option('--month <month>', 'YYYY-MM (default: this month)')
    .option('--csv', 'print CSV, one line for each agent')
    .option(...json)
    .addHelpText('after', example('ventanilla kb quota --month 2026-11 --json'))
    .action(on(async () => (await import('./commands/kb-quota.ts')).kbQuota));
  kb.command('week')
    .description('the entries of a week, per agent, for the lead to verify')
    .option('--week <week>', 'YYYY-Www (default: the week before this one)')
    .option(...json)
    .addHelpText('after', example('ventanilla kb week --week 2026-W48'))
    .action(on(async () => (await import('./commands/kb-quota.ts')).kbWeek));
  kb.command('absence')
    .description('enter days on which an agent is away: they ask for no entries')
    .requiredOption('--agent <id>', 'who')
    .requiredOption('--from <day>', 'YYYY-MM-DD')
    .requiredOption('--to <day>', 'YYYY-MM-DD, the last day away')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .option('--id <id>', 'your own id: the same one again changes nothing')
    .option(...json)
    .addHelpText(
      'after',
      example('ventanilla kb absence --agent ana --from 2026-12-21 --to 2026-12-31 --reason vacaciones'),
    )
    .action(on(async () => (await import('./commands/kb-quota.ts')).kbAbsence));
}
