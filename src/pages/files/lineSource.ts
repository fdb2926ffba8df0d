import { mergeLinesInSteps } from '../../profile/pprof/mergeLines';
import { takenInSlices } from '../../profile/steps';
import { type LineSource } from '../service/lines/askForLines';
import { type LocalFile } from './localFiles';
import { typeInFile } from './useFiles';

/** The source lines of all of them as one profile; undefined where one has none, as folded stacks. */
export function lineSourceOf(files: readonly LocalFile[], typeId: string): LineSource | undefined {
  if (files.some(({ lines }) => lines === undefined)) {
    return undefined;
  }
  return {
    about: JSON.stringify([files.map(({ digest }) => digest), typeId]),
    range: undefined,
    load: async ({ signal }) => {
      const stacks = await Promise.all(files.map((file) => file.lines!(typeInFile(typeId, file.types)!, signal)));
      return stacks.length === 1 ? stacks[0] : takenInSlices(mergeLinesInSteps(stacks), signal);
    },
    factorOf: () => 1,
  };
}
