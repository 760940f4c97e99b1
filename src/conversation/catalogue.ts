/** Texts that the conversation stage itself says to a requester. Spanish first, English second. */
export const conversationCatalogue = {
  es: {
    'desk.ticketByClock':
      'Para darle seguimiento formal, registré su caso con el folio {{folio}}. Continuamos atendiéndolo por aquí.',
    'desk.ticketByAgent':
      'Registré su caso con el folio {{folio}}. Con ese número puede consultar su avance cuando guste.',
    'desk.closed': 'Damos por concluida esta conversación. Si necesita algo más, escríbanos por aquí. ¡Gracias!',
    'desk.parked':
      'Disculpe, tuve un problema con su último mensaje. Ya lo pasé a una persona del equipo, que le responderá por aquí. ' +
      'Si gusta, también puede escribirlo de otra forma.',
    'desk.cardCorrected': 'Lo corrigió {{name}}',
    'desk.taken': 'Le atiende {{name}} a partir de ahora.',
    'desk.passedOn': 'Paso su caso al área de {{area}}. En cuanto una persona esté disponible le responderá por aquí.',
    'mail.ticket':
      'Recibimos su correo y lo registramos con el folio {{folio}}. Le avisaremos de su avance por este medio; si quiere agregar algo, responda a este correo.',
    'mail.waits': 'Recibimos su correo. Una persona del equipo le responderá por este medio.',
    'mail.added': 'Agregamos su información al ticket {{folio}}. Una persona del equipo le responderá por este medio.',
    'mail.followUp':
      'El ticket {{before}} ya está cerrado, así que abrimos el folio {{folio}}, ligado al anterior. Le responderemos por este medio.',
    'mail.reopened': 'Reabrimos el ticket {{folio}} con lo que nos escribe. Le responderemos por este medio.',
    'mail.closed':
      'El ticket {{folio}} está cerrado; guardamos su mensaje en él. Si necesita algo más, envíenos un correo nuevo.',
    'mail.platform':
      'Gracias por escribirnos. Como ya cuenta con un usuario activo, registre su caso en la plataforma; este correo es solo para solicitar usuarios.{{howTo}}',
    'mail.platformCompany':
      'Gracias por escribirnos. Su organización ya tiene usuarios activos en la plataforma: pida a una de esas personas que registre su caso o solicite un usuario para usted. Este correo es solo para organizaciones que aún no tienen usuarios.{{howTo}}',
    'mail.stranger':
      'Gracias por escribirnos. Con esta dirección de correo no podemos registrar tickets: solo pueden hacerlo las personas autorizadas por su organización. Si le corresponde, pida que le autoricen y escríbanos de nuevo.{{howTo}}',
    'conversation.purged.retention': 'Mensaje eliminado por la política de conservación.',
    'conversation.purged.erased': 'Mensaje eliminado a petición de su titular.',
    'survey.howScale': 'Responda con un número del {{min}} al {{max}}; {{max}} es lo mejor. Es opcional.',
    'survey.howNps':
      'Responda con un número entero del {{min}} al {{max}}: {{min}} = muy improbable, {{max}} = definitivamente lo recomendaría. Es opcional.',
    'survey.howWords': 'Respóndanos por aquí con sus palabras, o escriba «no» si no tiene nada que agregar.',
    'survey.again':
      'Necesito un número entero del {{min}} al {{max}}. ¿Cuál nos da? Si prefiere no responder, escriba «no».',
    'survey.why': 'Gracias por decírnoslo. ¿Qué podemos mejorar? Si prefiere no responder, escriba «no».',
    'survey.thanks': '¡Gracias por su respuesta!',
    'survey.fine': 'De acuerdo, gracias. Si necesita algo, escríbanos por aquí.',
    'survey.never': 'De acuerdo, no le enviaremos más encuestas.',
    'survey.over': 'Esta encuesta ya se cerró o ya la respondió. ¡Gracias de todas formas!',
    'survey.words.numbers': 'cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce',
    'survey.words.scores':
      'pesimo,pesima,muy malo,muy mala,muy mal,terrible|malo,mala,mal|regular,mas o menos,normal,ni bien ni mal|bueno,buena,bien,muy bien|excelente,perfecto,perfecta,muy bueno,muy buena,buenisimo,satisfecho,muy satisfecho,lo mejor',
    'survey.words.lead':
      'un|una|el|la|le|les|doy|damos|pongo|ponemos|yo|mi|calificacion|nota|respuesta|es|seria|opcion|numero|con|califico',
    'survey.words.because': 'porque|pues|pero|ya que|por',
    'survey.words.no':
      'no|no gracias|prefiero no|prefiero no responder|ahora no|paso|nada|ninguna|ninguno|no tengo|nada mas',
    'survey.words.never':
      'no mas encuestas|no me envien mas encuestas|no me manden mas encuestas|no quiero encuestas|no quiero mas encuestas',
    'survey.words.leave': 'baja|dar de baja|darme de baja|stop|unsubscribe|cancelar suscripcion',
    'survey.words.courtesy': 'por favor|porfa|porfavor|gracias|muchas gracias',
    'survey.words.matter':
      'no puedo|no podemos|no me deja|no nos deja|no me permite|no abre|no carga|no funciona|no sirve|no hay|no timbra|no aparece|no reconoce|se cayo|se traba|me sale|nos sale|me marca|me aparece|error|falla|fallando|necesito|necesitamos|requiero|requerimos|ayuda|ayudarme|ayudeme|ayudenme|como puedo|como hago|como se|quiero saber|quisiera saber|quiero hablar|tengo un problema|tengo otro problema|tengo una duda|tengo otra duda|tengo una pregunta|otra cosa|otro problema|otra duda|otra pregunta|otro caso|nuevo caso|estado de mi|hola|buenos dias|buenas tardes|buenas noches|dar de alta|alta de|baja de|dar de baja',
    'vault.asked':
      'Para continuar necesito {{what}}. Por su seguridad no la escriba en el chat: use este formulario seguro, que sirve una sola vez.',
    'vault.button': 'Entregar dato de forma segura',
    'vault.received': 'Recibimos su dato de forma segura. No aparece en este chat.',
    'vault.receivedIn': 'Recibimos su dato de forma segura en el ticket {{folio}}. No aparece en este chat.',
    'vault.kind.password': 'la contraseña',
    'vault.kind.ip': 'la dirección IP',
    'vault.kind.mac': 'la dirección MAC',
    'vault.kind.secret': 'la clave de acceso',
    'vault.kind.other': 'una información confidencial',
  },
  en: {
    'desk.ticketByClock':
      'So that we can follow up formally, I registered your case as {{folio}}. We go on helping you here.',
    'desk.ticketByAgent': 'I registered your case as {{folio}}. With that number you can ask how it goes at any time.',
    'desk.closed': 'We are closing this conversation. If you need anything else, write to us here. Thank you!',
    'desk.parked':
      'Sorry, I had a problem with your last message. I passed it to a person of the team, who will answer you here. ' +
      'If you like, you can also write it in other words.',
    'desk.cardCorrected': 'Corrected by {{name}}',
    'desk.taken': '{{name}} is with you from now on.',
    'desk.passedOn': 'I am passing your case to {{area}}. Somebody will answer you here as soon as they are free.',
    'mail.ticket':
      'We received your mail and registered it as {{folio}}. We will tell you here how it goes; to add something, answer this mail.',
    'mail.waits': 'We received your mail. A person of the team will answer you here.',
    'mail.added': 'We added your information to ticket {{folio}}. A person of the team will answer you here.',
    'mail.followUp':
      'Ticket {{before}} is closed already, so we opened {{folio}}, tied to it. We will answer you here.',
    'mail.reopened': 'We opened ticket {{folio}} again with what you write. We will answer you here.',
    'mail.closed':
      'Ticket {{folio}} is closed; we kept your message with it. If you need anything else, send us a new mail.',
    'mail.platform':
      'Thank you for writing to us. As you have an active user already, please register your case on the platform; this mailbox is only for asking for users.{{howTo}}',
    'mail.platformCompany':
      'Thank you for writing to us. Your organisation has active users on the platform already: please ask one of them to register your case or to ask for a user for you. This mailbox is only for organisations that have no users yet.{{howTo}}',
    'mail.stranger':
      'Thank you for writing to us. We cannot register tickets from this address: only people whom their organisation authorised may. If you should be one, ask to be authorised and write to us again.{{howTo}}',
    'conversation.purged.retention': 'Message deleted under the retention policy.',
    'conversation.purged.erased': 'Message deleted at the request of the person it belonged to.',
    'survey.howScale': 'Answer with a number from {{min}} to {{max}}; {{max}} is best. It is optional.',
    'survey.howNps':
      'Answer with a whole number from {{min}} to {{max}}: {{min}} = very unlikely, {{max}} = I would certainly recommend it. It is optional.',
    'survey.howWords': 'Answer here in your own words, or write “no” if you have nothing to add.',
    'survey.again':
      'I need a whole number from {{min}} to {{max}}. Which one do you give? If you would rather not, write “no”.',
    'survey.why': 'Thank you for telling us. What can we do better? If you would rather not say, write “no”.',
    'survey.thanks': 'Thank you for your answer!',
    'survey.fine': 'All right, thank you. If you need anything, write to us here.',
    'survey.never': 'All right, we will send you no more surveys.',
    'survey.over': 'This survey is closed, or you answered it already. Thank you all the same!',
    'survey.words.numbers': 'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve',
    'survey.words.scores':
      'terrible,awful,very bad|bad,poor|ok,okay,so so,average|good,well,fine|excellent,perfect,great,very good,very satisfied,satisfied',
    'survey.words.lead': 'a|an|the|i|give|it|you|my|score|rating|answer|is|would be|number|option|with',
    'survey.words.because': 'because|since|but|as',
    'survey.words.no': 'no|no thanks|no thank you|i would rather not|not now|nothing|none',
    'survey.words.never': 'no more surveys|do not send me surveys|do not send me more surveys',
    'survey.words.leave': 'stop|unsubscribe',
    'survey.words.courtesy': 'please|thanks|thank you',
    'survey.words.matter':
      'i cannot|i cant|we cannot|we cant|it does not|it doesnt|does not work|doesnt work|not working|is down|i get|error|fails|failing|i need|we need|help me|can you help|how do i|how can i|i want to know|i want to talk|another problem|another question|another issue|another thing|something else|new case|i have a problem|i have a question|status of my|hello|hi|good morning|good afternoon',
    'vault.asked':
      'To go on I need {{what}}. For your safety do not write it in the chat: use this safe form, which works once.',
    'vault.button': 'Hand it over safely',
    'vault.received': 'We received your data safely. They do not appear in this chat.',
    'vault.receivedIn': 'We received your data safely in the ticket {{folio}}. They do not appear in this chat.',
    'vault.kind.password': 'the password',
    'vault.kind.ip': 'the IP address',
    'vault.kind.mac': 'the MAC address',
    'vault.kind.secret': 'the access key',
    'vault.kind.other': 'some confidential information',
  },
} as const;
