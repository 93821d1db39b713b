/** Has the program been built from the sources as they are now? */
export function isBuilt(root: string): boolean;
