/** A set of words written as one string; accents are taken off, as the fold does. */
export function wordSet(...lists: string[]): ReadonlySet<string> {
  const plain = lists.join(' ').normalize('NFD').replace(/\p{M}/gu, '');
  return new Set(plain.split(/\s+/).filter(Boolean));
}

/** Feminine, masculine, plural of adjectives given by their stem. */
function inflected(stems: string): string {
  return stems
    .trim()
    .split(/\s+/)
    .map((stem) => `${stem}o ${stem}a ${stem}os ${stem}as`)
    .join(' ');
}

/** Words that say something about a password after "es" instead of being one. Closed list (redaction-notes 5.4). */
export const describing: ReadonlySet<string> = wordSet(
  inflected(`incorrect correct valid invalid obligatori vencid nuev viej mism distint larg cort segur insegur privad
    necesari requerid caducad expirad bloquead cambiad actualizad olvidad guardad encriptad cifrad asignad generad usad
    aceptad rechazad denegad reconocid permitid inhabilitad desactivad deshabilitad configurad exigid solicitad pedid dad cread
    compartid repetid errone equivocad mal buen alfanumeric numeric sencill complicad complej estric unic extern intern
    genéric generic automatic provisori provisional dinamic estatic rar pesim maldit mer propi dich desconocid conocid
    recordad mandad enviad recibid entregad puest escrit capturad tecleada validad autorizad perdid robad hackead filtrad
    comprometid vulnerad activ inactiv vaci complet incomplet antigu últim ultim primer segund tercer cuart básic basic media
    públic public lar minim maxim demasiad much poc otr tod cualquier vigent tempranera establecid definid registrad dada
    restablecid reseteada reseteado resetead reiniciad renovad habilitad ilegible ligad vinculad modificad borrad eliminad
    adecuad apropiad precis exact parecid similar`),
  `igual iguales diferente diferentes dificil dificiles facil faciles debil fuerte temporal temporales confidencial personal
   sensible visible invisible vigente suficiente insuficiente obligatoria case sensitive original opcional local general
   particular comun estandar standard default valida imposible posible probable mejor peor importante urgente indispensable
   corporativa institucional existente inexistente sencilla simple robusta ilegal inusual normal habitual predeterminada
   aleatoria random alfanumerica biometrica principal maestra administrador grande chica corta larga reciente provisional
   secreta secretas error erronea nula null nulo true false ninguna ninguno nada alguna alguno aparte indefinida responsabilidad requisito
   wrong incorrect correct invalid valid expired required missing working not ok same different new old empty weak strong too
   locked blocked disabled reset changed case-sensitive being still always already unknown needed optional secure set stored expire expires never`,
);

/** Small words of Spanish and English that are never a password by themselves. */
export const functional: ReadonlySet<string> = wordSet(
  `el la los las lo un una unos unas de del al a en con sin por para segun sobre entre hasta desde que quien cual cuales cuando donde como
   cuanto cuantos porque pues pero aunque sino mas menos muy tan tanto mi mis su sus tu tus nuestro nuestra mio mia suyo suya tuya tuyo
   este esta esto estos estas ese esa eso esos esas aquel aquella si no ni ya y e o u tambien tampoco solo solamente siempre nunca jamas
   aun todavia ahora ahorita luego despues antes hoy ayer manana aqui alli ahi alla asi entonces me te se le les nos lo es era fue son
   ser esta estan estaba estoy fue sera seria hay tiene tienen tengo tenia debe deben debo puede pueden puedo quiere quiero hace hacer
   dice dicen sale marca pide piden aparece va van voy ir vez veces algo alguien nadie nada favor gracias hola buenas buenos saludos
   cada cualquier ambos ambas otra otro otras otros misma mismo the a an is are was were it its this that these those my your his her our
   their of to in on at for with from and or but not no yes if so too very can cannot could should would will what which who when where why
   how do does did has have had been be i you he she we they me us them as by than then there here please thanks still just only also again
   doesn't don't isn't won't can't`,
);

/** Words after which what follows no longer is the value. */
export const stopping: ReadonlySet<string> = wordSet(
  `pero y e que no ni porque por ya para si me se le te nos lo cuando pues aunque gracias saludos favor tampoco usuario user ip mac al
   todo toda junto pegado en con minusculas minuscula mayusculas mayuscula sin desde hasta entonces ahora ahorita tambien espero quedo
   atento atentamente slds porfa porfavor xfa xfavor xfis porfis plis pls bro parce sumerce veci amigo amiga joven jefe oiga oye ok ntp como es era fue esta estan dice sale marca entra jala funciona sirve until till since last when after before works fails doesn't and but for the is it
   thanks please not still lo la a o u user username login correo email sistema equipo puerto port host servidor`,
);

