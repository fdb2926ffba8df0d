import { config } from '@grafana/runtime';
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
    expect(localStorage.getItem('oss-serviceprofiles-app.0.0.color')).toBe('red');
    expect(recall('size')).toBeUndefined();
  });

  it("is each person's own, in each organization", () => {
    const { bootData } = config;
    const as = (orgId: number, uid: string) =>
      Object.assign(config, { bootData: { ...bootData, user: { orgId, uid } } });
    as(1, 'ann');
    keep('color', 'red');
    as(1, 'bob');
    expect(recall('color')).toBeUndefined();
    as(2, 'ann');
    expect(recall('color')).toBeUndefined();
    as(1, 'ann');
    expect(recall('color')).toBe('red');
    Object.assign(config, { bootData });
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
