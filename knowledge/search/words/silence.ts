/**
 * Words of small talk, folded. A question with nothing else gets no link; a share of them makes the search doubt. Other
 * forms of them count too, unless an entry uses one (`preciosidad` must not silence `precios`).
 */
export const smallTalkWords: ReadonlySet<string> = new Set(
  `
  abrazo abrazar abrazamos aburres aburrido aburrida aburrir aburrirme aburrimiento adios adivina ama amas amigas amigos
  amable amables amor animo apodo atenta atento aprendes asustas besito beso besos bobo bonita bonito bot broma bromeaba bromear bromeando cabron
  cabrona caca callate cansado cansada canta cantame casada casado casarnos casamos chatbot chatear chida chido chingada
  chinga chingar chingas chiste chistes chulada cumpleanos cuentame descansa despedido despedirte divertido diviertes
  edad encanta enojado enojada enoja enfadado enfadada enfadar enfadando estupida estupido existes extrano
  feliz felicidades felicitaciones feo fea furioso genial gracioso grosero grosera guapa guapo hablame hablamos hablando hablar hablas hablo eres
  hablemos hambre hobby hobbies humano humana idiota inteligente inutil inutiles jaja jajaja jajajaja jeje jejeje ja je
  jiji lol xd loca loco locuras linda listo llamas maldita maldito mama mames mamadas manches menso mensa mentira
  mentiroso mierda molesta molestas molesto mono nacido naciste novia novio odio ojala opinas origen pendeja
  pendejada pendejo pendejos perdon personalidad pesima pesimo pirada platica platicame platicamos platicar preciosa
  preciosidad puta puto quieres robot sentimientos simpatica simpatico sola solito soledad solitario suenas sueno
  suenos talvez tonta tonto triste vives viejo viejita viejo vergas verga verdad wey guey we bye chao hasta luego nos
  vemos bendiciones amen bendicion provecho descanse descansen cuidate cuidense sorry disculpame perdona ey hey hi hello
  que onda tal q show rollo aqui andamos igualmente contento contenta  
  perfecto entendido enterado enterada listo va claro obvio cierto nunca jamas
  `
    .split(/\s+/)
    .filter((word) => word.length > 0),
);

/**
 * Products, offices and trades that this desk does not attend. A question that names one gets no link, unless an entry
 * names it too. An administrator's own list is added to these.
 */
export const foreignTerms: readonly string[] = `
contpaqi | contpaq | aspel | sap | odoo | oracle | netsuite | quickbooks | siigo | bind erp | alegra | facturama | dynamics
salesforce | hubspot | zoho | trello | jira | slack | photoshop | illustrator
netflix | spotify | disney | hbo | tiktok | twitter | pinterest | telegram | musica | pelicula | serie de tv
playstation | xbox | nintendo | videojuego | minecraft | fortnite | roblox
cfe | recibo de luz | telmex | izzi | totalplay | megacable | telcel | movistar | gas natural | agua potable
infonavit | fonacot | issste | afore | curp en linea | acta de nacimiento | pasaporte | licencia de conducir
credencial de elector | ine | predial | tenencia | multa de transito | cita en el sat | cita sat
cartilla militar | registro civil | juzgado | divorcio | demanda laboral | testamento
policia | ambulancia | bomberos | emergencia medica | sintomas | vacuna | embarazo
horoscopo | tarot | loteria | melate | apuestas | casino | bitcoin | criptomoneda | forex | acciones de bolsa
prestamo inmediato | prestamo personal | tarjeta de credito personal | seguro de auto | seguro de vida
terreno | departamento en renta | casa en venta
avion | concierto | viaje | turismo | airbnb | uber | didi | rappi
receta de cocina | restaurante cerca | cafe cerca | cafeina
futbol | mundial | liga mx | formula 1 | boxeo | olimpiadas | ejercicio en casa
clima | pronostico del tiempo | terremoto | eclipse | planeta | galaxia
presidente | eleccion | gobernador | partido politico | revolucion | independencia | segunda guerra | guerra mundial
idioma | traduce | traducir | traduccion | ensayo | poema | cancion | tarea escolar | tarea de la escuela
ecuacion | derivada | integral | raiz cuadrada | teorema | relatividad | quimica | biologia | filosofia
javascript | callback | compilador | recolector de basura | funcion flecha | coercion | programar en java | inteligencia artificial
vacantes | bolsa de trabajo | busco trabajo | curriculum | solicito empleo | les ofrezco | ofrecemos nuestros servicios
agencia de publicidad | posicionamiento seo | mascota | perro | gato | vecino
camara de seguridad
oxxo gas | consumo de oxxo | aeropuerto | caseta | banco azteca
elon musk | shakira | bad bunny | beca
`
  .split(/[|\n]/)
  .map((term) => term.trim())
  .filter((term) => term.length > 0);
