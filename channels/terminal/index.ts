/** The terminal channel: `ventanilla chat` in one process. */
export { createTerminalChannel, type TerminalChannel, type TerminalOptions } from './channel.ts';
export { readTyped, type Typed } from './menu.ts';
export { plainStyle, renderMessage, type TerminalMessage, type TerminalStyle } from './render.ts';
