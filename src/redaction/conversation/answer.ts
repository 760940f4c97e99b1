import type { RedactionContext, SensitiveKind, Speaker } from '../../contracts/redacted.ts';
import { findCues } from '../lexicon/cues.ts';
import { describing, functional, naming, owners, wordSet } from '../lexicon/words.ts';
import { readSpaced } from '../rules/password/value.ts';
import { shapeOf } from '../text/shape.ts';
import { lineEnd, tokenAt, trimToken } from '../text/tokens.ts';
import type { Range, View } from '../text/view.ts';

/** Longest message that is read as an answer, in characters. */
const LONGEST = 240;
const LEAD =
  /^(?:(?:(?:es|era) (?:el|la)(?= (?!del?\b|que\b|mism|mia\b|siempre|anterior))|si|claro|ok|okay|okey|va|mira|mire|ahi va|ahi te va|aqui esta|aca esta|esta es|es esta|es la siguiente|la siguiente|pues|creo que|creo|es|era|seria|sera|fue|con(?! [a-z] ?[:,])|usa|use|prueba|pruebe|intente|perdon|perdone|disculpe|disculpa|digo|corrijo|correccion|mentiras?|error mio|se me fue(?: mal)?|me equivoque|quise decir|mas bien|ay no|uy no|con [a-z] ?:?|sin [a-z] ?:?|puede ser|ah ya|ya la vi|ya la encontre|no[,:]? es|no[,:]? era|no(?=[,:])|sorry|i think|i believe|maybe|i meant|it should be|the same as always|it'?s|its|is|ya la (?:consegui|encontre|tengo|vi|halle)|o|u|el(?= \d)|ah si|ah|oh|ay|uy|a ver|le puse|puse|pongo|me dieron|me dio|me asignaron|tengo|uso|estoy usando|sigue siendo|i use|i put|sure|yes|here|la nueva es|la correcta es|ahora es|ahora si|la contra|la clave|por supuesto|listo|anote|anota|apunte|apunta|por favor|buenas|buenos dias|buen dia|buenas tardes|hola|bueno|le paso|te paso|se la paso|te la paso|ahi le va|le va)(?:[ ,:;.!-]{1,4}|\n)){1,6}/;
const CORRECTION =
  /^(?:\W{0,3})(?:[ou] |uy |ah |oh )?(?:no |ya )?(?:[ou] (?=[^ ]+$)|perdon|mentiras?|error mio|se me fue|con [a-z] ?[:,]|sin [a-z] ?[:,]|puede ser|intente con|prueb[ea] con|perdone|disculpe|disculpa|digo|corrijo|correccion|quise decir|mas bien|no[,:]? (?:es|era)|no[,:]|y (?:la|el|mi)\b|la (?:del|otra)\b|es\b|era\b|sorry|i mean|ahora es|la (?:buena|correcta|nueva) es|con mayuscula|con minuscula|me equivoque|\*)/;
const TALK = wordSet(
  `no se me le les te lo nos ya voy estoy estamos deja dejame dejeme permitame permiteme permita momento momentito segundo segundito espere espera
   esperame espereme ahorita gracias ok okay claro busco buscando reviso revisando checo checando checar pregunto preguntar mando mandar paso pasar
   marco llamo llamar hablo correo telefono llamada tengo tiene tienen tenia acuerdo recuerdo olvido olvide perdi perdio cambie cambio cambiar
   puedo puede podria quiero necesito entiendo entendi sirve funciona jala entra entro error sale dice marca ninguna ninguno nada nadie idea
   siempre misma mismo igual anterior todavia aun luego despues manana hoy ayer jaja jajaja buenas buenos tardes dias noches yesterday today tomorrow yes no already hablar comunicar comunicarme comunicame agente asesor asesora humano ejecutivo supervisor cancelar salir continuar it did not comfortable sharing share that want rather prefer already sent using i'm im hola adios bye senor senora senorita sumerce veci sure yeah alright certainly course quien donde cuando cual
   como porque porfa favor disculpe disculpa perdon seguro mejor prefiero privado aparte creo pero encargado jefe jefa sistemas dueno gerente
   oficina esta estan estaba viene vienen tampoco tambien listo hecho enterado correcto exacto asi eso esa ese mande diga espero esperando
   minuto minutos rato ratito i don't dont know remember forgot moment wait hold sec have let check sorry later can't cannot hmm mmm eh ah oh sip
   nop nel simon vale dale perfecto excelente bien muy urge ayuda gusto saludos nuevo nueva sigo sigue seguimos pendiente`,
);
const SHORT_TALK = wordSet(
  `si no ok va sale ya listo hola gracias claro correcto exacto perfecto sure yeah alright entendido enterado bueno buenas aja yes nope yep okay oki okis permitame
   espere espera momento ahorita adios bye ninguna ninguno nada igual misma siempre cual cuando donde quien porque mande perdon disculpe sip nop
   ayuda agente humano asesor menu cancelar salir continuar siguiente atras terminar finalizar repetir ticket folio hecho nose`,
);

interface Answer {
  readonly kind: SensitiveKind;
  readonly range: Range;
}

/** The values in a message that answers what was asked before; empty for refusals, questions and small talk. */
export function answersIn(view: View, context: RedactionContext, speaker: Speaker): Answer[] {
  const { expect } = context;
  // The product's own words answer nothing: what was removed before is known again by its echo.
  if (speaker === 'bot' || speaker === 'system') return [];
  if ((expect !== 'password' && expect !== 'secret') || view.text.length > LONGEST) return [];
  const mode = context.mode ?? 'answer';
  const body = bodyOf(view);
  if (body === undefined) return [];
  const ranges = mode === 'mention' || speaker !== 'user' ? cautious(view, body, mode) : outright(view, body);
  return ranges.map((range) => ({ kind: expect, range }));
}

/** The text behind "es", "claro,", "perdón, es"; undefined when the message asks back. */
function bodyOf(view: View): Range | undefined {
  const lead = LEAD.exec(view.lower.trimStart());
  const offset = view.lower.length - view.lower.trimStart().length;
  const start = offset + (lead === null ? 0 : lead[0].length);
  const end = view.text.trimEnd().length;
  if (start >= end) return undefined;
  const lower = view.lower.slice(0, end);
  if (/[¿]/.test(lower) || (lower.endsWith('?') && lower.includes(' '))) return undefined;
  return { start, end };
}

/** The answer to an outright question: what looks made up; else a short message that is no talk. */
function outright(view: View, body: Range): Range[] {
  const made = madeUp(view, body, 'answer');
  if (made.length > 0) return made;
  const phrase = readSpaced(view, body.start) ?? phraseIn(view, body) ?? lastWord(view, body);
  return phrase === undefined ? [] : [phrase];
}

/** After a mere mention, and for agents: only what looks made up, or a correction of one token. */
function cautious(view: View, body: Range, mode: string): Range[] {
  const tokens = tokensIn(view, body);
  const correction = CORRECTION.test(view.lower);
  const made = madeUp(view, body, correction ? 'answer' : mode);
  if (!correction && tokens.length > (mode === 'mention' ? 1 : 3))
    return mode !== 'mention' || (tokens.length <= 6 && isTalkBut(view, tokens, made)) ? made : [];
  if (made.length > 0) return made;
  if (
    correction &&
    tokens.length > 1 &&
    /^\W{0,3}(?:perdon|disculp|digo|corrijo|correccion|quise|mas bien|sorry|no[,:]? (?:es|era))/.test(view.lower)
  ) {
    const phrase = phraseIn(view, body);
    return phrase === undefined ? [] : [phrase];
  }
  const [only] = tokens;
  if (only === undefined || tokens.length > 1) return [];
  const word = view.lower.slice(only.start, only.end);
  const shape = shapeOf(view.text.slice(only.start, only.end));
  if (shape === 'digits') return (correction || mode !== 'mention') && word.length >= 4 ? [only] : [];
  if (shape !== 'word' || isTalk(word)) return [];
  return correction || mode !== 'mention' ? [only] : [];
}

function isTalk(word: string): boolean {
  if (word.length > 3 && findCues(word).length > 0) return true;
  return SHORT_TALK.has(word) || TALK.has(word) || functional.has(word) || describing.has(word) || naming.has(word);
}

/** "prueba Luna_22 entonces": one token is made up, and the others say nothing. */
function isTalkBut(view: View, tokens: readonly Range[], made: readonly Range[]): boolean {
  return tokens.every(
    (token) => made.some(({ start }) => start === token.start) || isTalk(view.lower.slice(token.start, token.end)),
  );
}

function tokensIn(view: View, body: Range): Range[] {
  const tokens: Range[] = [];
  let at = body.start;
  while (at < body.end && tokens.length < 40) {
    while (at < body.end && view.text.charCodeAt(at) <= 32) at++;
    const token = tokenAt(view.text, at);
    if (token.end === token.start) break;
    const trimmed = trimToken(view.text, token);
    if (trimmed.end > trimmed.start) tokens.push(trimmed);
    at = token.end;
  }
  return tokens;
}

const EMAIL = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,20}){1,3}$/;

