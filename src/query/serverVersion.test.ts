import { canSelect } from './serverVersion';

it.each([
  ['v1.16.0', false, false],
  ['1.17.1', true, false],
  ['v2.0.6', true, false],
  ['v2.0.6+service-profiles', true, false],
  ['v2.2.0-rc.1', true, true],
  ['v10.0.0', true, true],
  ['main-abc123', false, false],
  ['', false, false],
])('a server %j selects profiles: %s, traces: %s', (version, profile, trace) => {
  expect([canSelect(version, 'profile'), canSelect(version, 'trace')]).toEqual([profile, trace]);
});
