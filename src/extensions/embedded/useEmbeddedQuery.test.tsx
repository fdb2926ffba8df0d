import { locationService } from '@grafana/runtime';
import { act, renderHook } from '@testing-library/react';
import { useEmbeddedQuery } from './useEmbeddedQuery';

const search = () => locationService.getLocation().search;

beforeEach(() => locationService.push('/d/host?theirs=1'));

it('without a prefix the tab keeps its state, and leaves the address alone', () => {
  const { result } = renderHook(() => useEmbeddedQuery('service_name=cart', undefined));
  act(() => result.current.goTo('?service_name=cart&highlight=main', false));
  expect(result.current.search).toBe('?service_name=cart&highlight=main');
  expect(search()).toBe('?theirs=1');
});

it('under prefixes two tabs keep apart in one address, and Back steps through both', () => {
  const left = renderHook(() => useEmbeddedQuery('service_name=cart', 'l-'));
  const right = renderHook(() => useEmbeddedQuery('service_name=shop', 'r-'));
  act(() => left.result.current.goTo('?service_name=cart&highlight=main', false));
  act(() => right.result.current.goTo('?service_name=shop&sandwich=gc', true));
  expect(search()).toBe('?theirs=1&l-service_name=cart&l-highlight=main&r-service_name=shop&r-sandwich=gc');
  expect(left.result.current.search).toBe('service_name=cart&highlight=main');
  expect(right.result.current.search).toBe('service_name=shop&sandwich=gc');
  act(() => locationService.push('/d/host?theirs=1'));
  expect(left.result.current.search).toBe('service_name=cart');
});

it("a change of the host's wish is a step that replaces", () => {
  const { result, rerender } = renderHook(({ wanted }) => useEmbeddedQuery(wanted, 'l-'), {
    initialProps: { wanted: 'service_name=cart&from=now-1h' },
  });
  act(() => result.current.goTo('service_name=cart&from=now-1h&layout=graph', false));
  rerender({ wanted: 'service_name=cart&from=now-6h' });
  expect(result.current.search).toBe('service_name=cart&layout=graph&from=now-6h');
  expect(search()).toBe('?theirs=1&l-service_name=cart&l-layout=graph&l-from=now-6h');
});

it.each([[undefined], ['l-']])('another service of the host asks for its own namespace; prefix %j', (prefix) => {
  const { result, rerender } = renderHook(({ wanted }) => useEmbeddedQuery(wanted, prefix), {
    initialProps: { wanted: 'service_name=cart' },
  });
  // The tab found it out, and keeps it in its query.
  act(() => result.current.goTo('service_name=cart&namespace=shop&filters=%7Bpod%3D%22a%22%7D', true));
  rerender({ wanted: 'service_name=pay' });
  expect(result.current.search).toBe('service_name=pay');
});
