/** What a server can tell apart, by the first release that does. Older ones answer as if nothing had been asked for. */
const SINCE = { profile: [1, 17], trace: [2, 2] } as const;

/**
 * Whether a server of this version looks for single profiles, or for those of a trace.
 * @param version as its build information has it, such as `v2.0.6`; of builds without a number nothing is known
 */
export function canSelect(version: string, what: keyof typeof SINCE): boolean {
  const found = /^v?(\d+)\.(\d+)/.exec(version);
  const [major, minor] = SINCE[what];
  return found !== null && (Number(found[1]) > major || (Number(found[1]) === major && Number(found[2]) >= minor));
}
