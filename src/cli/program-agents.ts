import type { Command } from 'commander';
import { example, json, type On } from './command-parts.ts';

const more = (one: string, all: string[]) => [...all, one];

/** The commands about the people of the desk. */
export function addAgents(program: Command, on: On): void {
  const agent = program
    .command('agent')
    .description('the people of the desk')
    .addHelpText('after', example('ventanilla agent list'));
  agent
    .command('list')
    .description('everybody with roles, areas, posts and skills')
    .option(...json)
    .addHelpText('after', example('ventanilla agent list'))
    .action(on(async () => (await import('./commands/agent.ts')).listAgents));
  described(agent.command('add').description('add somebody; doctor --sign-in makes the link that lets them in'))
    .addHelpText('after', example('ventanilla agent add luz --name "Luz Ramos" --role agent --area soporte'))
    .action(on(async () => (await import('./commands/agent.ts')).addAgent));
  described(agent.command('set').description('change what somebody is; what is not named stays, none empties a list'))
    .addHelpText('after', example('ventanilla agent set luz --post supervisor --email luz@mesa.example'))
    .action(on(async () => (await import('./commands/agent.ts')).setAgent));
}

function described(command: Command): Command {
  return command
    .argument('<id>', 'short id, as it stands in histories')
    .option('--name <name>', 'as people read it')
    .option('--email <address>', 'where notices go, or none')
    .option('--role <role>', 'agent, lead or admin; may be given again', more, [])
    .option('--area <code>', 'area of the policy; may be given again', more, [])
    .option('--post <name>', 'role of the policy that they fill; may be given again', more, [])
    .option('--skill <word>', 'what they know; may be given again', more, [])
    .option(...json);
}
