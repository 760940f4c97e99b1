import type { opportunities as spanish } from '../es/opportunities.ts';

/** Sales opportunities, in English. */
export const opportunities: typeof spanish = {
  opportunities: {
    title: 'Opportunities',
    pageAbout:
      'What the desk handed over to sales. Support opens the door with precise information; another team closes the sale.',
    empty: 'There are no opportunities yet. They are marked in a conversation.',
    one: 'Sales opportunity',
    mark: 'Mark an opportunity',
    about: 'Goes to: {{names}}.',
    send: 'Hand over to sales',
    kind: 'What could be offered',
    description: 'What the customer needs',
    name: 'Name of the customer',
    organisation: 'Company',
    reach: 'How to reach them',
    module: 'Module',
    noSale: 'Support closes no sales: your part ends here.',
    marked: 'Opportunity {{folio}} was handed over to sales.',
    goesTo: 'For {{names}}',
    suspected: 'Possible opportunity',
    confirm: 'Confirm',
    dismiss: 'Not an opportunity',
    open: 'See the conversation',
    category: {
      modulo_adicional: 'Additional module',
      desarrollo_especial: 'Special development',
      mejora_funcional: 'Functional improvement',
    },
  },
};
