import type { Command } from 'commander';
import { example, json, type On } from './command-parts.ts';

/** The commands about example questions that a language model proposes. */
export function addProposals(kb: Command, on: On): void {
  kb.command('propose-examples')
    .description('have the language model propose example questions for an entry; a person decides on each')
    .requiredOption('--entry <id>', 'the entry')
    .option(...json)
    .addHelpText('after', example('ventanilla kb propose-examples --entry corte-de-caja'))
    .action(on(async () => (await import('./commands/kb-proposals.ts')).kbProposeExamples));
  kb.command('proposals')
    .description('the proposed example questions that wait for a decision; of one entry, what became of each')
    .option('--entry <id>', 'only of this entry')
    .option(...json)
    .addHelpText('after', example('ventanilla kb proposals'))
    .action(on(async () => (await import('./commands/kb-proposals.ts')).kbProposals));
  kb.command('decide-example')
    .description('make a proposal an example of its entry, or not')
    .argument('<id>', 'of the proposal')
    .option('--approve', 'it becomes an example')
    .option('--reject', 'it does not')
    .option(...json)
    .addHelpText('after', example('ventanilla kb decide-example 4f0c… --approve'))
    .action(on(async () => (await import('./commands/kb-proposals.ts')).kbDecideExample));
}
