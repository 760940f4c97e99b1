/** Quality reviews and surveys, in Spanish. */
export const quality = {};
