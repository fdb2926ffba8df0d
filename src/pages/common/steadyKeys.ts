import { afterFrame } from '../../flamegraph/view/afterFrame';

/** Keys that are about what the list offers; Tab takes it along on its way out. */
const CHOOSING = ['Enter', 'Tab', 'ArrowDown', 'ArrowUp'];

/** The keys pressed in a field since its text changed, until its list has followed. */
const waiting = new WeakMap<EventTarget, string[]>();

const press = (field: EventTarget, key: string) =>
  field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

/**
 * Holds back the keys of a Combobox of Grafana's until its list has followed the typed text, and marks the first option then.
 * The list follows a moment later, on a busy page a long one, and until then Enter would take what was offered before; and
 * the option that is marked is the one that stands where the chosen one stood in the whole list, or none. What it does not
 * mend: typed right after another choice, the text is put behind the old one, and nothing is found.
 */
export function steady(event: React.SyntheticEvent): void {
  const { target: field, type } = event;
  if (type === 'input') {
    const keys: string[] = [];
    waiting.set(field, keys);
    void afterFrame().then(() => {
      if (waiting.get(field) === keys) {
        waiting.delete(field);
        ['Home', ...keys].forEach((key) => press(field, key));
      }
    });
    return;
  }
  const { key } = event as React.KeyboardEvent;
  const keys = waiting.get(field);
  if (keys && CHOOSING.includes(key)) {
    event.preventDefault();
    event.stopPropagation();
    keys.push(key === 'Tab' ? 'Enter' : key);
  }
}
