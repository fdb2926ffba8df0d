import { t } from '../../i18n';
import { copyText } from '../copyText';

/** What copying a name came to. */
export const copyTexts = {
  copied: (name: string) => t('flamegraph.row-menu.copied', 'Copied {{name}}', { name }),
  notCopied: () => t('flamegraph.row-menu.not-copied', 'Could not copy'),
};

/** @returns what came of it, for screen readers */
export const copyName = async (name: string): Promise<string> =>
  (await copyText(name)) ? copyTexts.copied(name) : copyTexts.notCopied();
