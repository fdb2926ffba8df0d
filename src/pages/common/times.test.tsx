import { act, renderHook } from '@testing-library/react';
import { chooseTimeSettings, useTimeSettings } from './times';
import { useTimeFormat } from './timeFormat';

const NOON = Date.UTC(2026, 0, 2, 12);
const HOUR = 3_600_000;

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOON));
afterEach(() => {
  jest.restoreAllMocks();
  act(() => chooseTimeSettings({ timeZone: undefined, fiscalYearStartMonth: undefined }));
});

describe('times', () => {
  it('have a date where they may be of another day than today', () => {
    const format = (time: number, span?: { from: number; to: number }) =>
      renderHook(() => useTimeFormat(span)).result.current(time);
    act(() => chooseTimeSettings({ timeZone: 'utc' }));
    expect(format(NOON - HOUR, { from: NOON - 2 * HOUR, to: NOON })).toBe('11:00:00');
    expect(format(NOON - HOUR, { from: NOON - 13 * HOUR, to: NOON })).toBe('2026-01-02 11:00:00');
    expect(format(NOON - 24 * HOUR, { from: NOON - 25 * HOUR, to: NOON - 23 * HOUR })).toBe('2026-01-01 12:00:00');
    expect([format(NOON - HOUR), format(NOON - 13 * HOUR)]).toEqual(['11:00:00', '2026-01-01 23:00:00']);
  });

  it('follow the time zone of the picker at once, else that of Grafana, everywhere alike', () => {
    const { result } = renderHook(() => ({ format: useTimeFormat(), settings: useTimeSettings() }));
    const { timeZone } = result.current.settings;
    act(() => chooseTimeSettings({ timeZone: 'Asia/Tokyo' }));
    expect(result.current.format(NOON - HOUR)).toBe('20:00:00');
    act(() => chooseTimeSettings({ fiscalYearStartMonth: 3 }));
    expect(result.current.settings).toEqual({ timeZone: 'Asia/Tokyo', fiscalYearStartMonth: 3 });
    act(() => chooseTimeSettings({ timeZone: undefined }));
    expect(result.current.settings.timeZone).toBe(timeZone);
  });
});
