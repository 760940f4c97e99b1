/**
 * How people who do not know the trade's words speak of its things: `thing | thing < cue | cue`. A cue in a question also
 * looks for the things, one way only. Written from knowledge of the trade and of Mexican office Spanish.
 */
export const colloquialCues = `
certificado de sello | sello digital < archivo cer | archivo key | llave privada | clave privada | certificado vencido | certificado del sat | vigencia del certificado | renovar certificado
timbres < recarga | estampillas | folios disponibles | se acabaron los folios | sin folios | bolsa de timbres | creditos disponibles | consumo de timbres
comprar timbres | paquetes < recargar | mas folios | contratar folios | adquirir folios | deposite | ficha de deposito
folio < consecutivo | numeracion | numero repetido | se repite el numero | salto de numero | numero siguiente
serie < prefijo | letra de la factura | numeracion por sucursal | serie nueva
cancelacion < motivo de cancelacion | aceptar la cancelacion | buzon | no aplica relacion | cancelado | echar para atras | tirar la factura | inactivar factura | dejar sin efecto
sustitucion | relacion < factura mal hecha | me equivoque | equivocado | equivocada | salio mal | dato incorrecto | datos erroneos | volver a facturar | repetir la factura | ligar | relacionar
complemento de pago < pago a credito | pagaron a plazos | comprobante de pago | recibo del pago | pago en partes | abonaron | liquidar factura | pagaron la factura | exhibiciones | parcial
nota de credito < regresar dinero | descontar | rebajar | acreditar | favor del cliente | descuento despues
carta porte < mover mercancia | transportar | trasladar | carretera | entregas foraneas | reparto foraneo | viaje | camion | guia de traslado | federal de caminos | licencia del chofer
factura global < ventas sin factura | tickets sin facturar | ventas del mes | clientes sin rfc | no pidieron factura | mostrador
receptor | constancia < datos del cliente | nombre igual | como viene en su constancia | datos fiscales | datos para facturar
domicilio fiscal < cp | colonia | direccion del cliente | codigo postal incorrecto
razon social < sa de cv | nombre mal escrito | regimen de capital | nombre de la empresa
correo | smtp < no llega | no les llega | no reciben | bandeja | spam | adjunto | cuenta de correo | se queda enviando
formato | diseno < membrete | apariencia | colores | hoja membretada | columna | letra mas grande | imagen | encabezado | pie de pagina
addenda < cadena | proveedor de tienda | portal del cliente | orden de compra en la factura | supermercado | elektra | coppel | sears | palacio | heb | sams
comercio exterior < fuera del pais | otro pais | eua | usa | gringo | pedimento | arancel | aduanal | exportar | internacional
descarga masiva < facturas recibidas | facturas que me hicieron | facturas de proveedores | bajar facturas | todas mis facturas | faltan facturas
retenciones < retengo | persona fisica | me retienen | resico | iva retenido | isr retenido
uso de cfdi < gastos en general | sin efectos fiscales | adquisicion de mercancias | clave de uso | que uso
reimprimir | xml < copia de la factura | factura vieja | mandar otra vez | reenviar | se me perdio | perdieron | no encuentro | duplicado de la factura
nomina < pagar a mi gente | pago semanal | pago quincenal | catorcena | raya | trabajadores | sobre de pago | empleados
recibos de nomina < timbrar la semana | timbrar la quincena | recibos de mis empleados | talon de pago
empleado < entro a trabajar | nueva persona | nuevo trabajador | personal nuevo | ingreso | operario | ayudante | entra a laborar
aguinaldo < fin de ano | decembrino | pago de diciembre
finiquito < se fue | se va | ya no va a venir | correr a | corri | corrimos | lo despedi | terminar contrato | dejo de trabajar | salida de empleado | renuncio
isr | tablas | uma < cambio de ano | nuevo salario | tabla anual | impuesto de empleados | subsidio al empleo
imss < seguro | afiliar | dar de alta en el seguro | modificacion de salario | cuotas
vacaciones < descanso | dias libres | dias que le tocan | prima
utilidades < reparto | mayo
incidencias < falto | no vino | no se presento | retardo | enfermo | permiso sin goce | llego tarde | checada | doblete | jornada
horas extra < tiempo adicional | se quedo mas tarde | trabajo de mas
dispersion < depositar a los empleados | banca en linea | pagar la nomina por banco | archivo del banco | tarjeta de nomina
corte de caja < cerrar la caja | cierre del cajero | cuadrar la caja | efectivo del dia | sobro dinero | falto dinero | fin de turno | cambio de turno | billetes | cuanto vendi | fondo de caja | retiro de efectivo
impresora | tickets < ticketera | rollo | papel termico | no sale el ticket | imprime cortado | imprime en blanco | letras raras
cajon < caja registradora | no se abre | cajon del efectivo
lector < leer codigo | no lee | scanner | laser | escanear
bascula < kilos | gramos | pesar | peso | carniceria | fruteria | cremeria | tortilleria
terminal | tarjeta < debito | plastico | meses sin intereses | tarjetazo | cobro con tarjeta | banco terminal
devolucion < cambio de producto | no le gusto | regreso el producto | regresaron | cambio fisico | defectuoso | garantia | vale
autofactura < el cliente se facture solo | que ellos mismos | pagina para facturar | factura desde su celular
promocion < descuento | rebajas | buen fin | segunda pieza | paquete | tres por dos | 3x2 | liquidacion de mercancia | hot sale
sin conexion < se cayo el internet | no hay internet | se va el internet | modem | caida de red | sin senal
monedero < recompensas | tarjeta de lealtad | acumular | clientes leales | cashback
inventario fisico | conteo < contar | contar la mercancia | auditoria de inventario | hojas de conteo | no coincide la existencia | lo que hay en bodega
existencias negativas < menos uno | en rojo | aparece negativo | vendi sin tener | existencia menor a cero
traspaso < pasar mercancia | mandar producto | enviar a otra sucursal | otra bodega | mover entre tiendas | transito
kardex < historia | que paso con | entradas y salidas | movimientos | rastrear el producto | se perdio producto
costo promedio < costo mal | utilidad mal | margen absurdo | ganancia irreal | costos en cero | recalcular
lotes | caducidad < vence | vencidos | fecha de vencimiento | perecedero | garantia por serie | imei | rastrear pieza
reorden | minimos < cuando comprar | que me falta comprar | que pedir | se agota | surtir | desabasto | sugerido de compra
etiquetas < codigos de barra | anaquel | precio en el estante | etiquetadora | calcomania | pegar precio
importar | excel < subir lista | pasar mis productos | dar de alta muchos | migrar productos | de golpe | subir catalogo | vaciar
clave sat | unidad < clave de los productos | codigo del sat | catalogo del sat | pieza
precios < subieron los precios | aumento | inflacion | encarecer | actualizar lista | porcentaje a todos
respaldo < guardar informacion | copia | asegurar | proteger datos | usb | disco externo | guardar mis datos
respaldos automaticos < solo cada noche | todas las noches | diario | programado | sin que nadie
restaurar < regresar a como estaba | recuperar datos | volver a una fecha | perdi la informacion | subir el respaldo | borraron todo | pasar datos a otra
unavailable database | servidor < no conecta | no hay comunicacion | no entra la otra maquina | no encuentra la base | servidor apagado | ip cambio | no responde el servidor
reparar | danada < se fue la luz | se dano | corrompio | descompuso | no abre la empresa | disco malo | se apago de golpe | inconsistencia
instalar | servidor < requisitos | maquina nueva | ram | procesador | windows 11 | primera vez | poner el sistema
estacion < otra maquina | segunda computadora | agregar equipo | nueva caja | conectar otra | compartir en red | laptop nueva
actualizar < ultima version | nueva version | parche | version nueva | version vieja
version distinta < version diferente | no es la misma version | actualice solo
licencia < cambie de computadora | cambiar de maquina | numero de serie del sistema | clave del producto | llave usb | caduco el sistema | dice demo | reactivar
usuarios | permisos < que no vean | que no pueda | esconder costos | limitar | restriccion | ocultar | quien puede | cajera nueva | cuenta nueva | privilegio
contrasena < no puedo entrar | no me deja entrar | olvidaron | clave del usuario | acceso denegado | bloqueado | iniciar sesion | credenciales
lento < tarda | se traba | trabado | se pega | se queda pensando | congela | pasmado | dormido | demora | eterno | se cicla | no responde
anydesk < que entren a mi maquina | me ayuden en mi equipo | conectarse a mi computadora | control de mi equipo | ver mi pantalla | sesion remota
antivirus | firewall < borra el archivo | elimina | bloquea el programa | defender | avast | norton | mcafee | cuarentena | eset | virus | excepcion
nube < desde casa | desde mi casa | otra ciudad | fuera de la oficina | teletrabajo | sin servidor | por internet | hospedado | servidor virtual
bitacora < quien borro | quien cambio | quien movio | quien elimino | quien hizo | quien cancelo | rastro | sospecha | huella del usuario | quien le movio
empresa nueva < otra razon social | segunda empresa | otro rfc | otro negocio | abrir empresa | empresa adicional
cierre | ejercicio < cerrar el ano | ano nuevo | iniciar ano | apertura | cerrar ejercicio | fin de ano contable
estado de cuenta | cobranza < me deben | cuanto debe | quien me debe | adeudos | lista de deudores | cartera | cuanto me deben | vencidas | atrasados | saldo del cliente
cobro < me pagaron | ya pago | deposito de un cliente | aplicar pago | aplicar deposito | abono | pago el cliente | liquido
limite de credito < no venderle | no paga | mal pagador | fiado | fiar | plazo | tope | que ya no le vendan | no surtir
anticipo < adelanto | apartado | a cuenta | sena | me dejaron dinero | antes de entregar
pagos a proveedores | cuentas por pagar < lo que debo | a quien le debo | pagarle a | proximos a vencer | programar cheques | pagar facturas de proveedor
conciliacion < checar el banco | cuadrar con el banco | movimientos bancarios | no cuadra banco | estado del banco
polizas | contabilidad < pasar a contabilidad | asientos | contador | contabilizar | cargos y abonos
contabilidad electronica < mandar al sat la balanza | catalogo de cuentas al sat | envio mensual | codigo agrupador
diot < declaracion de terceros | iva acreditable | declaracion de proveedores
orden de compra < pedirle al proveedor | hacer pedido | encargar | solicitar mercancia | surtido
compras | xml del proveedor < capturar compra | recibir mercancia | factura del proveedor | entrada de mercancia | llego mercancia | meter la factura del proveedor
crm < prospecto | seguimiento a clientes | agenda | llamar clientes | ventas futuras | pipeline | leads | cotizaciones pendientes
manufactura < fabricamos | producimos | planta | taller | maquilamos | hacemos muebles | linea de produccion | armamos
orden de produccion < fabricar | producir | lote de produccion | mandar a producir | armar | ensamblar
lista de materiales < receta | formula | ingredientes | que lleva | componentes | insumos | cuanto material
app | ruta < vendedores en la calle | tomar pedidos | levantar pedidos | desde el celular | visitas | repartidor | preventista | en campo
tienda en linea | shopify < vender por internet | pagina de ventas | carrito | mercado | amazon | ventas online | publicaciones | web
tableros | indicadores < como va el negocio | graficas | resumen de ventas | ver desde mi celular | metas | direccion | tiempo real | estadisticas | dueno
reportes | automatico < que me llegue | mandar diario | cada lunes | cada manana | programar reporte | llegue solo
comisiones < lo que ganan los vendedores | pago a vendedores | porcentaje de venta | cuanto le toca | ganancia del vendedor
reportes personalizados < mi propio reporte | agregar columna | reporte que no existe | filtro | diseno de reporte | hacer un reporte
exportar | excel < bajar a excel | pasar a excel | hoja de calculo | copiar la tabla
certificacion < examen | ser consultor | nivel | titulo | diploma | constancia de consultor | temario
workshop 1 < primer nivel | basico | principiante | empezar certificacion
workshop 2 < segundo nivel | avanzado | siguiente nivel
upgrade | renovacion < renovar certificacion | vencio mi certificacion | renovar credencial | actualizar certificacion
cursos < aprender | capacitacion | clases | ensenar | entrenamiento | grabacion | inscribir | taller | capaciten
caso de exito < otros clientes | quien lo usa | ejemplo de empresa | experiencia | recomendacion | empresas que
ferretera < ferreteria | tlapaleria | materiales para construccion | refaccionaria
alimentos < comida | salsas | botanas | panaderia | productos alimenticios | tortilla
demostracion < ensenar el sistema | ver el sistema | conocer el programa | mostrar | probar antes | videollamada
ventas | cotizar < cuanto cuesta | cuanto sale | precio | comprar el sistema | contratar | vendedor | costo | renta mensual | mensualidad | adquirir modulo
desarrollo especial < a la medida | que no trae | hacerle un cambio | adaptacion | modificar el sistema | programar algo | funcion nueva | personalizar
horarios < a que hora | abierto | atienden | dias de atencion | fin de semana | numero de soporte | donde los llamo | marcar | sabados
ticket de soporte < mi reporte | mi caso | folio de atencion | levantar reporte | ya me atendieron | estatus de mi | queja | no me han contestado | seguimiento
descargas < donde bajo | instalador | bajar el programa | setup | ejecutable | utileria
partners | marketing < distribuidor | redes sociales | publicidad | flyer | banner | logo de ustedes
api < conectar mi pagina | conectar otro sistema | programador | integrar | enlazar sistemas | jalar datos | desarrollador | endpoint
whatsapp < mandar por whats | al celular del cliente | mensaje | por chat
actualizar | instalar < bajar version | update
base de datos < la base | archivo de datos | fdb
funciona | error < no jala | trono | tronado | se cierra | crashea | no abre | se sale | falla
`;

