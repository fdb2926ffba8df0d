import { t } from '../../i18n';
import { visible } from '../../profile/naming/visible';
import { type Dropped, type DropReason } from '../../subject/paramReader';
import { visibleValue } from './visibleValue';

/** Why a part of a link was not used, as a sentence. */
export function noteText({ param, reason }: Dropped): string {
  switch (reason.kind) {
    case 'given-twice':
      return t('notes.given-twice', 'It is given {{times}} times; the first one is used.', { times: reason.times });
    case 'not-one-of':
      return t('notes.not-one-of', 'It must be one of {{options}}.', { options: reason.options.join(', ') });
    case 'not-a-type':
      return t('notes.not-a-type', 'It is neither a profile type id nor a name and sample type such as {{example}}.', {
        example: 'process_cpu:cpu',
      });
    case 'bad-selector':
      return visible(reason.words);
    case 'no-start':
      return t('notes.no-start', 'The start of the range, {{param}}, is missing.', { param: 'from' });
    case 'bad-time':
      return t('notes.bad-time', 'A time must be like {{example}}, or milliseconds since 1970, or an ISO date.', {
        example: 'now-1h',
      });
    case 'ends-before-start':
      return t('notes.ends-before-start', 'The range ends before it starts.');
    case 'bad-window':
      return t('notes.bad-window', 'A window needs two absolute times, its start before its end.');
    case 'bad-brush':
      return t('notes.bad-brush', 'It must be two times, two values and a label selector.');
    case 'not-an-id':
      return t('notes.not-an-id', 'It must be 16 hexadecimal digits for a span, 32 for a trace, a UUID for a profile.');
    case 'bad-file':
      return t('notes.bad-file', 'A file must be given as its SHA-256, a comma and its name.');
    case 'contradicts':
      return t('notes.contradicts', '{{param}} says otherwise and is used.', { param: reason.param });
    case 'unreadable-path':
      return t('notes.unreadable-path', 'The path cannot be read.');
    case 'unreadable-groups':
      return t('notes.unreadable-groups', '{{unreadable}} of {{of}} groups cannot be read.', {
        unreadable: reason.unreadable,
        of: reason.of,
      });
    default:
      return lostText(param, reason);
  }
}

type Lost = Extract<
  DropReason,
  { kind: 'other-service' | 'other-type' | 'link-too-long' | 'link-too-long-for-groups' }
>;

/** Of what a step left behind, or of what a link has no room for. */
function lostText(param: string, reason: Lost): string {
  switch (reason.kind) {
    case 'other-service':
      return reason.service === undefined
        ? t('notes.service-before', 'It belongs to the service shown before.')
        : t('notes.other-service', 'It belongs to the service {{service}}.', { service: visibleValue(reason.service) });
    case 'other-type':
      return t('notes.other-type', 'It belongs to the profile type shown before.');
    case 'link-too-long':
      return t('notes.too-long', 'The link would be too long: {{param}} is not in it.', { param });
    case 'link-too-long-for-groups':
      return t(
        'notes.too-long-groups',
        'The link would be too long: the {{gone}} groups changed first are not in it.',
        {
          gone: reason.gone,
        }
      );
  }
}
