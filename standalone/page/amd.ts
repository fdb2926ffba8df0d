/** A module as a plugin asks for it: loaded when first needed. */
export type ModuleSource = () => unknown;

export interface AmdOptions {
  /** What can be asked for, by the name a bundle's `define` uses. */
  modules: Readonly<Record<string, ModuleSource>>;
  /** One sentence for each name that is not in `modules`. */
  explainMissing: (name: string) => string;
  /** Where `define` is put. */
  target: { define?: Define };
  document: Pick<Document, 'createElement' | 'currentScript' | 'head'>;
}

export interface Define {
  (...args: unknown[]): void;
  amd: object;
}

type Factory = (...dependencies: unknown[]) => unknown;

interface Definition {
  dependencies: readonly string[];
  factory: Factory | object;
}

/** A bundle that could not be loaded; the message says why and what to do, in words for the page. */
export class BundleError extends Error {
  override name = 'BundleError';
}

/**
 * Puts an AMD `define` on `target` and returns the function that loads a bundle by its address: what SystemJS does in
 * Grafana for a plugin's module.js. `module`, `exports` and `require` are as AMD has them, `module.uri` being the script's
 * absolute address (webpack takes the address of its lazy chunks from it).
 *
 * @throws BundleError when the script does not load or is not AMD, or asks for modules that are not there
 */
export function installAmd(options: AmdOptions): (url: string) => Promise<unknown> {
  const { target, document } = options;
  const defined = new WeakMap<object, Definition>();
  const define = (...args: unknown[]) => {
    if (document.currentScript) {
      defined.set(document.currentScript, toDefinition(args));
    }
  };
  target.define = Object.assign(define, { amd: {} });

  return async (url) => {
    const script = await loadScript(document, url);
    const definition = defined.get(script);
    if (!definition) {
      throw new BundleError(
        `${url} is not an AMD module: it did not call define(). Build the plugin with npm run build.`
      );
    }
    return evaluate(definition, script.src, options);
  };
}

/** define(id?, dependencies?, factory) */
function toDefinition(args: unknown[]): Definition {
  const [dependencies, factory] = typeof args[0] === 'string' ? args.slice(1) : args;
  return Array.isArray(dependencies)
    ? { dependencies: dependencies.map(String), factory: isFactory(factory) ? factory : {} }
    : { dependencies: ['require', 'exports', 'module'], factory: isFactory(dependencies) ? dependencies : {} };
}

function isFactory(value: unknown): value is Factory | object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function loadScript(document: AmdOptions['document'], url: string): Promise<HTMLScriptElement> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.async = true;
    script.onload = () => resolve(script);
    script.onerror = () => reject(new BundleError(`${url} could not be loaded. Build the plugin with npm run build.`));
    document.head.append(script);
  });
}

async function evaluate(
  definition: Definition,
  uri: string,
  { modules, explainMissing }: AmdOptions
): Promise<unknown> {
  if (typeof definition.factory !== 'function') {
    return definition.factory;
  }
  const module = { id: uri, uri, exports: {} as unknown };
  const own: Record<string, unknown> = { module, exports: module.exports, require: undefined };
  const missing = definition.dependencies.filter((name) => !Object.hasOwn(own, name) && !Object.hasOwn(modules, name));
  if (missing.length > 0) {
    throw new BundleError(missing.map(explainMissing).join(' '));
  }
  const dependencies = await Promise.all(
    definition.dependencies.map((name) => (Object.hasOwn(own, name) ? own[name] : modules[name]()))
  );
  const factory = definition.factory as Factory;
  return factory(...dependencies) ?? module.exports;
}
