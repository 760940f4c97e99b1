/**
 * Words that say nothing about the subject of a question, folded (no accents, lower case). Curated: general Spanish
 * lists hold words of this trade (estado, cuenta, bajo, uso, valor, total, horas) and are not used.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `
  a al algo algun alguna algunas alguno algunos alla alli ante antes aqui asi aun aunque bien cada casi como con contra
  cual cuales cualquier cualquiera cuando cuanta cuantas cuanto cuantos da dan dar de del desde despues dice dicen donde
  dos doy e el ella ellas ellos en entonces entre era es esa esas ese eso esos esta estaba estamos estan estar estas
  este esto estos estoy etc fue fueron ha haber habia habra han hasta hay haya he hemos hoy i la las le les lo los mas
  me mi mia mias mio mis misma mismo mucha muchas mucho muchos muy nada ni ningun ninguna ninguno no nos nosotros
  nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque pues que quien quienes sea
  sean ser sera si sido siempre sin sino sobre sois solo somos son soy su sus suya suyo tal tambien tampoco tan tanta
  tanto te ti toda todas todavia todo todos tras tu tus tuya tuyo un una unas uno unos usted ustedes va vamos van varias
  varios ve vez voy y ya yo
  ahi ahora ahorita ayer bueno buena buenas buenos creo cosa cosas chance dale dejar deja dejan dejo dejas digo dime diga
  digan dia dias disculpa disculpe disculpen duda dudas entiendo eh esque este estimado estimada estimados explica
  explicame explicar favor gracias gusto hace hacen hacer haces haciendo haga hagan hago hice hize hicieron hizo hecho
  hola holi saludos saludo siento ah ay oye oiga oigan joven jovenes amigo amiga señor senor senora senorita inge
  ingeniero licenciado lic jefa buen lindo excelente tarde tardes noche noches
  necesita necesitamos necesitan necesitaria necesito ocupo ocupamos ocupa ok okay oka orale pasa paso pedi pide piden
  podemos poder podria podrian podrias podriamos pon pone ponen poner pongo ponga ponerle ponerlo porfa porfavor porfis
  pude pueda puedan puede pueden puedes puedo puse pudiera quede quedo quede quisiera quisieramos quiere quieren quiero
  queria queremos saber sabes sabe sabria sabemos saben se sepa sale salen salga salio sea sigo sigue siguen supe tenemos
  tener tengo tenga tengan tiene tienen tienes tendra tendran tenia tenido tuve tratando trato trate ultimo urge urgente
  ver veo ven viene vienen vino viendo vi intento intente intentando intentar logro logra logre lograr
  ayuda ayudan ayudar ayudarme ayudas ayudeme ayudenme ayudame auxilio apoyo apoyan apoyar apoyarme apoyenme apoyeme
  manera forma modo paso pasos marca marcan aparece aparecen aparecio arroja tira manda muestra
  alguien gente nadie acaba acabo acabamos entonces osea sea igual mientras aparte ademas
  hubo hubiera habra deberia debe deben debo debemos hare haria haremos haremos sirve sirven
  mera mero nomas nadamas pasame pasa pasar paseme comparte compartir comparten manden mande mandame mandeme envieme envien
  saco saca sacas sacan sacar saque saquen sacamos llevo lleva llevan llevar jalo jala jalar jalan
  informacion informes platiqueme expliqueme expliquenme detalles detalle funciona funcionan funcionar
  link links liga ligas url enlace enlaces
  the of to and
  `
    .split(/\s+/)
    .filter((word) => word.length > 0),
);

/** What people type in a chat, and what it stands for; several words are allowed. */
export const shorthand: ReadonlyMap<string, string> = new Map(
  Object.entries({
    q: 'que',
    k: 'que',
    ke: 'que',
    qe: 'que',
    xq: 'porque',
    pq: 'porque',
    porq: 'porque',
    xk: 'porque',
    pk: 'porque',
    x: 'por',
    xfa: 'porfa',
    xfavor: 'favor',
    pls: 'favor',
    plis: 'favor',
    d: 'de',
    p: 'para',
    pa: 'para',
    c: 'se',
    t: 'te',
    m: 'me',
    tmb: 'tambien',
    tb: 'tambien',
    tbn: 'tambien',
    tamb: 'tambien',
    bn: 'bien',
    dnd: 'donde',
    cdo: 'cuando',
    cto: 'cuanto',
    grax: 'gracias',
    gcs: 'gracias',
    kiero: 'quiero',
    kien: 'quien',
    kmo: 'como',
    km: 'como',
    msj: 'mensaje',
    msg: 'mensaje',
    fact: 'factura',
    facts: 'facturas',
    fac: 'factura',
    facs: 'facturas',
    cxc: 'cuentas por cobrar',
    cxp: 'cuentas por pagar',
    pdv: 'punto de venta',
    pv: 'punto de venta',
    pos: 'punto de venta',
    oc: 'orden de compra',
    odc: 'orden de compra',
    nc: 'nota de credito',
    ndc: 'nota de credito',
    rep: 'complemento de pago',
    cp: 'codigo postal',
    csd: 'csd',
    edo: 'estado',
    edocta: 'estado de cuenta',
    cta: 'cuenta',
    ctas: 'cuentas',
    cte: 'cliente',
    ctes: 'clientes',
    clte: 'cliente',
    prov: 'proveedor',
    provs: 'proveedores',
    inv: 'inventario',
    invs: 'inventarios',
    alm: 'almacen',
    suc: 'sucursal',
    sucs: 'sucursales',
    conta: 'contabilidad',
    bd: 'base de datos',
    bdd: 'base de datos',
    db: 'base de datos',
    pw: 'contrasena',
    pass: 'contrasena',
    psw: 'contrasena',
    pwd: 'contrasena',
    password: 'contrasena',
    user: 'usuario',
    usr: 'usuario',
    num: 'numero',
    nro: 'numero',
    tel: 'telefono',
    cel: 'celular',
    compu: 'computadora',
    pc: 'computadora',
    lap: 'laptop',
    impre: 'impresora',
    conf: 'configurar',
    config: 'configurar',
    cfg: 'configurar',
    prod: 'producto',
    prods: 'productos',
    art: 'articulo',
    arts: 'articulos',
    desc: 'descuento',
    cert: 'certificacion',
    cap: 'capacitacion',
    capa: 'capacitacion',
    info: 'informacion',
    actu: 'actualizar',
    transf: 'transferencia',
    whats: 'whatsapp',
    wats: 'whatsapp',
    wasap: 'whatsapp',
    wa: 'whatsapp',
    wsp: 'whatsapp',
    vtas: 'ventas',
    vta: 'venta',
    mkt: 'marketing',
    admin: 'administrador',
    nom: 'nomina',
    promo: 'promocion',
    promos: 'promociones',
    devol: 'devolucion',
    depo: 'deposito',
    lic: 'licencia',
    serv: 'servidor',
    coti: 'cotizacion',
  }),
);
