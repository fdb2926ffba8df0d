/** What one push may hold and cost; Pyroscope's defaults (pkg/validation/limits.go) where it has such a limit. */
export interface Limits {
  /** Bytes of a profile, unzipped. */
  profileBytes: number;
  samples: number;
  sampleTypes: number;
  /** Frames of a stack, inlined ones too; of a deeper one those nearest the root are kept. */
  depth: number;
  /** Different frames of a profile's call tree: a few locations with many lines make any number of them. */
  treeNodes: number;
  labelsOfSample: number;
  /** Bytes of a name or path; of a longer one the end is kept. */
  symbolBytes: number;
  labels: number;
  labelNameBytes: number;
  labelValueBytes: number;
  /** Series that got a profile within an hour. */
  series: number;
}

export const DEFAULT_LIMITS: Limits = {
  profileBytes: 4 * 1024 * 1024,
  samples: 16_000,
  sampleTypes: 64,
  depth: 1000,
  treeNodes: 1_000_000,
  labelsOfSample: 100,
  symbolBytes: 65_535,
  labels: 30,
  labelNameBytes: 1024,
  labelValueBytes: 2048,
  series: 5000,
};
