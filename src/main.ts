import { serve } from './compose/serve.ts';
import { readConfig } from './config/config.ts';
import { isAppError } from './errors/app-error.ts';

/** Not awaited at the top: the bundle is CommonJS, which knows no such thing. */
async function main(): Promise<void> {
  try {
    await serve(readConfig(process.env));
  } catch (error) {
    // The message of a catalogue error says the fix; anything else is a defect and needs its stack.
    process.stderr.write(`${isAppError(error) ? `${error.code}: ${error.message}` : (error as Error).stack}\n`);
    process.exit(1);
  }
}

void main();
