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

/** The rules by which Grafana (12.3 to 13.2) registers an added link; one that breaks them is dropped, with a line in the console. */
it.each(plugin.addedLinkConfigs)('Grafana takes the link "$title" at $targets', (link) => {
  expect(link.path).toMatch(/^\/a\/oss-serviceprofiles-app\/./);
  expect(link.title && link.description).not.toBe('');
  // In development it looks for what plugin.json says by the title alone, and takes the first that it finds.
  const declared = pluginJson.extensions.addedLinks.find(({ title }) => title === link.title);
  expect(declared).toMatchObject({ targets: [link.targets].flat(), description: link.description });
  // What `configure` says is checked again with each page.
  const changed = link.configure?.({});
  expect(changed?.path ?? '/a/oss-serviceprofiles-app/').toMatch(/^\/a\/oss-serviceprofiles-app\//);
});
