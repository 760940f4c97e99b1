import { describe, expect, it } from '@jest/globals';
import { createDiagnoser } from '../../src/diagnosis/diagnoser.ts';
import { loadDiagnosisModel, loadRules } from '../../src/diagnosis/load.ts';

const MINUTES = { short: 15, long: 120 };
const FIELDS = ['area', 'needs', 'priority', 'impact', 'urgency', 'line', 'recordKind', 'type'];
const NAMES = ['exsim', 'alianza', 'masnegocio', 'pqrsf'];
const open = (name: string) =>
  createDiagnoser(loadDiagnosisModel(`policies/diagnosis/${name}.json`), { fields: FIELDS, minutes: MINUTES });

describe('reading models', () => {
  it.each(NAMES)('%s.json holds the rules of its YAML file (else run the trainer)', (name) => {
    expect(loadDiagnosisModel(`policies/diagnosis/${name}.json`).rules).toEqual(
      loadRules(`policies/diagnosis/${name}.yaml`),
    );
  });

  it.each(NAMES)('%s names no cue that does not exist', (name) => {
    const rules = loadRules(`policies/diagnosis/${name}.yaml`);
    const named = rules.readings.flatMap((reading) =>
      reading.rules.flatMap((rule) => [...rule.all, ...rule.any, ...rule.none]),
    );
    expect(named.filter((cue) => !(cue in rules.cues))).toEqual([]);
  });

  it('refuses a model that cannot be read with a coded error', () => {
    expect(() => loadDiagnosisModel('policies/diagnosis/none.json')).toThrow(/none\.json/);
    expect(() => loadDiagnosisModel('package.json')).toThrow(/not valid/);
  });
});

describe('alianza diagnosis', () => {
  const diagnoser = open('alianza');

  it.each([
    ['ALI-53', 'no hay internet en la sucursal', 'Tecnologías de la Información', 'ticket'],
    ['ALI-54', 'confirmen el monto a liquidar de intercajas', 'Administración y Finanzas', 'consulta'],
    [
      'ALI-55',
      'el cajero automático no entregó el dinero, aclaración',
      'Medios Electrónicos de pago/Omnicanalidad',
      'ticket',
    ],
    ['ALI-56', 'integrar el expediente de autorización ante la CNBV del nuevo servicio', 'Proyectos', 'ticket'],
    ['ALI-57', 'diseñen una lona para la campaña', 'Marketing', 'ticket'],
    ['ALI-58', 'aplicación de psicometrías a un candidato', 'Capital Humano', 'ticket'],
    ['ALI-59', 'actualizar el manual de procedimientos de caja', 'Procesos y Mejora continua', 'ticket'],
    ['ALI-60', 'desarrollar un dashboard de cartera', 'Inteligencia de Negocios', 'ticket'],
    ['ALI-61', 'nos llegó un oficio de la autoridad', 'Oficialía de partes', 'ticket'],
    ['ALI-52', 'duda sobre lo que dice la ley de lavado de dinero', 'Asistencia Técnica', 'consulta'],
  ])('%s sends "%s" to its area', (_id, text, area, needs) => {
    expect(diagnoser.diagnose(text)).toMatchObject({ area, needs });
  });

  it.each([
    ['ALI-23', 'ninguna sucursal tiene sistema, paro total, revisar el core', 'P1'],
    ['ALI-24', 'se cayó el internet en 2 de 5 sucursales, las otras trabajan', 'P2'],
    ['ALI-25', 'reseteen mi clave de REA, afecta muy poco la operación', 'P3'],
    ['ALI-26', 'mantenimiento preventivo a la base del core, no afecta la operación', 'P4'],
    ['ALI-22', 'alta de usuario en REA', null],
  ])('%s reads the effect on continuity of "%s" as %s', (_id, text, priority) => {
    expect(diagnoser.diagnose(text).priority).toBe(priority);
  });
});

describe('masnegocio diagnosis', () => {
  const diagnoser = open('masnegocio');

  it('MAS-17 MAS-18 MAS-19 choose the line', () => {
    expect(diagnoser.diagnose('resetear mi contraseña por favor').line).toBe('funcional');
    expect(diagnoser.diagnose('después del parche el reporte marca error').line).toBe('tecnico');
    expect(diagnoser.diagnose('el servidor está muy lento').line).toBe('tecnologico');
  });

  it('MAS-37 MAS-38 MAS-39 read reach, ability to work and the cell of both', () => {
    const text = 'toda la compañía está parada, el servidor no responde, nadie puede trabajar';
    expect(diagnoser.diagnose(text)).toMatchObject({
      impact: 'compania',
      urgency: 'critica',
      priority: 'critica',
      recordKind: 'incidente',
    });
  });

  it('MAS-54 gives one user who can work the lowest priority', () => {
    const text = 'cómo cambio mi foto de perfil, sin prisa, puedo trabajar';
    expect(diagnoser.diagnose(text)).toMatchObject({
      impact: 'usuario',
      urgency: 'baja',
      priority: 'baja',
      recordKind: 'solicitud',
    });
  });
});

describe('pqrsf diagnosis', () => {
  const diagnoser = open('pqrsf');

  it.each([
    ['cómo saco el certificado de afiliación', 'peticion'],
    ['la cajera me atendió de mala gana', 'queja'],
    ['me cobraron dos veces la cuota, devuélvanme el dinero', 'reclamo'],
    ['deberían poner más parqueaderos', 'sugerencia'],
    ['felicito al equipo, excelente servicio', 'felicitacion'],
  ])('CON-03 reads "%s" as %s', (text, type) => {
    expect(diagnoser.diagnose(text).type).toBe(type);
  });
});
