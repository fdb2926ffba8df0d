/** When the browser has drawn what there is: what is fetched or computed sooner comes between a picture and the screen. */
export function afterFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
