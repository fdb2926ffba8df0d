import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { profileFromPprof } from '../pprof/profile';
import { chargeOwn, NO_OWN } from './charge';
import { ownership } from './ownership';
import { suggestOwn } from './suggest';

const PROFILES = join(__dirname, '../../../standalone/demo/profiles');

function read(file: string, sampleType: string) {
  return profileFromPprof(gunzipSync(readFileSync(join(PROFILES, file))), sampleType);
}

const repository = 'https://github.com/grafana/pyroscope';

/**
 * Recorded profiles of a Go server, by names alone; shares of the whole in per cent. Own is what
 * `go tool pprof -focus github.com/grafana/pyroscope/` shows.
 */
describe('a recorded Go server', () => {
  it.each([
    ['process_cpu.cpu', 'cpu', 74.3, { gc: 14.9, scheduler: 2, library: 6.7 }],
    ['memory.alloc_space', 'alloc_space', 98, { library: 1.8 }],
    ['goroutines.goroutine', 'goroutine', 37.3, { idle: 60.9, library: 1.7 }],
  ])('%s', (file, sampleType, own, none) => {
    const profile = read(`pyroscope/1795342783-${file}.pb.gz`, sampleType);
    const charges = chargeOwn(profile, ownership(profile, { words: new Map(), repository }));
    const share = (value: number) => Math.round((1000 * value) / profile.total[0]) / 10;
    expect(share(charges.ownTotal)).toBeCloseTo(own, 1);
    expect(Object.fromEntries(Object.keys(none).map((kind) => [kind, share(charges.none[kind as 'gc'])]))).toEqual(
      none
    );
    const sum = NO_OWN.reduce((all, kind) => all + charges.none[kind], charges.ownTotal + charges.notLoaded);
    expect(sum).toBe(profile.total[0]);
  });

  it('is suggested where nothing tells whose it is', () => {
    const profile = read('pyroscope/1795342783-process_cpu.cpu.pb.gz', 'cpu');
    const words = new Map();
    const [first, second] = suggestOwn(profile, ownership(profile, { words }), words, 2);
    expect(first.package).toBe('github.com/grafana/pyroscope');
    expect(first.total / profile.total[0]).toBeCloseTo(0.743, 3);
    expect(second.package).toBe('github.com/grafana/dskit');
  });
});

describe('a recorded Node program', () => {
  it('without files is the runtime as far as names tell, and adds up', () => {
    const profile = read('tsc/tsc.pb.gz', 'wall');
    const { ownTotal, none, notLoaded } = chargeOwn(profile, ownership(profile, { words: new Map() }));
    expect(NO_OWN.reduce((all, kind) => all + none[kind], ownTotal + notLoaded)).toBe(profile.total[0]);
  });
});
