import { serve as serveGateway } from '../../compose/serve.ts';
import { readConfig } from '../../config/config.ts';
import type { CliIo } from '../io.ts';

/** `ventanilla serve`: the same as `npm start` without the installing and building. It ends by a signal. */
export async function serve(io: CliIo): Promise<0> {
  await serveGateway(readConfig(io.env));
  return 0;
}
