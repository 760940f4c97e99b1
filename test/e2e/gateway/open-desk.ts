import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The product's policies in a folder, with an Exsim desk that is open at every hour: whoever asks for a person gets one. */
export function policiesOfAnOpenDesk(folder: string): string {
  const policies = join(folder, 'policies');
  cpSync('policies', policies, { recursive: true });
  const file = join(policies, 'exsim.yaml');
  const hours = '{ days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00" }';
  const always = '{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }';
  const changes = [
    [hours, always],
    ['country: MX', 'country: null'],
  ] as const;
  const text = changes.reduce(
    (changed, [from, to]) => {
      if (!changed.includes(from)) throw new Error(`The policy has no ${from}.`);
      return changed.replace(from, to);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
  return policies;
}
