import { type Profile } from './model';

/** A profile that may say of how many samples it is made: those of its pprof that have a value, as a type there counts them. */
export interface CountedProfile extends Profile {
  readonly samples?: number;
}