function madeUp(view: View, body: Range, mode: string): Range[] {
  const tokens = tokensIn(view, body);
  return tokens.filter((token, index) => {
    const text = withoutCry(view, token);
    const shape = shapeOf(text);
    const before = tokens[index - 1];
    const previous = before === undefined ? '' : view.lower.slice(before.start, before.end);
    if (EMAIL.test(text)) return false;
    if (shape === 'chosen') return !naming.has(previous) || (owners.has(previous) && tokens.length <= 6);
    return (
      mode !== 'mention' &&
      tokens.length === 1 &&
      (shape === 'known' || shape === 'other') &&
      /[a-z\d]/i.test(text) &&
      text.length >= 4 &&
      !/^https?:|\.(?:pdf|xml|png|jpg)$/i.test(text)
    );
  });
}

/** "¡Gracias por su respuesta!": the sign that "¡" opened belongs to the sentence. */
function withoutCry(view: View, { start, end }: Range): string {
  const text = view.text.slice(start, end);
  return text.endsWith('!') && view.text.slice(Math.max(0, start - 200), start).includes('¡')
    ? text.slice(0, -1)
    : text;
}

/** "es mi nombre, rodrigo": one word behind the last comma, when what stands before it is talk. */
function lastWord(view: View, body: Range): Range | undefined {
  const comma = view.text.lastIndexOf(', ', body.end);
  if (comma < body.start) return undefined;
  const tokens = tokensIn(view, { start: comma + 1, end: body.end });
  const [only] = tokens;
  if (only === undefined || tokens.length > 1) return undefined;
  const word = view.lower.slice(only.start, only.end);
  return shapeOf(word) === 'word' && !isTalk(word) ? only : undefined;
}

