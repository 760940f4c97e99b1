import type { Command } from 'commander';
import { example, json, type On } from './command-parts.ts';

/** Commands about outside systems. */
export function addIntegrations(program: Command, on: On): void {
  addTokens(program, on);
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
