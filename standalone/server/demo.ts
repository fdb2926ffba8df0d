import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';

import { StartupError } from './startupError';

export interface Demo {
  /** Resolves when the last hour is there; rejects with a StartupError when the demo ends before that. */
  ready: Promise<void>;
  /** Ends the demo; resolves when its process is gone. */
  stop(): Promise<void>;
}

const STOP_MS = 3_000;

/**
 * Starts the demo as a process of its own, which pushes to the server at `url`. It ends with ours even if ours is
 * killed: its channel closes then.
 * @throws StartupError when the demo was not built
 */
export function startDemo(script: string, url: string): Demo {
  if (!existsSync(script)) {
    throw new StartupError('The demo is not built. Run npm start, which builds it, or add --no-demo.');
  }
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, SERVICE_PROFILES_URL: url },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let stopping = false;
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', () => resolve());
    child.stdout?.on('data', (data: Buffer) => data.includes('back-filled') && resolve());
    child.on('error', (error) => reject(new StartupError(`The demo can't be started: ${error.message}`)));
    child.on('exit', (code, signal) => {
      const line = `The demo ended (${signal ?? `code ${code}`}). Start again, with --no-demo if it keeps doing so.`;
      reject(new StartupError(line));
    });
  });
  ready.then(
    () => child.on('exit', () => !stopping && console.error('The demo ended: its profiles stop here.')),
    () => undefined
  );
  return {
    ready,
    stop: () => {
      stopping = true;
      return stop(child);
    },
  };
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