/** One to six words without talk, or digits; up to a comma or the end of the line. */
function phraseIn(view: View, body: Range): Range | undefined {
  const stop = Math.min(body.end, lineEnd(view.text, body.start));
  const line = view.lower.slice(body.start, stop);
  const cut = line.search(
    /,\s|[.;]\s|\s(?:todo|toda|todas|con mayus[a-z]*|con minus[a-z]*|en minus[a-z]*|en mayus[a-z]*|sin espacio|tal cual|pero|por favor|y (?:el|la|su)|gracias|creo|segun|entonces|verdad|si no me equivoco)\b/,
  );
  const end = body.start + (cut === -1 ? line.length : cut);
  const tokens = tokensIn(view, { start: body.start, end });
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined || tokens.length > 6) return undefined;
  const words = tokens.map((token) => view.lower.slice(token.start, token.end));
  if (!/[a-z\d]/.test(words.join('')) || words.some((word) => word.startsWith('\uE000'))) return undefined;
  if (isDialogue(words) || (words.length > 1 && naming.has(words[0] ?? ''))) return undefined;
  return { start: first.start, end: Math.min(end, last.end) };
}

function isDialogue(words: readonly string[]): boolean {
  const [only = ''] = words;
  if (words.length === 1)
    return isTalk(only) || /^\d{1,2}$/.test(only) || /^(?:ja){2,}|^(?:mm+|ah+|oh+|eh+)$/.test(only);
  const numbered = /^\d{1,4}$/.test(words.at(-1) ?? '') && words.length >= 3;
  const talk = words.filter((word) => TALK.has(word)).length;
  if (talk > 0) return true;
  const small = words.filter((word) => functional.has(word)).length;
  return !numbered && small * 2 >= words.length;
}
