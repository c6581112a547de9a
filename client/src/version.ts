/** Of the SDK, as servers see it. */
export const version = '0.1.0';
