/** jsdom lays nothing out and draws nothing: Grafana's lists, which measure their texts on a canvas, would be empty. */
export function giveListsASize(): void {
  for (const name of ['offsetHeight', 'offsetWidth']) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 400 });
  }
  const context = { measureText: () => ({ width: 50 }) } as unknown as CanvasRenderingContext2D;
  HTMLCanvasElement.prototype.getContext = (() => context) as unknown as HTMLCanvasElement['getContext'];
  window.IntersectionObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as unknown as typeof IntersectionObserver;
}
