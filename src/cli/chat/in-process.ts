import { createTerminalChannel, type TerminalStyle } from '../../../channels/terminal/index.ts';
import { createWebchat } from '../../compose/server.ts';
import type { Config } from '../../config/config.ts';
import { loadSecrets } from '../../config/secrets.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { CliIo } from '../io.ts';
import { openGateway } from '../open-gateway.ts';
import type { ChatPeer, MessageListener } from './peer.ts';

/** What a conversation in this process needs. */
export interface InProcessOptions {
  readonly config: Config;
  readonly style: TerminalStyle;
  readonly listener: MessageListener;
  readonly name?: string;
  /** The organisation to talk to; absent: the default. */
  readonly policy?: string;
  /** Several conversations of one replay are several people. */
  readonly sender?: string;
}

/** Starts a gateway without HTTP and talks to it by the terminal channel: the same intake, turns and outbox. */
export async function openInProcess(io: CliIo, options: InProcessOptions): Promise<ChatPeer> {
  const { style, listener, name, policy, sender = 'local' } = options;
  const config = policy === undefined ? options.config : { ...options.config, policies: [policy] };
  const gateway = await openGateway(io, config);
  const terminal = createTerminalChannel({
    output: listener,
    clock: systemClock,
    style,
    sender: { id: sender, ...(name === undefined ? {} : { name }) },
  });
  return {
    async open() {
      // The web chat comes along: what a crash left undone there is taken up too, and must find its channel.
      await gateway.start([terminal, createWebchat(gateway, config, loadSecrets(config.dataDir))]);
      await terminal.open();
    },
    say: (text) => terminal.say(text),
    settled: () => gateway.pipeline.idle(),
    close: () => gateway.stop(),
  };
}
