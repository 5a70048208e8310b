import { createRequire } from 'node:module';
import { z } from 'zod';
import { isScript, isTest, listFiles } from '../lib/files.ts';
import { codeFolders, fromRoot } from '../lib/project.ts';
import { type Check, type CheckResult, type CheckScope, inScope } from './contract.ts';
import { runTool } from './tool.ts';

const depcruise = fromRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const config = fromRoot('.dependency-cruiser.cjs');

const { layerOf } = createRequire(import.meta.url)('../../layers.cjs') as {
  layerOf: (file: string) => string | undefined;
};

/** The part of dependency-cruiser's JSON report that is read here. */
const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    totalCruised: z.number(),
    totalDependenciesCruised: z.number().optional(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

type Violation = z.infer<typeof report>['summary']['violations'][number];

function describe({ from, to, rule, cycle }: Violation): string {
  if (cycle) return `${from}: import cycle ${[from, ...cycle.map((step) => step.name)].join(' → ')}`;
  if (rule.name !== 'not-in-allowed') return `${from}: imports ${to} [${rule.name}]`;
  return `${from}: imports ${to} (${layerOf(from) ?? 'no layer'} may not use ${layerOf(to) ?? 'that'}) [layers]`;
}

/** What no rule allows is said once: an import that is forbidden by name, or leads nowhere, is not allowed either. */
function withoutRepeats(violations: readonly Violation[]): readonly Violation[] {
  const key = ({ from, to }: Violation): string => `${from} ${to}`;
  const named = new Set(violations.filter(({ rule }) => rule.name !== 'not-in-allowed').map(key));
  return violations.filter(
    (violation) => violation.rule.name !== 'not-in-allowed' || !named.has(key(violation)),
  );
}

/**
 * Files the tool should have seen but did not. It ends happily with zero modules when it cannot load the
 * TypeScript compiler, so its word is not taken for it.
 */
function overlooked(files: readonly string[], seen: ReadonlySet<string>): string[] {
  const missing = files.filter((file) => !seen.has(file));
  return missing.map((file) => `${file}: was not seen by dependency-cruiser, its imports are unchecked`);
}

async function run(scope: CheckScope): Promise<CheckResult> {
  const folders = codeFolders.filter((folder) => listFiles(scope.root, folder).some(isScript));
  const files = folders.flatMap((folder) => listFiles(scope.root, folder)).filter(isScript);
  if (files.length === 0) return { summary: '0 modules', findings: ['no modules were found to check'] };
  const args = ['--config', config, '--output-type', 'json', ...folders];
  const { stdout, stderr } = await runTool(depcruise, args, scope.root);
  const parsed = report.safeParse(stdout.startsWith('{') ? JSON.parse(stdout) : undefined);
  if (!parsed.success)
    return { summary: '', findings: [`dependency-cruiser gave no readable report: ${stderr}`] };
  const { modules, summary } = parsed.data;
  const homeless = files.filter((file) => !isTest(file) && layerOf(file) === undefined);
  const findings = [
    ...withoutRepeats(summary.violations)
      .filter(({ from }) => inScope(from, scope))
      .map(describe),
    ...overlooked(files, new Set(modules.map(({ source }) => source))),
    ...homeless
      .filter((file) => inScope(file, scope))
      .map((file) => `${file}: lies in no known layer; see docs/architecture.md and build/layers.cjs`),
  ];
  const imports = summary.totalDependenciesCruised ?? 0;
  return {
    summary: `${files.length} files, ${imports} imports, default deny`,
    findings: [...new Set(findings)].toSorted(),
  };
}

/** Who imports whom: the table of docs/architecture.md, and no cycles. */
export const layers: Check = { name: 'layers', run };
