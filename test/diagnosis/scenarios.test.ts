import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createPolicyDiagnoser } from '../../src/compose/diagnoser.ts';
import { digestOf, loadDiagnosisModel, loadScenarios } from '../../src/diagnosis/load.ts';
import { loadPolicy } from '../../src/policy/load.ts';

const alianza = loadPolicy('alianza');
const reader = createPolicyDiagnoser(alianza);
const scenarios = loadScenarios('policies/scenarios/alianza.yaml');
const annex = scenarios.filter(({ id }) => id.startsWith('ALI-SC-'));
const listed = ['alianza', 'masnegocio', 'pqrsf'];

describe('labelled scenarios', () => {
  it.each(listed)('%s.json holds the examples of its YAML file (else run the trainer)', (name) => {
    const { examples } = JSON.parse(readFileSync(`policies/diagnosis/${name}.json`, 'utf8'));
    expect(examples.digest).toBe(digestOf(`policies/scenarios/${name}.yaml`));
  });

  it('name areas, sub-areas and answers that the policy knows', () => {
    const known = new Map(alianza.areas.map(({ name, subareas }) => [name, subareas.map((one) => one.name)]));
    for (const { area = '', subarea, needs } of scenarios) {
      expect([...known.keys()]).toContain(area);
      if (subarea !== undefined) expect(known.get(area)).toContain(subarea);
      expect(['ticket', 'consulta']).toContain(needs);
    }
  });

  it('ALI-12 the reader agrees with the annex: 94 scenarios, area and ticket or consulta', () => {
    expect(annex).toHaveLength(94);
    const wrong = annex.filter(({ text, area, needs }) => {
      const read = reader.diagnose(text);
      return read.area !== area || read.needs !== needs;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('ALI-12 says which example decided, by which words, and how sure it is, never more of the text than those words', () => {
    const text = 'Soy Zutano Pérez: un socio reclama un retiro que no hizo en el cajero';
    const { reasons, scenarios: found } = reader.diagnose(text);
    expect(reasons.area).toMatch(/se parece a «.*retiro.*» \(ALI-SC-054, por: .*retiro.*\); seguridad \d\d %$/);
    expect(found?.[0]).toMatchObject({ id: 'ALI-SC-054', text: 'Atención al proceso de aclaraciones.' });
    expect(found?.[0]?.words).toContain('retiro');
    expect(JSON.stringify([reasons, found])).not.toMatch(/zutano|perez|pérez/i);
  });

  it('an edited list is compared with from the next start on, without the trainer', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scenarios-'));
    for (const part of ['diagnosis', 'scenarios']) mkdirSync(join(folder, part));
    writeFileSync(join(folder, 'diagnosis', 'alianza.json'), readFileSync('policies/diagnosis/alianza.json'));
    const list = join(folder, 'scenarios', 'alianza.yaml');
    writeFileSync(list, 'scenarios:\n  - { id: NEW-1, area: Marketing, needs: ticket, text: pintar la barda }\n');
    const { examples } = loadDiagnosisModel(join(folder, 'diagnosis', 'alianza.json'));
    writeFileSync(list, 'scenarios:\n  - { id: NEW-1, area: Marketing, needs: maybe, text: pintar la barda }\n');
    expect(examples?.scenarios.map(({ id }) => id)).toEqual(['NEW-1']);
    expect(() => loadDiagnosisModel(join(folder, 'diagnosis', 'alianza.json'))).toThrow(/needs/);
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('ticket or consulta at Alianza', () => {
  it.each([
    ['desarrollo', 'desarrollar un tablero de morosidad'],
    ['revisión', 'revisen si nuestro manual de riesgos cumple con la norma'],
    ['elaboración', 'elaborar el procedimiento de arqueos'],
    ['diseño', 'diseñar una lona para la feria'],
    ['análisis', 'análisis de la situación financiera de la caja'],
    ['mantenimiento', 'mantenimiento a la base de datos del core'],
  ])('ALI-11 proposes a ticket for %s: "%s"', (_work, text) => {
    expect(reader.diagnose(text).needs).toBe('ticket');
  });

  it.each([
    ['me envían el formato de arqueo que ya existe', 'Procesos y Mejora continua'],
    ['¿qué requisitos piden para cobrar el seguro?', 'Administración y Finanzas'],
    ['¿cuánto nos toca pagar de intercajas?', 'Administración y Finanzas'],
    ['thigo no me deja entrar', 'Capital Humano'],
  ])('ALI-13 reads "%s" as a consulta that its area answers', (text, area) => {
    expect(reader.diagnose(text)).toMatchObject({ needs: 'consulta', area });
  });

  it.each(['lo del core de ayer', 'asesoría sobre políticas'])(
    'ALI-14 leaves "%s" open where neither the criterion nor an example decides, so that a person of the area does',
    (text) => {
      expect(reader.diagnose(text)).toMatchObject({ area: expect.any(String), needs: null });
    },
  );

  // AMB-65: one word under both labels; area, verb and object decide.
  it.each([
    ['asesoría para conciliar el cajero', 'ticket'],
    ['asesoría para comprar un firewall', 'consulta'],
    ['apoyo para remitir la información a la autoridad', 'consulta'],
    ['apoyo con la falla del servidor', 'ticket'],
    ['optimizar una función del core ya existente', 'ticket'],
    ['envíen el material ya existente de la campaña', 'consulta'],
    ['soporte técnico de power bi web', 'consulta'],
  ])('ALI-11, ALI-13 "%s" is a %s, whatever a single word says elsewhere', (text, needs) => {
    expect(reader.diagnose(text).needs).toBe(needs);
  });
});

describe('routing at Alianza', () => {
  it.each([
    ['ALI-52', 'dudas de cómo aplicar la ley de prevención de lavado', 'Asistencia Técnica'],
    ['ALI-53', 'se cayó el internet de la sucursal', 'Tecnologías de la Información'],
    ['ALI-54', 'se acabaron los timbres fiscales', 'Administración y Finanzas'],
    ['ALI-55', 'el cajero receptor rechaza billetes', 'Medios Electrónicos de pago/Omnicanalidad'],
    ['ALI-56', 'expediente para que la CNBV autorice un servicio nuevo', 'Proyectos'],
    ['ALI-57', 'campaña de publicidad en redes sociales', 'Marketing'],
    ['ALI-58', 'revisión del reglamento de trabajo por la secretaría del trabajo', 'Capital Humano'],
    ['ALI-59', 'documentar el proceso de compras', 'Procesos y Mejora continua'],
    ['ALI-60', 'minería de datos de la cartera', 'Inteligencia de Negocios'],
    ['ALI-61', 'llegó un requerimiento de la autoridad', 'Oficialía de partes'],
  ])('%s sends "%s" to %s', (_id, text, area) => {
    expect(reader.diagnose(text).area).toBe(area);
  });

  it.each([
    ['movimiento de intercajas no reconocido', 'Intercajas'],
    ['asignación de timbres', 'Paquetes de timbrado'],
    ['aplicación de psicometrías', 'Generalista Capital Humano'],
    ['thigo marca error al guardar', 'THIGO'],
    ['alta de usuarios en campus virtual', 'Campus Virtual'],
    ['validar la funcionalidad nueva del core', 'Q&A'],
    ['el servidor se apagó', 'Soporte técnico'],
  ])('ALI-62 finds the sub-area of "%s": %s', (text, subarea) => {
    expect(reader.diagnose(text).scenarios?.[0]?.subarea).toBe(subarea);
  });
});

describe('support lines at MásNegocio', () => {
  const desk = createPolicyDiagnoser(loadPolicy('masnegocio'));

  it.each([
    ['MAS-17', 'duda de cómo se cierra el periodo', 'funcional'],
    ['MAS-17', 'dar de alta un usuario con su perfil', 'funcional'],
    ['MAS-18', 'necesito un query de las ventas', 'tecnico'],
    ['MAS-18', 'desde que aplicaron el parche ya no calcula', 'tecnico'],
    ['MAS-18', 'update a los registros de una tabla', 'tecnico'],
    ['MAS-19', 'instalar un ambiente de pruebas', 'tecnologico'],
    ['MAS-19', 'configurar la VPN de la sucursal', 'tecnologico'],
    ['MAS-19', 'no hay acceso a la aplicación, el servidor no responde', 'tecnologico'],
  ])('MAS-16, %s puts "%s" into the line %s', (_id, text, line) => {
    expect(desk.diagnose(text).line).toBe(line);
  });

  it('MAS-16 says which service of the catalogue it is like', () => {
    const { reasons, scenarios: found } = desk.diagnose('configurar la VPN de la sucursal');
    expect(found?.[0]?.id).toBe('MAS-19-9');
    expect(reasons.line).toContain('MAS-19-9');
  });
});

describe('case types of the registers', () => {
  const confa = createPolicyDiagnoser(loadPolicy('confa'));
  const icetex = createPolicyDiagnoser(loadPolicy('icetex'));

  it.each([
    ['¿cómo saco el certificado de aportes?', 'peticion', 'solicitud'],
    ['la funcionaria me gritó', 'queja', 'queja'],
    ['me cobraron dos veces, exijo la devolución', 'reclamo', 'reclamo'],
    ['deberían abrir los sábados', 'sugerencia', 'queja'],
    ['los felicito por el servicio', 'felicitacion', 'felicitacion'],
  ])('CON-03, ICE-01 "%s" is a %s for one register and a %s for the other', (text, con, ice) => {
    expect([confa.diagnose(text).type, icetex.diagnose(text).type]).toEqual([con, ice]);
  });
});
