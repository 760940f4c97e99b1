import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ComparableTicket } from '../../../src/contracts/similar-tickets.ts';
import { createSimilarTickets } from '../../../src/tickets/similar/similar.ts';

const { similarTickets } = createSimilarTickets();
let serial = 0;

function ticket(change: Partial<ComparableTicket>): ComparableTicket {
  serial += 1;
  const id = `t-${String(serial).padStart(5, '0')}`;
  return { id, organisation: 'uno', contactId: `c-${serial}`, company: null, subject: '', description: '', ...change };
}

const printer = ticket({
  subject: 'La impresora de tickets no imprime',
  description: 'Desde la mañana la impresora térmica de la caja 2 no imprime ningún ticket de venta',
  facts: { kind: 'soporte', module: 'punto_de_venta' },
});
const payroll = ticket({
  subject: 'Error al timbrar la nómina',
  description: 'El PAC rechaza los recibos de nómina de la segunda quincena',
  facts: { kind: 'soporte', module: 'nomina' },
});
const network = ticket({
  subject: 'Sin internet en la sucursal',
  description: 'Se cayó el enlace de la sucursal norte',
});
const open = [printer, payroll, network];

describe('tickets that may be duplicates', () => {
  it('finds the one about the same thing in other words of the same stems, and says which words', () => {
    const candidate = ticket({
      subject: 'No imprimen los tickets',
      description: 'la impresora termica de caja no responde',
    });
    const [first, ...rest] = similarTickets(candidate, open);
    expect(first?.ticket).toBe(printer);
    expect(first?.words).toEqual(expect.arrayContaining(['imprimen', 'impresora', 'termica', 'tickets']));
    expect(rest).toEqual([]);
  });

  it('leaves out itself, other organisations, and what only shares courtesy', () => {
    const text = { subject: printer.subject, description: printer.description };
    const stranger = ticket({ ...text, organisation: 'dos' });
    expect(similarTickets(printer, [printer, stranger])).toEqual([]);
    const polite = ticket({
      subject: 'Buenas tardes',
      description: 'necesito ayuda por favor, no puedo con esto, gracias',
    });
    const other = ticket({ subject: 'Hola, buenas tardes', description: 'por favor necesito ayuda urgente, gracias' });
    expect(similarTickets(polite, [other])).toEqual([]);
  });

  it('the same words, facts and person score 1; other facts, a colleague and a stranger score less', () => {
    const facts = { module: 'nomina', kind: 'soporte' };
    const base = { subject: payroll.subject, description: payroll.description, facts };
    const candidate = ticket({ ...base, contactId: 'ana', company: 'Ejemplo' });
    const same = ticket({ ...base, contactId: 'ana', company: 'Ejemplo' });
    const colleague = ticket({ ...base, company: 'Ejemplo' });
    const stranger = ticket({ ...base, company: 'Otra' });
    const otherFacts = ticket({ ...base, company: 'Otra', facts: { module: 'ventas', kind: 'soporte' } });
    const found = similarTickets(candidate, [otherFacts, stranger, colleague, same]);
    expect(found.map(({ ticket: one, asker }) => [one, asker])).toEqual([
      [same, 'contact'],
      [colleague, 'company'],
      [stranger, 'other'],
      [otherFacts, 'other'],
    ]);
    expect(found[0]).toMatchObject({ score: 1, facts: ['kind', 'module'] });
    expect(found[3]?.facts).toEqual(['kind']);
  });

  it('keeps to the same person and company where customers may not hear of one another', () => {
    const base = { subject: payroll.subject, description: payroll.description };
    const candidate = ticket({ ...base, company: 'Ejemplo' });
    const colleague = ticket({ ...base, company: 'Ejemplo' });
    const stranger = ticket({ ...base, company: 'Otra' });
    const unknown = ticket({ ...base, company: null });
    const found = similarTickets(candidate, [stranger, unknown, colleague], { among: 'company' });
    expect(found.map(({ ticket: one }) => one)).toEqual([colleague]);
  });

  it('another folio is another case: a code that both name speaks for it, and is shown first', () => {
    const candidate = ticket({ subject: 'Cancelar la factura A-5521', description: '' });
    const [a, b] = [
      ticket({ subject: 'Cancelar factura A-5521', description: '' }),
      ticket({ subject: 'Cancelar factura A-9900', description: '' }),
    ];
    const found = similarTickets(candidate, [b, a, ...open], { least: 0 });
    expect(found[0]?.ticket).toBe(a);
    expect(found[0]?.words[0]).toBe('a-5521');
    expect((found[0]?.score ?? 0) - (found[1]?.score ?? 0)).toBeGreaterThan(0.2);
  });

  it('P4 compares nothing where a value was removed', () => {
    const one = ticket({ subject: 'usuario [contraseña eliminada]', description: '[IP eliminada]' });
    const two = ticket({ subject: 'impresora [contraseña eliminada]', description: '[IP eliminada]' });
    expect(similarTickets(one, [two], { least: 0 })).toEqual([]);
  });

  it('is deterministic, in whatever order the tickets come, scores lie between 0 and 1, and limits hold', () => {
    const words = fc.constantFrom('factura', 'nómina', 'error', 'impresora', 'caja', 'sucursal', '4410', 'timbre');
    const text = fc.array(words, { maxLength: 6 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), text, (texts, said) => {
        const others = texts.map((description) => ticket({ description }));
        const candidate = ticket({ description: said });
        const found = similarTickets(candidate, others, { least: 0, limit: 4 });
        expect(createSimilarTickets().similarTickets(candidate, [...others].reverse(), { least: 0, limit: 4 })).toEqual(
          found,
        );
        expect(found.length).toBeLessThanOrEqual(4);
        expect(found.every(({ score }) => score > 0 && score <= 1)).toBe(true);
      }),
    );
  });

  it('compares with 10,000 open tickets in well under a second, and later looks in less', () => {
    const subjects = ['No imprime', 'Error al timbrar', 'Sin sistema', 'Alta de usuario', 'Reporte descuadrado'];
    const many = Array.from({ length: 10_000 }, (_, index) =>
      ticket({
        subject: `${subjects[index % subjects.length]} ${index}`,
        description: `La sucursal ${index % 90} reporta que el módulo ${index % 17} muestra un mensaje desde el lunes; ya se reinició el equipo, se revisó la configuración de la caja ${index % 7} y el problema continúa`,
      }),
    );
    const candidate = ticket({ subject: 'Error al timbrar', description: 'sucursal 41, el módulo muestra un mensaje' });
    const finder = createSimilarTickets();
    const first = process.cpuUsage();
    expect(finder.similarTickets(candidate, many)).toHaveLength(5);
    const spent = process.cpuUsage(first);
    const second = process.cpuUsage();
    finder.similarTickets(candidate, many);
    const again = process.cpuUsage(second);
    expect((spent.user + spent.system) / 1e6).toBeLessThan(1.5);
    expect(again.user + again.system).toBeLessThan(spent.user + spent.system);
  });
});
