/** Sales opportunities, in Spanish. */
export const opportunities = {
  opportunities: {
    title: 'Oportunidades',
    pageAbout:
      'Lo que la mesa pasó a ventas. Soporte abre la puerta con información precisa; la venta la cierra otro equipo.',
    empty: 'Todavía no hay oportunidades. Se marcan desde una conversación.',
    one: 'Oportunidad comercial',
    mark: 'Marcar oportunidad',
    about: 'Pasa a: {{names}}.',
    send: 'Pasar a ventas',
    kind: 'Qué se puede ofrecer',
    description: 'Qué necesita el cliente',
    name: 'Nombre del cliente',
    organisation: 'Empresa',
    reach: 'Cómo localizarle',
    module: 'Módulo',
    noSale: 'Soporte no cierra ventas: con esto termina su parte.',
    marked: 'Oportunidad {{folio}} enviada a ventas.',
    goesTo: 'Para {{names}}',
    suspected: 'Posible oportunidad',
    confirm: 'Confirmar',
    dismiss: 'No es una oportunidad',
    open: 'Ver la conversación',
    category: {
      modulo_adicional: 'Módulo adicional',
      desarrollo_especial: 'Desarrollo especial',
      mejora_funcional: 'Mejora funcional',
    },
  },
};
