import type { TerminalStyle } from '../../../channels/terminal/index.ts';
import type { CliIo } from '../io.ts';

/** Terminals that are known to take OSC 8; the others would show it or swallow the text. FORCE_HYPERLINK=1 or 0 decides. */
export function styleOf({ stdout, env }: Pick<CliIo, 'stdout' | 'env'>): TerminalStyle {
  const isScreen = stdout.isTTY === true && env.TERM !== 'dumb';
  const forced = env.FORCE_HYPERLINK;
  const hyperlinks = forced ? forced !== '0' : isScreen && knowsHyperlinks(env);
  return { hyperlinks, color: isScreen && !env.NO_COLOR };
}

function knowsHyperlinks(env: CliIo['env']): boolean {
  if (Number(env.VTE_VERSION ?? 0) >= 5_000) return true;
  if (env.WT_SESSION || env.KITTY_WINDOW_ID || env.KONSOLE_VERSION) return true;
  return ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper'].includes(env.TERM_PROGRAM ?? '');
}
