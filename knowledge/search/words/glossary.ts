/**
 * What this trade calls the same thing, one group a line, words and short phrases separated by `|`; any of them in a
 * question also looks for the others. Written from knowledge of the trade, not read off failed searches.
 */
export const synonymGroups = `
factura | cfdi | comprobante fiscal | comprobante
facturar | emitir factura | hacer factura
timbrar | timbrado | certificar factura | sellar
timbres | folios fiscales | paquete de timbres | creditos de timbrado
cancelar | anular | dar de baja factura | cancelacion
sustituir | refacturar | reemplazar | corregir factura | rehacer | sustitucion
nota de credito | cfdi de egreso | egreso | bonificacion
bonificacion | descuento posterior | rebaja
complemento de pago | recibo electronico de pago | complemento de recepcion de pagos
parcialidades | abonos | pagos parciales | ppd | mensualidades | partes
carta porte | traslado de mercancias | complemento de traslado
chofer | operador | conductor | figura de transporte
camion | camioneta | vehiculo | transporte | flete | unidad de transporte
fletera | transportista | paqueteria
factura global | publico en general | venta de mostrador | rfc generico
sello digital | csd | certificado de sello | sellos
e.firma | fiel | firma electronica
vencido | caducado | expirado | vencio | caduco
razon social | nombre fiscal | denominacion
codigo postal | domicilio fiscal | domicilio | direccion fiscal
constancia de situacion fiscal | csf | cedula fiscal
regimen fiscal | regimen
correo | email | mail | correo electronico | gmail | outlook
smtp | servidor de correo | correo saliente
logo | logotipo | imagen de la empresa
formato | plantilla | diseno | layout impreso
addenda | adenda | portal de proveedores
cadena comercial | autoservicio | supermercado | tienda departamental
exportacion | comercio exterior | extranjero | exportar mercancia | aduana
descarga masiva | bajar xml | descarga de xml
retencion | retenciones | impuesto retenido | retener
honorarios | servicios profesionales
arrendamiento | renta | alquiler
xml | archivo xml
reimprimir | volver a imprimir | recuperar factura | extraviado
perdi | extravie | borre | se borro
nomina | raya | sueldos | planilla | pago de empleados
recibo de nomina | recibo de sueldo | recibo de pago de empleado
empleado | trabajador | colaborador | personal
alta de empleado | nuevo empleado | contratar | nuevo ingreso | contratacion
aguinaldo | gratificacion anual | pago de fin de ano
finiquito | liquidacion | indemnizacion | renuncia | despido
despedir | correr | dar de baja empleado | despedido
isr | impuesto sobre la renta
uma | salario minimo | tablas de impuesto | tarifas
imss | seguro social | sua | idse
movimientos afiliatorios | altas y bajas imss
vacaciones | prima vacacional | dias de descanso
ptu | reparto de utilidades | utilidades
incidencias | faltas | incapacidad | ausencias | inasistencia | ausentismo
horas extra | tiempo extra
reloj checador | checador | asistencia
dispersion | pago por banco | deposito de nomina | layout bancario
banco | bancario | bancaria
bbva | bancomer
transferencia | spei | deposito bancario
punto de venta | caja | mostrador
corte de caja | cierre de caja | arqueo | corte z | corte x | cierre del dia | cierre de turno
cajero | cajera
impresora de tickets | miniprinter | impresora termica | impresora de recibos
ticket | nota de venta | recibo de compra
cajon de dinero | gaveta | cajon
lector de codigo de barras | escaner | pistola | scanner | lector
bascula | balanza de peso | pesar | a granel | por kilo
terminal bancaria | tpv | pinpad | cobrar con tarjeta | terminal punto de venta
tarjeta | credito o debito
devolucion | devolver | regresar mercancia | reembolso | regresar dinero
autofactura | autofacturacion | facturar en linea | portal de facturacion
promocion | oferta | 2x1 | descuento por volumen
mayoreo | precio de volumen
sin internet | sin conexion | offline | sin red | contingencia
monedero | puntos | programa de lealtad | cliente frecuente | lealtad
inventario fisico | conteo | levantamiento de inventario | toma de inventario
inventario | existencias | stock | mercancia
ajuste de inventario | diferencias de inventario
negativas | negativo | en rojo | menos de cero
traspaso | transferencia entre almacenes | mover mercancia | envio entre sucursales
almacen | bodega | deposito de mercancia | cedis
sucursal | tienda | punto de distribucion
kardex | entradas y salidas | movimientos del articulo | historial del producto
costo promedio | costeo | costo de venta
utilidad | margen | ganancia
lotes | caducidad | fecha de caducidad | trazabilidad
numero de serie | num de serie | serie del equipo
punto de reorden | minimos y maximos | resurtido | resurtir | reabastecer
etiquetas | etiquetado | zebra
importar | carga masiva | subir catalogo | cargar desde excel | importacion
excel | hoja de calculo | xls | xlsx
articulo | producto
clave sat | clave de producto | clave producto servicio | claveprodserv
unidad de medida | clave de unidad
lista de precios | precios
aumentar precios | subir precios | cambio masivo de precios | cambiar precios | aumento
respaldo | backup | copia de seguridad | respaldar | bakup
respaldo automatico | respaldo programado | copia automatica
restaurar | recuperar respaldo | recuperar informacion | restauracion
base de datos | firebird | fdb | bd
base de datos danada | corrupta | danada | reparar base
apagon | se fue la luz | descarga electrica | corte de energia
servidor | equipo principal | server | maquina principal
estacion | estacion de trabajo | equipo cliente | terminal de trabajo | otra computadora
computadora | equipo | maquina | laptop | ordenador
instalar | instalacion | instalador
actualizar | actualizacion | nueva version | update | ultima version
version | release
licencia | activacion | activar licencia | numero de licencia | dongle | llave
formatear | formateo | cambio de computadora | cambio de equipo | reinstalar windows
usuario | cuenta de usuario
permisos | derechos | accesos | privilegios | roles | restringir
contrasena | clave de acceso | password | nip
olvide | no recuerdo | perdi contrasena | se me olvido | recuperar contrasena
lento | lentitud | tarda mucho | rendimiento | trabado | se congela | velocidad
anydesk | soporte remoto | conexion remota | control remoto | teamviewer | escritorio remoto | acceso remoto
antivirus | firewall | cortafuegos | windows defender | puertos
bitacora | auditoria | historial de cambios | registro de cambios
empresa nueva | nueva empresa | alta de empresa | multiempresa
cierre anual | cierre de ejercicio | fin de ejercicio | cierre del ano | apertura de ejercicio
ejercicio | ano fiscal
estado de cuenta | antiguedad de saldos | saldos de clientes
cuentas por cobrar | cobranza | cartera | cartera vencida
cobro | abono de cliente | pago de cliente | cobrar
limite de credito | tope de credito | credito excedido | linea de credito
moroso | deudor | adeudo | debe | deben
anticipo | enganche | pago adelantado | pago por adelantado
cuentas por pagar | pago a proveedores | pagar a proveedores
proveedor | proveedores
conciliacion | conciliar | cuadrar banco | conciliacion bancaria
cheque | cheques | chequera
poliza | polizas contables | asiento contable | contabilizar
contabilidad electronica | balanza de comprobacion | balanza | codigo agrupador
diot | declaracion informativa de operaciones con terceros | operaciones con terceros
catalogo de cuentas | cuentas contables
orden de compra | pedido a proveedor | solicitud de compra | requisicion
autorizar | autorizacion | aprobar | visto bueno
crm | prospectos | seguimiento de clientes | embudo de ventas | oportunidades de venta
manufactura | produccion | fabrica | fabricacion | fabricar | taller
orden de produccion | orden de fabricacion | orden de trabajo
lista de materiales | receta | formula | explosion de materiales | componentes | ingredientes | insumos
materia prima | materiales
merma | desperdicio
vendedor | agente de ventas | ejecutivo de ventas
ruta | preventa | reparto | repartidores | venta en ruta | autoventa
app | aplicacion movil | celular | telefono | movil | android | aplicacion
tienda en linea | ecommerce | comercio electronico | shopify | mercado libre | marketplace | woocommerce | mercadolibre | amazon
tablero | dashboard | indicadores | bi | graficas | kpi
reporte | informe | listado
reporte personalizado | disenar reporte | reporte especial | consulta personalizada | a la medida
comision | comisiones
certificacion | certificarme | certificado de consultor | credencial
curso | taller | capacitacion | entrenamiento | webinar | webinario | capacitarme | workshop
consultor | implementador | asesor
caso de exito | testimonio | historia de cliente | referencia
demo | demostracion | presentacion del sistema | probar el sistema | prueba
cotizacion | cotizar | precio del sistema | cuanto cuesta | presupuesto | costo de licencia
ventas | area comercial | asesor comercial
desarrollo especial | desarrollo a la medida | personalizacion | programacion especial | modificacion al sistema
horario | horarios de atencion | hora de atencion | hora atienden
contacto | numero de telefono | telefono de soporte
reportar falla | levantar ticket | abrir ticket | reportar problema | caso de soporte
estatus | seguimiento | avance
descargas | descargar | bajar instalador | pagina de descargas
partner | distribuidor | canal | socio comercial
marketing | publicidad | material publicitario | logos | redes sociales
api | web service | webservice | integracion | interfaz con otro sistema
whatsapp | mensaje de whatsapp
folleto | brochure | ficha tecnica
manual | guia | instructivo
video | tutorial
preguntas frecuentes | faq | dudas frecuentes
beneficios | ventajas
vender | venta
comprar | compra | adquirir
imprimir | impresion | imprime
conectar | conexion | enlazar | vincular | comunicar
abrir | apertura
configurar | configuracion | parametrizar | ajustes
registrar | capturar | dar de alta | alta | agregar | meter | ingresar
eliminar | borrar | quitar | suprimir
modificar | cambiar | editar | corregir
enviar | mandar | envio
buscar | consultar | consulta
calcular | calculo
exportar | sacar a excel | pasar a excel
bloquear | bloqueo | impedir | evitar
programar | automatico | automatizar | automaticamente
error | falla | problema | mensaje de error
rechazar | rechazo | rebotar | no acepta
duplicado | repetido | ya existe
no cuadra | descuadre | diferencia | no coincide
saldo | disponible | quedan | restante
faltante | sobrante
impuestos | iva | ieps
dolares | moneda extranjera | tipo de cambio | divisas | usd
cliente | comprador | receptor
anualidad | renovacion de licencia | poliza de servicio | renovar
nube | cloud
`;

