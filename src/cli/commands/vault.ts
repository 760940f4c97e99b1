import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import type { VaultRotation } from '../../contracts/vault.ts';
import { type CliIo, type ExitCode, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

const rotationSchema = z.object({
  dryRun: z.boolean(),
  currentKey: z.string(),
  sealed: z.number(),
  rewrapped: z.number(),
  unreadable: z.number(),
  retired: z.array(z.string()),
  finished: z.boolean(),
});

/** `ventanilla vault rotate`: a fresh key for the vault, on the store or by the gateway that has it. 1 while anything is left. */
export async function rotateVault(
  io: CliIo,
  { dryRun = false, json }: { dryRun?: boolean; json?: boolean },
): Promise<ExitCode> {
  const config = readConfig(io.env);
  const report = await onStoreOrGateway<VaultRotation>(config, {
    store: () => withGateway(io, config, ({ vault }) => vault.rotate({ dryRun })),
    gateway: async () => parseInput(rotationSchema, await gatewayApi(config).post('/api/vault/rotation', { dryRun })),
  });
  if (json) await writeJson(io.stdout, report);
  else await writeLine(io.stdout, render(report));
  return report.unreadable > 0 ? 1 : 0;
}

function render({ dryRun, currentKey, sealed, rewrapped, unreadable, retired }: VaultRotation): string {
  const moved = dryRun ? 'would be wrapped anew' : 'wrapped anew';
  const lines = [`${sealed} values, ${rewrapped} ${moved}; current key ${currentKey}`];
  if (retired.length > 0)
    lines.push(`Thrown away: ${retired.join(', ')}. Backups made before need their own secrets/ folder.`);
  if (unreadable > 0)
    lines.push(`${unreadable} values open with no key that is here; older keys were kept. See docs/vault.md.`);
  return lines.join('\n');
}
