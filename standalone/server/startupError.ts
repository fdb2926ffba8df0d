/** Why the server can't start, in one line that names the next step; the process prints it and ends with code 1. */
export class StartupError extends Error {
  constructor(line: string) {
    super(line.replace(/\s+/g, ' '));
    this.name = 'StartupError';
  }
}
