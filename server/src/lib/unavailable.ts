/**
 * Something that an answer needs cannot be reached, or did not answer in time. It passes; what was asked may be asked again.
 * Devices hear `unavailable`.
 */
export class UnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnavailableError';
  }
}
