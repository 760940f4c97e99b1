import type { contacts as spanish } from '../es/contacts.ts';

/** People who write to us, in English. */
export const contacts: typeof spanish = {
  contact: {
    title: 'Person',
    userType: 'User type',
    customerClass: 'Customer class',
    organisation: 'Company',
    email: 'Email',
    phone: 'Phone',
    visits: 'Earlier visits',
    partner: 'Partner',
    usuario_final: 'End user',
    top: 'Top customer',
    estandar: 'Standard',
  },
};
