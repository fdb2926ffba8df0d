import { reportInteraction } from '@grafana/runtime';

/** The main steps, with what is said of each. Nothing that names a service, a label, a function or a person. */
interface Steps {
  /** a Profiles tab shows its first profile of a group of types, such as `memory` */
  opened: { group: string | undefined };
  /** a comparison is begun */
  compared: Record<string, never>;
  /** a link is copied; whether with fixed times */
  shared: { pinned: boolean };
}

/** Tells Grafana's own collector, which there is only where the operator has set one up; docs/run-for-a-team.md lists all. */
export function report<Step extends keyof Steps>(step: Step, about: Steps[Step]): void {
  reportInteraction(`service_profiles_${step}`, about);
}
