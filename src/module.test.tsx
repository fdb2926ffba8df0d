import { plugin } from './module';
import pluginJson from './plugin.json';

/** Grafana loads module.js where plugin.json says so, and in development drops what differs from it by a word. */
it('plugin.json says the same of extensions as the code, word for word', () => {
  const told = ({
    targets,
    title,
    description,
  }: {
    targets: string | string[];
    title: string;
    description?: string;
  }) => ({
    targets: [targets].flat(),
    title,
    description,
  });
  expect(pluginJson.extensions).toEqual({
    addedLinks: plugin.addedLinkConfigs.map(told),
    addedComponents: plugin.addedComponentConfigs.map(told),
    exposedComponents: plugin.exposedComponentConfigs.map(({ id, title, description }) => ({ id, title, description })),
  });
});
