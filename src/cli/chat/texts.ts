/** What the chat in the terminal says around the conversation. Spanish first. */
export const chatTexts = {
  es: {
    you: 'Usted',
    connected: (url: string) => `Conectado con ${url}. /ayuda muestra los comandos; /salir termina.`,
    inProcess: 'Conversación en este mismo proceso, sin red. /ayuda muestra los comandos; /salir termina.',
    lost: 'Se perdió la conexión; se intenta de nuevo…',
    back: 'Conexión recuperada.',
    introduction: (name: string) => `Hola, soy ${name}`,
    help: 'Escriba su mensaje y pulse Intro. Un número elige una opción. Flecha arriba: lo ya escrito. /salir o Ctrl+C: terminar.',
    unknownCommand: 'No conozco ese comando. Hay /ayuda y /salir.',
    bye: 'Hasta luego.',
  },
  en: {
    you: 'You',
    connected: (url: string) => `Connected to ${url}. /help shows the commands; /quit ends.`,
    inProcess: 'A conversation in this very process, without a network. /help shows the commands; /quit ends.',
    lost: 'The connection was lost; trying again…',
    back: 'The connection is back.',
    introduction: (name: string) => `Hello, my name is ${name}`,
    help: 'Write your message and press Enter. A number chooses an option. Arrow up: what you wrote. /quit or Ctrl+C: end.',
    unknownCommand: 'There is no such command. There are /help and /quit.',
    bye: 'Goodbye.',
  },
} as const;

/** The languages of the chat's own texts. */
export type ChatLanguage = keyof typeof chatTexts;
/** The texts of one language. */
export type ChatTexts = (typeof chatTexts)[ChatLanguage];

/** What a line that begins with a slash asks for; null for a message. Pure. */
export function commandOf(line: string): 'help' | 'quit' | 'unknown' | null {
  const word = /^\s*\/([a-záéíóúñ]+)\s*$/i.exec(line)?.[1]?.toLowerCase();
  if (word === undefined) return null;
  if (['ayuda', 'help'].includes(word)) return 'help';
  return ['salir', 'quit', 'exit'].includes(word) ? 'quit' : 'unknown';
}
