import { keep, recall } from './memory';

afterEach(() => {
  jest.restoreAllMocks();
  localStorage.clear();
});

const refuse = () => {
  throw new DOMException('no', 'SecurityError');
};

describe('the memory of a browser', () => {
  it('keeps texts by name, under the plugin', () => {
    keep('color', 'red');
    expect(recall('color')).toBe('red');
    expect(localStorage.getItem('oss-serviceprofiles-app.color')).toBe('red');
    expect(recall('size')).toBeUndefined();
  });

  it('is empty where pages may not keep anything', () => {
    jest.spyOn(window, 'localStorage', 'get').mockImplementation(refuse);
    expect(() => keep('color', 'red')).not.toThrow();
    expect(recall('color')).toBeUndefined();
  });

  it('keeps what it had when it is full', () => {
    keep('color', 'red');
    const full = new Proxy(localStorage, {
      set: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    jest.spyOn(window, 'localStorage', 'get').mockReturnValue(full);
    expect(() => keep('color', 'blue')).not.toThrow();
    jest.restoreAllMocks();
    expect(recall('color')).toBe('red');
  });
});
