/**
 * Answers come faster than lines are worth drawing anew, by the thread that has the next windows to ask for: those of a
 * quarter of a second are drawn as one.
 */
const DRAW_EVERY_MS = 250;

/** Draws the first answer after a while, with all that came meanwhile; `now` draws at once, nothing is drawn after `end`. */
export function paced(draw: () => void): { soon(): void; now(): void; end(): void } {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const now = () => {
    end();
    draw();
  };
  return { soon: () => void (waiting ??= setTimeout(now, DRAW_EVERY_MS)), now, end };
}
