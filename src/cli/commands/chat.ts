import { readConfig } from '../../config/config.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { ChatPeer, MessageListener } from '../chat/peer.ts';
import { createPipeScreen, createTtyScreen, type Screen } from '../chat/screen.ts';
import { styleOf } from '../chat/style.ts';
import { type ChatLanguage, type ChatTexts, chatTexts, commandOf } from '../chat/texts.ts';
import { DirectLineClient } from '../direct-line/client.ts';
import type { CliIo, ExitCode } from '../io.ts';
import { addressOf, GatewayRefusal, isGateway } from '../running-gateway.ts';

/** Options of `ventanilla chat`. */
export interface ChatOptions {
  readonly url?: string;
  readonly name?: string;
  readonly inProcess?: boolean;
  readonly policy?: string;
  readonly lang: ChatLanguage;
}

/** `ventanilla chat`: writes with a running gateway, or with one in this process when none answers. */
export async function chat(io: CliIo, options: ChatOptions): Promise<ExitCode> {
  const texts = chatTexts[options.lang];
  const isTty = io.stdin.isTTY === true && io.stdout.isTTY === true;
  const url = await gatewayOf(io, options);
  const screen = isTty ? createTtyScreen(io, texts.you) : createPipeScreen(io);
  try {
    const peer = await connect(io, { ...options, url, screen, texts, listener: (drawn) => screen.show(drawn) });
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= peer.close();
      return closing;
    };
    // Nobody who presses Ctrl+C waits for a gateway that does not answer.
    screen.onLeave(() => void close());
    try {
      await converse({
        peer,
        screen,
        texts,
        waits: !isTty,
        introduction: url === null ? null : (options.name ?? null),
      });
    } finally {
      await close();
    }
  } finally {
    screen.close();
  }
  return 0;
}

/** The address to talk to; null: in this process. */
async function gatewayOf(io: CliIo, { url, inProcess }: ChatOptions): Promise<string | null> {
  if (inProcess) return null;
  if (url !== undefined) return url;
  const standard = addressOf(readConfig(io.env));
  return (await isGateway(standard)) ? standard : null;
}

interface Connection extends ChatOptions {
  readonly screen: Screen;
  readonly texts: ChatTexts;
  readonly listener: MessageListener;
}

async function connect(io: CliIo, about: Omit<Connection, 'url'> & { url: string | null }): Promise<ChatPeer> {
  const { url, screen, texts, listener, name, policy } = about;
  const style = styleOf(io);
  const site = policy === undefined ? {} : { policy: { policy }, site: { site: policy } };
  if (url === null) {
    const { openInProcess } = await import('../chat/in-process.ts');
    const config = readConfig(io.env);
    const peer = await openInProcess(io, {
      config,
      style,
      listener,
      ...(name === undefined ? {} : { name }),
      ...site.policy,
    });
    screen.note(texts.inProcess);
    return peer;
  }
  screen.note(texts.connected(url));
  return new DirectLineClient({
    url,
    style,
    ...site.site,
    listener,
    onConnection: (state) => screen.note(texts[state]),
  });
}

interface Conversation {
  readonly peer: ChatPeer;
  readonly screen: Screen;
  readonly texts: ChatTexts;
  /** A script waits for each answer before its next line; a person need not. */
  readonly waits: boolean;
  readonly introduction: string | null;
}

async function converse({ peer, screen, texts, waits, introduction }: Conversation): Promise<void> {
  await peer.open();
  await peer.settled();
  if (introduction !== null) await say(peer, screen, texts.introduction(introduction));
  for await (const line of screen.lines()) {
    const command = commandOf(line);
    if (command === 'quit') break;
    if (command !== null) screen.note(command === 'help' ? texts.help : texts.unknownCommand);
    else if (line.trim() !== '') {
      await say(peer, screen, line);
      if (waits) await peer.settled();
    }
  }
  if (!waits) screen.note(texts.bye);
}

/** A message that cannot be taken is no reason to end the conversation. */
async function say(peer: ChatPeer, screen: Screen, text: string): Promise<void> {
  try {
    await peer.say(text);
  } catch (error) {
    if (!isAppError(error) && !(error instanceof GatewayRefusal)) throw error;
    screen.note(`${error.code}: ${error.message}`);
  }
}
