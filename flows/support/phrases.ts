import type { Said } from './said.ts';

/** What a short message plainly means, whatever was asked. */
export type Phrase =
  | 'human'
  | 'cancel'
  | 'back'
  | 'video'
  | 'noVideo'
  | 'status'
  | 'link'
  | 'thanks'
  | 'greeting'
  | 'bye'
  | 'dontKnow'
  | 'vague'
  | 'ok';

/** Words around a phrase that carry no meaning of their own. */
const FILLERS = new Set(
  'por favor porfa porfavor porfis pls plis please oiga oye disculpe disculpa perdon senor senora senorita srita joven amigo amiga bueno pues mejor entonces ya fijese fijate mire mira nomas me la el lo le un una al a'.split(
    ' ',
  ),
);

const PHRASES: Readonly<Record<Phrase, string>> = {
  human:
    'agente|asesor|asesora|humano|humana|persona|ser humano|persona real|ejecutivo|ejecutiva|operador|operadora|supervisor|hablar con agente|hablar con asesor|hablar con asesora|hablar con humano|hablar con persona|hablar con alguien|quiero agente|quiero asesor|quiero humano|quiero persona|quiero hablar con agente|quiero hablar con alguien|quiero hablar con persona|quiero hablar con asesor|quiero hablar con humano|necesito hablar con alguien|pasame con alguien|paseme con alguien|comuniqueme con agente|comuniqueme con asesor|agent|human|person|real person|talk to human|talk to person|talk to agent|speak to human|speak to agent|i want human|i want agent',
  cancel:
    'cancelar|cancela|cancele|cancelalo|cancelar todo|cancelar conversacion|cancelar chat|quiero cancelar|salir|terminar|terminar chat|terminar conversacion|olvidelo|olvidalo|olvida|olvide|dejelo|dejalo|dejelo asi|dejalo asi|no importa|no gracias no|ya no necesito|ya no necesito nada|ya no necesito ayuda|no necesito nada|no necesito ayuda|cancel|quit|exit|stop|never mind|nevermind|forget it',
  back: 'atras|para atras|hacia atras|regresar|regresa|regrese|volver|vuelve|volver atras|anterior|paso anterior|pregunta anterior|regresar pregunta anterior|back|go back|previous',
  video:
    'video|videollamada|video llamada|prefiero videollamada|si videollamada|por videollamada|quiero videollamada|videollamada si|con videollamada|llamada video|video call|videocall|prefer video call',
  noVideo:
    'sin videollamada|no videollamada|no quiero videollamada|no prefiero videollamada|no gracias sin videollamada|por chat|por chat esta bien|por aqui|por aqui esta bien|prefiero chat|no video call|by chat',
  status:
    'estado de mi ticket|estatus de mi ticket|status de mi ticket|mi ticket|mis tickets|estado ticket|estatus ticket|estado de ticket|ver mi ticket|ver mis tickets|consultar ticket|consultar mi ticket|ticket status|my tickets|my ticket|status',
  link: 'vincular|vincular correo|vincular mi correo|vincular numero|vincular mi numero|vincular whatsapp|vincular mi whatsapp|vincular conversaciones|vincular mis conversaciones|vincular cuenta|quiero vincular|quiero vincular mi correo|link|link my mail|link my email|link my number|link my whatsapp|i want link',
  thanks:
    'gracias|muchas gracias|mil gracias|ok gracias|okey gracias|listo gracias|perfecto gracias|muy amable|gracias muy amable|excelente gracias|vale gracias|gracias igualmente|igualmente gracias|igualmente|se agradece|thanks|thank you|thanks lot|ok thanks|thx',
  greeting:
    'oiga|oye|disculpe|disculpa|hola|holi|holaa|hola que tal|que tal|buenas|buenos dias|buen dia|buenas tardes|buenas noches|hola buenas|hola buenos dias|hola buen dia|hola buenas tardes|hola buenas noches|saludos|hey|hi|hello|que tal buenas noches|que tal buenas tardes|que tal buenos dias|hola como esta|como esta|hola como estan|como estan|alo|alguien ahi|hay alguien|hay alguien ahi|good morning|good afternoon|good evening',
  bye: 'adios|hasta luego|nos vemos|hasta manana|bye|bye bye|chao|chau|gracias adios|gracias hasta luego|gracias bye|goodbye|see you',
  dontKnow:
    'no se|no lo se|nose|no s|ni idea|no tengo idea|no sabria|no sabria decirle|no estoy seguro|no estoy segura|desconozco|quien sabe|saltar|omitir|siguiente|paso|cualquiera|da igual|no recuerdo|i dont know|i don t know|dont know|don t know|not sure|no idea|skip',
  vague:
    'ayuda|necesito ayuda|necesito su ayuda|ocupo ayuda|me puede ayudar|me pueden ayudar|me ayuda|me ayudan|ayudeme|ayudenme|soporte|tengo problema|tengo duda|tengo pregunta|una duda|una pregunta|tengo problemas|quiero hacer pregunta|necesito soporte|urge|me urge|help|i need help|i have problem|i have question|support',
  ok: 'ok|okay|okey|oki|va|vale|sale|enterado|enterada|entendido|de acuerdo|bien|perfecto|listo|excelente|esta bien|aja|mmm|jaja|jajaja|👍|👌|🙏|❤️|😀|🙂|😊|alright|fine|got it',
};

