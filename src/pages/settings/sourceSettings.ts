import { t } from '../../i18n';
import { KNOWN_HOSTS, readHost } from '../../profile/source/repository';
import { readMapping, type SourceContext } from '../../profile/source/sourceLink';
import { type Problems, type Settings } from './schema';

type SourceSettings = Pick<Settings, 'sourceHosts' | 'sourcePaths'>;

/** What settings say of where code is; what cannot be read is left out. */
export function readSourceSettings({
  sourceHosts,
  sourcePaths,
}: SourceSettings): Pick<SourceContext, 'hosts' | 'mappings'> {
  const hosts = new Map([...KNOWN_HOSTS, ...sourceHosts.map(readHost).filter((host) => host !== undefined)]);
  return {
    hosts,
    mappings: sourcePaths.map((path) => readMapping(path, hosts)).filter((mapping) => mapping !== undefined),
  };
}

/** What is wrong with them, in words for each field. */
export function sourceProblems(settings: SourceSettings): Pick<Problems, keyof SourceSettings> {
  const badHost = settings.sourceHosts.find((host) => readHost(host) === undefined);
  const { hosts } = readSourceSettings(settings);
  const badPath = settings.sourcePaths.find((path) => readMapping(path, hosts) === undefined);
  return {
    ...(badHost !== undefined && {
      sourceHosts: t('settings.source-host-form', '{{text}}: not a host and its kind, as in git.example.com=gitlab', {
        text: badHost,
      }),
    }),
    ...(badPath !== undefined && {
      sourcePaths: t(
        'settings.source-path-form',
        '{{text}}: not a prefix and a repository on one of the hosts, as in /app/ = https://github.com/me/shop@main src',
        { text: badPath }
      ),
    }),
  };
}
