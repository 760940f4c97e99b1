import { readConfig } from '../../config/config.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';

/** Options of `ventanilla kb refit`. */
export interface KbRefitOptions {
  readonly dryRun?: boolean;
  readonly list?: boolean;
  readonly rollback?: string;
  readonly json?: boolean;
}

/** `ventanilla kb refit`: what the gateway does each night, now; works on the store, so no gateway may run. Exit code 1 when the proposal loses. */
export async function kbRefit(io: CliIo, options: KbRefitOptions): Promise<ExitCode> {
  const { dryRun = false, list = false, rollback, json = false } = options;
  if ([dryRun, list, rollback !== undefined].filter(Boolean).length > 1) {
    throw new UsageError('Give one of --dry-run, --list and --rollback.');
  }
  if (rollback !== undefined && !/^\d{1,9}$/.test(rollback))
    throw new UsageError('--rollback takes a number of --list.');
  return withGateway(io, readConfig(io.env), async ({ refit }) => {
    if (rollback !== undefined || list) {
      if (rollback !== undefined) await refit.rollback(Number(rollback));
      const items = (await refit.versions()).map(({ version, at, isLive, reason, figures }) => {
        return { version, at: at.toISOString(), isLive, reason, figures };
      });
      if (json) await writeJson(io.stdout, { items });
      else for (const { version, at, reason } of items) await writeLine(io.stdout, `${version}  ${at}  ${reason}`);
      return 0;
    }
    const report = await refit.run({ dryRun });
    if (json) await writeJson(io.stdout, report);
    else
      await writeLine(
        io.stdout,
        `${report.outcome}  ${report.figures.judged} judged, worth ${sign(report.figures.difference)} a question`,
      );
    return report.outcome === 'loses' ? 1 : 0;
  });
}

function sign(difference: number): string {
  return `${difference < 0 ? '' : '+'}${difference.toFixed(3)}`;
}
