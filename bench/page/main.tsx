import { createTheme, ThemeContext, type DataFrame } from '@grafana/data';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import React from 'react';
import { createRoot } from 'react-dom/client';
import { factsOf, type Facts } from './facts';
import { loadRows, toFrame, type InputName } from './input';
import { Ours } from './Ours';
import { Peer } from './Peer';

export type Side = 'ours' | 'peer';

/** `window.bench`: what the benchmark and the tests of extremes do to the page. */
export interface Bench {
  load(input: InputName): Promise<Facts>;
  /** Draws the loaded input; undefined takes everything away. */
  show(side: Side | undefined): void;
}

const theme = createTheme({ colors: { mode: 'dark' } });
const element = document.getElementById('root');
if (!element) {
  throw new Error('The page has no root.');
}
const root = createRoot(element);
let frame: DataFrame | undefined;
let shows = 0;

const bench: Bench = {
  async load(input) {
    const rows = await loadRows(input);
    frame = toFrame(rows);
    return factsOf(rows);
  },
  show(side) {
    shows += 1;
    const View = side === 'ours' ? Ours : Peer;
    root.render(
      <ThemeContext.Provider value={theme}>
        <GlobalStyles />
        <div style={{ display: 'flex', flexDirection: 'column', height: '100vh' }}>
          {side && frame && <View key={shows} frame={frame} />}
        </div>
        <PortalContainer />
      </ThemeContext.Provider>
    );
  },
};
Object.assign(window, { bench });