/** One way only: a word of the question also looks for the wider or the neighbouring thing. `left > right | right`. */
export const relatedTerms = `
walmart > addenda | cadena comercial
soriana > addenda | cadena comercial
chedraui > addenda | cadena comercial
liverpool > addenda | cadena comercial
home depot > addenda | cadena comercial
costco > addenda | cadena comercial
oxxo > addenda | cadena comercial
torrey > bascula
kilo > bascula | granel
epson > impresora de tickets
star > impresora de tickets
bixolon > impresora de tickets
zebra > etiquetas
clip > terminal bancaria
banorte > banco
santander > banco
bbva > banco
banamex > banco
hsbc > banco
multa > carta porte
placas > carta porte | vehiculo
estados unidos > comercio exterior | exportacion
exporto > comercio exterior
incoterm > comercio exterior
arrendador > arrendamiento | retenciones
inquilino > arrendamiento
medico > honorarios
quincena > nomina
semana > nomina
sueldo > nomina | empleado
salario > nomina
diciembre > aguinaldo
navidad > aguinaldo
enero > tablas | ejercicio
renuncio > finiquito
despido > finiquito | liquidacion
contrate > alta de empleado | empleado
nss > alta de empleado | imss
curp > alta de empleado
muchacho > empleado
gente > empleado
fbk > respaldo | restaurar
gbk > respaldo | restaurar
fdb > base de datos
gfix > base de datos danada
sysdba > contrasena | usuario
3050 > servidor | firebird | puerto
puerto > firewall
wifi > red | lento
unavailable database > servidor | conexion
nombre de usuario > usuario
huella > reloj checador
cajera > usuarios | permisos | caja
ver costos > permisos
entrar al sistema > contrasena | usuario
jefe > autorizar
dueno > indicadores | direccion
socios > indicadores
prospecto > crm
embudo > crm
llamadas > crm
muebles > manufactura
fabrica > manufactura
maquila > manufactura
ferreteria > caso de exito
tortilleria > punto de venta
restaurante > punto de venta
abarrotes > punto de venta
farmacia > lotes | caducidad
medicamentos > lotes | caducidad
pedidos desde celular > app | ruta
tableta > app
tablet > app
iphone > app
pagina web > api | tienda en linea
json > api
programador > api
instagram > marketing
facebook > marketing
banner > marketing
presentacion > demo | marketing
sabado > horario
domingo > horario
feriado > horario
festivo > horario
hora > horario
abren > horario
cierran > horario
virus > antivirus
windows > instalacion
nas > respaldo
usb > respaldo | puerto
dropbox > respaldo | nube
google drive > respaldo | nube
interes > cuentas por cobrar
pagare > cuentas por cobrar
vence > vencimientos
oferta > promocion
regalo > promocion
lleva > promocion
tope > limite
debe > saldo
sat > fiscal
contador > contabilidad
auditor > contabilidad
tercero > diot
balanza > contabilidad electronica
g03 > uso de cfdi
s01 > uso de cfdi
g01 > uso de cfdi
motivo 01 > cancelar
aceptacion > cancelar
buzon tributario > sat
cer > sello digital
key > sello digital
`;
