/** People who write to us, in Spanish. */
export const contacts = {
  contact: {
    title: 'Persona',
    userType: 'Tipo de usuario',
    customerClass: 'Clase de cliente',
    organisation: 'Empresa',
    email: 'Correo',
    phone: 'Teléfono',
    visits: 'Visitas anteriores',
    partner: 'Partner',
    usuario_final: 'Usuario final',
    top: 'Cliente Top',
    estandar: 'Estándar',
  },
};
