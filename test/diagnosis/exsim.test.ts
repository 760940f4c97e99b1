import { describe, expect, it } from '@jest/globals';
import { createDiagnoser } from '../../src/diagnosis/diagnoser.ts';
import { diagnoseLine } from '../../src/diagnosis/line.ts';
import { loadDiagnosisModel } from '../../src/diagnosis/load.ts';

const FIELDS = ['kind', 'opportunity', 'length', 'module', 'impact', 'urgency'];
const model = loadDiagnosisModel('policies/diagnosis/exsim.json');
const diagnoser = createDiagnoser(model, { fields: FIELDS, minutes: { short: 15, long: 120 } });
const read = (text: string) => diagnoser.diagnose(text);

describe('exsim diagnosis', () => {
  it('EXS-28 reads a narrow cause as quick support', () => {
    const read1 = read('no puedo emitir una factura, el folio está mal configurado');
    expect(read1).toMatchObject({ kind: 'soporte', length: 'short', minutes: 15, module: 'facturacion' });
  });

  it('EXS-29 reads a wide scope as long support', () => {
    expect(read('no podemos facturar, todas las facturas presentan errores contables')).toMatchObject({
      length: 'long',
      minutes: 120,
      module: 'facturacion',
    });
  });

  it.each(['no puedo facturar', 'No timbra!!', 'no me deja facturar', 'tengo un error al timbrar'])(
    'EXS-30 leaves the length of "%s" open, so that the bot asks',
    (text) => expect(read(text)).toMatchObject({ kind: 'soporte', length: null, minutes: null, module: 'facturacion' }),
  );

  it.each([
    ['cómo cancelo una factura del mes pasado', 'soporte'],
    ['desde la actualización el IVA sale doble en todas las computadoras', 'bug'],
    ['quisiéramos que la orden permita dos fechas de entrega, hoy sólo admite una', 'mejora'],
    ['buenas tardes', null],
    ['cuánto cuesta un boleto al concierto', null],
    ['gracias, ya quedó', null],
    ['quiero hablar con una persona', null],
    ['cómo va mi ticket 4410', null],
  ])('EXS-11 gives "%s" the kind %s', (text, kind) => {
    expect(read(text).kind).toBe(kind);
  });

  it.each([
    ['cuánto cuesta el módulo de nómina', 'modulo_adicional'],
    ['que el reporte de ventas se envíe automáticamente cada semana', 'desarrollo_especial'],
    ['el catálogo sólo permite 5 niveles y necesitamos 8', 'mejora_funcional'],
    ['cómo cancelo una factura', null],
  ])('EXS-62 gives "%s" the category %s', (text, opportunity) => {
    expect(read(text).opportunity).toBe(opportunity);
  });

  it('EXS-12 takes the minutes that the person names over the length', () => {
    expect(read('cómo instalo el sistema en otra máquina, calculo unos 45 minutos')).toMatchObject({
      minutes: 45,
      length: 'long',
    });
    expect(read('hay que reimprimir un recibo, es cosa de 10 minutos')).toMatchObject({ minutes: 10, length: 'short' });
    expect(read('el sistema tarda 40 minutos en abrir un reporte').minutes).not.toBe(40);
  });

  it('EXS-20 reads kind and module from the first topic; a later wish only sets the opportunity', () => {
    expect(read('¿Cómo imprimo etiquetas? Por cierto, ¿cuánto cuesta el CRM?')).toMatchObject({
      kind: 'soporte',
      module: 'inventarios',
      opportunity: 'modulo_adicional',
    });
  });

  it.each([
    ['mi asesor fiscal me pide la balanza', false],
    ['en recursos humanos no sale el recibo', false],
    ['cómo doy de alta un agente de ventas', false],
    ['fue un error humano, cómo cancelo la póliza', false],
    ['páseme con un asesor', true],
    ['¿me pueden llamar?', true],
    ['no quiero hablar con un robot', true],
  ])('asking for a person in "%s": %s', (text, expected) => {
    expect(read(text).wantsHuman).toBe(expected);
  });

  it.each([
    ['cómo reimprimo un ticket de la caja', false],
    ['cómo le pongo la leyenda al ticket', false],
    ['dónde veo el estado de cuenta de un cliente', false],
    ['el folio de la factura está mal', false],
    ['¿en qué va mi caso 2210?', true],
    ['alguna novedad del ticket 3380', true],
  ])('asking for a ticket state in "%s": %s', (text, expected) => {
    expect(read(text).wantsTicketStatus).toBe(expected);
  });

  it.each([
    ['toda la empresa está parada, no podemos trabajar', 'compania', 'critica'],
    ['la sucursal León no puede facturar nada, las demás sí', 'organizacion', 'critica'],
    ['a mi usuario se le cierra la captura, avanzo pero muy lento, a los demás no', 'usuario', 'alta'],
    ['cómo exporto la balanza, sólo yo la uso, sin prisa', 'usuario', 'baja'],
    ['urge cancelar una factura', null, null],
    ['cómo agrego otra serie para la sucursal nueva', null, null],
  ])('reads reach and ability to work only when stated: "%s"', (text, impact, urgency) => {
    expect(read(text)).toMatchObject({ impact, urgency });
  });

  it('understands shorthand, missing accents and slips of the finger', () => {
    expect(read('xq no m deja timbrar la nomnia d 1 empleado, el rfc esta mal')).toMatchObject({
      kind: 'soporte',
      module: 'nomina',
    });
    expect(read('COMO CANCELO UNA FCTURA???')).toMatchObject({
      kind: 'soporte',
      module: 'facturacion',
      length: 'short',
    });
  });

  it('EXS-26 says why in words of the catalogue, never the whole text', () => {
    const text = 'Soy Zutano Pérez: el costo sale al doble y en otra máquina pasa igual';
    const { reasons, kind } = read(text);
    expect(kind).toBe('bug');
    expect(Object.values(model.rules.cues).map((cue) => cue.es)).toContain(reasons.kind);
    expect(Object.values(reasons).join(' ')).not.toMatch(/zutano/i);
  });

  it('EXS-26 gives a subject as the reason of the module', () => {
    expect(read('cuánto cuesta agregar nómina').reasons.module).toBe('habla de nómina');
  });

  it('leaves out what the policy does not ask', () => {
    const narrow = createDiagnoser(model, { fields: ['kind'], minutes: { short: 15, long: 120 } });
    expect(narrow.diagnose('toda la empresa parada, no podemos facturar nada')).toMatchObject({
      length: null,
      minutes: null,
      impact: null,
      urgency: null,
      module: null,
    });
  });

  it.each([
    '',
    '   ',
    '¿?¡!',
    '😀😀',
    '\u0000\u0007',
    'a'.repeat(200_000),
    'no '.repeat(50_000),
    '(((((',
    '\n\n\n',
    'Asunto:',
  ])('survives odd input %#', (text) => {
    const started = performance.now();
    expect(read(text)).toMatchObject({ wantsHuman: false, wantsTicketStatus: false });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('writes one line with the keys in a fixed order', () => {
    const line = diagnoseLine({ id: 'a', channel: 'whatsapp', text: 'buenas' }, diagnoser);
    expect(Object.keys(line)).toEqual(
      'id kind opportunity length minutes impact urgency priority module area needs line recordKind type wantsHuman wantsTicketStatus'.split(
        ' ',
      ),
    );
  });
});
