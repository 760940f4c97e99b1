import { describe, expect, it } from '@jest/globals';
import { splitMail } from '../../src/diagnosis/mail.ts';

describe('splitMail', () => {
  it('takes the subject without its reply marks and the body without the signature', () => {
    const mail = splitMail('Asunto: RE: RV: cierre de mes\n\nNo cuadra la balanza.\n\nRocío Pérez\nDepto. Contable');
    expect(mail).toEqual({ subject: 'cierre de mes', body: 'No cuadra la balanza.' });
  });

  it('drops closing words, device lines and quoted mail', () => {
    const text =
      'Asunto: folio\n\n¿Cómo va?\n\nSaludos cordiales\nAna\nEl lunes Juan escribió:\n> se cayó todo el servidor';
    expect(splitMail(text).body.trim()).toBe('¿Cómo va?');
    expect(splitMail('Asunto: (sin asunto)\n\nEnviado desde mi iPhone')).toEqual({ subject: '', body: '' });
  });

  it('keeps a short question at the end and a body of one paragraph', () => {
    expect(splitMail('Asunto: x\n\nTimbré mal.\n\n¿Qué procede?').body).toContain('procede');
    expect(splitMail('Asunto: nómina\n\nNo timbra').body).toBe('No timbra');
  });

  it('leaves a chat message as it is', () => {
    expect(splitMail('hola\n\nno timbra').body).toBe('hola\n\nno timbra');
  });
});
