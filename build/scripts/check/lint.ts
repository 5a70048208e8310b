import { z } from 'zod';
import { isScript, listFiles } from '../lib/files.ts';
import { codeFolders, fromRoot, toPosix } from '../lib/project.ts';
import { type Check, type CheckResult, type CheckScope, inScope } from './contract.ts';
import { runTool } from './tool.ts';

const oxlint = fromRoot('node_modules', 'oxlint', 'bin', 'oxlint');

/** The part of oxlint's JSON report that is read here. */
const report = z.object({
  number_of_files: z.number(),
  number_of_rules: z.number().nullish(),
  diagnostics: z.array(
    z.object({
      message: z.string(),
      code: z.string().optional(),
      filename: z.string().optional(),
      labels: z.array(z.object({ span: z.object({ line: z.number(), column: z.number() }) })).default([]),
    }),
  ),
});

type Diagnostic = z.infer<typeof report>['diagnostics'][number];

function describe({ filename, labels, message, code }: Diagnostic): string {
  const span = labels[0]?.span;
  const place = span ? `:${span.line}:${span.column}` : '';
  return `${toPosix(filename ?? '')}${place}: ${message} [${code ?? 'oxlint'}]`;
}

/** One import that does not resolve makes every use of it `unsafe`: those lines are kept only where nothing else is said. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const isEcho = ({ message }: Diagnostic): boolean =>
    /\berror`? type|type error\b|error typed/.test(message);
  const echoes = Map.groupBy(diagnostics.filter(isEcho), ({ filename }) => filename ?? '');
  const firsts = [...echoes.values()].flatMap(([first, ...rest]) => {
    const others =
      rest.length > 0 ? ` (and ${rest.length} more like it; see \`npm run check -- types\`)` : '';
    return first ? [{ ...first, message: first.message + others }] : [];
  });
  return [...diagnostics.filter((diagnostic) => !isEcho(diagnostic)), ...firsts];
}

async function run(scope: CheckScope): Promise<CheckResult> {
  // Explicit files: given a folder, oxlint silently passes over what an ignore file names.
  const files = codeFolders.flatMap((folder) => listFiles(scope.root, folder)).filter(isScript);
  const wanted = files.filter((file) => inScope(file, scope));
  if (wanted.length === 0) return { summary: '0 files', findings: ['no files to lint were found'] };
  const args = ['--type-aware', '--report-unused-disable-directives-severity=error', '-f', 'json', ...wanted];
  const { stdout, stderr } = await runTool(oxlint, args, scope.root);
  const parsed = report.safeParse(jsonIn(stdout));
  if (!parsed.success)
    return { summary: '', findings: [`oxlint gave no readable report: ${stderr || stdout}`] };
  const { number_of_files: count, number_of_rules: rules, diagnostics } = parsed.data;
  const findings = withoutEchoes(diagnostics).map(describe).toSorted();
  if (count < wanted.length) findings.push(`oxlint looked at ${count} of ${wanted.length} files`);
  return { summary: `${count} files, ${rules ?? '?'} rules, type-aware`, findings };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** oxlint with the rules that need types. */
export const lint: Check = { name: 'lint', run };
