import { alarmsOf, injected, unchangedPairs, upperBound } from '../../src/profile/change/testing/measure';
import { seeded } from '../../src/profile/change/random';
import { generate, modelOf, readRun, type Model } from '../../src/profile/change/testing/runs';
import { must, report } from './parts';

const PROGRAMS = ['go-drift-cpu', 'go-batch', 'node-drift'];
/** A window of a model is ten recorded ones. */
const WINDOWS = 10;
const SIDES = [5, 10, 20];
/** Two hours in windows of a minute. */
const TWO_HOURS = 120;

/** How often changes are called where there are none, and found where there are some. */
export async function soakChanges(share: number): Promise<void> {
  const rounds = Math.max(2, Math.round(20 * share));
  const recorded = PROGRAMS.map((name) => {
    const run = readRun(name);
    return SIDES.flatMap((side) => unchangedPairs(run, side, 5 * side));
  });
  alarms('recorded', recorded.map(alarmsOf));
  const hours = PROGRAMS.map((name) => {
    const run = readRun(`${name.replace('-cpu', '')}-hours`);
    return [5, 6, 8, 10].flatMap((side) => unchangedPairs(run, side, 5 * side));
  });
  alarms('recorded for two hours, by the minute', hours.map(alarmsOf));
  const byLot = PROGRAMS.map((name) => {
    const run = readRun(name);
    return [5, 10].flatMap((side) => unchangedPairs(run, side, 5 * side, 'uncounted'));
  });
  alarms('recorded, as if samples could not be counted', byLot.map(alarmsOf));
  const random = seeded(7);
  const models = PROGRAMS.map((name) => modelOf(readRun(name), WINDOWS));
  const generated = models.map((model) =>
    Array.from({ length: rounds }, () => generate(model, TWO_HOURS, random, { drift: 0.5, wave: 50 })).flatMap((run) =>
      unchangedPairs(run, 10, 50)
    )
  );
  alarms('two hours made of what was measured, load drifting by half', generated.map(alarmsOf));
  for (const [i, model] of models.entries()) {
    for (const scale of [0.5, 1, 2, 4]) {
      found(PROGRAMS[i], { ...model, samples: scale * model.samples }, rounds, random);
    }
  }
}

function alarms(title: string, programs: ReadonlyArray<ReturnType<typeof alarmsOf>>): void {
  const all = { pairs: 0, clear: 0, likely: 0 };
  programs.forEach((one, i) => {
    all.pairs += one.pairs;
    all.clear += one.clear;
    all.likely += one.likely;
    report(`nothing changed, ${title}: ${PROGRAMS[i]}`, {
      pairs: `${one.pairs}`,
      clear: `${one.clear}`,
      likely: `${one.likely}`,
    });
  });
  const bound = upperBound(all.clear, all.pairs);
  report(`nothing changed, ${title}: all`, {
    clear: `${all.clear} of ${all.pairs}`,
    'upper 95 % bound': percent(bound),
  });
  must(all.pairs < 100 || bound < 0.05, `${title}: changes are called in up to ${percent(bound)} of the pairs`);
}

/** +50 % in each function of 2 to 9 %, set to 5 %: those whose share is steady from window to window, and the others. */
function found(program: string, model: Model, rounds: number, random: () => number): void {
  const targets = model.functions
    .map((one, row) => ({ ...one, row }))
    .filter(({ share }) => share > 0.02 && share < 0.09);
  for (const [kind, rows] of [
    ['steady', targets.filter(({ wandering }) => wandering < STEADY)],
    ['wandering', targets.filter(({ wandering }) => wandering >= STEADY)],
  ] as const) {
    const results = rows.flatMap(({ row, share }) => {
      const functions = model.functions.map((one, i) => ({
        ...one,
        share: i === row ? 0.05 : (one.share * 0.95) / (1 - share),
      }));
      return Array.from({ length: rounds }, () => {
        const run = generate({ ...model, functions }, 70, random, { drift: 0.3, wave: 50 });
        return injected(run, row, { side: 10, times: 1.5, random });
      });
    });
    const part = (is: (result: (typeof results)[number]) => boolean) =>
      percent(results.filter(is).length / results.length);
    if (results.length > 0) {
      report(`+50 % in a ${kind} function of 5 %: ${program}, ${Math.round(10 * model.samples)} samples a side`, {
        clear: `${part(({ verdict }) => verdict === 'clear')} of ${results.length}`,
        likely: part(({ verdict }) => verdict === 'likely'),
        'row one': part(({ rank }) => rank === 0),
        'others called clear': results.reduce((sum, { others }) => sum + others, 0),
      });
    }
  }
}

/** Standard deviation of a share's logarithm from window to window, beyond that of samples. */
const STEADY = 0.05;
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
