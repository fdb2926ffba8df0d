import { ConnectError } from '../store/querier';

/** The profile server did not answer at all: refused, no such host, connection lost. */
export class UnreachableError extends ConnectError {
  constructor(message: string) {
    super('unavailable', message);
    this.name = 'UnreachableError';
  }
}
