import { config } from '@grafana/runtime';

/** Whether Grafana lets the signed-in person do this, such as `datasources:explore`. It checks again by itself. */
export function mayDo(action: string): boolean {
  return config.bootData?.user?.permissions?.[action] === true;
}
