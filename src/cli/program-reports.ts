import type { Command } from 'commander';
import { example, json, type On } from './command-parts.ts';

/** The commands about figures. */
export function addReports(program: Command, on: On): void {
  const report = program
    .command('report')
    .description('figures with their goals')
    .addHelpText('after', example('ventanilla report figures --kind week'));
  report
    .command('figures')
    .description("the policy's figures of a period; exit code 1 when one has not reached its goal")
    .option('--kind <kind>', 'day, week, month or custom', 'month')
    .option('--from <date>', 'any day of the period, or the first one of custom; default: today')
    .option('--to <date>', 'the last day of custom')
    .option(...json)
    .addHelpText('after', example('ventanilla report figures --kind custom --from 2026-11-02 --to 2026-11-13 --json'))
    .action(on(async () => (await import('./commands/report.ts')).reportFigures));
  report
    .command('rebuild')
    .description('make what figures and the search of chats read anew, from the logs (no gateway may run)')
    .addHelpText('after', example('ventanilla report rebuild'))
    .action(on(async () => (await import('./commands/report.ts')).reportRebuild));
}