/** Nouns that make "clave" a code of the business, not a password (redaction-notes 7). */
export const business: ReadonlySet<string> = wordSet(
  `articulo articulos producto productos prod sat unidad unidades cliente clientes rastreo interbancaria clabe bancaria proveedor proveedores
   almacen almacenes prodserv servicio servicios serv catastral elector unica curp ine regimen uso cfdi presupuestal presupuestaria sucursal
   agente vendedor vendedores ruta pedimento aduanal aduana concepto conceptos moneda pais estado municipio localidad colonia cct trabajo
   patronal empleado empleados trabajador nomina departamento depto puesto percepcion deduccion percepciones deducciones impuesto impuestos
   material materiales insumo insumos refaccion pieza piezas sku barras catalogo medida umedida embalaje arancelaria fraccion lote marca linea
   familia grupo categoria subcategoria activo activos proyecto obra centro costo costos cuenta contable poliza documento documentos movimiento
   concepto licencia activacion envio guia paquete embarque transporte transportista permiso autotransporte remolque banco banxico spei forma
   metodo pago pagos descuento lista listas precio precios zona entidad federativa nacional interna alterna alternativa equivalente anterior
   modelo tipo pantalla reporte formato campo tabla columna registro item items insumo medicamento cuadro basico presentacion talla color
   paciente alumno matricula plantel escuela materia carrera grado serie sae aspel cot cotizacion pedido remision factura orden compra venta
   identificacion fiscal tributaria contribuyente obligacion numerica alfanumerica postal ciudad oficina plaza region ubicacion estante anaquel
   mercancia mercancias bien bienes consulta tramite prestacion concepto exportacion importacion incoterm product item code supplier customer`,
);

/** Words that make a nearby bare "clave" a password. */
export const access: ReadonlySet<string> = wordSet(
  `acceso accesos entrar entra entro ingresar ingreso usuario usuarios user login wifi wi-fi internet red correo mail email portal sistema
   sesion anydesk teamviewer remoto remota escritorio router modem vpn wpa wpa2 servidor computadora compu pc laptop equipo maquina celular cel app
   aplicacion supervisor gerente administrador admin autorizacion cancelacion cancelar maestra secreta personal desbloqueo desbloquear cajero
   cajera seguridad encargado root sa windows gmail outlook hotmail zoom facebook caja checador reloj camaras dvr nvr alarma sello sellos csd
   efirma fiel certificado buzon firma pac timbrado restablecer nueva temporal tarjeta`,
);

/** Words before a token that say it is a name or a number of something, not a password. */
export const naming: ReadonlySet<string> = wordSet(
  `usuario usuarios user username usr login cuenta folio folios rfc curp serie series lote lotes ticket tickets factura facturas pedido caja cajas
   sucursal suc equipo pc terminal impresora modelo version versiones articulo producto id empresa base bd correo mail red ssid servidor server
   licencia anydesk teamviewer codigo error numero num no nro poliza orden remision cotizacion guia rastreo cliente proveedor empleado vendedor
   maquina computadora compu laptop host instancia tabla campo reporte modulo perfil rol carpeta archivo unidad ruta almacen linea extension
   ext puerto port windows office sql server excel word canal grupo nombre name database db bodega tienda punto pv estacion cajero cajera cel
   celular telefono tel colaborador bascula lector scanner cfdi uuid sku placa placas pedimento contrato convenio oc os requisicion vale cheque
   transferencia referencia ref cuentas nss imss registro patronal dominio dispositivo camara llamado caso incidente reporte solicitud requerimiento`,
);

/** Things that a password belongs to and that are not numbered: "contraseña del archivo X" gives the password X. */
export const owners: ReadonlySet<string> = wordSet(
  `archivo zip rar pdf excel word correo mail email celular cel telefono laptop lap compu computadora computador maquina tablet tableta router
   modem portal sistema windows office outlook wifi wi-fi internet plataforma pagina sitio cuenta facebook face app aplicacion banca respaldo
   certificado firma fiel efirma sello buzon vpn remoto anydesk teamviewer alarma candado puerta ipad iphone impresora dvr camara camaras
   escritorio programa erp nube drive web servidor server sql`,
);

/** Names of products: "contraseña facebook" names one, it gives none. */
export const brands: ReadonlySet<string> = wordSet(
  `windows facebook gmail outlook hotmail yahoo netflix sat imss idse icetex sua infonavit zoom office excel word anydesk teamviewer odoo sae coi noi
   aspel contpaq contpaqi microsip sap oracle sql mysql firebird google apple icloud instagram whatsapp telegram spotify banamex bbva santander
   banorte hsbc telmex telcel izzi totalplay megacable claro etb movistar amazon mercadolibre paypal linkedin twitter tiktok youtube dropbox
   onedrive drive teams skype slack github vpn erp crm wifi cfdi pac ciec fiel efirma sipred dian bancolombia davivienda nequi daviplata`,
);

/** Whether a word names a field: what follows its "=" is the field's, not part of a password that holds the sign. */
export function namesField(word: string): boolean {
  return (
    word.length < 4 ||
    [naming, access, business, owners, brands].some((set) => set.has(word)) ||
    /[._-]/.test(word) ||
    /^(?:contr|pass|clave|pwd|secret|token|valor|value|data|key|role|rol|port|mode|modo|type|tipo|encrypt|timeout)/.test(
      word,
    )
  );
}

/** User names so common that "name / word" after an access verb is a pair. */
export const accountNames: ReadonlySet<string> = wordSet(
  `admin administrador administrator root sa sysdba sysadmin pi soporte support user usuario invitado guest test demo master supervisor sistemas
   operador oracle postgres mysql system sys scott ubuntu ec2-user ubnt cisco tester prueba pruebas manager`,
);
