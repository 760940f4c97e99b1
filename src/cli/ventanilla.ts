import { createProgram } from './program.ts';
import { runProgram } from './run.ts';

// Whoever reads us may have read enough (`… | head`): that is an end, not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}
const { stdin, stdout, stderr, env } = process;
// Set, not process.exit: what was written to a pipe still has to leave.
await runProgram((finish) => createProgram({ stdin, stdout, stderr, env }, finish), process.argv);
