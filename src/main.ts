import { parseArgs } from 'node:util';
import { serveDemo } from './compose/demo/serve-demo.ts';
import { serve } from './compose/serve.ts';
import { readConfig } from './config/config.ts';
import { isAppError } from './errors/app-error.ts';

/** Not awaited at the top: the bundle is CommonJS, which knows no such thing. */
async function main(): Promise<void> {
  try {
    // An unknown option is an error that says which: a demonstration must not start as the real thing by a slip of the pen.
    const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false } } });
    await (values.demo ? serveDemo : serve)(readConfig(process.env));
  } catch (error) {
    // The message of a catalogue error says the fix; anything else is a defect and needs its stack.
    process.stderr.write(`${isAppError(error) ? `${error.code}: ${error.message}` : (error as Error).stack}\n`);
    process.exit(1);
  }
}

void main();
