/**
 * The specs that need the standalone server itself, each with its reason: they are a project of their own, which does not
 * exist in a run against a real Grafana. Whoever uses the fault proxy or the embedding host elsewhere fails in every run.
 */
export const STANDALONE_ONLY: Readonly<Record<string, string>> = {
  panel: "it looks into a bundle's loader, and a real Grafana has one of its own",
  extremes: "it draws on the benchmark's page, which only the standalone server lends its address",
  embedding: 'the host that embeds the tab is a page of the standalone server',
  start: 'it starts standalone servers of its own',
  // A fault proxy changes what the page is told at its start, which a real Grafana writes into the page itself; and a real
  // Grafana refuses a login from another address than its own.
  states: 'a fault proxy stands before the server',
  waiting: 'a fault proxy stands before the server',
  permissions: 'a fault proxy stands before the server',
  longRanges: 'a fault proxy stands before the server',
  story: 'a real server takes no profiles of eight hours ago',
  wholeProfile: 'a fault proxy stands before the server',
};

export const STANDALONE_PROJECT = 'standalone';

/** The tag of tests that only an administrator can pass; a run as somebody else leaves them out. */
export const ADMINISTRATOR = '@administrator';
