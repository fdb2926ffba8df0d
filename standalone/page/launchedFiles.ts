interface LaunchedFile {
  kind: 'file';
  name: string;
  getFile(): Promise<File>;
}

type Consumer = (params: { files: readonly LaunchedFile[] }) => void;

const URL = '/api/standalone/files';

/**
 * The files of the command line come to the app as a system gives files to an installed web app that they are opened
 * with: by `window.launchQueue` (https://wicg.github.io/web-app-launch/#launchqueue-interface).
 */
export function installLaunchQueue(target: object = window): void {
  const setConsumer = (consumer: Consumer) => {
    void launchedFiles().then((files) => files.length > 0 && consumer({ files }));
  };
  Object.defineProperty(target, 'launchQueue', { value: { setConsumer }, configurable: true });
}

async function launchedFiles(): Promise<LaunchedFile[]> {
  const files: Array<{ name: string; digest: string }> = await (await fetch(URL)).json();
  return files.map(({ name, digest }) => ({
    kind: 'file',
    name,
    getFile: async () => new File([await (await fetch(`${URL}/${digest}`)).blob()], name),
  }));
}
