import type { Command } from 'commander';
import { example, json, type On } from './command-parts.ts';

const dryRun = ['--dry-run', 'change nothing, say what would be done'] as const;

/** The commands about people who may open tickets and customers' organisations. */
export function addRequesters(program: Command, on: On): void {
  const requester = program
    .command('requester')
    .description('people who may open tickets')
    .addHelpText('after', example('ventanilla requester list --due'));
  requester
    .command('list')
    .description('the list, with whose review has fallen due')
    .option('--state <state>', 'invited, active or inactive')
    .option('--company <name>', 'only of this company')
    .option('--due', 'only those to be reviewed now')
    .option(...json)
    .addHelpText('after', example('ventanilla requester list --company "Caja Uno" --due'))
    .action(on(async () => (await import('./commands/requester.ts')).requesterList));
  requester
    .command('add')
    .description('put a person on the list; where a form designates people, they get an activation mail')
    .requiredOption('--name <text>', 'the name')
    .option('--mail <address>', 'mail address')
    .option('--phone <number>', 'phone')
    .option('--company <name>', 'a company, by name or alias')
    .option('--type <value>', 'a value of requesters.types')
    .option(
      '--field <name=value>',
      'data of requesters.fields; may be given again',
      (one, all: string[]) => [...all, one],
      [],
    )
    .option(...json)
    .addHelpText(
      'after',
      example('ventanilla requester add --name "Ana Rey" --mail ana@caja.example --company "Caja Uno"'),
    )
    .action(on(async () => (await import('./commands/requester.ts')).requesterAdd));
  requester
    .command('review')
    .description('say that a person still may open tickets; --remove takes them off the list')
    .argument('<id>', 'of the person')
    .option('--remove', 'they may not any more')
    .option(...json)
    .addHelpText('after', example('ventanilla requester review 4f0c…'))
    .action(on(async () => (await import('./commands/requester.ts')).requesterReview));
  requester
    .command('invite')
    .description('send the activation mail again')
    .argument('<id>', 'of the person')
    .option(...json)
    .addHelpText('after', example('ventanilla requester invite 4f0c…'))
    .action(on(async () => (await import('./commands/requester.ts')).requesterInvite));
  addLists(requester, on);
  addCompanies(program, on);
}

function addLists(requester: Command, on: On): void {
  requester
    .command('import')
    .description('take people in from a CSV file; what is wrong in a line stops that line alone')
    .argument('<file>', 'with headings: nombre, correo, telefono, empresa, tipo, and those of requesters.fields')
    .option(...dryRun)
    .option(...json)
    .addHelpText('after', example('ventanilla requester import usuarios.csv --dry-run'))
    .action(on(async () => (await import('./commands/requester.ts')).requesterImport));
  requester
    .command('designations')
    .description('requests for new users and what became of them')
    .option(...json)
    .addHelpText('after', example('ventanilla requester designations'))
    .action(on(async () => (await import('./commands/requester.ts')).requesterDesignations));
  requester
    .command('decide')
    .description('approve or reject a request for new users; approving mails the activation links')
    .argument('<id>', 'of the request')
    .option('--approve', 'the people come onto the list')
    .option('--reject', 'they do not')
    .option('--reason <text>', 'why; a rejection needs it', '')
    .option(...json)
    .addHelpText('after', example('ventanilla requester decide 4f0c… --approve'))
    .action(on(async () => (await import('./commands/requester.ts')).requesterDecide));
}

function addCompanies(program: Command, on: On): void {
  const company = program
    .command('company')
    .description("customers' organisations")
    .addHelpText('after', example('ventanilla company list'));
  company
    .command('list')
    .description('companies with how many people of each may open tickets')
    .option(...json)
    .addHelpText('after', example('ventanilla company list --json'))
    .action(on(async () => (await import('./commands/company.ts')).companyList));
  company
    .command('save')
    .description('add a company, or change the one of that name; what is left out stays as it is')
    .requiredOption('--name <text>', 'the name')
    .option('--alias <name>', 'another name of it; may be given again', (one, all: string[] = []) => [...all, one])
    .option('--contract <code>', "code of the policy's contracts; an empty text takes it out")
    .option('--director <name>', 'who directs it; an empty text takes it out')
    .option('--director-mail <address>', 'their mail')
    .option('--tell-director', 'tell them of every new ticket')
    .option('--partner <name>', 'the partner that serves it; an empty text takes it out')
    .option('--partner-mail <address>', 'their mail')
    .option(...json)
    .addHelpText(
      'after',
      example('ventanilla company save --name "Caja Uno" --director "Eva Sol" --director-mail eva@caja.example'),
    )
    .action(on(async () => (await import('./commands/company.ts')).companySave));
  company
    .command('import')
    .description('take companies in from a CSV file; what is wrong in a line stops that line alone')
    .argument(
      '<file>',
      'with headings: nombre, alias, contrato, director, correo del director, avisar al director, partner, correo del partner',
    )
    .option(...dryRun)
    .option(...json)
    .addHelpText('after', example('ventanilla company import empresas.csv --dry-run'))
    .action(on(async () => (await import('./commands/company.ts')).companyImport));
}
