import { load } from 'virtual:shared-modules';
import type { ModuleSource } from './amd';
import { handedOverAsDefault, hosted, sharedByGrafana } from './shared.mjs';

/**
 * The modules that a bundle can ask for, each loaded when first asked for.
 */
export function sharedModules(): Record<string, ModuleSource> {
  return Object.fromEntries(Object.keys(hosted).map((name) => [name, () => load[name]().then(handOver(name))]));
}

/**
 * Why a bundle can't have `name`, and what to do about it.
 */
export function explainMissing(name: string): string {
  return sharedByGrafana.includes(name)
    ? `The plugin asks for "${name}", which Grafana shares but this page does not host: add it to standalone/page/shared.mjs.`
    : `The plugin asks for "${name}", which Grafana 12.3 does not share with plugins: it has to be bundled, so it must not be among webpack's externals.`;
}

const handOver =
  (name: string) =>
  (namespace: object): unknown =>
    handedOverAsDefault.includes(name) ? (namespace as { default: unknown }).default : asEsModule(namespace);

/**
 * The namespace as webpack's `import x, { y } from` expects it: with `__esModule`, without which it would take the
 * namespace itself for the default export, and of a CommonJS module (which arrives as its default export alone) with its
 * properties as named exports. Getters stay getters, so that what changes later (`PluginPage`) is seen.
 */
export function asEsModule(namespace: object): object {
  const { default: whole } = namespace as { default?: unknown };
  const isCommonJs = Object.keys(namespace).join() === 'default' && typeof whole === 'object' && whole !== null;
  return Object.defineProperties(
    {},
    {
      ...(isCommonJs ? Object.getOwnPropertyDescriptors(whole) : {}),
      ...Object.getOwnPropertyDescriptors(namespace),
      __esModule: { value: true },
    }
  );
}
