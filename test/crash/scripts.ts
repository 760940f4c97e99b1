/** A conversation to be held, and what it must leave behind. */
export interface Script {
  readonly name: string;
  readonly lines: readonly string[];
  readonly tickets: number;
  readonly surveys: number;
  readonly opportunities: number;
}

/** One for each ending that has effects. The texts decide the path; the answers come from the flow itself. */
export const scripts: readonly Script[] = [
  {
    name: 'link',
    lines: ['Hola, ¿cómo cancelo un CFDI?', 'me llamo Ana Prueba', 'usuario final', 'sí', '5'],
    tickets: 0,
    surveys: 1,
    opportunities: 0,
  },
  {
    name: 'ticket',
    lines: [
      'todas las facturas del mes presentan errores contables en toda la compañía y no podemos trabajar',
      'me llamo Eva Prueba',
      'partner',
    ],
    tickets: 1,
    surveys: 0,
    opportunities: 0,
  },
  {
    name: 'opportunity',
    lines: ['quiero que el reporte de ventas se mande solo cada semana', 'soy Luis Prueba', 'partner', 'no'],
    tickets: 0,
    surveys: 0,
    opportunities: 1,
  },
  {
    name: 'cancel',
    lines: ['tengo un problema con la nómina', 'cancelar', 'gracias'],
    tickets: 0,
    surveys: 0,
    opportunities: 0,
  },
];
