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
  described(agent.command('add').description('add somebody; invite makes the link that lets them in'))
    .addHelpText('after', example('ventanilla agent add luz --name "Luz Ramos" --role agent --area soporte'))
    .action(on(async () => (await import('./commands/agent.ts')).addAgent));
  described(agent.command('set').description('change what somebody is; what is not named stays, none empties a list'))
    .addHelpText('after', example('ventanilla agent set luz --post agente_gm --email luz@mesa.example'))
    .action(on(async () => (await import('./commands/agent.ts')).setAgent));
  agent
    .command('invite')
    .description('a link by which somebody chooses a password: their first one, or a new one')
    .argument('<id>', 'id of the agent')
    .option('--mail', 'send it to their mail address as well')
    .option(...json)
    .addHelpText('after', example('ventanilla agent invite luz --mail'))
    .action(on(async () => (await import('./commands/agent-access.ts')).inviteAgent));
  agent
    .command('reset-totp')
    .description('take the second factor of somebody who lost it away; ends their sessions')
    .argument('<id>', 'id of the agent')
    .addHelpText('after', example('ventanilla agent reset-totp luz'))
    .action(on(async () => (await import('./commands/agent-access.ts')).resetTotp));
  agent
    .command('sign-out')
    .description('end all sessions of somebody')
    .argument('<id>', 'id of the agent')
    .addHelpText('after', example('ventanilla agent sign-out luz'))
    .action(on(async () => (await import('./commands/agent-access.ts')).signOutAgent));
}

function described(command: Command): Command {
  return command
    .argument('<id>', 'short id, as it stands in histories')
    .option('--name <name>', 'as people read it')
    .option('--email <address>', 'where notices go, or none')
    .option('--role <role>', 'agent, lead or admin; may be given again', more, [])
    .option('--area <code>', 'area of the policy; may be given again', more, [])
    .option('--post <name>', 'role of the policy that they fill, by code or label; may be given again', more, [])
    .option('--skill <word>', 'what they know; may be given again', more, [])
    .option(...json);
}
