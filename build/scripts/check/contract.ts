/** What a check is asked to look at. */
export interface CheckScope {
  /** The project, or a small stand-in for it in tests. */
  readonly root: string;
  /** Files and folders from the root; empty means everything. Narrows the findings, not what is understood. */
  readonly paths: readonly string[];
}

/** No findings means passed. */
export interface CheckResult {
  /** How much was looked at, for the person to see that it was not nothing. */
  readonly summary: string;
  /** One line each, beginning with `file:line` where there is one. */
  readonly findings: readonly string[];
}

export interface Check {
  readonly name: string;
  readonly run: (scope: CheckScope) => Promise<CheckResult>;
}

/** Does a file belong to what was asked for? */
export function inScope(file: string, scope: CheckScope): boolean {
  const within = (folder: string): boolean =>
    file === folder || file.startsWith(`${folder.replace(/\/$/, '')}/`);
  return scope.paths.length === 0 || scope.paths.some(within);
}
