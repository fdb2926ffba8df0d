/** A binary without its directory, on any system, and without what Linux says of a file that was replaced. */
export const binaryName = (path: string) => path.replace(/^.*[/\\]| \(deleted\)$/g, '');