/**
 * Families of Spanish words whose forms no stemmer joins: irregular verbs and the nouns made of them, one group a line. Plain
 * language, no trade.
 */
export const wordFamilies = `
abrir | abierto | abierta | abre | apertura
absorber | absorcion | absorbente
actuar | acto | accion | actuacion | actor
adquirir | adquisicion | adquiere | adquirio
advertir | advierte | advertencia
andar | anduvo | anduve
aparecer | aparezca | aparicion
aplicar | aplique | aplicacion
aprender | aprendizaje
ascender | asciende | ascenso
asistir | asistencia | asistente
atacar | ataque | ataco
atraer | atrae | atraccion | atrajo
caber | cupo | quepa | cabe
caer | cayo | caida | caiga | caen
calentar | calor | caliente | calienta
cerrar | cierre | cierra | cerrado | clausura
coger | cojo | coge
colgar | cuelga | cuelgue
comenzar | comienza | comienzo | empezar | empieza | iniciar | inicio
componer | compuesto | composicion | compone
comprender | comprension
concluir | conclusion | concluye
conducir | conduce | condujo | conduccion | conductor
conectar | conexion | conecte
confesar | confesion | confiesa
conocer | conozco | conocimiento | conocido
conquistar | conquista
construir | construccion | construye | construyo | constructor
consumir | consumo | consumidor
contar | cuenta | conteo | cuente
contener | contiene | contuvo | contenido
contribuir | contribucion | contribuye | contribuyente
convertir | convierte | conversion | convirtio
corregir | corrige | correccion | correcto | corrija
crecer | crecimiento | crece | crezca
creer | creencia | creyo | creia
cubrir | cubierto | cubierta | cobertura
decidir | decision
decir | dijo | dicho | dice | diga
declarar | declaracion
decrecer | disminuir | disminucion | disminuye | reducir | reduccion | reduce | redujo
defender | defensa | defiende | defensor
deducir | deduccion | deduce
depender | dependencia | dependiente
derrotar | derrota | vencer | vencio
desaparecer | desaparicion
descender | descenso | desciende | descendiente
describir | descripcion | descrito
descubrir | descubrimiento | descubierto | descubridor
desplegar | despliegue | despliega
despedir | despido | despide
destruir | destruccion | destruye | destruyo
detener | detiene | detencion | detuvo
devolver | devolucion | devuelto | devuelve
dirigir | direccion | dirige | director | dirigio
disolver | disolucion | disuelto
distribuir | distribucion | distribuye | distribuidor
dividir | division | dividido
doler | duele | dolor
dormir | duerme | durmio | sueno
elegir | elige | eleccion | electo | eligio
emitir | emision | emite | emisor
encender | enciende | encendido
encontrar | encuentra | encontro | hallar | hallazgo
entender | entiende | entendimiento
entregar | entrega | entregue
enviar | envio | envie
escoger | escoge | escogio | elegir
escribir | escrito | escritura | escritor
establecer | establecimiento | establezca
excluir | exclusion | excluye
existir | existencia | existente
expandir | expansion
explicar | explicacion | explique
explotar | explosion
exponer | exposicion | expuesto
extender | extension | extiende
extinguir | extincion
extraer | extraccion | extrae | extrajo
fabricar | fabrica | fabricacion | fabricante | fabrique
fallar | falla | fallo
fallecer | fallecimiento | morir | murio | muerte | muerto | muere | muertes
fluir | flujo | fluye
freir | frito
fundar | fundacion | fundador
ganar | gana | ganador | victoria
gobernar | gobierno | gobernante | gobierna
hacer | hizo | hecho | haga | hace | hacia | hicieron
herir | herida | hiere
huir | huida | huye
imponer | impuesto | imposicion | impuso
imprimir | impresion | impreso | impresora
incluir | inclusion | incluye | incluido
influir | influencia | influye
intervenir | intervencion | interviene
introducir | introduccion | introdujo | introduce
inventar | invento | inventor | invencion
invertir | inversion | invierte | inversor
investigar | investigacion | investigador
ir | iba | fue | vaya
jugar | juega | juego | jugador
leer | lectura | leyo | lector
llegar | llegada | llegue
llover | llueve | lluvia
medir | medida | medicion | mide
mentir | mentira | miente
morder | muerde
mostrar | muestra | mostro
mover | mueve | movimiento
nacer | nacio | nacimiento | nacido
negar | niega | negacion | negativa
obtener | obtiene | obtencion | obtuvo | conseguir | consigue | consiguio
ocurrir | suceder | suceso | acontecer
oir | oye | oyo
oler | huele | olor
oponer | oposicion | opuso | opuesto
pagar | pago | pague
pedir | pide | pedido | peticion | pidio | solicitar | solicitud
pensar | piensa | pensamiento
perder | pierde | perdida | perdio
permitir | permiso | permite
perseguir | persecucion | persigue
pertenecer | pertenencia | pertenece
poder | puede | pudo | pueda
poner | puso | puesto | ponga
poseer | posesion | posee | propietario
predecir | prediccion | predijo
preferir | prefiere | preferencia
probar | prueba | pruebe
producir | produccion | produce | produjo | productor
prohibir | prohibicion | prohibe
promover | promocion | promueve
propagar | propagacion | propague
proponer | propuesta | propuso | propone
proteger | proteccion | protege | protegio
publicar | publicacion | publique
quebrar | quiebra
querer | quiere | quiso
reaccionar | reaccion
recibir | recepcion | receptor | recibio
recoger | recogida | recolectar | recoleccion
reconocer | reconocimiento | reconoce
recordar | recuerda | recuerdo
reir | risa | rie
remover | remocion | remueve
rendir | rendicion | rinde
repetir | repite | repeticion | repitio
requerir | requiere | requisito | requerimiento
resistir | resistencia
resolver | resuelve | solucion | resuelto | solucionar
responder | respuesta | responde | contestar
romper | roto | rompe | ruptura
saber | supo | sabe
salir | salida | salga
seguir | sigue | seguimiento | siguio | siguiente
sentir | siente | sentimiento
sembrar | siembra
servir | sirve | servicio | sirvio
soltar | suelta
sonar | suena | sonido
sostener | sostiene | sostuvo
subir | suba | subida | incrementar | incremento | aumentar | aumento
suponer | supuso | suposicion | supuesto
surgir | surge | surgimiento
sustituir | sustitucion | sustituye | sustituto | reemplazar
suspender | suspension
tener | tuvo | tiene | tenga
traducir | traduccion | traduce | tradujo
traer | trajo | trae | traiga
transmitir | transmision | transmite
unir | union | unido
usar | uso | utilizar | utilizacion | empleo | emplear
valer | vale | valor
vender | venta | vendedor
venir | vino | viene
ver | vio | visto | vista | vision
vestir | viste | vestido
viajar | viaje | viajero
vivir | vida | vive | residir | reside
volar | vuelo | vuela
volver | vuelto | vuelve | regreso | regresar
`;
