/** jsdom lays nothing out: without a height no virtual row would be rendered. */
export function giveElementsASize(width = 1200, height = 560): void {
  const sizes = { clientHeight: height, clientWidth: width, offsetHeight: height, offsetWidth: width };
  for (const [name, size] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
}
