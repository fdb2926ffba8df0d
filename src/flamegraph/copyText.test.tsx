import { copyText } from './copyText';

/** jsdom has no execCommand: this one records what was selected. */
function fakeExecCommand(result: boolean): string[] {
  const copied: string[] = [];
  const value = () => {
    const area = document.activeElement;
    copied.push(area instanceof HTMLTextAreaElement ? area.value.slice(area.selectionStart, area.selectionEnd) : '');
    return result;
  };
  Object.defineProperty(document, 'execCommand', { value, configurable: true });
  return copied;
}

describe('copyText', () => {
  it('copies without a clipboard API, as on plain http, and leaves focus and page as they were', async () => {
    document.body.innerHTML = '<button>Copy</button>';
    const button = document.querySelector('button')!;
    button.focus();
    const copied = fakeExecCommand(true);

    await expect(copyText('json.Marshal')).resolves.toBe(true);

    expect(copied).toEqual(['json.Marshal']);
    expect(document.activeElement).toBe(button);
    expect(document.querySelector('textarea')).toBeNull();
  });

  it('says so when nothing could be copied', async () => {
    fakeExecCommand(false);
    await expect(copyText('x')).resolves.toBe(false);
  });

  it('uses the clipboard in a secure context, and the old way when that is refused', async () => {
    const copied = fakeExecCommand(true);
    const writeText = jest.fn().mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('NotAllowedError'));
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });

    await expect(copyText('first')).resolves.toBe(true);
    expect(copied).toEqual([]);
    await expect(copyText('second')).resolves.toBe(true);
    expect(writeText.mock.calls).toEqual([['first'], ['second']]);
    expect(copied).toEqual(['second']);
  });
});