const TABLE = new Map(
  (Object.entries(PHRASES) as [Phrase, string][]).flatMap(([phrase, list]) =>
    list.split('|').map((text) => [strip(text.split(' ')), phrase] as const),
  ),
);

/** The phrase that a message as a whole is, or null. Words inside a longer sentence do not count: those may be the case itself. */
export function phraseOf(said: Said): Phrase | null {
  if (said.words.length > 9) return null;
  if (said.words.length === 0) return EMOJI.get(said.text.replace(/\s|\uFE0F|[\u{1F3FB}-\u{1F3FF}]/gu, '')) ?? null;
  const all = said.words.join(' ');
  return TABLE.get(all) ?? TABLE.get(strip(said.words)) ?? greetingOf(said.words);
}

const EMOJI = new Map<string, Phrase>([
  ['🙏', 'thanks'],
  ['👍', 'ok'],
  ['👌', 'ok'],
  ['✅', 'ok'],
  ['👋', 'greeting'],
]);

const GREETING_WORDS = new Set(
  'hola buenas buenos buen dias dia tardes noches tarde noche que tal hey hi hello saludos disculpe la hora oiga muy como esta estan usted ustedes todos espero se encuentre bien'.split(
    ' ',
  ),
);
const GREETING_STARTS = new Set('hola buenas buenos buen que hey hi hello saludos muy'.split(' '));

function greetingOf(words: readonly string[]): Phrase | null {
  const first = words[0] ?? '';
  return GREETING_STARTS.has(first) && words.length > 1 && words.every((word) => GREETING_WORDS.has(word))
    ? 'greeting'
    : null;
}

function strip(words: readonly string[]): string {
  const kept = words.filter((word) => !FILLERS.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

const SOLVED =
  /(^|\W)(ya (me )?(quedo|quedaron|pude|funciono|funciona|sirvio|jalo|se resolvio|se soluciono|lo resolvi|lo solucione|lo encontre|se arreglo|esta resuelto|esta solucionado)|(it|that) (works|worked)( now)?|(it is|it s|its) (solved|fixed))($|\W)/;
const NOT_SOLVED = /(^|\W)(no|pero|aun|todavia|sin embargo|cuando|si|que|donde|como|desde|but|not)($|\W)/;

const SOLVED_OPENING = /^\W*(?:si+|sip|ah|ok|okay)\W+/;

/** `listo, mil gracias, ya quedó`: the person says that it is over. */
export function saysSolved(said: Said): boolean {
  return (
    said.words.length <= 9 &&
    SOLVED.test(said.folded) &&
    !NOT_SOLVED.test(said.folded.replace(SOLVED_OPENING, '')) &&
    !said.folded.includes('?')
  );
}

const PRICE =
  /(^|\W)(cuanto (me )?(cuesta|cuestan|vale|valen|sale|salen|cobran|es el costo|es por)|a cuanto|que (precio|costo|costos|precios) (tiene|tienen|maneja|manejan)|cotiza(r|cion|ciones|rme|rnos|n)|(precio|precios|costo|costos|tarifa|tarifas) (del|de la|de los|de las|de su|de sus|por) (modulo|modulos|licencia|licencias|sistema|sistemas|curso|cursos|certificacion|certificaciones|workshop|demo|servicio|plan|planes|renta|timbres)|how much (is|does|do|are)|price of|pricing|quote for)($|\W)/;

/** EXS-57: a question about what something costs, which support never answers. */
export function asksPrice(folded: string): boolean {
  return PRICE.test(folded);
}
