import type { FullConfig } from '@playwright/test';
import { seedProfilesOfRun, startRun } from './data';
import { seedProfiles, waitUntilListed } from './seed';

/** Pushes the recorded profiles once for all tests: to `PYROSCOPE_URL`, else to the standalone server under test. */
export default async function globalSetup(config: FullConfig): Promise<void> {
  const target = process.env.PYROSCOPE_URL ?? config.projects[0].use.baseURL;
  if (!target) {
    throw new Error('neither PYROSCOPE_URL nor a base URL says where to push the profiles');
  }
  startRun(Date.now());
  const profiles = seedProfilesOfRun();
  await seedProfiles(target, profiles);
  await waitUntilListed(
    target,
    profiles.map(({ labels }) => labels)
  );
}
