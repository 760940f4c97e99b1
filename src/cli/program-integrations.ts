import type { Command } from 'commander';
import { example, json, type On } from './command-parts.ts';

/** Commands about outside systems. */
export function addIntegrations(program: Command, on: On): void {
  addTokens(program, on);
  addTickets(program, on);
}

function addTokens(program: Command, on: On): void {
  const token = program
    .command('token')
    .description('tokens with which programs use the API')
    .addHelpText('after', example('ventanilla token list'));
  token
    .command('create')
    .description('make a token for a program; it is shown this once')
    .requiredOption('--name <name>', 'which program has it')
    .option('--scope <scope>', 'what it may do; may be given again', (one, all: string[]) => [...all, one], [])
    .option('--days <n>', 'after how many days it ends, or never', '365')
    .option(...json)
    .addHelpText('after', example('ventanilla token create --name "Mesa externa" --scope tickets.read'))
    .action(on(async () => (await import('./commands/token.ts')).createToken));
  token
    .command('list')
    .description('all tokens with what they may do, ended ones too')
    .option(...json)
    .addHelpText('after', example('ventanilla token list'))
    .action(on(async () => (await import('./commands/token.ts')).listTokens));
  token
    .command('revoke')
    .description('end a token at once and for good')
    .argument('<id>', 'its id, as the list shows it')
    .option(...json)
    .addHelpText('after', example('ventanilla token revoke ID'))
    .action(on(async () => (await import('./commands/token.ts')).revokeToken));
}

function addTickets(program: Command, on: On): void {
  const ticket = program
    .command('ticket')
    .description('tickets as tables')
    .addHelpText('after', example('ventanilla ticket export tickets.csv'));
  ticket
    .command('import')
    .description('open a ticket for each line of a CSV; what was imported from this source before is left alone')
    .argument('<file>', 'CSV with the columns row and subject, and others (docs/integrations.md)')
    .requiredOption('--source <code>', 'the system that it comes from, such as mesa_vieja')
    .option('--dry-run', 'change nothing, say what would become of each line')
    .option('--organisation <code>', 'whose tickets, where a gateway runs several organisations')
    .option(...json)
    .addHelpText('after', example('ventanilla ticket import casos.csv --source mesa_vieja --dry-run'))
    .action(on(async () => (await import('./commands/ticket.ts')).importTickets));
  ticket
    .command('export')
    .description('write tickets as CSV, newest first')
    .argument('<file>', 'the CSV to write')
    .option('--state <code>', 'only in this state')
    .option('--area <code>', 'only in this area')
    .option('--organisation <code>', 'whose tickets, where a gateway runs several organisations')
    .addHelpText('after', example('ventanilla ticket export tickets.csv'))
    .action(on(async () => (await import('./commands/ticket.ts')).exportTickets));
}
