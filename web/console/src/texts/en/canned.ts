import type { canned as spanish } from '../es/canned.ts';

/** Texts that agents send as they are, in English. */
export const canned: typeof spanish = {
  canned: {
    title: 'Canned replies',
    about: 'Texts that are ready to use. While answering, type / and part of the name.',
    add: 'New reply',
    empty: 'There are no canned replies yet. Write the first one.',
    edit: 'Edit',
    remove: 'Delete',
    removeTitle: 'Delete the reply',
    removeBody: '“{{title}}” is no longer offered. What was sent does not change.',
    uses_one: 'Used {{count}} time',
    uses_many: 'Used {{count}} times',
    uses_other: 'Used {{count}} times',
    foreign: 'It leads to sites that the policy does not allow: {{hosts}}',
    name: 'Name',
    nameHint: 'As you will look for it after typing /.',
    text: 'Text',
    fills: 'Filled in when it is used; put the cursor in its place:',
    share: 'For the whole desk',
    save: 'Save',
    kind: {
      own: 'Mine',
      shared: 'Of the whole desk',
      policy: 'Of the policy',
    },
    variable: {
      nombre: "The person's name",
      empresa: 'Company',
      folio: 'Folio',
      agente: 'My name',
      organizacion: 'Organisation',
      horario: 'Hours',
    },
  },
};
