import ts from 'typescript';

export interface MeasuredFunction {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  readonly isComponent: boolean;
}

export interface MeasuredFile {
  readonly lines: number;
  /** Lines with nothing but white space. */
  readonly blank: number;
  /** Lines that hold only (part of) a comment. */
  readonly comments: number;
  readonly functions: readonly MeasuredFunction[];
  /** Lines that make a barrel: every `export *`, and named re-exports in a file that has nothing else. */
  readonly barrels: readonly number[];
}

/**
 * Measures one source file by its syntax tree.
 * @param file decides between TypeScript and TSX by its ending
 */
export function measure(file: string, text: string): MeasuredFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const allLines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const blank = allLines.filter((line) => line.trim() === '').length;
  const functions: MeasuredFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (isMeasured(node)) functions.push(measureFunction(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return {
    lines: allLines.length,
    blank,
    comments: countComments(source, allLines),
    functions,
    barrels: findBarrels(source),
  };
}

function findBarrels(source: ts.SourceFile): number[] {
  const reExports = source.statements.filter(
    (node): node is ts.ExportDeclaration =>
      ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined,
  );
  const nothingElse = reExports.length === source.statements.length;
  const guilty = reExports.filter(
    (node) => nothingElse || node.exportClause?.kind !== ts.SyntaxKind.NamedExports,
  );
  return guilty.map((node) => lineOf(node.getStart(source), source));
}

type BlockFunction = ts.FunctionLikeDeclaration & { readonly body: ts.Block };

/** Functions with a block; an arrow with an expression has no length of its own. Test suites are lists, not functions. */
function isMeasured(node: ts.Node): node is BlockFunction {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return false;
  if (!ts.isBlock(node.body)) return false;
  const call = node.parent;
  return !(ts.isCallExpression(call) && /^(test\.)?describe\b/.test(call.expression.getText()));
}

function measureFunction(node: BlockFunction, source: ts.SourceFile): MeasuredFunction {
  const line = lineOf(node.getStart(source), source);
  const name = nameOf(node);
  const isComponent = /^[A-Z]/.test(name) && source.fileName.endsWith('.tsx');
  return { name, line, lines: lineOf(node.end, source) - line + 1, isComponent };
}

function nameOf(node: BlockFunction): string {
  if (node.name) return node.name.getText();
  // `const Name = () => …`, also inside forwardRef(…) or memo(…).
  let holder: ts.Node = node.parent;
  while (ts.isCallExpression(holder) || ts.isParenthesizedExpression(holder)) holder = holder.parent;
  return ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder)
    ? holder.name.getText()
    : '(anonymous)';
}

const lineOf = (position: number, source: ts.SourceFile): number =>
  source.getLineAndCharacterOfPosition(position).line + 1;

/** Counts the lines that hold nothing but comment; one behind code on the same line is not counted. */
function countComments(source: ts.SourceFile, allLines: readonly string[]): number {
  const commented = new Set<number>();
  for (const { pos, end } of commentRanges(source)) {
    const first = lineOf(pos, source);
    const { character } = source.getLineAndCharacterOfPosition(pos);
    const before = allLines[first - 1]?.slice(0, character) ?? '';
    // JSX comments stand in braces: `{/* why */}`.
    if (!/^\s*\{?$/.test(before)) continue;
    for (let line = first; line <= lineOf(end, source); line += 1) {
      if (allLines[line - 1]?.trim() !== '') commented.add(line);
    }
  }
  return commented.size;
}

/** All comments, found as trivia around the tokens, so that a `//` inside a text or a pattern is none. */
function commentRanges(source: ts.SourceFile): ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    // JSX text has no trivia: what looks like a comment there is shown on the screen.
    if (children.length === 0 && node.kind !== ts.SyntaxKind.JsxText) {
      const leading = ts.getLeadingCommentRanges(source.text, node.pos) ?? [];
      const trailing = ts.getTrailingCommentRanges(source.text, node.pos) ?? [];
      for (const range of [...leading, ...trailing]) found.set(range.pos, range);
    }
    for (const child of children) visit(child);
  };
  visit(source);
  return [...found.values()];
}
