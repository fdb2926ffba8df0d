// @ts-check
import { ensureBuilt, ensureInstalled } from '../standalone/setup.mjs';
import { fail, passSignalsOn, run } from './run.mjs';

/** `npm run server`: builds what the containers mount, then brings them up (docker-compose.yaml). */
async function main() {
  passSignalsOn();
  await ensureInstalled({ tests: false });
  await ensureBuilt({ plugin: true, demo: true });
  process.exitCode = await run('docker', ['compose', 'up', '--build']);
}

await main().catch(fail);
