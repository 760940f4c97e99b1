import type { Command } from 'commander';
import { example, json, type On } from './command-parts.ts';

const url = ['--url <url>', 'address of the gateway (default: http://HOST:PORT)'] as const;

/** `ventanilla whatsapp …`: our number, on the gateway that runs. */
export function addWhatsapp(program: Command, on: On): void {
  const load = () => import('./commands/whatsapp.ts');
  const whatsapp = program
    .command('whatsapp')
    .description('our number of WhatsApp (an unofficial client, unless the Cloud API is used)')
    .addHelpText('after', example('ventanilla whatsapp pair'));
  whatsapp
    .command('pair')
    .description('link our number: shows a QR to scan with its telephone, or with --phone a code to type there')
    .option('--phone <digits>', 'pair by code: our number with its country code')
    .option(...url)
    .addHelpText('after', example('ventanilla whatsapp pair --phone 5215512345678'))
    .action(on(async () => (await load()).pairWhatsapp));
  whatsapp
    .command('status')
    .description('whether our number is connected, and what to do when it is not (exit code 1)')
    .option(...url)
    .option(...json)
    .addHelpText('after', example('ventanilla whatsapp status'))
    .action(on(async () => (await load()).whatsappStatus));
  whatsapp
    .command('logout')
    .description('unlink our number and forget its keys')
    .option(...url)
    .addHelpText('after', example('ventanilla whatsapp logout'))
    .action(on(async () => (await load()).logoutWhatsapp));
}
