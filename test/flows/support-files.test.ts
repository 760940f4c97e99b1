import { describe, expect, it } from '@jest/globals';
import { converse, knownContact } from '../builders/flow-context.ts';

const CASE = 'tengo un caso con mis facturas de hoy';
const talk = () => converse({ contact: knownContact() });

describe('files beside words', () => {
  it('P4 tells once that pictures, sound and video are not checked', () => {
    const said = talk().user(CASE, { files: 1, review: 'unscanned' });
    expect(said.last).toContain('No puedo revisar imágenes');
    expect(said.user('y esta otra', { files: 1, review: 'unscanned' }).last).not.toContain('No puedo revisar');
  });

  it('P4 tells each time that a file was not kept, with or without words', () => {
    const said = talk().user(CASE, { files: 1, review: 'held' });
    expect(said.last).toContain('no guardé un archivo');
    expect(said.user('va otra vez', { files: 1, review: 'held' }).last).toContain('no guardé un archivo');
    expect(said.user('', { files: 1, review: 'held' }).last).toContain('no guardé un archivo');
  });

  it('says nothing of files that were read', () => {
    expect(talk().user(CASE, { files: 1, review: 'clean' }).last).not.toMatch(/archivo|imágenes/);
  });
});
