import { type Subject } from '../../../subject/subject';
import { type Tab } from '../useTab';

/** A tab's subject with what its link leaves to the page: another one beside it would mean something else by silence. */
export function firstOf(tab: Tab, now: Subject): Subject {
  const dataSource = now.dataSource ?? tab.chosen.dataSource?.uid;
  const type = now.type ?? tab.profile.typeId;
  return { ...now, ...(dataSource !== undefined && { dataSource }), ...(type !== undefined && { type }) };
}
