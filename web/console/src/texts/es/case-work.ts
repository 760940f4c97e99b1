/** Classification, steps and responsible people of a ticket, in Spanish. */
export const caseWork = {
  caseWork: {
    classification: 'Clasificación',
    proposed: 'Propuesta del asistente, por confirmar',
    confirmed: 'Clasificación confirmada',
    choose: 'Elija uno',
    confirm: 'Confirmar la clasificación',
    steps: 'Pasos y responsables',
    nobody: 'nadie todavía',
    notListed: 'Nadie tiene el puesto para este servicio; se avisa a quienes documentan.',
    done: 'Entregado',
    missing: 'Falta',
    handIn: 'Entregar',
    brings: {
      nothing: 'Deja constancia de que este paso está hecho.',
      words: 'Entregue un texto, un archivo o los dos. Solo lo ve la mesa.',
      file: 'Entregue el archivo, por ejemplo un escáner. Solo lo ve la mesa.',
    },
    note: 'Texto',
    file: 'Archivo',
    attach: 'Adjuntar un archivo',
    saveField: 'Guardar',
  },
};
